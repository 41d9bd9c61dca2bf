"""People decide who is who: the run obeys, shows it, and forgets it when it is withdrawn."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from small_force import APRIL, FEBRUARY, MARCH, offence, report, suspect, take_delivery, victim
from v100 import policy
from v100.cli.app import app
from v100.errors import V100Error
from v100.monthly import check, monthly_run
from v100.store import ledger
from v100.store.runs import Run, open_run

METHOD = policy.load("v100").model_copy(update={"list_size": 1})
PAIR = ("S-R10-carl", "S-R6-carl")
"""A rape whose suspect is a Carl Szymanski of whom nothing else is known; Carl's own rape."""


def half_known() -> dict[str, list[dict[str, str]]]:
    nothing = dict.fromkeys(("date_of_birth", "pnc_id", "address", "postcode", "sex"), "")
    return {
        "crime_report": [report("R10", "2026-03-10")],
        "offence": [offence("R10", "019/08")],
        "suspect": [suspect("carl", "R10", **nothing)],
        "victim": [victim("R10")],
    }


def run_of(store: Path, as_at: Any = MARCH) -> Run:
    return monthly_run(store, as_at=as_at, policy=METHOD).run


def decide(store: Path, decision: str, *mentions: str, entry_id: str | None = None) -> dict[str, Any]:
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    subject = {"mentions": sorted(mentions)}
    entry = ledger.Entry("identity", subject, decision, "DI Example", "seen his passport", at, entry_id=entry_id)
    return ledger.add(store, entry)


