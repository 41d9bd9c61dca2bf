"""The monthly run end to end: repeatable to the byte, deaf to order and batches, obedient to people, able to refuse."""

import random
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from queue import SimpleQueue

import pytest

from extracts import write
from small_force import (
    FEBRUARY,
    MARCH,
    MEN,
    days_of,
    delivery,
    leave_out,
    offence,
    report,
    suspect,
    take_delivery,
    victim,
)
from v100 import engine, policy
from v100.errors import CheckFailed
from v100.intake import load_profile, take_in
from v100.monthly import check, monthly_run
from v100.monthly.run import Outcome
from v100.store import ledger
from v100.store.runs import Run, asked_for, open_run, runs

METHOD = policy.load("v100")


def test_the_same_inputs_find_the_sealed_run(store: Path) -> None:
    asked = len(asked_for(store))
    again = monthly_run(store, as_at=MARCH, policy=METHOD)
    assert again.already
    assert again.run.run_id == runs(store)[-1].run_id
    assert len(asked_for(store)) == asked + 1


def test_a_second_run_waits_until_the_first_is_sealed(store: Path) -> None:
    """As where the site starts the engine again while one that it started before it died is still at work."""
    said: SimpleQueue[str] = SimpleQueue()
    second: list[Future[Outcome]] = []

    with ThreadPoolExecutor(1) as beside:

        def meanwhile(_: str) -> None:
            if not second:
                made = beside.submit(monthly_run, store, as_at=date(2026, 3, 30), policy=METHOD, progress=said.put)
                second.append(made)
                assert said.get(timeout=60) == "waiting for another run of this store to end"

        first = monthly_run(store, as_at=date(2026, 3, 30), policy=METHOD, progress=meanwhile)
    assert (first.already, second[0].result().already) == (False, True)
    assert second[0].result().run.run_id == first.run.run_id


def test_it_comes_out_the_same_when_recomputed_on_more_threads(
    two_months: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "THREADS", 4)
    assert check(two_months, open_run(two_months), again=True) == []


def test_counts_reconcile_at_every_step(two_months: Path) -> None:
    for run in runs(two_months):
        for step in run.manifest["steps"]:
            assert step["rows_in"] == step["rows_out"] + step["set_aside"], step["name"]


def who_is_together(run: Run) -> set[frozenset[str]]:
    people: dict[str, set[str]] = {}
    for row in run.rows("person_mention"):
        people.setdefault(row["person_id"], set()).add(row["mention_id"])
    return {frozenset(mentions) for mentions in people.values()}


def test_order_copies_and_batches_do_not_matter(two_months: Path, tmp_path: Path) -> None:
    """Rows shuffled, some twice, a batch for each report, the last first: the same people, the same days."""
    first = runs(two_months)[0]
    shuffled = random.Random(7)
    store = tmp_path / "store"
    tables = delivery(1)
    for number, row in enumerate(shuffled.sample(tables["crime_report"], k=len(tables["crime_report"]))):
        its = {
            name: [each for each in rows if each["report_id"] == row["report_id"]] * 2 for name, rows in tables.items()
        }
        for rows in its.values():
            shuffled.shuffle(rows)
        take_delivery(store, tmp_path, number, FEBRUARY, {name: rows for name, rows in its.items() if rows})
    run = monthly_run(store, as_at=FEBRUARY, policy=METHOD).run
    assert who_is_together(run) == who_is_together(first)
    told = [[row[name] for name in ("rank", "harm_days", "victims", "last_on")] for row in run.rows("ranking")]
    assert told == [
        [row[name] for name in ("rank", "harm_days", "victims", "last_on")] for row in first.rows("ranking")
    ]


def test_people_override_the_machine(store: Path) -> None:
    """Two people leave a man out, a line of another; one they leave out and take back.

    The next run obeys and shows it.
    """
    before = open_run(store)
    persons = {row["names"][0].split()[-1]: row["person_id"] for row in before.rows("person") if row["names"]}

    def all_of(surname: str) -> dict[str, list[str]]:
        mine = [row["mention_id"] for row in before.rows("person_mention") if row["person_id"] == persons[surname]]
        return {"mentions": mine}

    out = ledger.add(store, leave_out(all_of("Szymanski")))
    ledger.add(store, leave_out({"lines": [["R7", 1]]}))
    ledger.add(store, leave_out(all_of("Thornbury")))
    ledger.add(store, leave_out(all_of("Thornbury"), "restore"))
    after = monthly_run(store, as_at=MARCH, policy=METHOD).run
    assert after.run_id != before.run_id
    assert days_of(after.rows("ranking"), after.rows("person")) == {"Okonkwo": 1095, "Thornbury": 1}
    aside = {row["person_id"]: row for row in after.rows("set_aside")}
    assert aside[persons["Szymanski"]]["reason"] == "decision"
    assert out["entry_id"] in aside[persons["Szymanski"]]["detail"]
    told = [(row["position"], row["person_id"], row["effect"]) for row in after.manifest["decisions"]]
    assert told == [
        (1, "", "binds nobody: no such line names anybody in the window"),
        (2, persons["Szymanski"], "obeyed"),
        (3, "", "obeyed"),
        (4, "", "overruled by a later decision"),
        (5, "", "obeyed"),
    ]
    assert check(store, before, again=False) == []


