"""What reports say of her and of his numbers, read from the store when her page is opened and kept nowhere."""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from v100.casework.runs.current import current_run
from v100.casework.runs.models import LoadedRun
from v100.casework.women.reached import mentions_of, mentions_of_men
from v100.casework.women.reading import plain
from v100.errors import V100Error
from v100.store.runs import open_run
from v100.store.victims import Row, numbers_of_men, said_of_women

SHOWN = (
    ("Name", ("forename", "middle_names", "surname")),
    ("Also called", ("aliases",)),
    ("Born", ("date_of_birth",)),
    ("Address", ("address", "postcode")),
    ("Telephone", ("phone",)),
    ("E-mail", ("email",)),
    ("Vehicle", ("vehicle",)),
)
COLUMNS = [column for _, columns in SHOWN for column in columns]
CONTACTS = ("Address", "Telephone", "E-mail")


ASIDE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="store")
"""Threads that read the store while the page asks the database."""


class Said(NamedTuple):
    """Something that reports say of her, and the day of the last that says it."""

    words: Any
    recorded_on: date
    his_too: bool


class Who(NamedTuple):
    """What reports say of her: who she is, and how she could be reached, each by its label, the last said first."""

    herself: list[tuple[str, list[Said]]]
    contacts: list[tuple[str, list[Said]]]


def asked_of_her(references: Collection[str], run: LoadedRun) -> Callable[[], list[Row] | None]:
    """Begins to read what reports say of her; what it gives waits for the rows. None where the store cannot be read."""
    return ASIDE.submit(_read, settings.STORE, run.run_id, references, mentions_of(references, run)).result


def _read(store: Path, run_id: str, references: Collection[str], mentions: Mapping[str, str]) -> list[Row] | None:
    try:
        return said_of_women(store, open_run(store, run_id), references, COLUMNS, mentions)
    except V100Error:
        return None


def who_she_is(rows: list[Row] | None, his_numbers: Collection[str] | None) -> Who | None:
    """Of what reports say of her; None where they could not be read."""
    if rows is None:
        return None
    last_first = sorted(rows, key=lambda row: row["recorded_on"], reverse=True)
    said = {label: _said(last_first, columns, his_numbers or ()) for label, columns in SHOWN}
    return Who(
        [(label, each) for label, each in said.items() if each and label not in CONTACTS],
        [(label, said[label]) for label in CONTACTS if said[label]],
    )


def _said(rows: list[Row], columns: tuple[str, ...], his_numbers: Collection[str]) -> list[Said]:
    """Each way in which it is said, once."""
    found: dict[str, Said] = {}
    for row in rows:
        values = [row[column] for column in columns if row[column]]
        if values:
            whole = values[0] if isinstance(values[0], date) else ", ".join(_words(each) for each in values)
            if columns[0] == "forename":
                whole = " ".join(values)
            his = isinstance(whole, str) and plain(whole) in his_numbers
            found.setdefault(str(whole).casefold(), Said(whole, row["recorded_on"], his))
    return list(found.values())


def _words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def his_numbers(references: Collection[str], run: LoadedRun) -> set[str] | None:
    """The numbers and e-mail addresses, as they are compared, that any report gives of the men of her reports; none
    where the store cannot be read."""
    latest = current_run()
    assert latest is not None
    try:
        sealed = open_run(settings.STORE, latest.run_id)
        written = numbers_of_men(settings.STORE, sealed, mentions_of_men(references, run, latest))
    except V100Error:
        return None
    return {plain(each) for each in written} - {""}
