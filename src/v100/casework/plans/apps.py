from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "v100.casework.plans"
    label = "plans"
