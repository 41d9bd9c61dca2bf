from django.apps import AppConfig


class GuestsConfig(AppConfig):
    name = "v100.casework.guests"
    label = "guests"
