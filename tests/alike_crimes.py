"""A few crimes to compare, as room linkage takes them, and how alike it finds two."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from v100 import engine
from v100.engine import Backend
from v100.linkage import COMPARISONS, Model, pair_evidence, prepared
from v100.linkage.comparisons import OF_HIM
from v100.linkage.find import Compared
from v100.linkage.model import Worth

CRIME = pa.schema(
    [
        ("report_id", pa.string()),
        ("category", pa.string()),
        ("begins", pa.int64()),
        ("ends", pa.int64()),
        ("easting", pa.int64()),
        ("northing", pa.int64()),
        ("location_type", pa.string()),
        ("mo_codes", pa.list_(pa.string())),
        ("mo_text", pa.string()),
        ("target", pa.string()),
        ("weapon", pa.string()),
        ("words_spoken", pa.string()),
        ("victim_age", pa.int64()),
        ("victim_sex", pa.string()),
        ("relationship", pa.string()),
        ("suspect_age", pa.int64()),
        ("height", pa.int64()),
        ("build", pa.string()),
        ("vehicle", pa.string()),
        ("solved", pa.bool_()),
        ("undetected", pa.bool_()),
    ]
)
NOON = 20_000 * 1440 + 720
"""Minutes from 1970: the middle of a day."""

USUAL = {
    "category": "robbery",
    "begins": NOON,
    "easting": 530_000,
    "northing": 180_000,
    "solved": True,
    "undetected": False,
}
SHARES = {"target": {"phone": 0.5, "watch": 0.08}, "mo_codes": {"knife": 0.45, "bind": 0.01}, "location_type": {}}
WORDS = {"mo_text": ("bag", "bicycle", "chain", "jewellery", "snatched"), "words_spoken": ("money",)}


def crime_table(backend: Backend, *rows: dict[str, Any]) -> ir.Table:
    """Crimes R1, R2 ... of the fields given; the rest is what is usual, or unknown."""
    filled = []
    for number, row in enumerate(rows, start=1):
        whole = {"report_id": f"R{number}", **USUAL, **row}
        filled.append({"ends": whole["begins"], **whole})
    columns = {name: [row.get(name) for row in filled] for name in CRIME.names}
    return engine.keep(backend, "given_crime", pa.table(columns, schema=CRIME))


def model_of(**worth: tuple[float, ...]) -> Model:
    """A model of robbery in which only these comparisons are worth something."""
    parts = {each.name: worth.get(each.name, (0.0,) * len(each.levels)) for each in (*COMPARISONS, *OF_HIM)}
    return Model("link", "these tests", 1.0, {"robbery": Worth(0, 0, parts, SHARES, WORDS, again=0.2)}, ())


def compared(
    backend: Backend,
    crimes: ir.Table,
    model: Model,
    suspects: Sequence[tuple[str, str]] = (),
    births: Mapping[str, date] | None = None,
) -> Compared:
    """The crimes ready to be compared; `suspects`: person_id, report_id; `births` by person_id."""
    people, reports = zip(*suspects, strict=True) if suspects else ((), ())
    days = {person: (on - date(1970, 1, 1)).days for person, on in (births or {}).items()}
    table = pa.table(
        {
            "person_id": pa.array(people, pa.string()),
            "report_id": pa.array(reports, pa.string()),
            "born": pa.array(map(days.get, people), pa.int64()),
        }
    )
    return prepared(backend, crimes, engine.keep(backend, "given_suspect", table), model)


Fields = dict[str, Any]


def levels_of(*pairs: tuple[Fields, Fields]) -> list[dict[str, str | None]]:
    """Of each two crimes, for each comparison the level in words; None where it says nothing. All are compared by one
    engine, since that costs a second whatever their number."""
    backend = engine.connect()
    model = model_of()
    features = compared(backend, crime_table(backend, *(crime for pair in pairs for crime in pair)), model).features
    numbers = range(1, 2 * len(pairs), 2)
    asked = {"one": [f"R{number}" for number in numbers], "other": [f"R{number + 1}" for number in numbers]}
    found = pair_evidence(engine.keep(backend, "given_pair", pa.table(asked)), features, model, COMPARISONS)
    rows = {row["one"]: row for row in found.to_pyarrow().to_pylist()}
    backend.disconnect()
    return [
        {each.name: None if (level := rows[one][each.name]) is None else each.levels[level] for each in COMPARISONS}
        for one in asked["one"]
    ]
