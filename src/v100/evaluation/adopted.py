"""Who was adopted when, as a file tells it (`v100 adoptions` writes it): a run holds who was listed, not whom the panel
took on."""

import csv
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from v100.errors import V100Error

NAMES = ("person_id", "mention_id")
SPELL = ibis.schema({"line": "int64", **dict.fromkeys(NAMES, "string"), "begins": "date", "ends": "date"}).to_pyarrow()


def adoptions(file: Path) -> pa.Table:
    """line, person_id, mention_id (one of them may be empty), begins, ends (empty: still) from a CSV with the columns
    person_id or mention_id, from, until; dates are YYYY-MM-DD.

    Raises V100Error when the file cannot be read, a column is missing, or naming the first line at fault.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = [name for name in ("from", "until") if name not in (rows.fieldnames or ())]
            if missing or not set(NAMES) & set(rows.fieldnames or ()):
                raise V100Error(f"{file}: it needs the columns person_id or mention_id, from, until")
            read = [_spell(file, number, row) for number, row in enumerate(rows, start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise V100Error(f"{file}: cannot be read as CSV in UTF-8 ({error})") from error
    return pa.Table.from_pylist(read, schema=SPELL)


def _spell(file: Path, number: int, row: dict[str, str]) -> dict[str, object]:
    named = {name: (row.get(name) or "").strip() or None for name in NAMES}
    if not any(named.values()):
        raise V100Error(f"{file} line {number}: names nobody; fill in person_id or mention_id")
    begins, ends = (_day(file, number, name, (row[name] or "").strip()) for name in ("from", "until"))
    if begins is None or (ends and ends < begins):
        raise V100Error(f"{file} line {number}: from is empty or after until; give the day on which he was adopted")
    return {"line": number, **named, "begins": begins, "ends": ends}


def _day(file: Path, number: int, name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise V100Error(f"{file} line {number}: {name} is {text!r}; write it as YYYY-MM-DD") from error


def bound(told: pa.Table, men: ir.Table, people: ir.Table) -> ir.Table:
    """line, person_id, begins, ends: of whom each line is, as the last run tells people apart. `men` are those of the
    study, `people` the last run's person_mention. A line of a man who never stood within reach is of nobody here."""
    spells = ibis.memtable(told)
    known_as = men.select("person_id", name="was_id").union(men.select("person_id", name="person_id")).distinct()
    mentions = people.filter(_.side == "suspect").semi_join(men, "person_id").select("person_id", name="mention_id")
    by_id = spells.select("line", "begins", "ends", name="person_id").join(known_as, "name")
    by_mention = spells.select("line", "begins", "ends", name="mention_id").join(mentions, "name")
    return by_id.union(by_mention).select("line", "person_id", "begins", "ends").distinct()


def with_adoption(men: ir.Table, spells: ir.Table, days: int) -> ir.Table:
    """`men` with adopted: 1 where he was adopted on any of the `days` after the run, else 0."""
    his = men.select("person_id", "as_at").join(spells, "person_id")
    begins = his.begins.delta(his.as_at, unit="day") <= days
    goes_on = his.ends.isnull() | (his.ends > his.as_at)
    taken = his.filter(begins & goes_on).select("person_id", "as_at").distinct().mutate(adopted=ibis.literal(1.0))
    joined = men.left_join(taken, ["person_id", "as_at"])
    return joined.select(*men.columns, adopted=joined.adopted.fill_null(0.0))