def command(store: Path, *words: str) -> Any:
    done = CliRunner().invoke(app, [*words, "--json", "--store", str(store)])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def said(store: Path, *words: str) -> str:
    done = CliRunner().invoke(app, [*words, "--store", str(store)], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    return done.output


def days(run: Run) -> list[tuple[str, int]]:
    """The ranking as first names and days."""
    names = {row["person_id"]: row["names"][0].split()[0] for row in run.rows("person") if row["names"]}
    return [(names[row["person_id"]], int(row["harm_days"])) for row in run.rows("ranking")]


def effect(run: Run, position: int = -1) -> str:
    made = [made for made in run.manifest["decisions"] if made["decision"].startswith("identity")]
    return str(made[position]["effect"])


def holder(run: Run, mention: str) -> str:
    (found,) = [row["person_id"] for row in run.rows("person_mention") if row["mention_id"] == mention]
    return str(found)


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small force with the half-known rape, February and March run."""
    folder = tmp_path_factory.mktemp("doubtful")
    store = folder / "store"
    take_delivery(store, folder, 1, FEBRUARY)
    run_of(store, FEBRUARY)
    take_delivery(store, folder, 2, MARCH)
    take_delivery(store, folder, 4, MARCH, half_known())
    run_of(store)
    return store


@pytest.fixture
def store(doubtful: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(doubtful, tmp_path / "store"))


@pytest.fixture(scope="module")
def parted(doubtful: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a decision that the two are different, April run."""
    store = Path(shutil.copytree(doubtful, tmp_path_factory.mktemp("parted") / "store"))
    words = ["--by", "DI Example", "--why", "seen his passport", "--at", "2026-04-01 09:00:00"]
    command(store, "identity", "decide", *PAIR, "different", *words, "--entry-id", "passport")
    run_of(store, APRIL)
    return store


def test_the_link_in_doubt_is_measured_and_shown(doubtful: Path) -> None:
    run = open_run(doubtful)
    assert days(run)[0] == ("Carl", 4015)
    first = run.rows("ranking")[0]
    assert first["weakest_link"] is not None
    assert "S-R10-carl" in first["weakest_link"]
    assert first["rank_low"] == first["rank_high"] == 1
    assert "v100 identity explain" in said(doubtful, "show", "1")
    assert "Listed in" in run.report.read_text(encoding="utf-8")


def test_the_queue_asks_it_and_the_explanation_adds_up(doubtful: Path) -> None:
    found = command(doubtful, "identity", "queue")
    (asked,) = [row for row in found["questions"] if "S-R10-carl" in {said["mention_id"] for said in row["mentions"]}]
    assert (asked["joined"], asked["days_at_stake"], asked["days_then"]) == (True, 1825, 2190)
    pair = [row["mention_id"] for row in asked["mentions"]]
    why = command(doubtful, "identity", "explain", *pair)
    assert why["match_weight"] == pytest.approx(asked["match_weight"])
    assert why["prior"] + sum(part["bits"] for part in why["parts"]) == pytest.approx(why["match_weight"], abs=0.05)
    shown = said(doubtful, "identity", "explain", *pair)
    assert "surname: same" in shown
    assert "In the run they are one person" in shown


def test_explains_a_pair_that_blocking_never_compared(doubtful: Path) -> None:
    why = command(doubtful, "identity", "explain", "S-R10-carl", "S-R2-ben")
    assert not why["joined"]
    assert why["match_weight"] < 0
    of_women = command(doubtful, "identity", "explain", "V-R1", "V-R2")
    assert of_women["side"] == "victim"
    assert [set(row) for row in of_women["mentions"]] == [{"mention_id", "report_id"}] * 2


def test_different_parts_them_and_says_who_decided(parted: Path) -> None:
    run = open_run(parted)
    assert holder(run, PAIR[0]) != holder(run, PAIR[1])
    assert effect(run).startswith("obeyed: kept apart, ")
    told = "different, by DI Example on 1 April 2026 (entry passport)"
    (row,) = [row for row in run.rows("match") if row["decided"]]
    assert (row["mention_a"], row["mention_b"], row["decided"], row["joined"]) == (*PAIR, told, False)
    for shown in (said(parted, "show", holder(run, PAIR[0])), run.report.read_text(encoding="utf-8")):
        assert told in " ".join(shown.split())
    assert check(parted, run, again=True) == []


def test_what_is_decided_is_not_asked_again(parted: Path) -> None:
    asked = command(parted, "identity", "queue")["questions"]
    assert not any({said["mention_id"] for said in row["mentions"]} == set(PAIR) for row in asked)


def test_the_undo_list_and_the_history_tell_of_the_wrong_join(parted: Path) -> None:
    run = open_run(parted)
    alone = holder(run, PAIR[0])
    rested = command(parted, "identity", "undo-list", alone)
    assert [(row["as_at"], row["rank"], row["listed"], row["harm_days"]) for row in rested["runs"]] == [
        ("2026-03-31", 1, True, 4015)
    ]
    assert [entry["entry_id"] for entry in rested["decisions"]] == ["passport"]
    assert "Runs that took them for one" in said(parted, "identity", "undo-list", alone)
    told = command(parted, "person", "history", alone)["events"]
    assert [(row["kind"], row["to_id"], row["mentions"]) for row in told][-1] == ("split", alone, 1)
    first = command(parted, "person", "history", holder(run, PAIR[1]))["first_seen"]
    assert [row["as_at"] for row in first] == ["2026-02-28"]
    assert "first seen" in said(parted, "person", "history", alone)


def test_a_decision_that_rested_on_the_wrong_join_is_to_be_taken_anew(parted: Path, tmp_path: Path) -> None:
    store = Path(shutil.copytree(parted, tmp_path / "store"))
    at = datetime(2026, 4, 2, 9, tzinfo=UTC)
    ledger.add(store, ledger.Entry("referral", {"mentions": list(PAIR)}, "score", "IDVA", "asked", at, entry_id="both"))
    rested = command(store, "identity", "undo-list", holder(open_run(store), PAIR[0]))
    assert [(entry["entry_id"], len(entry["people"])) for entry in rested["entries"]] == [("both", 2)]


def test_withdrawn_it_is_as_before(parted: Path, tmp_path: Path) -> None:
    store = Path(shutil.copytree(parted, tmp_path / "store"))
    told = ["--by", "DI Example", "--why", "another passport"]
    words = ["ledger", "add", "--kind", "withdrawal", "--decision", "withdraw", "--entry", "passport", *told]
    command(store, *words)
    run = run_of(store, APRIL)
    assert holder(run, PAIR[0]) == holder(run, PAIR[1])
    assert not any(row["decided"] for row in run.rows("match"))
    before = open_run(store, "2026-03-31")
    assert {row["mention_id"]: row["person_id"] for row in before.rows("person_mention")}.items() <= {
        row["mention_id"]: row["person_id"] for row in run.rows("person_mention")
    }.items()


@pytest.fixture(scope="module")
def joined(doubtful: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, March run again with seven decisions: Ben is Carl, says a person; Carl's two rapes are two men, says
    another, later than that Ben did both; and more that change or bind nobody."""
    store = Path(shutil.copytree(doubtful, tmp_path_factory.mktemp("joined") / "store"))
    decide(store, "same", "S-R2-ben", "S-R6-carl")
    decide(store, "same", "S-R2-ben", "S-R10-carl")
    decide(store, "different", *PAIR)
    decide(store, "unsure", "S-R3-carl", "S-R2-ben")
    decide(store, "same", "S-R99-nobody", "S-R2-ben")
    decide(store, "same", "V-R1", "S-R2-ben")
    decide(store, "same", "S-R3-copied", "S-R2-ben")
    run_of(store)
    return store


def test_same_joins_whatever_the_evidence_and_the_later_decision_wins(joined: Path) -> None:
    run = open_run(joined)
    assert [effect(run, position).split(",")[0].split(";")[0] for position in range(7)] == [
        "overruled by a later decision",
        "obeyed: one person",
        "obeyed: kept apart",
        "obeyed: changes nobody",
        "binds nobody: S-R99-nobody is not known",
        "binds nobody: one mention is a suspect's",
        "binds nobody: S-R3-copied names nobody",
    ]
    assert holder(run, "S-R2-ben") == holder(run, "S-R10-carl") != holder(run, "S-R6-carl")
    doubts = {row["person_id"]: row["doubt"] for row in run.rows("person")}
    assert doubts[holder(run, "S-R6-carl")] == "decisions conflict"


def test_a_mention_that_a_revision_lost_binds_nobody(joined: Path, tmp_path: Path) -> None:
    """It was one person's with Ben's, as was decided."""
    store = Path(shutil.copytree(joined, tmp_path / "store"))
    revised = half_known()
    revised["crime_report"] = [report("R10", "2026-03-10", updated_on="2026-04-05")]
    revised["suspect"] = []
    take_delivery(store, tmp_path, 5, APRIL, {name: rows for name, rows in revised.items() if rows})
    run = run_of(store, APRIL)
    assert effect(open_run(joined), 1).startswith("obeyed")
    assert effect(run, 1) == "binds nobody: S-R10-carl is not known, or no longer"


def test_unsure_is_asked_again_when_the_evidence_changes(store: Path) -> None:
    def asked() -> list[set[str]]:
        rows = command(store, "identity", "queue")["questions"]
        return [{said["mention_id"] for said in row["mentions"]} for row in rows]

    pair = next(pair for pair in asked() if "S-R10-carl" in pair)
    words = ["--by", "DI Example", "--why", "no photograph"]
    command(store, "identity", "decide", *sorted(pair), "unsure", *words)
    assert pair not in asked()
    more = half_known()
    more["crime_report"] = [report("R10", "2026-03-10", updated_on="2026-03-30")]
    more["suspect"] = [{**more["suspect"][0], "postcode": "N1 9XX", "sex": "M"}]
    take_delivery(store, store.parent, 5, APRIL, more)
    run_of(store)
    assert any("S-R10-carl" in pair for pair in asked())


def test_a_person_stands_for_his_mention_in_the_strongest_tie(store: Path) -> None:
    run = open_run(store)
    carl, ben = holder(run, "S-R6-carl"), holder(run, "S-R2-ben")
    words = ["--by", "DI Example", "--why", "seen both"]
    written = command(store, "identity", "decide", carl[:9], ben, "different", *words)
    assert written["subject"]["mentions"] == ["S-R10-carl", "S-R2-ben"]
    for one, other, fault in (
        (carl, "S-R6-carl", "are one person"),
        ("S-R99", ben, "no mention or person"),
        ("V-R1", ben, "never one person"),
    ):
        done = CliRunner().invoke(app, ["identity", "decide", one, other, "same", *words, "--store", str(store)])
        assert isinstance(done.exception, V100Error)
        assert fault in str(done.exception)


def test_who_joins_two_whom_the_reports_contradict_is_told_so(store: Path) -> None:
    words = ["--by", "DI Example", "--why", "one man, he says", "--store", str(store)]
    told = {
        pair: CliRunner().invoke(app, ["identity", "decide", *pair, "same", *words])
        for pair in (("S-R2-ben", "S-R6-carl"), ("S-R2-ben", "S-R10-carl"))
    }
    assert all(done.exit_code == 0 for done in told.values())
    assert ["contradicts this" in " ".join(done.stderr.split()) for done in told.values()] == [True, False]
