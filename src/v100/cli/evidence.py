"""What the commands of evidence share: whose runs of the past, and where the page goes."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from v100.cli.screen import console
from v100.errors import V100Error
from v100.reports.evidence import Evidence, evidence_page
from v100.reports.evidence_document import as_document, as_evidence
from v100.store.evidence import open_evidence, seal_evidence, sealed_evidence
from v100.store.files import write_text

DAY = ["%Y-%m-%d"]

PolicyOfRuns = Annotated[str, typer.Option("--policy", help="The policy whose sealed runs are read, by name.")]
Since = Annotated[datetime | None, typer.Option("--since", formats=DAY, help="Leave out earlier runs.")]
Until = Annotated[datetime | None, typer.Option("--until", formats=DAY, help="Leave out later runs.")]
Page = Annotated[Path | None, typer.Option("--out", help="Write the page of evidence (HTML) here.")]
Publish = Annotated[bool, typer.Option("--publish", help="Seal the evidence in the store: the site shows it.")]


def day(given: datetime | None) -> date | None:
    """The day of an option; none where it was not given."""
    return given.date() if given else None


def can_be_written(page: Path | None) -> None:
    """Raises V100Error, before any work is done, where the page has no folder to stand in."""
    if page is not None and not page.parent.is_dir():
        raise V100Error(f"{page.parent}: no such folder; make it, or give --out another place")


def give(evidence: Evidence, store: Path, page: Path | None, *, publish: bool) -> None:
    """Writes the page, and seals the evidence, where it is wanted. Both say which version made them."""
    evidence = replace(evidence, version=version("v100"))
    if page is not None:
        write_text(page, evidence_page(evidence))
    if publish:
        seal_evidence(store, as_document(evidence))


def sealed_as(store: Path, page: Path) -> str | None:
    """The id of the evidence in the store whose page this file is, byte for byte; none where it is of none.

    Raises V100Error where the file cannot be read.
    """
    try:
        given = page.read_bytes()
    except OSError as error:
        raise V100Error(f"{page}: cannot be read ({error.strerror}): give --page a page that --out wrote") from error
    for evidence_id in sealed_evidence(store):
        with suppress(V100Error):  # what does not prove itself, or is of another version's structure, is no page here
            evidence = as_evidence(open_evidence(store, evidence_id)[0], where=evidence_id)
            if evidence_page(evidence).encode() == given:
                return evidence_id
    return None


def say_where(page: Path | None, *, published: bool) -> None:
    """Says where the page is, and who else can read it now."""
    if page is not None:
        console.print(f"The page: {page}", soft_wrap=True)
    if published:
        console.print("Sealed in the store: the site shows it within a minute under *Does it work?*", markup=False)
