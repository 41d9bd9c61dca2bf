"""`v100 evaluate fairness` on a simulated city: even where nobody planted anything, and a planted preference seen."""

import json
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from evidence_made_up import sealed
from v100 import policy
from v100.city import simulate
from v100.cli.app import app
from v100.errors import CheckFailed
from v100.evaluation.fairness.naming import RATES
from v100.intake import load_profile, take_in
from v100.monthly import monthly_run
from v100.offences import offence_table
from v100.reports.evidence import evidence_page
from v100.store.runs import open_run, runs

LAST, BEFORE = date(2026, 3, 31), date(2025, 3, 31)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`city`, and `store` with two runs, the first a year before the second."""
    folder = tmp_path_factory.mktemp("fair")
    simulate(folder / "city", seed=8, as_at=LAST, months=13)
    days = {row["ho_code"]: row["days"] for row in offence_table().to_pylist()}
    profile, store = load_profile("canonical"), folder / "store"
    take_in([str(folder / "city/extract")], profile=profile, store=store, received_on=LAST, days=days)
    for day in (BEFORE, LAST):
        monthly_run(store, as_at=day, policy=policy.load("v100"))
    return folder


@pytest.fixture(scope="module")
def found(folder: Path) -> dict[str, Any]:
    page = ("--out", folder / "page.html", "--publish")
    done = asked("--store", folder / "store", "--truth", folder / "city/truth", *page, "--json")
    assert done.exit_code == 0, done.output
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def asked(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["evaluate", "fairness", *map(str, arguments)])


def test_given_harm_no_group_matters(found: dict[str, Any]) -> None:
    assert found["sound"]
    assert (found["recount"]["differ"], found["recount"]["passed_over"]) == (0, 0)
    assert {each["kind"] for each in found["given_harm"]} >= {"ethnicity", "age", "borough"}
    for each in found["given_harm"]:
        assert each["listed"] == pytest.approx(each["expected"], abs=6)


def test_a_panel_that_takes_the_first_by_days_is_found_even(folder: Path) -> None:
    """Of the first list, of which a year is known, its upper half from the day after; and two whom nobody knows."""
    first = next(run for run in runs(folder / "store") if run.as_at == BEFORE)
    ranked = sorted(first.table("ranking").to_pylist(), key=lambda row: row["rank"])
    half = len(ranked) // 2
    taken = [*(row["person_id"] for row in ranked[:half]), "P-nobody", "P-none"]
    file = folder / "adopted.csv"
    file.write_text("\n".join(["person_id,from,until", *(f"{each},2025-04-01," for each in taken)]), encoding="utf-8")
    wanted = ("--store", folder / "store", "--adopted", file, "--smallest", 3)
    told = json.loads(asked(*wanted, "--json").stdout)["panel"]
    assert (told["men"], told["adopted"], told["lines"]) == (len(ranked), half, [half, half + 2])
    shown = [each for each in told["groups"] if each["adopted"] is not None]
    assert shown
    for each in shown:
        assert each["adopted"] == pytest.approx(each["expected"], abs=3), "but for men with the days of the last"
    assert not [each for each in told["groups"] if each["apart"]]
    printed = asked(*wanted).stdout
    assert "Whom the panel adopted" in printed
    assert f"{half} were of the programme" in " ".join(printed.split())


def test_where_the_panel_adopted_nobody_that_is_measured_too(folder: Path) -> None:
    (folder / "nobody.csv").write_text("person_id,from,until\n", encoding="utf-8")
    told = json.loads(asked("--store", folder / "store", "--adopted", folder / "nobody.csv", "--json").stdout)["panel"]
    assert (told["adopted"], told["lines"]) == (0, [0, 0])
    assert told["men"] > 0


def test_a_file_of_who_was_adopted_that_is_at_fault_is_named(folder: Path) -> None:
    (folder / "wrong.csv").write_text("person_id,from,until\nP1,soon,\n", encoding="utf-8")
    done = asked("--store", folder / "store", "--adopted", folder / "wrong.csv")
    assert done.exit_code != 0
    assert "line 2: from is 'soon'" in str(done.exception)


def test_every_man_is_in_one_group_of_each_kind(found: dict[str, Any]) -> None:
    totals = found["totals"]
    assert totals["listed"] == found["list_size"] == 100
    for kind in ("ethnicity", "age", "borough", "name origin"):
        groups = [each for each in found["selection"] if each["kind"] == kind]
        for column in ("suspects", "listed"):
            told = [each[column] for each in groups if each[column] is not None]
            assert all(number >= found["smallest"] for number in told)
            held = len(groups) - len(told)
            assert totals[column] == sum(told) if not held else totals[column] >= sum(told) + found["smallest"]
            assert held != 1


def test_two_groups_at_once_tell_nothing_that_each_alone_holds_back(found: dict[str, Any]) -> None:
    alone = {(each["kind"], each["group"]): each["listed"] for each in found["selection"]}
    pairs = [each for each in found["given_harm"] if each["kind"] == "ethnicity and age"]
    assert pairs
    together: Counter[tuple[str, str]] = Counter()
    for each in pairs:
        assert each["listed"] >= found["smallest"]
        for of in zip(("ethnicity", "age"), each["group"].split(", "), strict=True):
            together[of] += each["listed"]
    for of, listed in together.items():
        rest = alone[of] - listed
        assert rest == 0 or rest >= found["smallest"]


def test_the_past_is_followed_for_a_year(folder: Path, found: dict[str, Any]) -> None:
    """Whom the first run lists, as whom the second takes them for: one or two may turn out to be one man."""
    past = found["outcomes"]
    assert past["runs"] == [BEFORE.isoformat(), LAST.isoformat()]
    listed = min(100, open_run(folder / "store", BEFORE.isoformat()).table("ranking").num_rows)
    assert listed - 3 <= past["men"] <= listed
    assert past["men"] >= past["happened"]["arrest"] > 0
    assert past["waiting"] > 0


def test_naming_and_weights_move_the_list(found: dict[str, Any]) -> None:
    groups = {each["group"] for each in found["naming"]}
    assert len(groups) > 1
    assert len(found["naming"]) == len(groups) * len(RATES)
    assert all((each["changed"] == 0) == (each["rate"] == 1) for each in found["naming"])
    alike = next(each for each in found["weighting"] if each["weighting"] == "every offence alike")
    assert 0 < alike["changed"] <= 100


def test_names_of_every_origin_are_measured_against_the_truth(found: dict[str, Any]) -> None:
    assert len(found["by_origin"]) > 10
    assert all(0 <= each["precision"] <= 1 for each in found["by_origin"] if each["precision"] is not None)


def test_the_page_says_what_it_says_and_what_it_cannot_say(folder: Path, found: dict[str, Any]) -> None:
    page = (folder / "page.html").read_text(encoding="utf-8")
    for title in ("Does the list fall evenly?", "Given the same harm", "What this cannot say", found["run_id"]):
        assert title in page
    assert page.count("<figure") == 2
    assert evidence_page(sealed(folder / "store", "fairness")) == page, "what is sealed for the site is the page"
    assert "<script" not in page


def test_a_first_run_has_no_past_and_says_so(folder: Path) -> None:
    done = asked("--store", folder / "store", "--run", "2025-03-31")
    assert done.exit_code == 0
    assert "Not measured" in done.stdout
    assert "no origin is guessed from a name" in " ".join(done.stdout.split())


def test_a_list_that_prefers_a_group_is_a_fault(folder: Path, tmp_path: Path) -> None:
    """Twenty men of one group far below take the places of the last twenty: exit status 1."""
    store = Path(shutil.copytree(folder / "store", tmp_path / "store"))
    run = open_run(store, "2026-03-31")
    ranking = run.table("ranking").to_pylist()
    for place in range(80, 100):
        above, below = ranking[place], ranking[place + 300]
        above["person_id"], below["person_id"] = below["person_id"], above["person_id"]
        above["harm_days"], below["harm_days"] = below["harm_days"], above["harm_days"]
    pq.write_table(pa.Table.from_pylist(ranking, run.table("ranking").schema), run.folder / "ranking.parquet")
    done = asked("--store", store, "--json")
    assert isinstance(done.exception, CheckFailed)
    told = json.loads(done.stdout)
    assert not told["sound"]
    assert told["recount"]["passed_over"] > 20


def test_errors_say_what_to_do(folder: Path) -> None:
    store = ("--store", folder / "store")
    assert "holds no run of policy 'rfh'" in str(asked(*store, "--policy", "rfh").exception)
    assert "no such folder; make it" in str(asked(*store, "--out", folder / "nowhere/page.html").exception)
    assert "give the folder `truth`" in str(asked(*store, "--truth", folder).exception)
    assert asked(*store, "--smallest", "0").exit_code == 2
