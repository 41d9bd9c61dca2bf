"""What reports say of her and of his numbers, read from the store when her page is opened and kept nowhere."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings

from v100.casework.runs.current import current_run
from v100.casework.runs.models import LoadedRun
from v100.casework.women.reached import men_of, mentions_of, mentions_of_men
from v100.casework.women.reading import plain
from v100.errors import V100Error
from v100.store.runs import open_run
from v100.store.victims import numbers_of_men, said_of_women

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


class Said(NamedTuple):
    """Something that reports say of her, and the day of the last that says it."""

    words: Any
    recorded_on: date
    his_too: bool


class Who(NamedTuple):
    """What reports say of her: who she is, and how she could be reached, each by its label, the last said first."""

    herself: list[tuple[str, list[Said]]]
    contacts: list[tuple[str, list[Said]]]


def who_she_is(references: Collection[str], run: LoadedRun, his_numbers: Collection[str] | None) -> Who | None:
    """None where the store cannot be read."""
    try:
        sealed, mentions = open_run(settings.STORE, run.run_id), mentions_of(references, run)
        rows = said_of_women(settings.STORE, sealed, references, COLUMNS, mentions)
    except V100Error:
        return None
    rows.sort(key=lambda row: row["recorded_on"], reverse=True)
    said = {label: _said(rows, columns, his_numbers or ()) for label, columns in SHOWN}
    return Who(
        [(label, each) for label, each in said.items() if each and label not in CONTACTS],
        [(label, said[label]) for label in CONTACTS if said[label]],
    )


def _said(rows: list[dict[str, Any]], columns: tuple[str, ...], his_numbers: Collection[str]) -> list[Said]:
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
        sealed, mentions = open_run(settings.STORE, latest.run_id), mentions_of_men(men_of(references, run), latest)
        written = numbers_of_men(settings.STORE, sealed, mentions)
    except V100Error:
        return None
    return {plain(each) for each in written} - {""}
