"""Counting what an intake did: the facts of the receipt and of the batch's manifest."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa

from v100.intake.columns import wanted
from v100.intake.faults import fold
from v100.intake.profile import Profile
from v100.intake.reading import Delivery, Engine
from v100.intake.receipt import FileCount
from v100.intake.values import quoted
from v100.tables import REJECT

OWN_MARK = "v100_"
"""Columns that `v100 rejects` adds for the reader; intake passes over them."""

SOFT = {
    "postcode": r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}",
    "phone": r"(\+|00)?[0-9][0-9 ()\-]{6,18}",
    "pnc_id": r"[0-9]{2}([0-9]{2})?/[0-9]{1,7}[A-Z]",
    "cro_no": r"([0-9]{1,6}/[0-9]{2}[A-Z])|(SF[0-9]{2}/[0-9]{1,6}[A-Z])",
}
"""The form of an identifier; one that has another is kept and counted, never rejected."""


def file_counts(engine: Engine, deliveries: Sequence[Delivery]) -> tuple[FileCount, ...]:
    """The counts of each file; read is the independent count of records."""
    states = _by_file(
        engine, "SELECT f, count(*) FILTER (state = 1), count(*) FILTER (state = 2) FROM part_state GROUP BY f"
    )
    rejected = _by_file(engine, "SELECT f, count(DISTINCT n) FROM fault GROUP BY f")
    filtered = _by_file(engine, "SELECT f, count(DISTINCT n) FROM filtered GROUP BY f")
    found = []
    for f, delivery in enumerate(deliveries):
        unchanged, twice = states.get(f, (0, 0))
        (bad,), (out,) = rejected.get(f, (0,)), filtered.get(f, (0,))
        found.append(
            FileCount(delivery.source.label, delivery.records, delivery.records - bad - out, bad, out, unchanged, twice)
        )
    return tuple(found)


def _by_file(engine: Engine, query: str) -> dict[int, tuple[int, ...]]:
    return {row[0]: row[1:] for row in engine.execute(query).fetchall()}


def reject_rows(engine: Engine, deliveries: Sequence[Delivery]) -> pa.Table:
    """The rejects (tables.REJECT), ordered by file, row, column and reason."""
    engine.execute("CREATE TABLE raw_row (f INTEGER, n BIGINT, source VARCHAR, raw VARCHAR)")
    for f, delivery in enumerate(deliveries):
        cells = ", ".join(f'"{_name(name, n)}" := c{n}' for n, name in enumerate(_unique(delivery.header)))
        label = quoted(delivery.source.label)
        engine.execute(
            f"INSERT INTO raw_row SELECT {f}, n, {label}, CAST(to_json(struct_pack({cells})) AS VARCHAR) "
            f"FROM {delivery.raw} SEMI JOIN (SELECT n FROM fault WHERE f = {f}) USING (n)"
        )
        if delivery.bad:
            texts = pa.table(
                {
                    "n": pa.array([bad.row for bad in delivery.bad], pa.int64()),
                    "raw": pa.array([json.dumps(bad.text, ensure_ascii=False) for bad in delivery.bad], pa.string()),
                }
            )
            engine.register("arriving", texts)
            engine.execute(f"INSERT INTO raw_row SELECT {f}, n, {label}, raw FROM arriving")
            engine.unregister("arriving")
    rows = engine.execute(
        'SELECT source, n AS "row", "column", value, reason, remedy, raw FROM fault JOIN raw_row USING (f, n) '
        'ORDER BY f, n, "column", reason, value'
    ).to_arrow_table()
    return rows.cast(REJECT.schema.to_pyarrow())


def _unique(header: Sequence[str]) -> list[str]:
    return [name or f"column {n + 1}" for n, name in enumerate(header)]


def _name(name: str, n: int) -> str:
    del n
    return name.replace('"', '""')


def by_reason(engine: Engine) -> dict[str, int]:
    """How many rows each reason set aside (a row with two faults is under both), most first."""
    return _counts(engine, "SELECT reason, count(DISTINCT (f, n)) FROM fault GROUP BY 1")


def by_filter(engine: Engine) -> dict[str, int]:
    """How many rows each rule of the profile left out."""
    return _counts(engine, "SELECT why, count(DISTINCT (f, n)) FROM filtered GROUP BY 1")


def unweighted(engine: Engine, days: Mapping[str, Decimal | None]) -> dict[str, int]:
    """Accepted offence codes without a weight, and on how many lines they stand."""
    codes = _counts(engine, "SELECT ho_code, count(*) FROM kept_offence GROUP BY 1")
    return {code: lines for code, lines in codes.items() if days.get(code) is None}


def unmapped(profile: Profile, deliveries: Sequence[Delivery]) -> dict[str, list[str]]:
    """Columns of each file that the profile does not read."""
    found = {}
    for delivery in deliveries:
        read = {fold(name) for name in wanted(profile, delivery.source.name)}
        left = [name for name in _unique(delivery.header) if fold(name) not in read and not name.startswith(OWN_MARK)]
        if left:
            found[delivery.source.label] = left
    return found


def unknown_boroughs(engine: Engine) -> dict[str, int]:
    """Boroughs that the shipped map of London lacks, with how many reports name them."""
    named = _counts(engine, "SELECT borough, count(*) FROM kept_crime_report WHERE borough IS NOT NULL GROUP BY 1")
    return {borough: reports for borough, reports in named.items() if fold(borough) not in _boroughs()}


@cache
def _boroughs() -> frozenset[str]:
    shapes = json.loads((files("v100.data.geo") / "boroughs.geojson").read_text(encoding="utf-8"))["features"]
    return frozenset(fold(shape["properties"]["name"]) for shape in shapes)


def soft_checks(engine: Engine) -> dict[str, int]:
    """Identifiers that fail the check of their own form, kept all the same."""
    found = {}
    for column, form in SOFT.items():
        mentions = f"(SELECT {column} FROM kept_suspect UNION ALL SELECT {column} FROM kept_victim)"
        query = f"SELECT count(*) FROM {mentions} WHERE NOT regexp_full_match(upper({column}), {quoted(form)})"
        (failing,) = engine.execute(query).fetchall()[0]
        if failing:
            found[column] = int(failing)
    return found


def events_of_nobody(engine: Engine) -> int:
    """Accepted events that name no suspect, no known PNC id, and no report with exactly one suspect."""
    known = (
        "SELECT pnc_id FROM kept_suspect WHERE pnc_id IS NOT NULL "
        "UNION SELECT pnc_id FROM stored_suspect WHERE pnc_id IS NOT NULL"
    )
    alone = "SELECT report_id FROM suspect_known GROUP BY report_id HAVING count(*) = 1"
    (found,) = engine.execute(
        f"SELECT count(*) FROM kept_event WHERE mention_id IS NULL AND (pnc_id IS NULL OR pnc_id NOT IN ({known})) "
        f"AND (report_id IS NULL OR report_id NOT IN ({alone}))"
    ).fetchall()[0]
    return int(found)


def _counts(engine: Engine, query: str) -> dict[str, int]:
    rows: list[tuple[Any, ...]] = engine.execute(f"{query} ORDER BY 2 DESC, 1").fetchall()
    return {str(name): int(number) for name, number in rows}
