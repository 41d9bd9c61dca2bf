"""That she was told: rows that are added and never changed. Her reference, and nothing of what she said."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from v100.casework.accounts.models import User
from v100.casework.database.models import AppendOnly
from v100.casework.nominals.models import Nominal


class How(models.TextChoices):
    """By which way; the safe ways of her page."""

    CALL = "call", "A call"
    TEXT = "text", "A text message"
    EMAIL = "email", "An e-mail"
    IN_PERSON = "in_person", "In person"
    THROUGH = "through", "Through her supporter"
    NOT_WANTED = "not_wanted", "She asked not to be told"
    DONE = "done", "The prison confirmed the block"


class Told(AppendOnly):
    """One duty of one woman, done. `about` is what happened: `outcome:12`, the last day of what that told
    (`outcome:12:end`), a step or the end of an order (`order:3:4`, `order:3:end`), or `event:` with the record
    system’s key."""

    nominal = models.ForeignKey(Nominal, models.PROTECT, related_name="told")
    woman = models.TextField("her reference")
    about = models.TextField()
    duty = models.CharField("its name (told.toml)", max_length=30)
    how = models.CharField(max_length=10, choices=How.choices)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["about", "duty", "woman"], name="she_is_told_once"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="how_she_was_told_is_known"),
            models.CheckConstraint(
                condition=Q(woman__regex=r"\S", about__regex=r"\S"), name="somebody_is_told_of_something"
            ),
        ]
