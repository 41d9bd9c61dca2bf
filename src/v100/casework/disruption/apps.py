from django.apps import AppConfig


class DisruptionConfig(AppConfig):
    name = "v100.casework.disruption"
    label = "disruption"
