"""She is never exposed by the work on him: what could lead to a woman is in intake's tables and nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from small_force import CANARIES
from v100.cli.app import app
from v100.store.runs import open_run, runs

WORDS = {"Qxannabel", "Qxhartley", "Qxbelle", "Qxsmythe", "Qxhiding", "QX9 9QX", "QX70 QXX", "07204123987"}
WORDS |= {"Qxmethod", "Qxwords", "Qxtext", "531234", "179876"}
"""Any of these leads to her: names, address, postcode, car, phone, e-mail, free text, coordinates."""


def everything_written(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file's text: Parquet decoded, everything else as it stands."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            yield path.name, str(pq.read_table(path).to_pylist())
        elif path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", errors="replace")


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


def test_his_own_contacts_stay(two_months: Path) -> None:
    """Only what is hers too is blank: the address that he gave as his in R5 is her home, the one in R1 is his."""
    rows = {row["mention_id"]: row for row in open_run(two_months).rows("suspect")}
    assert rows["S-R1-adam"]["address"] == "1 Ash Road"
    assert (rows["S-R5-adam"]["address"], rows["S-R5-adam"]["phone"]) == (None, None)
    assert rows["S-R3-copied"]["surname"] is None


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
