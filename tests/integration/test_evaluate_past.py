"""The runs of the past, what followed them, and the commands that replay it: four men, three lists, worked by hand."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evidence_made_up import sealed
from made_once import made_once
from past_made_up import DAYS, make_past
from v100 import engine
from v100.cli.app import app
from v100.errors import V100Error
from v100.evaluation.known import known_to_run
from v100.evaluation.past import Later, past_runs, what_followed
from v100.evaluation.policies.replay import replay
from v100.evaluation.policies.rivals import rivals_of
from v100.reports.evidence import evidence_page
from v100.store.runs import Run

FEBRUARY, MARCH, JULY = DAYS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`store`, and a rule of a force's own: most women first."""
    folder = made_once(tmp_path_factory, make_past)
    (folder / "mine.toml").write_text(
        'name = "mine"\ntitle = "Most women"\nsource = "ours"\n[[points]]\nof = "victims"\ntimes = 1\n'
    )
    return folder


@pytest.fixture(scope="module")
def later(folder: Path) -> Iterator[Later]:
    store = folder / "store"
    past = past_runs(store)
    with known_to_run(store, past[-1]) as (backend, known):
        yield what_followed(backend, store, known, past)


def test_the_past_is_a_run_for_each_day_oldest_first(folder: Path) -> None:
    assert [run.as_at for run in past_runs(folder / "store")] == [FEBRUARY, MARCH, JULY]
    assert [run.as_at for run in past_runs(folder / "store", since=MARCH)] == [MARCH, JULY]


def test_one_run_has_no_past(folder: Path) -> None:
    with pytest.raises(V100Error, match="holds 1 days with a run of policy 'v100' and the past needs two"):
        past_runs(folder / "store", until=FEBRUARY)


def test_what_followed_is_what_counts_and_was_recorded_after_the_first_run(later: Later) -> None:
    found = {row["report_id"]: row for row in rows(later.lines)}
    assert {name: (row["days"], row["recorded_on"].isoformat()) for name, row in found.items()} == {
        "A2": (1825, "2026-03-05"),
        "B2": (1825, "2026-04-02"),
        "D1": (10, "2026-04-30"),
    }
    assert found["A2"]["began_on"] == date(2026, 3, 5)
    assert len({row["person_id"] for row in found.values()}) == 3


def test_the_one_woman_of_these_reports_is_one_by_reference(later: Later) -> None:
    women = rows(later.women)
    assert len({row["who"] for row in women if row["report_id"] in ("A2", "B2", "D1")}) == 1


def rows(table: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found


@pytest.fixture(scope="module")
def found(folder: Path) -> Any:
    asked = ("evaluate", "policies", "--store", folder / "store", "--rival", folder / "mine.toml", "--json")
    done = CliRunner().invoke(app, [*map(str, asked), "--out", str(folder / "page.html"), "--publish"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_every_rule_but_the_one_without_weights_is_replayed(found: Any) -> None:
    assert found["rules"] == ["v100", "counts", "decay", "random", "rfg", "rfgv", "rfh", "victims", "mine"]


def test_what_followed_fell_to_the_men_who_were_listed_then(found: Any) -> None:
    """After February followed rapes by Adam and by Ben (1,825 days each, both listed) and an assault by Dev (10 days,
    new); after March Ben's rape and Dev's assault."""
    shares = {(row["rule"], row["horizon"], row["length"]): row for row in found["shares"]}
    for rule in found["rules"]:
        row = shares[rule, 90, 100]
        assert row["months"] == 2
        assert row["harm"] == pytest.approx((3650 + 1825) / (3660 + 1835))
        assert (row["harm_low"], row["harm_high"]) == pytest.approx((1825 / 1835, 3650 / 3660))
        assert row["serious"] == 1
        assert row["women"] == 1
    assert not [row for row in found["shares"] if row["horizon"] > 90], "their days have not passed"


def test_one_report_decides_of_nobody_where_all_are_listed(found: Any) -> None:
    assert {row["by_one_report"] for row in found["firm"]} == {0}


def test_no_order_knows_what_came_later(folder: Path) -> None:
    """February's men by every rule, replayed with all that July knows and with what March knew."""
    store = folder / "store"
    past = past_runs(store)
    assert standing_of(store, past[0], past) == standing_of(store, past[0], past[:2])


def standing_of(store: Path, run: Run, past: list[Run]) -> list[dict[str, Any]]:
    with known_to_run(store, past[-1]) as (backend, known):
        month = replay(
            run,
            known,
            what_followed(backend, store, known, past),
            engine.keep(backend, "last_mention", past[-1].table("person_mention")),
            {},
            rivals_of(store)[0],
            longest=100,
            keep=lambda name, step: engine.keep(backend, name, step),
        )
        rows: list[dict[str, Any]] = month.standing.order_by("rule", "rank").to_pyarrow().to_pylist()
    assert len({row["rule"] for row in rows}) == 8
    return rows


def test_everybody_who_came_new_is_counted(found: Any) -> None:
    """February: Adam, Ben. March: the same. July: they and Dev."""
    assert {row["rule"]: row["came"] for row in found["firm"]}["v100"] == pytest.approx((0 + 1 / 3) / 2)


def test_the_page_says_what_the_command_found_and_names_nobody(folder: Path, found: Any) -> None:
    page = (folder / "page.html").read_text()
    assert f"{found['shares'][0]['harm']:.1%}" in page
    assert evidence_page(sealed(folder / "store", "policies")) == page, "what is sealed for the site is the page"
    assert "css (Crime Severity Score) needs the weight set css" in page
    for name in ("Thornbury", "Okonkwo", "Qx"):
        assert name not in page


def test_a_page_for_which_there_is_no_folder_is_refused_before_the_work(folder: Path) -> None:
    asked = ("evaluate", "policies", "--store", folder / "store", "--out", folder / "nowhere" / "page.html")
    done = CliRunner().invoke(app, [*map(str, asked)])
    assert "no such folder" in str(done.exception)


def test_a_rule_that_fired_for_men_without_an_equal_says_nothing(folder: Path) -> None:
    """Sexual violence against an ex-partner fired for Adam; nobody else bears as many harm days."""
    asked = ("evaluate", "precursors", "--store", folder / "store", "--out", folder / "rules.html")
    done = CliRunner().invoke(app, [*map(str, asked), "--publish", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == []
    page = (folder / "rules.html").read_text()
    assert "What followed the precursor rules" in page
    assert evidence_page(sealed(folder / "store", "precursors")) == page
