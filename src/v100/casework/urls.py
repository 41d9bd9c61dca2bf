"""Every page of the site."""

from django.urls import path

from v100.casework.accounts.views.sign_in import ChoosePassword, SignIn, SignOut
from v100.casework.accounts.views.users import add_page, close_page, password_page, reopen_page, user_page, users
from v100.casework.alerts.urls import urlpatterns as alerts
from v100.casework.disruption.urls import urlpatterns as disruption
from v100.casework.duties.urls import urlpatterns as duties
from v100.casework.evidence.urls import urlpatterns as evidence
from v100.casework.facts.urls import urlpatterns as powers
from v100.casework.guests.urls import urlpatterns as guests
from v100.casework.identities.views import identity
from v100.casework.leaving.urls import urlpatterns as leaving
from v100.casework.links.urls import urlpatterns as links
from v100.casework.markers.views import end_marker_page, record_marker_page
from v100.casework.network.views import network
from v100.casework.nominals.views.export import export
from v100.casework.nominals.views.find import find
from v100.casework.nominals.views.listing import listing
from v100.casework.nominals.views.man import man
from v100.casework.nominals.views.own import own
from v100.casework.nominals.views.saved import save_view, saved_views
from v100.casework.notes.views import correct_note_page, write_note_page
from v100.casework.orders.urls import urlpatterns as orders
from v100.casework.outcomes.views.outcome import correct_page, outcome_page
from v100.casework.outcomes.views.recording import record_page
from v100.casework.oversight.views import audit
from v100.casework.packs.urls import urlpatterns as packs
from v100.casework.pages.home import home
from v100.casework.panel.urls import urlpatterns as panel
from v100.casework.plans.urls import urlpatterns as plans
from v100.casework.publishing.urls import urlpatterns as publishing
from v100.casework.referrals.urls import urlpatterns as referrals
from v100.casework.results.views import figure, results
from v100.casework.tasking.urls import urlpatterns as tasking
from v100.casework.women.urls import urlpatterns as women

urlpatterns = [
    path("", home, name="home"),
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", SignOut.as_view(), name="sign-out"),
    path("password/", ChoosePassword.as_view(), name="choose-password"),
    path("list/", listing, name="list"),
    path("list/export/", export, name="export"),
    path("list/views/", saved_views, name="saved-views"),
    path("list/views/save/", save_view, name="save-view"),
    path("men/", find, name="find"),
    path("men/mine/", own, name="own"),
    path("men/<nominal:number>/", man, name="man"),
    path("men/<nominal:number>/outcomes/record/", record_page, name="record-outcome"),
    path("men/<nominal:number>/outcomes/<int:outcome>/", outcome_page, name="outcome"),
    path("men/<nominal:number>/outcomes/<int:outcome>/correct/", correct_page, name="correct-outcome"),
    path("men/<nominal:number>/network/", network, name="network"),
    path("men/<nominal:number>/warnings/record/", record_marker_page, name="record-marker"),
    path("men/<nominal:number>/warnings/<int:marker>/end/", end_marker_page, name="end-marker"),
    path("men/<nominal:number>/notes/write/", write_note_page, name="write-note"),
    path("men/<nominal:number>/notes/<int:note>/correct/", correct_note_page, name="correct-note"),
    *plans,
    *disruption,
    *powers,
    *orders,
    *packs,
    path("results/", results, name="results"),
    path("results/<slug:name>/", figure, name="figure"),
    *evidence,
    *publishing,
    path("men/<nominal:number>/identity/", identity, name="identity"),
    *links,
    *panel,
    *referrals,
    *tasking,
    *guests,
    *alerts,
    *leaving,
    *women,
    *duties,
    path("audit/", audit, name="audit"),
    path("users/", users, name="users"),
    path("users/add/", add_page, name="add-user"),
    path("users/<int:user>/", user_page, name="user"),
    path("users/<int:user>/close/", close_page, name="close-account"),
    path("users/<int:user>/reopen/", reopen_page, name="reopen-account"),
    path("users/<int:user>/password/", password_page, name="give-password"),
]
