"""Many keys at once as one value: hundreds of placeholders take the driver longer than the question takes."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Field, Func, TextField, Value


class _AnyOf(Func):
    template = "(select unnest(%(expressions)s))"

    def __init__(self, keys: Iterable[Any], kind: "Field[Any, Any]") -> None:
        super().__init__(Value(list(keys), output_field=ArrayField(kind)), output_field=kind)


def any_of(keys: Iterable[int]) -> Func:
    """For `field__in=`: one of these numbers."""
    return _AnyOf(keys, BigIntegerField())


def any_of_texts(keys: Iterable[str]) -> Func:
    """For `field__in=`: one of these texts."""
    return _AnyOf(keys, TextField())
