"""Many keys at once as one value: hundreds of placeholders take the driver longer than the question takes, and so does
a list that it writes key by key."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Field, Func, TextField, Value


def as_array(keys: Iterable[int | datetime]) -> str:
    """Numbers or moments as PostgreSQL writes an array."""
    return f"{{{','.join(map(str, keys))}}}"


def _as_array_of_texts(keys: Iterable[str]) -> str:
    return f"{{{','.join(map(_quoted, keys))}}}"


def _quoted(key: str) -> str:
    words = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{words}"'


class _AnyOf(Func):
    def __init__(self, array: str, kind: "Field[Any, Any]", of: str) -> None:
        super().__init__(Value(array), template=f"(select unnest(%(expressions)s::{of}[]))", output_field=kind)


def any_of(keys: Iterable[int]) -> Func:
    """For `field__in=`: one of these numbers."""
    return _AnyOf(as_array(keys), BigIntegerField(), "bigint")


def any_of_texts(keys: Iterable[str]) -> Func:
    """For `field__in=`: one of these texts."""
    return _AnyOf(_as_array_of_texts(keys), TextField(), "text")
