"""What was known on a day: of each report and event the last version by then, without the facts that came later."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from v100 import engine
from v100.errors import V100Error
from v100.store import batches
from v100.store.known import known_tables
from v100.tables import INPUT, STORED

MARCH = date(2026, 3, 31)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def report(version: str, updated: str, received: str, batch: str, report_id: str = "R1", **more: Any) -> dict[str, Any]:
    fixed = {"report_id": report_id, "force": "Anyshire", "crime_ref": "C1", "recorded_on": day("01-05")}
    return {
        **fixed,
        "version": version,
        "updated_on": day(updated),
        "received_on": day(received),
        "batch": batch,
        **more,
    }


def children(version: str, code: str, report_id: str = "R1", **suspect: Any) -> dict[str, list[dict[str, Any]]]:
    of = {"report_id": report_id, "version": version}
    return {
        "offence": [{**of, "line": 1, "ho_code": code}],
        "suspect": [{**of, "mention_id": f"S-{report_id}", "named_on": day("01-05"), **suspect}],
        "victim": [{**of, "mention_id": f"V-{report_id}"}],
    }


def event(version: str, recorded: str, received: str, kind: str, event_id: str = "E1") -> dict[str, Any]:
    dates = {"on": day("01-06"), "recorded_on": day(recorded), "received_on": day(received)}
    return {"event_id": event_id, "kind": kind, "report_id": "R1", "version": version, "batch": "b", **dates}


def put(store: Path, batch: str, unit: str = "line", **tables: list[dict[str, Any]]) -> None:
    rows = {name: STORED[name].arrow(each).to_reader for name, each in tables.items()}
    with batches.only_writer(store):
        batches.write(store, batch, rows, {"profile": {"name": "canonical", "crime_unit": unit}})


def known(store: Path, known_to: date = MARCH, **options: Any) -> dict[str, list[dict[str, Any]]]:
    tables = known_tables(engine.connect(), store, known_to, **options)
    return {name: table.to_pyarrow().to_pylist() for name, table in tables.items()}


def codes(store: Path, known_to: date = MARCH, **options: Any) -> list[str]:
    return [row["ho_code"] for row in known(store, known_to, **options)["offence"]]


def test_the_version_last_updated_by_then_counts_with_its_children(tmp_path: Path) -> None:
    """Whichever came first: what a report's earlier version had, and its last has not, is gone."""
    old = children("v-old", "019/08")
    old["suspect"].append({**old["suspect"][0], "mention_id": "S-gone"})
    put(tmp_path, "b1", crime_report=[report("v-new", "03-20", "03-21", "b1")], **children("v-new", "020/05"))
    put(tmp_path, "b2", crime_report=[report("v-old", "03-05", "03-25", "b2")], **old)
    assert codes(tmp_path, day("03-19")) == ["019/08"]
    assert codes(tmp_path, day("03-20")) == ["020/05"]
    assert [row["mention_id"] for row in known(tmp_path)["suspect"]] == ["S-R1"]
    assert known(tmp_path, day("03-04"))["crime_report"] == []
    assert known(tmp_path, day("03-04"))["victim"] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (report("v-1", "03-05", "03-09", "b1"), report("v-2", "03-05", "03-08", "b2")),
        (report("v-2", "03-05", "03-08", "b1"), report("v-1", "03-05", "03-08", "b2")),
    ],
    ids=["received_on settles it", "else the hash"],
)
def test_versions_of_one_day_are_ordered(tmp_path: Path, first: dict[str, Any], second: dict[str, Any]) -> None:
    put(tmp_path, "b1", crime_report=[first], **children(first["version"], "019/08"))
    put(tmp_path, "b2", crime_report=[second], **children(second["version"], "020/05"))
    assert codes(tmp_path) == ["019/08"]


def test_a_batch_received_later_counts_by_what_it_says(tmp_path: Path) -> None:
    """Knowledge is the date of the version, not of its arrival; a run reads the batches that it names."""
    put(tmp_path, "b1", crime_report=[report("v-1", "03-05", "03-06", "b1")], **children("v-1", "019/08"))
    put(tmp_path, "b2", crime_report=[report("v-2", "03-20", "04-09", "b2")], **children("v-2", "020/05"))
    assert codes(tmp_path) == ["020/05"]
    assert codes(tmp_path, batches=["b1"]) == ["019/08"]


