from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "v100.casework.pages"
    label = "pages"
