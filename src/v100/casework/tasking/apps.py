from django.apps import AppConfig


class TaskingConfig(AppConfig):
    name = "v100.casework.tasking"
    label = "tasking"
