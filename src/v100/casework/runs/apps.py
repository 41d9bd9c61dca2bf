from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "v100.casework.runs"
    label = "runs"
