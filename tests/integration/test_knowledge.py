"""What was known when: reclassified, eliminated, received late; and a backtest cannot see the future."""

import shutil
from pathlib import Path

import pytest

from small_force import APRIL, FEBRUARY, MARCH, days_of, take_delivery
from v100 import policy
from v100.cli.run import differences
from v100.monthly import monthly_run
from v100.monthly.account import EDITION
from v100.offences import import_weights
from v100.store.runs import Run, runs

METHOD = policy.load("v100")
BLIND = ("ranking", "set_aside", "harm_line", "annex", "departure", "precursor", "person", "person_mention")


def days(run: Run) -> dict[str, float]:
    return days_of(run.rows("ranking"), run.rows("person"))


def test_he_is_in_before_his_elimination_and_out_after_it(two_months: Path) -> None:
    """Rule 17: named on 1 February, eliminated on 20 March."""
    february, march = runs(two_months)
    assert days(february) == {"Thornbury": 1826, "Okonkwo": 1095, "Szymanski": 365, "Chaudhry": 10}
    assert days(march)["Thornbury"] == 1


@pytest.fixture(scope="module")
def with_the_future(two_months: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same store with a delivery of facts that all are later than March."""
    folder = tmp_path_factory.mktemp("future")
    store = Path(shutil.copytree(two_months, folder / "store"))
    take_delivery(store, folder, 3, APRIL)
    return store


@pytest.fixture(scope="module")
def march_again(with_the_future: Path) -> Run:
    return monthly_run(with_the_future, as_at=MARCH, policy=METHOD).run


def test_a_backtest_cannot_see_the_future(two_months: Path, march_again: Run) -> None:
    """New reports, later versions, eliminations, cancellations, namings, deaths: not one byte changes."""
    sealed = runs(two_months)[-1]
    assert sealed.as_at == march_again.as_at
    assert sealed.run_id != march_again.run_id
    for name in BLIND:
        before, after = (run.folder / f"{name}.parquet" for run in (sealed, march_again))
        assert before.read_bytes() == after.read_bytes(), name


def test_a_batch_that_came_later_is_named(march_again: Run) -> None:
    late = march_again.manifest["late_batches"]
    assert [batch[:10] for batch in late] == [APRIL.isoformat()]


def test_a_sealed_run_stays_and_a_later_knowledge_date_shows_the_difference(
    two_months: Path, with_the_future: Path
) -> None:
    """Rules 18 and 19: R6 was rape on 31 March, sexual assault since 2 April; R2 was cancelled on 5 April."""
    sealed = runs(two_months)[-1]
    same = with_the_future / "runs" / sealed.run_id
    assert {path.name: path.read_bytes() for path in same.iterdir()} == {
        path.name: path.read_bytes() for path in sealed.folder.iterdir()
    }
    assert days(sealed) == {"Szymanski": 1825 + 365, "Okonkwo": 1095 + 10, "Thornbury": 1}
    wiser = monthly_run(with_the_future, as_at=MARCH, known_to=APRIL, policy=METHOD).run
    assert wiser.manifest["known_to"] == APRIL.isoformat()
    assert days(wiser) == {"Szymanski": 18.75 + 365, "Thornbury": 1 + 10, "Chaudhry": 10}


def test_ids_last_and_movement_is_told(two_months: Path) -> None:
    """People keep their ids; Carl rises, Ben stays, Adam falls, Dev leaves for prison."""
    february, march = runs(two_months)
    ids = [
        {row["names"][0]: row["person_id"] for row in run.rows("person") if row["names"]} for run in (february, march)
    ]
    assert ids[0] == ids[1]
    moved = {row["person_id"]: (row["previous_rank"], row["rank"], row["movement"]) for row in march.rows("ranking")}
    names = {person: name.split()[-1] for name, person in ids[1].items()}
    assert {names[person]: move for person, move in moved.items()} == {
        "Szymanski": (3, 1, "up"),
        "Okonkwo": (2, 2, "same"),
        "Thornbury": (1, 3, "down"),
    }
    (gone,) = march.rows("departure")
    assert (names[gone["person_id"]], gone["previous_rank"], gone["why"]) == ("Chaudhry", 4, "set aside: in custody")
    assert february.as_at == FEBRUARY


def test_reclassified_lines_are_listed_with_the_days_gained_and_lost(two_months: Path, with_the_future: Path) -> None:
    """Rule 18: R6 from rape to sexual assault: 1825 before, 18.75 since."""
    sealed = runs(two_months)[-1]
    wiser = monthly_run(with_the_future, as_at=MARCH, known_to=APRIL, policy=METHOD).run
    (changed,) = differences(sealed, wiser)["reclassified"]
    told = [changed[name] for name in ("report_id", "was", "is_now", "days_before", "days_after")]
    assert told == ["R6", "019/08", "020/05", 1825, 18.75]


def test_a_new_edition_says_who_moves_because_of_it(two_months: Path, tmp_path: Path) -> None:
    """Rule 13: one edition for all lines; under the other, strangulation outweighs rape."""
    store = Path(shutil.copytree(two_months, tmp_path / "store"))
    weights = tmp_path / "next.csv"
    weights.write_text("ho_code,days\n019/08,1\n005/01,30\n008/77,500\n008/06,2\n105/01,1\n", encoding="utf-8")
    import_weights(weights, name="next", store=store)
    other = METHOD.model_copy(update={"weights": "next", "list_size": 1})
    run = monthly_run(store, as_at=MARCH, policy=other, allow_unweighted=True).run
    (moved,) = [measure for measure in run.manifest["quality"] if measure["name"] == EDITION]
    assert moved["note"] == "0 in, 0 out"
    assert days(run) == {"Szymanski": 501, "Okonkwo": 32, "Thornbury": 1}
