from django.apps import AppConfig


class WomenConfig(AppConfig):
    name = "v100.casework.women"
    label = "women"
