from django.apps import AppConfig


class NominalsConfig(AppConfig):
    name = "v100.casework.nominals"
    label = "nominals"
