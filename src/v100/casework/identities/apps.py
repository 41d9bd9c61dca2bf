from django.apps import AppConfig


class IdentitiesConfig(AppConfig):
    name = "v100.casework.identities"
    label = "identities"
