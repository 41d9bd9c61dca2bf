"""The command `v100`: turns faults into one line and an exit status."""

import gc
import sys

import typer
from rich.markup import escape

from v100.cli.commands import OnDemand
from v100.cli.screen import complaints
from v100.errors import V100Error

app = typer.Typer(name="v100", cls=OnDemand, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)


@app.callback()
def v100() -> None:
    """Find the few men who do most harm to women and girls, stop them, protect the people they hurt."""


SELDOM = 50_000
"""New objects between two looks for garbage. Expressions and their SQL are trees of many small objects that are not
garbage: looked through every 700, as Python would, they cost a twentieth of a small run's time.
"""


def main() -> None:
    """Exit status: 0 done, 1 a check failed, 2 wrong use or unreadable input."""
    gc.set_threshold(SELDOM)
    try:
        app()
    except V100Error as error:
        complaints.print(f"[bold red]v100:[/] {escape(str(error))}", soft_wrap=True)
        sys.exit(error.exit_status)
