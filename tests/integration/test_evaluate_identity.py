"""`v100 evaluate identity` on the run of a simulated city."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from v100 import policy
from v100.city import simulate
from v100.cli.app import app
from v100.cli.screen import console
from v100.intake import load_profile, take_in
from v100.monthly import monthly_run
from v100.offences import offence_table

AS_AT = date(2026, 3, 31)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`city` and `store`: three months, taken in and run."""
    folder = tmp_path_factory.mktemp("evaluated")
    simulate(folder / "city", seed=8, as_at=AS_AT, months=3)
    store = folder / "store"
    days = {row["ho_code"]: row["days"] for row in offence_table().to_pylist()}
    take_in([folder / "city/extract"], profile=load_profile("canonical"), store=store, received_on=AS_AT, days=days)
    monthly_run(store, as_at=AS_AT, policy=policy.load("v100"))
    return folder


def evaluate(folder: Path, *options: str) -> str:
    given = ["evaluate", "identity", "--store", f"{folder}/store", "--truth", f"{folder}/city/truth", *options]
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 0, done.output
    return done.output


def told(folder: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(evaluate(folder, "--json", *options))
    return found


@pytest.mark.parametrize("side", ["suspect", "victim"])
def test_every_mention_has_an_origin_and_its_pairs_add_up(folder: Path, side: str) -> None:
    found = told(folder, "--side", side)
    assert found["precision"] > 0.98
    assert found["b_cubed"]["f1"] > 0.95
    origins = [row for row in found["groups"] if row["kind"] == "name origin"]
    assert sum(row["mentions"] for row in origins) == found["mentions"]
    assert sum(row["pairs"] for row in origins) == found["pairs"]  # a true pair has one origin


def test_groups_by_what_is_not_given_are_those_of_the_extract(folder: Path) -> None:
    missing = {row["group"]: row["mentions"] for row in told(folder)["groups"] if row["kind"] == "not given"}
    suspects = f"read_csv('{folder}/city/extract/suspect.csv', all_varchar = true)"
    truth = f"read_csv('{folder}/city/truth/mention.csv', all_varchar = true)"
    (counted,) = duckdb.sql(
        f"SELECT count(*) FROM {suspects} JOIN {truth} t USING (mention_id) "
        "WHERE t.side = 'suspect' AND t.placeholder = 'false' AND pnc_id IS NULL AND cro_no IS NULL"
    ).fetchall()[0]
    assert missing["police identifier"] == counted
    assert set(missing) == {"forename", "date of birth", "address", "phone and e-mail", "police identifier"}


def test_a_listed_man_who_is_several_is_named(folder: Path, tmp_path: Path) -> None:
    """One mention of a listed man is by the truth another's: he holds mentions of two."""
    merges = told(folder)["false_merges"]
    assert all(len(row["mentions"]) > 1 for row in merges)
    run = monthly_run(folder / "store", as_at=AS_AT, policy=policy.load("v100")).run
    mentions = defaultdict(list)
    for row in run.rows("person_mention"):
        mentions[row["person_id"]].append(row["mention_id"])
    ranked = sorted((row["rank"], row["person_id"]) for row in run.rows("ranking"))
    rank, his = next((rank, mentions[man]) for rank, man in ranked if len(mentions[man]) > 1)
    lines = (folder / "city/truth/mention.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "truth").mkdir()
    changed = [line.replace(line.split(",")[1], '"SOMEBODY"') if f'"{his[0]}"' in line else line for line in lines]
    (tmp_path / "truth/mention.csv").write_text("".join(changed), encoding="utf-8")
    people = (folder / "city/truth/person.csv").read_text(encoding="utf-8")
    (tmp_path / "truth/person.csv").write_text(people, encoding="utf-8")
    given = ["evaluate", "identity", "--store", f"{folder}/store", "--truth", f"{tmp_path}/truth", "--json"]
    found = json.loads(CliRunner().invoke(app, given).output)
    wrong = {row["rank"]: sum(row["mentions"]) for row in found["false_merges"]}
    assert wrong[rank] == len(his)


def test_the_tables_are_printed_and_the_ceiling_beside_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "width", 200)
    printed = evaluate(folder, "--ceiling")
    for said in ("ceiling", "recall, by mention", "name origin", "not given", "False merges among the men listed"):
        assert said in printed
