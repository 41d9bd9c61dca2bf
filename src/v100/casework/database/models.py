"""What a kind of record allows, said once by the class that it inherits."""

from django.db import models


class AppendOnly(models.Model):
    """Rows are added, never changed and never removed: PostgreSQL refuses it, to the tables' owner too."""

    class Meta:
        abstract = True
