"""The engine and a slow, plain reading of the same rules agree on every small world."""

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

import reference
from strategies import AS_AT, as_tables, crowded_worlds, policies, side_by_side, worlds
from v100 import engine
from v100.harm import score
from v100.policy import Policy
from v100.tables import INPUT

FEW = settings(deadline=None, suppress_health_check=list(HealthCheck))
COLUMNS = {
    "harm_lines": ("person_id", "report_id", "line", "days", "counted"),
    "ranking": ("person_id", "harm_days", "offences", "reports", "victims", "rank", "tie_at_cut"),
    "set_aside": ("person_id", "reason", "harm_days", "rank_otherwise"),
}


@settings(FEW, max_examples=15)
@given(world=crowded_worlds(), policy=policies())
def test_the_engine_agrees_with_the_plain_reading(backend: Backend, world: dict[str, Any], policy: Policy) -> None:
    plain = reference.score(world, policy, AS_AT)
    made = by_engine(backend, world, policy)
    for table in ("ranking", "set_aside"):
        assert told(made[table], table) == told(plain[table], table)
    admitted = reference.admitted(world, policy)
    plainly = keyed(plain["harm_lines"])
    counted = {key for key, row in plainly.items() if row["counted"] and row["person_id"] in admitted}
    assert {key for key, row in keyed(made["harm_lines"]).items() if row["counted"]} == counted


@settings(FEW, max_examples=5)
@given(world=crowded_worlds(), data=st.data())
def test_the_sum_is_of_reports_in_any_order(backend: Backend, world: dict[str, Any], data: st.DataObject) -> None:
    """Rows in another order change nothing."""
    policy = policies_of_the_method()
    shuffled = {
        name: data.draw(st.permutations(rows)) if name in (*INPUT, "person_mention") else rows
        for name, rows in world.items()
    }
    assert by_engine(backend, shuffled, policy) == by_engine(backend, world, policy)


@settings(FEW, max_examples=5)
@given(world=worlds())
def test_a_mans_days_are_the_sum_over_his_reports(backend: Backend, world: dict[str, Any]) -> None:
    """Each report scored as the only one: where no rule ties reports together, the days add up."""
    alone = {name: list(rows) for name, rows in world.items()}
    alone["event"] = []
    for mention in alone["suspect"]:
        mention.pop("age_at_offence")  # a child today by what another report says is not ranked
    for report in alone["crime_report"]:
        for tie in ("duplicate_of", "other_force_ref", "cancelled_on", "cancel_reason"):
            report.pop(tie, None)
    policy = policies_of_the_method()
    whole = {row["person_id"]: row["harm_days"] for row in by_engine(backend, alone, policy)["ranking"]}
    each = [only(report["report_id"], alone) for report in alone["crime_report"]]
    parts: Counter[str] = Counter()
    for row in by_engine(backend, side_by_side(each), policy)["ranking"]:
        parts[row["person_id"].split("-")[1]] += row["harm_days"]
    assert parts == whole


def only(report_id: str, world: dict[str, Any]) -> dict[str, Any]:
    """The world with nothing but this report."""
    return {
        name: [row for row in rows if row.get("report_id") == report_id] if name in INPUT else rows
        for name, rows in world.items()
    }


def policies_of_the_method() -> Policy:
    return Policy(name="plain", title="the published method", list_size=2)


def by_engine(backend: Backend, world: dict[str, Any], policy: Policy) -> dict[str, list[dict[str, Any]]]:
    tables = {name: engine.keep(backend, name, rows) for name, rows in as_tables(world).items() if name != "left_out"}
    scored = score(
        {name: tables[name] for name in INPUT},
        tables,
        tables["offence_table"],
        policy=policy,
        as_at=AS_AT,
        keep=lambda name, step: engine.keep(backend, f"harm_{name}", step),
        decisions=decisions(world),
    )
    return {
        "harm_lines": in_order(scored.harm_line.to_pyarrow().to_pylist()),
        "ranking": in_order(scored.ranking.to_pyarrow().to_pylist()),
        "set_aside": in_order(scored.set_aside.to_pyarrow().to_pylist()),
    }


def decisions(world: dict[str, Any]) -> list[dict[str, Any]]:
    """What leaves these people out: all their mentions, as `v100 ledger add --person` writes it."""
    mentions = {
        person: [row["mention_id"] for row in world["person_mention"] if row["person_id"] == person]
        for person in world["left_out"]
    }
    return [
        {
            "entry_id": f"L{position}",
            "position": position,
            "kind": "eligibility",
            "decision": "leave_out",
            "subject": {"mentions": held},
            "why": "made up",
        }
        for position, held in enumerate(mentions.values(), 1)
        if held
    ]


def told(rows: list[dict[str, Any]], table: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row[name] for name in COLUMNS[table]) for row in rows)


def keyed(rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {(row["person_id"], row["report_id"], row["line"]): row for row in rows}


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: [str(row[name]) for name in row if name in ("person_id", "report_id", "line")])
