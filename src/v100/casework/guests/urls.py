"""The pages of guests."""

from django.urls import path

from v100.casework.guests.views import agency_action, agency_actions

urlpatterns = [
    path("agency/", agency_actions, name="agency-actions"),
    path("agency/<int:given>/", agency_action, name="agency-action"),
]
