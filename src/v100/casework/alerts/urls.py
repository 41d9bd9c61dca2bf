"""The inbox."""

from django.urls import path

from v100.casework.alerts.views import alerts

urlpatterns = [path("alerts/", alerts, name="alerts")]
