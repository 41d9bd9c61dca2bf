"""Pages of a man's disruption log."""

from django.urls import path

from v100.casework.disruption.views import agree_page, grade_page, record_disruption_page

urlpatterns = [
    path("men/<nominal:number>/disruption/record/", record_disruption_page, name="record-disruption"),
    path("men/<nominal:number>/disruption/<int:disruption>/grade/", grade_page, name="grade-disruption"),
    path("men/<nominal:number>/disruption/<int:disruption>/agree/", agree_page, name="agree-disruption"),
]
