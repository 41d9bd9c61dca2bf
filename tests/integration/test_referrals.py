"""A man referred by what a partner knows of him: scored beside the list, never in it; changes nobody; can be erased."""

import json
import random
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from small_force import MARCH
from v100 import policy
from v100.cli.app import app
from v100.errors import V100Error
from v100.monthly import check, monthly_run
from v100.store import ledger, referrals, verify
from v100.store.runs import Run, open_run
from written import everything_written

METHOD = policy.load("v100")
CARL = {"surname": "Szymanski", "forename": "Carl", "date_of_birth": date(1990, 11, 2), "phone": "07204 555123"}
EITHER = {
    "surname": "Thornbury",
    "forename": "Adam",
    "aliases": ["Benedict Okonkwo"],
    "address": "2 Birch Road",
    "postcode": "SE2 2BB",
}
"""Adam's name; Ben's as another, and his home."""
NOBODY = {"surname": "Qxmarlowe", "forename": "Qxtobias", "date_of_birth": date(1983, 5, 4)}


def refer(store: Path, person: dict[str, Any], at: datetime = datetime(2026, 4, 1, 9, tzinfo=UTC)) -> str:
    entry = referrals.refer(store, person, by="IDVA service", why="two women have asked", at=at)
    return str(entry["subject"]["referral"])


def run_of_march(store: Path) -> Run:
    return monthly_run(store, as_at=MARCH, policy=METHOD).run


def effects(run: Run) -> dict[str, str]:
    return {made["person_id"]: made["effect"] for made in run.manifest["decisions"] if "referral" in made["decision"]}


def found(run: Run) -> dict[str, str]:
    """Who each referral's man was taken for, by the referral's number."""
    made = {each["position"]: each["found"] for each in run.manifest["decisions"]}
    referred = (entry for entry in ledger.entries(run.folder.parents[1]) if entry["kind"] == "referral")
    return {entry["subject"]["referral"]: made[entry["position"]] for entry in referred}


def annex(run: Run) -> dict[str, tuple[Any, ...]]:
    names = ("reports", "days", "rank_with", "rank_without")
    return {row["person_id"]: tuple(row[name] for name in names) for row in run.rows("annex")}


def person_of(run: Run, surname: str) -> str:
    (found,) = [row["person_id"] for row in run.rows("person") if row["names"] and surname in row["names"][0]]
    return str(found)


