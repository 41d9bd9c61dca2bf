from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "v100.casework.alerts"
    label = "alerts"
