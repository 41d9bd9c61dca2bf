from django.apps import AppConfig


class PanelConfig(AppConfig):
    name = "v100.casework.panel"
    label = "panel"
