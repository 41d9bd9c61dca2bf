"""Pages of what women are told."""

from django.urls import path

from v100.casework.duties.views import duties, tell_her

urlpatterns = [
    path("told/", duties, name="duties"),
    path("men/<nominal:number>/told/<str:about>/<slug:duty>/<slug:person_id>/", tell_her, name="tell-her"),
]
