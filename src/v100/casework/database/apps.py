from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class DatabaseConfig(AppConfig):
    """After each migration the database is told anew what nobody may change."""

    name = "v100.casework.database"
    label = "database"

    def ready(self) -> None:
        from v100.casework.database import rules

        pre_migrate.connect(rules.make_role, sender=self)
        post_migrate.connect(rules.lay_down, sender=self)