@pytest.fixture(scope="module")
def referred(two_months: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small force, a run of March with three referrals: of Carl, of Adam or Ben, of nobody known."""
    store = Path(shutil.copytree(two_months, tmp_path_factory.mktemp("referred") / "store"))
    for person in (CARL, EITHER, NOBODY):
        refer(store, person)
    run_of_march(store)
    return store


@pytest.fixture
def copy(referred: Path, tmp_path: Path) -> Path:
    """A copy of that store, to be changed at will."""
    return Path(shutil.copytree(referred, tmp_path / "referred"))


def numbers(store: Path) -> list[str]:
    """The ids of Carl's, the doubtful and nobody's referral."""
    return [entry["subject"]["referral"] for entry in ledger.entries(store) if entry["kind"] == "referral"]


def test_each_is_scored_beside_the_list_as_far_as_he_is_known(referred: Path) -> None:
    run = open_run(referred)
    carl, adam, ben = (person_of(run, surname) for surname in ("Szymanski", "Thornbury", "Okonkwo"))
    his, doubtful, nobody = numbers(referred)
    nothing = (None, 0, None, None)
    assert annex(run) == {carl: (["R3", "R6"], 2190, 1, 1), doubtful: nothing, nobody: nothing}
    assert found(run) == {his: "known", doubtful: "several", nobody: "nobody"}
    told = effects(run)
    assert told[carl].startswith("obeyed: recognised by ")
    assert told[doubtful] == f"binds nobody: it may be any of 2 people ({', '.join(sorted((adam, ben)))})"
    assert told[nobody] == "binds nobody: it is none of the suspects known"


def test_nobody_else_is_touched(two_months: Path, referred: Path) -> None:
    """Who is who, the list and everything that the run carries are the same bytes with and without referrals."""
    before, after = open_run(two_months), open_run(referred)
    assert before.run_id != after.run_id
    changed = {
        path.name for path in before.folder.iterdir() if path.read_bytes() != (after.folder / path.name).read_bytes()
    }
    assert changed == {"annex.parquet", "report.html", "manifest.json", "seal"}


def test_it_comes_out_the_same_when_recomputed(referred: Path) -> None:
    run = open_run(referred)
    assert run.manifest["inputs"]["referrals"].keys() == set(numbers(referred))
    assert check(referred, run, again=True) == []


def test_no_more_than_his_number_is_written_outside_his_file(copy: Path) -> None:
    """What was told of the man whom no report names is in no run, no ledger and no log."""
    shutil.rmtree(copy / "referrals")
    held = [name for name, text in everything_written(copy) if "qxmarlowe" in text.casefold() or "555123" in text]
    assert held == []


def test_the_report_and_the_command_show_them(referred: Path) -> None:
    run = open_run(referred)
    _, doubtful, nobody = numbers(referred)
    section = run.report.read_text(encoding="utf-8").split('id="annex-referral"')[1]
    shown = CliRunner().invoke(app, ["show", "--annexes", "--store", str(referred)], env={"COLUMNS": "300"}).output
    for said in (section, shown):
        assert doubtful in said
        assert nobody in said
        assert "it may be any of 2 people" in said


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_referral_is_found_and_stops_the_next_run(copy: Path, seed: int) -> None:
    number = numbers(copy)[seed % 3]
    kept = referrals.path(copy, number)
    whole = bytearray(kept.read_bytes())
    whole[random.Random(seed).randrange(len(whole))] ^= 1
    kept.write_bytes(whole)
    assert check(copy, open_run(copy), again=True) == [f"referral {number} has changed"]
    with pytest.raises(V100Error, match=f"referral {number} has changed"):
        monthly_run(copy, as_at=date(2026, 3, 30), policy=METHOD)


def test_an_erased_referral_is_said_to_be_gone_and_stops_nothing(copy: Path) -> None:
    """A run made without it does without it for good: a file put back from a copy does not change that run."""
    carl, doubtful, nobody = numbers(copy)
    sealed, kept = open_run(copy), referrals.path(copy, carl)
    whole = kept.read_bytes()
    shutil.rmtree(copy / "referrals" / carl)
    assert check(copy, sealed, again=True) == [f"referral {carl} is missing: it was erased, or lost"]
    after = run_of_march(copy)
    assert after.manifest["inputs"]["referrals"][carl] is None
    assert found(after)[carl] == "erased"
    assert effects(after)[carl] == "binds nobody: what it said of the person was erased"
    assert annex(after).keys() == {carl, doubtful, nobody}
    assert check(copy, after, again=False) == []
    april = monthly_run(copy, as_at=date(2026, 4, 30), policy=METHOD).run
    assert carl in effects(april)
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(whole)
    assert check(copy, after, again=True) == []


def test_a_run_of_an_earlier_version_names_no_referrals(referred: Path) -> None:
    inputs = {name: read for name, read in open_run(referred).manifest["inputs"].items() if name != "referrals"}
    assert verify.altered(referred, inputs) == []


def test_a_withdrawn_referral_is_not_read(copy: Path) -> None:
    carl, doubtful, nobody = (entry for entry in ledger.entries(copy) if entry["kind"] == "referral")
    at = datetime(2026, 4, 2, tzinfo=UTC)
    ledger.add(
        copy, ledger.Entry("withdrawal", {"entry": carl["entry_id"]}, "withdraw", by="IDVA service", why="error", at=at)
    )
    after = run_of_march(copy)
    standing = {each["subject"]["referral"] for each in (doubtful, nobody)}
    assert after.manifest["inputs"]["referrals"].keys() == annex(after).keys() == standing


def test_the_command_refers_by_every_particular(store: Path) -> None:
    """What the option says lands in its column; said again it is the same entry; the ledger's list shows his number."""
    told = {
        "surname": "Qxmarlowe",
        "forename": "Qxtobias",
        "middle-names": "Qxabel",
        "alias": "Qxtoby Qxm",
        "born": "1983-05-04",
        "sex": "M",
        "address": "1 Qxroad",
        "postcode": "SE9 9QX",
        "phone": "07204 555123",
        "email": "qx@example.org",
        "pnc": "2005/0000015F",
        "cro": "12345/05F",
    }
    words = [word for name, value in told.items() for word in (f"--{name}", value)]
    said = ["--by", "IDVA service", "--why", "two women have asked", "--json", "--store", str(store)]
    first, again = (CliRunner().invoke(app, ["ledger", "refer", *words, *said]) for _ in range(2))
    assert first.exit_code == 0, first.output
    assert json.loads(first.output) == json.loads(again.output)
    number = json.loads(first.output)["subject"]["referral"]
    (row,) = pq.read_table(referrals.path(store, number)).to_pylist()
    columns = {"born": "date_of_birth", "alias": "aliases", "pnc": "pnc_id", "cro": "cro_no"}
    kept = {name: row[columns.get(name, name.replace("-", "_"))] for name in told}
    assert kept == {**told, "born": date(1983, 5, 4), "alias": ["Qxtoby Qxm"]}
    listed = CliRunner().invoke(app, ["ledger", "list", "--store", str(store)], env={"COLUMNS": "300"}).output
    assert "sha256" not in listed
    shown = CliRunner().invoke(app, ["ledger", "list", "--json", "--store", str(store)]).output
    assert number in shown
    assert [value for value in told.values() if len(value) > 1 and value in listed + first.output] == []
