from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "v100.casework.duties"
    label = "duties"
