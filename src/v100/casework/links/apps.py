from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "v100.casework.links"
    label = "links"
