from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "v100.casework.outcomes"
    label = "outcomes"
