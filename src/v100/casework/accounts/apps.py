from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "v100.casework.accounts"
    label = "accounts"

    def ready(self) -> None:
        from v100.casework.accounts import sign_in_events

        sign_in_events.connect()
