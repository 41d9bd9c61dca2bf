from django.apps import AppConfig


class LeavingConfig(AppConfig):
    name = "v100.casework.leaving"
    label = "leaving"
