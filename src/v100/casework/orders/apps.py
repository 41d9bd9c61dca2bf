from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "v100.casework.orders"
    label = "orders"