LATER = {
    "crime_report": {
        "outcome_type": "1",
        "outcome_on": day("04-01"),
        "cancelled_on": day("04-01"),
        "cancel_reason": "duplicate",
    },
    "suspect": {"eliminated_on": day("04-01")},
    "victim": {"withdrew_on": day("04-01")},
}


@pytest.mark.parametrize(("table", "facts"), LATER.items())
def test_facts_of_a_later_day_are_not_known(tmp_path: Path, table: str, facts: dict[str, Any]) -> None:
    tables = {"crime_report": [report("v-1", "03-05", "03-06", "b1")], **children("v-1", "019/08")}
    tables[table][0] |= facts
    put(tmp_path, "b1", **tables)
    (before,) = known(tmp_path)[table]
    assert {name: before[name] for name in facts} == dict.fromkeys(facts)
    (after,) = known(tmp_path, day("04-01"))[table]
    assert {name: after[name] for name in facts} == facts


def test_a_man_is_a_suspect_from_the_day_he_is_named(tmp_path: Path) -> None:
    tables = children("v-1", "019/08", named_on=day("03-10"))
    put(tmp_path, "b1", crime_report=[report("v-1", "03-05", "03-06", "b1")], **tables)
    assert known(tmp_path, day("03-09"))["suspect"] == []
    assert len(known(tmp_path, day("03-10"))["suspect"]) == 1


def test_of_an_event_the_version_last_recorded_counts(tmp_path: Path) -> None:
    put(
        tmp_path,
        "b1",
        event=[
            event("v-2", "03-02", "03-09", "charge"),
            event("v-1", "03-02", "03-10", "bail"),
            event("v-3", "04-01", "03-11", "release"),
            event("v-9", "04-02", "04-02", "death", event_id="E2"),
        ],
    )
    assert [row["kind"] for row in known(tmp_path)["event"]] == ["bail"]
    assert sorted(row["kind"] for row in known(tmp_path, day("04-02"))["event"]) == ["death", "release"]
    assert known(tmp_path, day("03-01"))["event"] == []


def test_the_crime_unit_is_that_of_the_batch_that_brought_the_version(tmp_path: Path) -> None:
    put(tmp_path, "b1", "line_x_victim", crime_report=[report("v-1", "03-05", "03-06", "b1")])
    put(tmp_path, "b2", crime_report=[report("v-2", "03-20", "03-21", "b2"), report("v", "03-05", "03-21", "b2", "R2")])
    units = {row["report_id"]: row["crime_unit"] for row in known(tmp_path)["crime_report"]}
    assert units == {"R1": "line", "R2": "line"}
    assert known(tmp_path, day("03-06"))["crime_report"][0]["crime_unit"] == "line_x_victim"


def test_what_she_was_to_him_in_each_version_known_is_kept(tmp_path: Path) -> None:
    for number, (updated, said) in enumerate((("03-05", "partner"), ("03-20", "ex_partner"), ("04-05", "other"))):
        tables = children(f"v-{number}", "019/08")
        tables["victim"][0]["relationship_to_suspect"] = said
        put(tmp_path, f"b{number}", crime_report=[report(f"v-{number}", updated, updated, f"b{number}")], **tables)
    told = [(row["updated_on"], row["relationship"]) for row in known(tmp_path)["victim_history"]]
    assert sorted(told) == [(day("03-05"), "partner"), (day("03-20"), "ex_partner")]


def test_the_tables_are_those_of_the_vocabulary(tmp_path: Path) -> None:
    put(tmp_path, "b1", crime_report=[report("v-1", "03-05", "03-06", "b1")])
    tables = known_tables(engine.connect(), tmp_path, MARCH)
    assert {name: tables[name].columns for name in INPUT} == {name: table.names for name, table in INPUT.items()}


def test_a_store_without_reports_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="holds no crime reports yet"):
        known_tables(engine.connect(), tmp_path, MARCH)
