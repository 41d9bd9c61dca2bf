"""How commands speak: Rich for people, one JSON document for programs, one line on standard error for faults."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

console = Console(highlight=False)
complaints = Console(stderr=True, highlight=False)

SHORT = 9
"""How much of an id is shown: enough to ask for the person again."""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
StoreFolder = Annotated[Path, typer.Option("--store", help="The store's folder.", envvar="V100_STORE", file_okay=False)]


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
def listening(first: str = "starting", *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """A spinner that names the step under way and how long all has taken; nothing for programs (`quiet`) and files."""
    if quiet or not complaints.is_terminal:
        yield lambda _step: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=complaints, transient=True) as bar:
        task = bar.add_task(first, total=None)
        yield lambda step: bar.update(task, description=step)


def days(value: Decimal | None) -> str:
    """Harm days as people write them: 1,825 or 18.75; a dash when not known."""
    return "–" if value is None else f"{value.normalize():,f}"
