"""Pages of a man's plan."""

from django.urls import path

from v100.casework.plans.views.changing import (
    add_action_page,
    add_objective_page,
    begin_plan_page,
    look_at_safety_page,
    move_action_page,
    review_plan_page,
    supervise_plan_page,
)
from v100.casework.plans.views.plan import plan

urlpatterns = [
    path("men/<nominal:number>/plan/", plan, name="plan"),
    path("men/<nominal:number>/plan/begin/", begin_plan_page, name="begin-plan"),
    path("men/<nominal:number>/plan/objectives/add/", add_objective_page, name="add-objective"),
    path("men/<nominal:number>/plan/actions/add/", add_action_page, name="add-action"),
    path("men/<nominal:number>/plan/actions/<int:action>/", move_action_page, name="move-action"),
    path("men/<nominal:number>/plan/safety/record/", look_at_safety_page, name="look-at-safety"),
    path("men/<nominal:number>/plan/reviews/record/", review_plan_page, name="review-plan"),
    path("men/<nominal:number>/plan/supervise/", supervise_plan_page, name="supervise-plan"),
]
