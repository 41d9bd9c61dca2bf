from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "v100.casework.packs"
    label = "packs"
