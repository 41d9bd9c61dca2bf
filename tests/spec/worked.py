"""What a worked example is, and how it is run: tiny tables in, the run's tables out.

Each table is text: a heading of column names (tables.py), a row a line, cells parted by |. What a table leaves out
takes the plainest value: one man `A`, one woman `W`, recorded when named, one line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from ibis.backends.duckdb import Backend

from v100 import engine, policy
from v100.harm import Previous, score
from v100.offences import offence_table
from v100.tables import INPUT, OFFENCE_TABLE, PERSON, PERSON_MENTION, RANKING, RECOGNISED, Table

AS_AT = date(2026, 3, 31)
PLAIN: dict[str, dict[str, Any]] = {
    "crime_report": {"force": "Met", "recorded_on": "2026-03-01"},
    "offence": {"line": "1"},
    "suspect": {"person": "A", "sex": "M", "date_of_birth": "1985-06-15"},
    "victim": {"person": "W", "sex": "F"},
    "event": {},
}


@dataclass(frozen=True)
class Example:
    """One rule at work. `given` are input tables as text; `expect` tables of the run, as far as their columns go."""

    rule: int | str
    title: str
    given: Mapping[str, str]
    expect: Mapping[str, str]
    says: str = ""
    policy: Mapping[str, Any] = field(default_factory=dict)
    as_at: date = AS_AT
    decisions: Sequence[Mapping[str, Any]] = ()
    recognised: str = ""
    previous: Mapping[str, str] = field(default_factory=dict)
    weights: str = ""


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a table given as text; an empty cell is left out."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if not lines or lines == [""]:
        return []
    heading, *body = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [{name: cell for name, cell in zip(heading, cells, strict=True) if cell != ""} for cells in body]


def run(backend: Backend, example: Example) -> dict[str, list[dict[str, Any]]]:
    """The tables that the example expects, as the engine makes them."""
    given = {name: _filled(name, example) for name in INPUT}
    suspects, victims = given["suspect"], given["victim"]
    known = {name: engine.keep(backend, f"known_{name}", _arrow(table, given[name])) for name, table in INPUT.items()}
    people = {
        "person": engine.keep(
            backend, "person", _arrow(PERSON, _persons(suspects, "suspect") + _persons(victims, "victim"))
        ),
        "person_mention": engine.keep(
            backend,
            "person_mention",
            _arrow(PERSON_MENTION, _mentions(suspects, "suspect") + _mentions(victims, "victim")),
        ),
    }
    chosen = policy.load("v100").model_copy(update=dict(example.policy))
    scored = score(
        known,
        people,
        engine.keep(backend, "offence_table", _offences(example)),
        policy=policy.Policy.model_validate(chosen.model_dump()),
        as_at=example.as_at,
        keep=lambda name, step: engine.keep(backend, f"harm_{name}", step),
        decisions=example.decisions,
        recognised=engine.keep(backend, "recognised", _recognised(example)),
        previous=_previous(backend, example),
    )
    return {name: getattr(scored, name).to_pyarrow().to_pylist() for name in example.expect}


def seen(made: list[dict[str, Any]], expected: str) -> list[tuple[str, ...]]:
    """What was made, in the columns and the writing of what is expected, sorted."""
    names = heading(expected)
    return sorted(tuple(_written(row["person_id" if name == "person" else name]) for name in names) for row in made)


def wanted(expected: str) -> list[tuple[str, ...]]:
    return sorted(tuple(row.get(name, "") for name in heading(expected)) for row in rows(expected))


def heading(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().splitlines()[0].split("|")]


def _filled(name: str, example: Example) -> list[dict[str, Any]]:
    """The rows of a table with the plain values for what the example leaves out."""
    reports = rows(example.given["crime_report"])
    written = example.given.get(name)
    if written is None and name in ("offence", "suspect", "victim"):
        written = "report_id\n" + "\n".join(
            row["report_id"] for row in reports if "incident" not in row.get("flags", "")
        )
    recorded = {row["report_id"]: row.get("recorded_on", PLAIN["crime_report"]["recorded_on"]) for row in reports}
    return [
        _row(name, number, row, recorded, heading(written or "-")) for number, row in enumerate(rows(written or ""), 1)
    ]


def _row(name: str, number: int, row: dict[str, str], recorded: dict[str, str], told: list[str]) -> dict[str, Any]:
    plain = {key: value for key, value in PLAIN[name].items() if key not in told}
    filled: dict[str, Any] = {**plain, **row}
    if name == "crime_report":
        filled = {"crime_ref": filled["report_id"], "updated_on": filled["recorded_on"], **filled}
    if name in ("suspect", "victim"):
        filled = {"mention_id": f"{name[0]}{number}", **filled}
    if name == "suspect":
        filled = {"named_on": recorded.get(filled["report_id"]), **filled}
    if name == "event":
        filled = {"event_id": f"e{number}", "recorded_on": filled["on"], **filled}
    return filled


def _persons(mentions: list[dict[str, Any]], side: str) -> list[dict[str, Any]]:
    """One person per name of column `person`: his known sex and birth from any mention."""
    found: dict[str, dict[str, Any]] = {}
    for mention in mentions:
        if "person" not in mention:
            continue
        fresh = {"person_id": mention["person"], "side": side, "doubt": "none", "births": ""}
        person = found.setdefault(mention["person"], fresh)
        if "sex" in mention:
            person["sex"] = mention["sex"]
        if side == "suspect" and "date_of_birth" in mention:
            person["births"] = mention["date_of_birth"]
    return list(found.values())


def _mentions(mentions: list[dict[str, Any]], side: str) -> list[dict[str, Any]]:
    return [
        {"person_id": row["person"], "mention_id": row["mention_id"], "side": side}
        for row in mentions
        if "person" in row
    ]


def _recognised(example: Example) -> pa.Table:
    return _arrow(
        RECOGNISED,
        [
            {"sound": "true", **row, "referral_id": row["referral"], "person_id": row["person"]}
            for row in rows(example.recognised)
        ],
    )


def _previous(backend: Backend, example: Example) -> Previous | None:
    if not example.previous:
        return None
    ranking = [{**row, "person_id": row.pop("person")} for row in rows(example.previous["ranking"])]
    mentions = [
        {**row, "person_id": row.pop("person"), "side": "suspect"} for row in rows(example.previous["mentions"])
    ]
    return Previous(
        engine.keep(backend, "previous_ranking", _arrow(RANKING, ranking)),
        engine.keep(backend, "previous_mention", _arrow(PERSON_MENTION, mentions)),
    )


def _offences(example: Example) -> pa.Table:
    """The shipped table, with the days that the example gives for other editions or codes."""
    changed = {row["ho_code"]: row for row in rows(example.weights)}
    table = offence_table().to_pylist()
    kept = [
        {**row, "days": Decimal(changed[row["ho_code"]]["days"])} if row["ho_code"] in changed else row for row in table
    ]
    return OFFENCE_TABLE.arrow(kept)


def _arrow(table: Table, given: list[dict[str, Any]]) -> pa.Table:
    return table.arrow(
        {name: _typed(table.column(name).type, row[name]) for name in table.names if name in row} for row in given
    )


def _typed(kind: str, text: str) -> Any:
    if kind == "boolean":
        return text == "true"
    if kind.startswith("array"):
        element = kind.removeprefix("array<").removesuffix(">")
        return [_typed(element, part.strip()) for part in text.split(",") if part.strip()]
    schema = pa.schema([("value", INPUT_TYPES.get(kind, pa.string()))])
    return pa.array([text]).cast(schema.field("value").type)[0].as_py()


INPUT_TYPES = {
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "int64": pa.int64(),
    "decimal(18, 4)": pa.decimal128(18, 4),
}


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
