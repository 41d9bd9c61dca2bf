"""Every page of the site."""

from django.urls import path

from v100.casework.accounts.views import SignIn, SignOut, users
from v100.casework.identities.views import identity
from v100.casework.nominals.views.export import export
from v100.casework.nominals.views.find import find
from v100.casework.nominals.views.listing import listing
from v100.casework.nominals.views.man import man
from v100.casework.oversight.views import audit
from v100.casework.pages.home import home
from v100.casework.panel.urls import urlpatterns as panel

urlpatterns = [
    path("", home, name="home"),
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", SignOut.as_view(), name="sign-out"),
    path("list/", listing, name="list"),
    path("list/export/", export, name="export"),
    path("men/", find, name="find"),
    path("men/<nominal:number>/", man, name="man"),
    path("men/<nominal:number>/identity/", identity, name="identity"),
    *panel,
    path("audit/", audit, name="audit"),
    path("users/", users, name="users"),
]
