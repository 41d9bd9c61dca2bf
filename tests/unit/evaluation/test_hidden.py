"""Where the true man of an undetected crime stands among all men: worked by hand."""

import pyarrow as pa

from v100 import engine
from v100.engine import Backend
from v100.evaluation.hidden import Hidden, Leads, _serial, _standing, _who


def test_a_person_is_who_most_of_his_mentions_are(backend: Backend) -> None:
    people = engine.keep(backend, "people", pa.table({"person_id": ["P", "P", "P", "Q"], "mention_id": list("abcd")}))
    truth = engine.keep(backend, "truth", pa.table({"mention_id": list("abcd"), "true_id": ["X", "Y", "Y", "X"]}))
    found = _who(people, truth).order_by("person_id").to_pyarrow().to_pylist()
    assert found == [{"person_id": "P", "true_id": "Y"}, {"person_id": "Q", "true_id": "X"}]


def test_crimes_by_strangers_of_men_with_two_solved_ones_are_sought(backend: Backend) -> None:
    """K1 and K2 are X's, K3 is Y's; U1 to U4 are undetected."""
    rows = [
        ("K1", True, None),
        ("K2", True, None),
        ("K3", True, None),
        ("U1", False, "stranger"),
        ("U2", False, None),
        ("U3", False, "acquaintance"),
        ("U4", False, "stranger"),
    ]
    crimes = pa.table(
        {
            "report_id": [row[0] for row in rows],
            "category": ["robbery"] * len(rows),
            "solved": [row[1] for row in rows],
            "undetected": [not row[1] for row in rows],
            "relationship": pa.array([row[2] for row in rows], pa.string()),
        }
    )
    suspects = pa.table({"person_id": ["P", "Q", "R"], "report_id": ["K1", "K2", "K3"]})
    who = pa.table({"person_id": ["P", "Q", "R"], "true_id": ["X", "X", "Y"]})
    did = pa.table({"report_id": ["U1", "U2", "U3", "U4"], "true_id": ["X", "X", "X", "Y"]})
    given = (engine.keep(backend, f"given_{place}", table) for place, table in enumerate((crimes, suspects, who, did)))
    sought = _serial(*given).order_by("report_id").to_pyarrow()
    assert sought["report_id"].to_pylist() == ["U1", "U2"], "U3 she knows, Y has one solved crime only"


def test_his_place_is_the_best_of_the_people_that_he_is_taken_for(backend: Backend) -> None:
    """Of U1 the true man is taken for P (third) and Q (second); of U2 he was not looked at. Strongest first the leads
    are wrong, right, wrong, right; their Bayes factors of one say nothing."""
    sought = pa.table({"report_id": ["U1", "U2"], "category": ["robbery"] * 2, "true_id": ["X", "X"]})
    told = pa.table(
        {
            "report_id": ["U1", "U1", "U1", "U2"],
            "person_id": ["P", "Q", "R", "R"],
            "category": ["robbery"] * 4,
            "strength": pa.array([1, 5, 9, 2], pa.int64()),
            "log10_bf": pa.array([0, 0, 0, 0], pa.int64()),
        }
    )
    who = pa.table({"person_id": ["P", "Q", "R"], "true_id": ["X", "X", "Y"]})
    tables = (engine.keep(backend, f"given_{place}", table) for place, table in enumerate((sought, told, who)))
    leads = Leads(leads=4, his=2, right={100: 0.5, 500: 0.5}, average_precision=0.5, cllr=1.0)
    assert _standing(*tables) == [Hidden("robbery", 2, 0.5, {1: 0.0, 10: 0.5, 100: 0.5}, leads)]
