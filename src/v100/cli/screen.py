"""How commands speak: Rich for people, one JSON document for programs, one line on standard error for faults."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

console = Console(highlight=False)
complaints = Console(stderr=True, highlight=False)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
StoreFolder = Annotated[Path, typer.Option("--store", help="The store's folder.", envvar="V100_STORE")]


def print_json(document: Any) -> None:
    """One JSON document on standard output: dates ISO, harm days as numbers, a column's order kept."""
    sys.stdout.write(json.dumps(document, default=_plain, ensure_ascii=False, indent=2) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


@contextmanager
def working(what: str, *, quiet: bool = False) -> Iterator[None]:
    """A spinner with a sentence while a long step runs; nothing at all for programs (`quiet`)."""
    if quiet:
        yield
        return
    with complaints.status(what):
        yield


def days(value: Decimal | None) -> str:
    """Harm days as people write them: 1,825 or 18.75; a dash when not known."""
    return "–" if value is None else f"{value.normalize():,f}"
