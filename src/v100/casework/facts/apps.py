from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "v100.casework.facts"
    label = "facts"
