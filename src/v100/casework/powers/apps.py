from django.apps import AppConfig


class PowersConfig(AppConfig):
    name = "v100.casework.powers"
    label = "powers"
