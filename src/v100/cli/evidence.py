"""What the commands of evidence share: whose runs of the past, and where the page goes."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from v100.cli.screen import console
from v100.errors import V100Error
from v100.reports.evidence import Evidence, evidence_page
from v100.store.files import write_text

DAY = ["%Y-%m-%d"]

PolicyOfRuns = Annotated[str, typer.Option("--policy", help="The policy whose sealed runs are read, by name.")]
Since = Annotated[datetime | None, typer.Option("--since", formats=DAY, help="Leave out earlier runs.")]
Until = Annotated[datetime | None, typer.Option("--until", formats=DAY, help="Leave out later runs.")]
Page = Annotated[Path | None, typer.Option("--out", help="Write the page of evidence (HTML) here.")]


def day(given: datetime | None) -> date | None:
    """The day of an option; none where it was not given."""
    return given.date() if given else None


def can_be_written(page: Path | None) -> None:
    """Raises V100Error, before any work is done, where the page has no folder to stand in."""
    if page is not None and not page.parent.is_dir():
        raise V100Error(f"{page.parent}: no such folder; make it, or give --out another place")


def write_page(page: Path | None, evidence: Evidence) -> None:
    """Writes the page where one is wanted."""
    if page is not None:
        write_text(page, evidence_page(evidence))


def say_where(page: Path | None) -> None:
    """Says where the page is, where one was wanted."""
    if page is not None:
        console.print(f"The page: {page}", soft_wrap=True)
