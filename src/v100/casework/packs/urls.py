"""Pages of draft applications."""

from django.urls import path

from v100.casework.packs.views import make_pack_page, override_pack_page, pack_page, take_pack_page

urlpatterns = [
    path("men/<nominal:number>/packs/make/<slug:power>/", make_pack_page, name="make-pack"),
    path("men/<nominal:number>/packs/<int:pack>/", pack_page, name="pack"),
    path("men/<nominal:number>/packs/<int:pack>/override/", override_pack_page, name="override-pack"),
    path("men/<nominal:number>/packs/<int:pack>/take/<slug:kind>/", take_pack_page, name="take-pack"),
]
