"""A run's links, from crime reports to what is sealed: leads, marks, series, alibis, decisions; nothing of a woman."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from small_force import CANARIES, FEBRUARY, MARCH, offence, report, suspect, take_delivery, victim
from v100 import policy
from v100.cli.app import app
from v100.monthly import check, monthly_run
from v100.store.runs import Run, open_run

METHOD = policy.load("v100")
HIS = [f"K{number}" for number in range(1, 7)]
AGAIN = "K1-again"
"""The first of them, as another station recorded it."""
LIKE_HIS = ["U1", "U2", "U3"]
"""Undetected: in the same place, at the same hour, in the same way. He was inside when U3 was done."""
UNLIKE = "U4"
EX_PARTNER = "U5"
WAY = {
    "mo_codes": "follow|bind",
    "mo_text": "He followed her from the bus stop and bound her hands.",
    "words_spoken": "Be quiet and I won't hurt you.",
    "weapon": "hammer",
    "location_type": "street",
    "easting": "530000",
    "northing": "180000",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("links")
    take_delivery(folder / "store", folder, 1, FEBRUARY, extract())
    monthly_run(folder / "store", as_at=FEBRUARY, policy=METHOD)
    return folder / "store"


@pytest.fixture(scope="module")
def run(store: Path) -> Run:
    return open_run(store, None)


def extract() -> dict[str, list[dict[str, str]]]:
    dates = {name: f"2025-{month:02d}-05" for month, name in enumerate([*HIS, *LIKE_HIS, UNLIKE, EX_PARTNER], start=2)}
    dates[AGAIN] = dates[HIS[0]]
    like = [*HIS, AGAIN, *LIKE_HIS, EX_PARTNER]
    reports = [crime(name, on, **(WAY if name in like else ELSEWHERE)) for name, on in dates.items()]
    known = {EX_PARTNER: "ex_partner"}
    return {
        "crime_report": reports,
        "offence": [offence(name, "019/08") for name in dates],
        "suspect": [suspect("adam", name) for name in (*HIS, AGAIN)],
        "victim": [victim(name, relationship_to_suspect=known.get(name, "stranger")) for name in dates],
        "event": [
            {
                "event_id": "E1",
                "kind": "remand",
                "on": "2025-09-20",
                "mention_id": "S-K1-adam",
                "recorded_on": "2025-09-20",
            },
            {"event_id": "E2", "kind": "release", "on": "2025-11-20", "mention_id": "S-K1-adam"},
        ],
        "forensic": [
            {"report_id": "K1", "kind": "dna", "mark_id": "D-77"},
            {"report_id": UNLIKE, "kind": "dna", "mark_id": "D-77"},
        ],
    }


ELSEWHERE = {"location_type": "online", "easting": "548000", "northing": "190000", "mo_text": "", "mo_codes": ""}


def crime(name: str, on: str, **fields: str) -> dict[str, str]:
    return report(
        name,
        on,
        **{
            "occurred_from": f"{on} 22:00:00",
            "occurred_to": f"{on} 22:10:00",
            "words_spoken": "",
            "weapon": "",
            "target": "",
            **fields,
        },
    )


def links(run: Run) -> dict[str, dict[str, Any]]:
    return {row["report_id"]: row for row in run.rows("link")}


def test_undetected_crimes_that_look_like_his_are_leads(run: Run) -> None:
    found = links(run)
    assert set(found) == set(LIKE_HIS), "neither what is unlike, nor what she can say who did"
    assert all(row["crimes"] == len(HIS) and row["place"] == 1 for row in found.values())
    assert len({row["person_id"] for row in found.values()}) == 1


def test_each_part_is_said_and_they_add_up(run: Run) -> None:
    for row in run.rows("link"):
        parts = [float(part.rsplit(" ", 1)[1]) for part in row["parts"]]
        assert sum(parts) == pytest.approx(float(row["log10_bf"]), abs=1e-9)
        assert any(part.startswith("mo_codes +") for part in row["parts"])


def test_a_crime_done_while_he_was_inside_is_struck_out_and_stays(run: Run) -> None:
    assert {name: row["alibi"] for name, row in links(run).items()} == {
        "U1": None,
        "U2": None,
        "U3": "in custody from 2025-09-20 to 2025-11-20",
    }


def test_a_mark_is_shown_apart_and_in_no_sum(run: Run) -> None:
    [mark] = run.rows("mark")
    assert (mark["report_id"], mark["kind"], mark["mark_id"], mark["own_report_id"]) == (UNLIKE, "dna", "D-77", "K1")
    assert UNLIKE not in links(run)


def test_crimes_alike_are_a_series(run: Run) -> None:
    assert [(row["series_id"], row["report_id"]) for row in run.rows("series")] == [("S-U1", name) for name in LIKE_HIS]


def test_the_run_carries_these_crimes_without_what_leads_to_her(run: Run) -> None:
    carried = {row["report_id"]: row for row in run.rows("crime_report")}
    assert {*LIKE_HIS, UNLIKE} <= set(carried)
    assert not {"easting", "northing", "mo_text", "words_spoken", "target"} & set(carried["U1"])
    assert not {*LIKE_HIS, UNLIKE} & {row["report_id"] for row in run.rows("report_victim")}, "nor her reference"
    for file in run.folder.glob("*.parquet"):
        text = str(run.table(file.stem).to_pylist())
        assert not [word for word in CANARIES.values() if word in text], file.name


def test_it_proves_itself(store: Path, run: Run) -> None:
    assert check(store, run, again=True) == []


def test_people_decide_and_the_next_run_shows_it(store: Path, run: Run) -> None:
    """To be tested, then not linked: the last holds; nothing else changes."""
    for decision, why in (("to_test", "CCTV asked for"), ("not_linked", "CCTV shows another")):
        told = CliRunner().invoke(
            app,
            [
                "links",
                "decide",
                "1",
                "U1",
                decision,
                "--by",
                "A. Analyst",
                "--why",
                why,
                "--store",
                str(store),
                "--at",
                "2026-03-02T10:00:00",
            ],
        )
        assert told.exit_code == 0, told.output
    after = monthly_run(store, as_at=MARCH, policy=METHOD).run
    assert links(after)["U1"]["decided"] == "not linked, by A. Analyst on 2026-03-02"
    assert links(after)["U1"]["parts"] == links(run)["U1"]["parts"]
    assert links(after)["U2"]["decided"] is None


def test_leads_are_listed_and_explained(store: Path, run: Run) -> None:
    listed = CliRunner().invoke(app, ["links", "list", "--store", str(store), "--run", run.run_id])
    assert "dna D-77: at U4 and at K1" in listed.output
    assert "not evidence" in listed.output
    pair = CliRunner().invoke(app, ["links", "explain", "K1", "U1", "--store", str(store), "--run", run.run_id])
    assert "time of day: under 0.25 hours apart" in pair.output
    man = CliRunner().invoke(app, ["links", "explain", "1", "U2", "--store", str(store), "--run", run.run_id])
    assert "method codes" in man.output
    refused = CliRunner().invoke(
        app, ["links", "explain", "K1", EX_PARTNER, "--store", str(store), "--run", run.run_id]
    )
    assert "by somebody whom she knows well" in str(refused.exception)
