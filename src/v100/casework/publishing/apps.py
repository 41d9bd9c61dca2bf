from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "v100.casework.publishing"
    label = "publishing"
