from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "v100.casework.oversight"
    label = "oversight"
