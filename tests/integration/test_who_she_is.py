"""Who she is: the one way from a reference of a run to what the reports say of a woman."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from small_force import CANARIES, FEBRUARY, MARCH, MOVED, offence, report, suspect, take_delivery, victim
from v100 import policy
from v100.errors import V100Error
from v100.monthly import monthly_run
from v100.store.batches import held
from v100.store.runs import Run, open_run, runs
from v100.store.victims import numbers_of_men, said_of_women

NAMELESS = "R70"


def her_reference(run: Run) -> str:
    (reference,) = {row["person_id"] for row in run.rows("report_victim") if row["report_id"] != NAMELESS}
    return str(reference)


@pytest.fixture(scope="module")
def later(two_months: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store with a delivery that came later and March run again: of the woman whom all know another surname in R1
    and her withdrawal from R2, and a report of a woman without a name.
    """
    folder = tmp_path_factory.mktemp("later")
    store = Path(shutil.copytree(two_months, folder / "store"))
    nothing = dict.fromkeys(("forename", "surname", "aliases", "date_of_birth", "address", "postcode"), "")
    came = {
        "crime_report": [
            report("R1", "2026-02-01", updated_on="2026-03-25"),
            report("R2", "2026-01-10"),
            report(NAMELESS, "2026-03-11"),
        ],
        "offence": [offence("R1", "019/08"), offence("R2", "005/01"), offence(NAMELESS, "019/08")],
        "suspect": [suspect("adam", "R1"), suspect("ben", "R2"), suspect("adam", NAMELESS)],
        "victim": [
            victim("R1", surname="Qxmarried"),
            victim("R2", withdrew_on="2026-03-10"),
            victim(NAMELESS, **nothing, phone="", email="", vehicle="QX70 QXX"),
        ],
        "event": [],
    }
    take_delivery(store, folder, 7, MARCH, came)
    monthly_run(store, as_at=MARCH, policy=policy.load("v100"))
    return store


def test_every_report_of_her_is_found_whoever_it_names(two_months: Path) -> None:
    run = open_run(two_months)
    her = her_reference(run)
    said = said_of_women(two_months, run, [her, "nobody"], ["address"])
    assert {row["person_id"] for row in said} == {her}
    assert [row["report_id"] for row in said] == ["R1", "R2", "R3", "R4", "R5", "R6", "R7"]
    where = {row["report_id"]: (row["address"], row["recorded_on"].isoformat()) for row in said}
    assert where["R1"] == (CANARIES["address"], "2026-02-01")
    assert where["R4"] == (MOVED["address"], "2025-12-24")
    mentions = {row["mention_id"]: her for row in said}
    assert said_of_women(two_months, run, [her], ["address"], mentions) == said, "where the caller has her mentions"


def test_his_numbers_are_those_of_his_mentions_alone(two_months: Path) -> None:
    run = open_run(two_months)
    mentions = [row for row in run.rows("person_mention") if row["side"] == "suspect"]
    every = numbers_of_men(two_months, run, [row["mention_id"] for row in mentions])
    stored = [row for batch in held(two_months) for row in batch.read("suspect").to_pylist()]
    assert every == {row[name] for row in stored for name in ("phone", "email") if row[name]}
    assert every
    assert numbers_of_men(two_months, run, []) == set()


def test_only_what_the_run_knew(two_months: Path, later: Path, tmp_path: Path) -> None:
    """What came later is of no earlier run: a report, a withdrawal, a version that takes her name away."""
    store = Path(shutil.copytree(later, tmp_path / "store"))
    february, march = (open_run(store, run.run_id) for run in runs(two_months))
    again = open_run(store)
    assert (again.as_at, again.run_id != march.run_id) == (MARCH, True)

    def surnames(run: Run) -> str:
        said = said_of_women(store, run, [her_reference(run)], ["surname"])
        return {row["report_id"]: row["surname"] for row in said}["R1"]

    def withdrew(run: Run) -> date | None:
        said = said_of_women(store, run, [her_reference(run)], ["withdrew_on"])
        return {row["report_id"]: row["withdrew_on"] for row in said}["R2"]

    assert len(said_of_women(store, february, [her_reference(february)], [])) == 5
    assert (surnames(march), surnames(again)) == ("Qxhartley", "Qxmarried")
    past = monthly_run(store, as_at=FEBRUARY, policy=policy.load("v100")).run
    assert (withdrew(again), withdrew(past)) == (date(2026, 3, 10), None)
    shutil.rmtree(next((store / "intake").glob("2026-02-28-*")))
    with pytest.raises(V100Error, match="manifest"):
        said_of_women(store, march, [her_reference(march)], [])


def test_she_who_cannot_be_told_from_others_is_found_by_her_one_report(later: Path) -> None:
    """Who she is nobody knows from a report that gives no name; what it does say is found, and no other report."""
    run = open_run(later)
    (reference,) = {row["person_id"] for row in run.rows("report_victim") if row["report_id"] == NAMELESS}
    assert reference.startswith("U")
    said = said_of_women(later, run, [reference], ["vehicle"])
    assert [(row["report_id"], row["vehicle"]) for row in said] == [(NAMELESS, "QX70 QXX")]
