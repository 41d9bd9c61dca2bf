from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "v100.casework.network"
    label = "network"