def test_too_many_unweighted_lines_refuse_to_publish(refused: Path) -> None:
    """Rule 10: the refusal is kept and says which codes."""
    (kept,) = (refused / "refused").glob("*/why.json")
    assert "099/98" in kept.read_text(encoding="utf-8")
    assert len(runs(refused)) == 2


@pytest.fixture(scope="module")
def published(refused: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """What was refused is published all the same; by then a report came that names Ben and an unnamed man, and two
    events: one known by Ben's PNC id alone, one of that report.
    """
    folder = tmp_path_factory.mktemp("published")
    store = Path(shutil.copytree(refused, folder / "store"))
    more = {
        "crime_report": [report("R10", "2026-03-15")],
        "offence": [offence("R10", "008/06")],
        "suspect": [
            suspect("ben", "R10"),
            {"mention_id": "S-R10-unknown", "report_id": "R10", "forename": "UNKNOWN", "surname": "MALE"},
        ],
        "victim": [victim("R10")],
        "event": [
            {"event_id": "E8", "kind": "order", "on": "2026-03-16", "pnc_id": MEN["ben"][3]},
            {"event_id": "E9", "kind": "conviction", "on": "2026-03-20", "report_id": "R10"},
        ],
    }
    take_delivery(store, folder, 10, MARCH, more)
    return monthly_run(store, as_at=MARCH, policy=METHOD, allow_unweighted=True).run


def test_a_person_may_publish_what_was_refused(published: Run) -> None:
    assert [code["ho_code"] for code in published.manifest["unweighted"]] == ["099/98"]


def test_his_events_are_carried_under_the_one_rule_of_whose_they_are(published: Run) -> None:
    """An event known by PNC id alone is his; one of a report that also names an unnamed man is nobody's."""
    ben = next(row["person_id"] for row in published.rows("person_mention") if row["mention_id"] == "S-R10-ben")
    owners = {row["event_id"]: row["person_id"] for row in published.rows("event")}
    assert owners["E8"] == ben
    assert owners["E9"] is None


def test_a_crash_while_publishing_leaves_no_half_run(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written before the rename is not a run, and the next attempt seals it whole."""
    shutil.rmtree(runs(store)[-1].folder)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("v100.store.runs.as_json", crash)
        with pytest.raises(KeyboardInterrupt):
            monthly_run(store, as_at=MARCH, policy=METHOD)
    assert len(runs(store)) == 1
    assert not monthly_run(store, as_at=MARCH, policy=METHOD).already
    assert check(store, runs(store)[-1], again=False) == []


def test_what_a_killed_run_left_is_gone_after_the_next(store: Path) -> None:
    """It may hold what a run holds, and nobody would look for it."""
    left = store / "runs" / ".aside-2026-03-31-v100-a1-0123"
    left.mkdir()
    (left / "suspect.parquet").write_bytes(b"half")
    monthly_run(store, as_at=MARCH, policy=METHOD)
    assert not left.exists()


def test_a_window_without_a_report_is_no_empty_list(store: Path) -> None:
    with pytest.raises(CheckFailed, match="crime reports known none was recorded in the window of 365 days"):
        monthly_run(store, as_at=date(2031, 3, 31), policy=METHOD)
    assert runs(store)[-1].as_at != "2031-03-31"


def test_what_no_list_can_do_without_and_what_was_rejected_are_said(tmp_path: Path) -> None:
    sent = {**delivery(1), "victim": [], "event": []}
    sent["suspect"] = [*sent["suspect"], {**sent["suspect"][0], "mention_id": "BAD", "sex": "Q"}]
    take_in(
        [write(tmp_path / "e", **sent)], profile=load_profile("canonical"), store=tmp_path, received_on=MARCH, days={}
    )
    quality = {
        row["name"]: (row["count"], row["of"])
        for row in monthly_run(tmp_path, as_at=MARCH, policy=METHOD).run.manifest["quality"]
    }
    assert {"no victim is known", "no event is known"} <= set(quality)
    assert quality["rows rejected when they were taken in"] == (1, sum(map(len, sent.values())))
