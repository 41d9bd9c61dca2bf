"""What being listed changed: a small force followed by hand, and a simulated city from runs to page."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evidence_made_up import sealed
from small_force import APRIL, FEBRUARY, MARCH, offence, report, suspect, take_delivery, victim
from v100 import policy
from v100.city import simulate
from v100.cli.app import app
from v100.errors import V100Error
from v100.evaluation.effect.study import study
from v100.intake import load_profile, take_in
from v100.monthly import monthly_run
from v100.offences import offence_table
from v100.reports.evidence import evidence_page
from v100.store.runs import open_run

ONE_LISTED = policy.load("v100").model_copy(update={"list_size": 1})
RECORDED = {
    "A1": ("adam", "2026-01-10", "019/08"),
    "B1": ("ben", "2026-01-12", "008/06"),
    "B2": ("ben", "2026-03-05", "019/08"),
    "B3": ("ben", "2026-03-07", "008/06"),
    "A2": ("adam", "2026-04-10", "008/06"),
}
"""Adam is listed in February, Ben from March on."""
EVENTS = [
    {"event_id": "E1", "kind": "arrest", "on": "2026-02-03", "report_id": "A1"},
    {"event_id": "E2", "kind": "arrest", "on": "2026-03-10", "report_id": "A1"},
    {"event_id": "E3", "kind": "arrest", "on": "2026-03-12", "report_id": "B2"},
    {"event_id": "E4", "kind": "charge", "on": "2026-03-13", "report_id": "B2"},
]


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a force with a list of one man, and a run at the end of three months."""
    folder = tmp_path_factory.mktemp("one-listed")
    for number, day in enumerate((FEBRUARY, MARCH, APRIL), start=1):
        told = {name: each for name, each in RECORDED.items() if each[1] <= day.isoformat()}
        extract = {
            "crime_report": [
                report(name, on, occurred_from=f"{on} 10:00:00", occurred_to="") for name, (_, on, _) in told.items()
            ],
            "offence": [offence(name, code) for name, (_, _, code) in told.items()],
            "suspect": [suspect(man, name) for name, (man, _, _) in told.items()],
            "victim": [victim(name) for name in told],
            "event": [event for event in EVENTS if event["on"] <= day.isoformat()],
        }
        take_delivery(folder / "store", folder, number, day, extract)
        monthly_run(folder / "store", as_at=day, policy=ONE_LISTED)
    return folder / "store"


def test_who_stood_where_and_what_followed(force: Path) -> None:
    found = study(force, days=30)
    rows = {(row.as_at, row.listed): row for row in found.rows.itertuples()}
    first, second = rows[FEBRUARY, True], rows[FEBRUARY, False]
    assert (first.x, second.x) == (0.5, -0.5)
    assert (first.harm_days, second.harm_days, first.cut) == (1825, 10, 917.5)
    assert (first.arrested, first.arrested_earlier, first.arrested_later, first.arrest_day) == (1, 1, 0, 10)
    assert (second.arrested, second.arrested_earlier, second.arrested_later, second.arrest_day) == (1, 0, 1, 12)
    assert (first.arrested_before, second.arrested_before) == (1, 0)
    assert (second.charged, first.charged) == (1, 0)
    assert (first.harm_30, second.harm_30, second.any_30) == (0, 1835, 1)
    assert (second.listed_day, second.quiet_days) == (31, 47)
    ben, adam = rows[MARCH, True], rows[MARCH, False]
    assert (ben.person_id, adam.person_id) == (second.person_id, first.person_id)
    assert (adam.listed_before, ben.listed_before) == (True, False)
    assert (adam.harm_30, adam.arrested, ben.arrested) == (10, 0, 0)
    assert found.horizons == (30,)
    assert set(found.rows.as_at) == {FEBRUARY, MARCH}


def test_runs_that_are_followed_too_shortly_are_refused(force: Path) -> None:
    with pytest.raises(V100Error, match="no run of policy 'v100' is followed for 90 days: the first is of 2026-02-28"):
        study(force)
    with pytest.raises(V100Error, match="the past needs two"):
        study(force, since=APRIL)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a small city with a run at the end of three months."""
    folder = tmp_path_factory.mktemp("effect")
    simulate(folder / "city", seed=8, as_at=date(2026, 3, 31), months=4, monthly=True)
    days = {row["ho_code"]: row["days"] for row in offence_table().to_pylist()}
    for number, delivery in enumerate(sorted((folder / "city/deliveries").iterdir())):
        day, profile = date.fromisoformat(delivery.name), load_profile("canonical")
        take_in([delivery], profile=profile, store=folder / "store", received_on=day, days=days)
        if number:
            monthly_run(folder / "store", as_at=day, policy=policy.load("v100"))
    return folder / "store"


def asked(city: Path, out: Path, *more: object) -> Any:
    arguments = ("evaluate", "effect", "--store", city, "--out", out, "--days", 30, *more)
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_a_city_is_measured_from_its_runs_to_the_page(city: Path, tmp_path: Path) -> None:
    adopted, out = tmp_path / "adopted.csv", tmp_path / "effect.html"
    listed = [row["person_id"] for row in open_run(city, "2026-02-28").rows("ranking") if row["rank"] <= 100]
    with adopted.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["person_id", "from", "until"])
        lines.writerows([person, "2026-02-05", ""] for person in listed)
    done = asked(city, out, "--adopted", adopted, "--launched", "2026-02-28", "--publish", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert [run["as_at"] for run in said["runs"]] == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert said["men"] < said["rows"] <= 800
    keys = [each["key"] for each in said["estimates"]]
    assert keys[0] == "harm_30"
    assert {"arrested", "arrested_earlier", "adopted_harm", "matched_arrested", "how_soon", "launch"} <= set(keys)
    for each in said["estimates"]:
        assert (each["value"] is None) == bool(each["why_not"])
        if each["value"] is not None:
            assert each["low"] <= each["value"] <= (each["high"] or each["value"])
            assert each["men"] > 0
    assert [month["months"] for month in said["months"]] == [-1, 0]
    page = out.read_text(encoding="utf-8")
    assert "Later harm comes first." in page
    assert evidence_page(sealed(city, "effect")) == page, "what is sealed for the site is the page"
    assert "100 of 100 lines of the file are of these men" in page


def test_people_read_later_harm_first(city: Path, tmp_path: Path) -> None:
    done = asked(city, tmp_path / "effect.html")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Later harm comes first.")
    assert "It does not show that anybody is safer" in " ".join(done.output.split())


def test_a_launch_after_all_runs_is_refused(city: Path, tmp_path: Path) -> None:
    done = asked(city, tmp_path / "effect.html", "--launched", "2026-03-31")
    assert "a launch is measured between runs before and after it" in str(done.exception)
    assert not (tmp_path / "effect.html").exists()
