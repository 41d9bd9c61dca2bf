"""She is never exposed by the work on him: what could lead to a woman is in intake's tables and nowhere else."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from small_force import CANARIES
from v100 import policy
from v100.cli.app import app
from v100.monthly import monthly_run
from v100.store.runs import open_run, runs
from written import everything_written

WORDS = {"Qxannabel", "Qxhartley", "Qxbelle", "Qxsmythe", "Qxhiding", "QX9 9QX", "QX70 QXX", "07204123987"}
WORDS |= {"Qxmethod", "Qxwords", "Qxtext", "Qxtarget", "531234", "179876", "1991-07-19"}
WORDS |= {"qx99qx", "(0)7204 123987", "Qxnewhome", "QX8 8QX", "020 7946 0123", "+442079460123"}
"""Any of these leads to her: names, address, postcode, car, phone, e-mail, free text, coordinates, a birth as his."""


def found(text: str) -> set[str]:
    return {word for word in WORDS if word.casefold() in text.casefold()}


def test_the_search_would_find_her(two_months: Path) -> None:
    """Every word is in what intake keeps: a search that finds none elsewhere means something."""
    kept = "".join(text for _, text in everything_written(two_months / "intake"))
    assert found(kept) == WORDS
    assert all(canary.split()[0] in kept for canary in CANARIES.values())


def test_no_run_holds_her(two_months: Path) -> None:
    for run in runs(two_months):
        assert {name: found(text) for name, text in everything_written(run.folder) if found(text)} == {}


def test_nothing_else_in_the_store_holds_her(refused: Path, tmp_path: Path) -> None:
    """A refusal, the ledger, the log: everything but intake's tables."""
    store = Path(shutil.copytree(refused, tmp_path / "store"))
    assert (store / "refused").is_dir()
    shutil.rmtree(store / "intake")
    assert {name: found(text) for name, text in everything_written(store) if found(text)} == {}


def test_his_own_contacts_stay(two_months: Path) -> None:
    """Only what is hers too is blank: the address that he gave as his in R5 is her home, the one in R1 is his."""
    rows = {row["mention_id"]: row for row in open_run(two_months).rows("suspect")}
    assert rows["S-R1-adam"]["address"] == "1 Ash Road"
    contacts = ("address", "postcode", "phone", "email", "vehicle")
    assert [rows["S-R5-adam"][name] for name in contacts] == [None] * 5
    assert (rows["S-R4-dev"]["address"], rows["S-R4-dev"]["surname"]) == ("4 Damson Road", "Chaudhry")
    assert rows["S-R3-copied"]["surname"] is None
    named = {row["names"][0] for row in open_run(two_months).rows("person") if row["names"]}
    assert named == {"Adam Thornbury", "Benedict Okonkwo", "Carl Szymanski", "Devinder Chaudhry"}


def test_the_search_finds_her_when_nothing_is_held_back(
    two_months: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test of the tests above: carried as they are, his rows would show her."""
    store = Path(shutil.copytree(two_months, tmp_path / "store"))
    monkeypatch.setattr("v100.store.carry.without_hers", lambda suspects, _ties, _linked: suspects)
    run = monthly_run(store, as_at=date(2026, 3, 30), policy=policy.load("v100")).run
    shown = found("".join(text for name, text in everything_written(run.folder) if name == "suspect.parquet"))
    assert {"Qxhiding", "QX9 9QX", "07204123987", "Qxnewhome", "Qxhartley", "Qxsmythe"} <= shown


def test_no_place_of_a_report_is_given_when_she_is_known_to_him(two_months: Path) -> None:
    assert {row["area"] for row in open_run(two_months).rows("crime_report")} == {None}


@pytest.mark.parametrize(
    "command",
    [
        ["show"],
        ["show", "--all", "--json"],
        ["show", "1"],
        ["show", "1", "--json"],
        ["show", "--precursors"],
        ["show", "--annexes"],
        ["show", "--set-aside", "--json"],
        ["show", "--departures"],
        ["runs", "--json"],
        ["verify"],
        ["ledger", "list"],
    ],
    ids=" ".join,
)
def test_no_command_about_him_shows_her(two_months: Path, command: list[str]) -> None:
    done = CliRunner().invoke(app, [*command, "--store", str(two_months)])
    assert done.exit_code == 0, done.output
    assert done.output
    assert found(done.output) == set()
