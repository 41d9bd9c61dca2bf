"""Pages of a man's orders and notices."""

from django.urls import path

from v100.casework.orders.views import draft_order_page, meet_clock_page, move_order_page, orders, void_step_page

urlpatterns = [
    path("men/<nominal:number>/orders/", orders, name="orders"),
    path("men/<nominal:number>/orders/begin/", draft_order_page, name="draft-order"),
    path("men/<nominal:number>/orders/<int:order>/", move_order_page, name="move-order"),
    path("men/<nominal:number>/orders/<int:order>/<int:state>/", void_step_page, name="void-step"),
    path("men/<nominal:number>/orders/<int:order>/<int:state>/<slug:clock>/", meet_clock_page, name="meet-clock"),
]
