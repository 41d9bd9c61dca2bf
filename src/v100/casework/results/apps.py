from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "v100.casework.results"
    label = "results"
