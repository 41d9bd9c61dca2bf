"""A report with its children is one version; what is unchanged changes nothing; what changed keeps its history."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from extracts import EVENT, OFFENCE, REPORT, SUSPECT, VICTIM, take, write
from v100.store import batches

WHOLE: dict[str, Any] = {"crime_report": [REPORT], "offence": [OFFENCE], "suspect": [SUSPECT], "victim": [VICTIM]}


def _bytes(store: Path) -> dict[str, bytes]:
    return {str(path.relative_to(store)): path.read_bytes() for path in sorted(store.rglob("*")) if path.is_file()}


def _versions(store: Path) -> list[dict[str, Any]]:
    """Stored versions of all reports in the order that decides which is last."""
    rows: list[dict[str, Any]] = batches.read(store, "crime_report").to_pylist()
    return sorted(rows, key=lambda row: (row["updated_on"], row["received_on"], row["version"]))


def _mentions(store: Path, version: str) -> set[str]:
    rows = batches.read(store, "suspect").to_pylist()
    return {row["mention_id"] for row in rows if row["version"] == version}


def test_the_same_extract_again_changes_nothing(tmp_path: Path) -> None:
    extract = write(tmp_path / "e", **WHOLE, event=[EVENT, {**EVENT, "event_id": "E2", "on": "never"}])
    first = take(extract, tmp_path / "s")
    before = _bytes(tmp_path / "s")
    for received_on in (date(2026, 4, 1), date(2026, 5, 1)):
        again = take(extract, tmp_path / "s", received_on=received_on)
        assert (first.batch is None, again.batch) == (False, None)
        assert [each.unchanged for each in again.files] == [each.accepted for each in again.files]
        assert _bytes(tmp_path / "s") == before


def test_the_same_extract_gives_the_same_bytes_in_any_order_of_columns(tmp_path: Path) -> None:
    backwards = {name: [dict(reversed(row.items())) for row in rows] for name, rows in WHOLE.items()}
    take(write(tmp_path / "a", **WHOLE), tmp_path / "s")
    take(write(tmp_path / "a2", **WHOLE), tmp_path / "s2")
    assert _bytes(tmp_path / "s") == _bytes(tmp_path / "s2")
    assert take(write(tmp_path / "b", **backwards), tmp_path / "s").batch is None


def test_defaults_are_filled_in(tmp_path: Path) -> None:
    take(write(tmp_path / "e", **WHOLE, event=[EVENT]), tmp_path / "s")
    (report,), (suspect,), (event,) = (
        batches.read(tmp_path / "s", name).to_pylist() for name in ("crime_report", "suspect", "event")
    )
    assert (report["updated_on"], suspect["named_on"]) == (date(2026, 1, 5), date(2026, 1, 5))
    assert (event["recorded_on"], report["crime_unit"]) == (date(2026, 1, 6), "line")
    assert report["received_on"] == date(2026, 4, 1)


def test_a_changed_report_replaces_its_children_and_keeps_the_history(tmp_path: Path) -> None:
    take(write(tmp_path / "one", **WHOLE), tmp_path / "s")
    changed = {
        **WHOLE,
        "crime_report": [{**REPORT, "updated_on": "2026-02-01"}],
        "suspect": [{**SUSPECT, "mention_id": "M2"}],
    }
    take(write(tmp_path / "two", **changed), tmp_path / "s", received_on=date(2026, 4, 2))
    old, new = _versions(tmp_path / "s")
    assert (_mentions(tmp_path / "s", old["version"]), _mentions(tmp_path / "s", new["version"])) == ({"M1"}, {"M2"})


def test_a_changed_child_makes_a_new_version_of_its_report(tmp_path: Path) -> None:
    take(write(tmp_path / "one", **WHOLE), tmp_path / "s")
    changed = {**WHOLE, "victim": [{**VICTIM, "relationship_to_suspect": "ex_partner"}]}
    receipt = take(write(tmp_path / "two", **changed), tmp_path / "s")
    assert receipt.batch is not None
    assert len(_versions(tmp_path / "s")) == 2


def test_of_two_versions_on_one_day_the_later_received_is_last(tmp_path: Path) -> None:
    for n in range(6):
        report = {**REPORT, "officer": f"PC {n}"}
        take(write(tmp_path / str(n), **{**WHOLE, "crime_report": [report]}), tmp_path / "s")
        assert _versions(tmp_path / "s")[-1]["officer"] == f"PC {n}"


def test_a_report_that_goes_back_to_what_it_said_is_a_version_again(tmp_path: Path) -> None:
    for day, officer in enumerate(("PC 1", "PC 2", "PC 1"), start=1):
        extract = write(tmp_path / str(day), crime_report=[{**REPORT, "officer": officer}])
        take(extract, tmp_path / "s", received_on=date(2026, 4, day))
    versions = _versions(tmp_path / "s")
    assert [row["officer"] for row in versions] == ["PC 1", "PC 2", "PC 1"]
    assert len({row["version"] for row in versions}) == 3


def test_a_late_child_makes_a_copy_of_the_version_last_received(tmp_path: Path) -> None:
    take(write(tmp_path / "one", **WHOLE), tmp_path / "s")
    late = write(tmp_path / "two", suspect=[{**SUSPECT, "mention_id": "M2"}, {**SUSPECT, "surname": "Poole"}])
    take(late, tmp_path / "s", received_on=date(2026, 4, 9))
    old, copy = _versions(tmp_path / "s")
    assert (copy["updated_on"], copy["crime_ref"]) == (date(2026, 4, 9), "C1")
    assert _mentions(tmp_path / "s", old["version"]) == {"M1"}
    assert _mentions(tmp_path / "s", copy["version"]) == {"M1", "M2"}
    surnames = {
        row["mention_id"]: row["surname"]
        for row in batches.read(tmp_path / "s", "suspect").to_pylist()
        if row["version"] == copy["version"]
    }
    assert surnames == {"M1": "Poole", "M2": "Poe"}
    offences = batches.read(tmp_path / "s", "offence").to_pylist()
    assert {row["version"] for row in offences} == {old["version"], copy["version"]}
    assert take(late, tmp_path / "s", received_on=date(2026, 4, 20)).batch is None


def test_events_have_versions_of_their_own(tmp_path: Path) -> None:
    take(write(tmp_path / "one", **WHOLE, event=[EVENT]), tmp_path / "s")
    take(
        write(tmp_path / "two", event=[{**EVENT, "text": "by arrangement"}]),
        tmp_path / "s",
        received_on=date(2026, 4, 2),
    )
    events = sorted(
        batches.read(tmp_path / "s", "event").to_pylist(), key=lambda row: (row["received_on"], row["version"])
    )
    assert [event["text"] for event in events] == [None, "by arrangement"]
    assert len(_versions(tmp_path / "s")) == 1
    assert batches.listed(tmp_path / "s")[1].read("crime_report").num_rows == 0


def test_a_planned_event_without_a_date_of_knowledge_is_not_news_each_time_it_comes(tmp_path: Path) -> None:
    planned = write(tmp_path / "e", **WHOLE, event=[{**EVENT, "kind": "release_due", "on": "2027-01-01"}])
    take(planned, tmp_path / "s")
    assert take(planned, tmp_path / "s", received_on=date(2026, 5, 1)).batch is None


def _unit(tmp_path: Path, unit: str) -> Path:
    text = (Path(__file__).parents[3] / "src/v100/data/profiles/canonical.toml").read_text(encoding="utf-8")
    path = tmp_path / f"{unit}.toml"
    path.write_text(text.replace('crime_unit = "line"', f'crime_unit = "{unit}"'), encoding="utf-8")
    return path


def test_where_the_report_is_the_crime_the_line_of_most_days_is_principal(tmp_path: Path) -> None:
    codes = ("008/06", "005/01", "099/99", "005/01")
    offences = [{**OFFENCE, "line": str(n), "ho_code": code} for n, code in enumerate(codes, start=1)]
    extract = write(tmp_path / "e", crime_report=[REPORT], offence=offences)
    days = {"008/06": Decimal(10), "005/01": Decimal(1095)}
    take(extract, tmp_path / "s", profile=_unit(tmp_path, "report"), days=days)
    roles = {row["line"]: row["role"] for row in batches.read(tmp_path / "s", "offence").to_pylist()}
    assert roles == {1: "included", 2: "principal", 3: "included", 4: "included"}
    assert take(extract, tmp_path / "s", profile=_unit(tmp_path, "report"), days=days).batch is None


def test_the_crime_unit_is_kept_with_each_report_and_batch(tmp_path: Path) -> None:
    receipt = take(write(tmp_path / "e", **WHOLE), tmp_path / "s", profile=_unit(tmp_path, "line_x_victim"))
    assert batches.crime_units(tmp_path / "s") == {receipt.batch: "line_x_victim"}
    assert _versions(tmp_path / "s")[0]["crime_unit"] == "line_x_victim"
