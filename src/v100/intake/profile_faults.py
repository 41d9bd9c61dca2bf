"""What is wrong with a profile file, in the words of the file: which table, which column, which key."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

FORM = re.compile(r"str|.*\bColumnRule\]?")
"""What the checker puts into a place for each form that a column's rule may have; no word of the file."""


def in_words(error: ValidationError, document: Mapping[str, Any], keys: Iterable[str]) -> str:
    """Every fault in one line, `; ` between. `keys`: all keys that a profile knows, to name the nearest."""
    faults = error.errors()
    return "; ".join(
        f"{_place(fault['loc'], document)}: {_said(fault, sorted(keys))}"
        for fault in faults
        if not _other_form(fault) and not _only_follows(fault, faults)
    )


def _other_form(fault: ErrorDetails) -> bool:
    """A rule is a name or a table of keys: that what is a table is not a name says nothing."""
    return "str" in fault["loc"] and isinstance(fault["input"], dict)


def _only_follows(fault: ErrorDetails, faults: Sequence[ErrorDetails]) -> bool:
    """A list whose faulty members were passed over is not short for that."""
    place = fault["loc"]
    return fault["type"] == "too_short" and any(
        other is not fault and other["loc"][: len(place)] == place for other in faults
    )


def _place(loc: Sequence[int | str], document: Mapping[str, Any]) -> str:
    parts = [part for part in loc if not FORM.fullmatch(str(part))]
    if len(parts) > 1 and parts[0] == "tables" and isinstance(parts[1], int):
        name = document["tables"][parts[1]].get("table") or "no name"
        parts = [f"tables[{parts[1]}] ({name})", *parts[2:]]
    return ".".join(map(str, parts)) or "file"


def _said(fault: ErrorDetails, keys: Sequence[str]) -> str:
    if fault["type"] == "extra_forbidden":
        nearest = get_close_matches(str(fault["loc"][-1]), keys, n=1)
        return f"no such key{f': is it {nearest[0]!r}?' if nearest else ''}"
    if fault["type"] == "literal_error":
        return f"{fault['input']!r} is none of {fault['ctx']['expected']}"
    return fault["msg"]
