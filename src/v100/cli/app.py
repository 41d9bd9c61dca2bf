"""The command `v100`: turns faults into one line and an exit status."""

import gc
import os
import sys
from typing import NoReturn

import typer
from rich.markup import escape

from v100.cli.commands import OnDemand
from v100.cli.screen import complaints
from v100.errors import V100Error, place_of

app = typer.Typer(name="v100", cls=OnDemand, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)


@app.callback()
def v100() -> None:
    """Find the few men who do most harm to women and girls, stop them, protect the people they hurt."""


SELDOM = 50_000
"""New objects between two looks for garbage. Expressions and their SQL are trees of many small objects that are not
garbage: looked through every 700, as Python would, they cost a twentieth of a small run's time.
"""


def main() -> None:
    """Exit status: 0 done, 1 a check failed, 2 wrong use, unreadable input, or a disk or memory that is full."""
    gc.set_threshold(SELDOM)
    os.umask(os.umask(0o077) | 0o007)  # what is written is about people: other accounts of the machine may not read it
    try:
        app()
    except V100Error as error:
        _complain(str(error), error.exit_status)
    except Exception as error:
        if _of_the_memory(error):
            _complain("the memory is full: ask for less, or on a larger machine", V100Error.exit_status)
        if not _of_the_disk(error):
            _complain(
                f"the program failed here, which is a fault of its own:\n{place_of(type(error), error.__traceback__)}",
                1,
            )
        why = " ".join(str(error).split())
        _complain(f"{why}: make room or give the right, and ask again", V100Error.exit_status)


def _complain(why: str, status: int) -> NoReturn:
    complaints.print(f"[bold red]v100:[/] {escape(why)}", soft_wrap=True)
    sys.exit(status)


def _of_the_memory(error: Exception) -> bool:
    duckdb = sys.modules.get("duckdb")  # not read for a command that needs none
    return isinstance(error, MemoryError) or (duckdb is not None and isinstance(error, duckdb.OutOfMemoryException))


def _of_the_disk(error: Exception) -> bool:
    """A file that cannot be read or written: no room, no right, not there."""
    duckdb = sys.modules.get("duckdb")
    return isinstance(error, OSError) or (duckdb is not None and isinstance(error, duckdb.IOException))
