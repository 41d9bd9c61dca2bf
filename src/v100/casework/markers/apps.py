from django.apps import AppConfig


class MarkersConfig(AppConfig):
    name = "v100.casework.markers"
    label = "markers"
