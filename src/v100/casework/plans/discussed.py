"""What those who discussed a man can have known: what came later is new."""

from django.db.models import DateTimeField, F, Func, Max
from django.db.models.functions import Least


class _EndOf(Func):
    """Of a day."""

    template = "((%(expressions)s + 1)::timestamp at time zone 'Europe/London')"


def known_until(review: str = "") -> Max:
    """Of reviews, the last moment of which one of them can have known: the end of its day, or when it was written if
    that was sooner. `review` leads to the reviews, with the underscores."""
    return Max(Least(F(f"{review}at"), _EndOf(F(f"{review}on"), output_field=DateTimeField())))
