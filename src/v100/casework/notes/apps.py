from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "v100.casework.notes"
    label = "notes"
