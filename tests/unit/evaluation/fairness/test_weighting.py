"""The list under other weights, three offences and a list of one or two, worked by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend

from v100.evaluation.fairness.weighting import EQUAL, ROOT, Reweighed, reweighed
from v100.tables import OFFENCE_TABLE

Table = Callable[..., ir.Table]
DAY = date(2026, 3, 1)
OFFENCES = OFFENCE_TABLE.arrow(
    [
        {"ho_code": "1", "days": 1800, "vawg_category": "rape"},
        {"ho_code": "2", "days": 400, "vawg_category": "strangulation"},
        {"ho_code": "3", "days": 10, "vawg_category": None},
        {"ho_code": "4", "days": 99, "vawg_category": "unused"},
    ]
)
LINES = [
    ("adam", "1", 1800),
    *[("ben", "2", 400)] * 4,
    *[("carl", "3", 10)] * 2,
    ("carl", "3", 30),
]
"""Adam 1,800 days by one rape; Ben 1,600 by four strangulations; Carl 50 by three minor lines, one of them with three
women as victims, a crime each."""


@pytest.fixture
def found(backend: Backend, table: Table) -> Callable[..., dict[str, Reweighed]]:
    def asked(others: dict[str, pa.Table] | None = None, **options: Any) -> dict[str, Reweighed]:
        ranking = [("adam", 1, 1800, 1, 1, DAY), ("ben", 2, 1600, 1, 4, DAY), ("carl", 3, 50, 3, 3, DAY)]
        rows = reweighed(
            backend,
            table(LINES, person_id="string", ho_code="string", days="decimal(18, 4)"),
            backend.create_table("offences", OFFENCES, overwrite=True),
            table(
                ranking,
                person_id="string",
                rank="int64",
                harm_days="decimal(18, 4)",
                victims="int64",
                reports="int64",
                last_on="date",
            ),
            table([("adam", "A"), ("ben", "B"), ("carl", "C")], person_id="string", group="string"),
            others=others or {},
            **{"list_size": 1, "smallest": 1, "already": {"A": False, "B": False, "C": False}, **options},
        )
        return {row.weighting: row for row in rows}

    return asked


def test_each_weighting_is_tried_for_the_categories_that_occur(found: Callable[..., dict[str, Reweighed]]) -> None:
    flag = "in no category (brought in by a flag)"
    names = [f"{name} {how}" for name in (flag, "rape", "strangulation") for how in ("halved", "doubled")]
    assert list(found()) == [EQUAL, ROOT, *names]


def test_who_would_be_listed_instead(found: Callable[..., dict[str, Reweighed]]) -> None:
    """Alike: Carl has five crimes, Ben four, Adam one. By roots: Adam 42, Ben 80, Carl some 16. Rape halved: 900 to
    1,600. Strangulation doubled: 3,200."""
    changed = {name: row.changed for name, row in found().items()}
    moved = {EQUAL, ROOT, "rape halved", "strangulation doubled"}
    assert changed == {name: int(name in moved) for name in changed}


def test_of_which_group(found: Callable[..., dict[str, Reweighed]]) -> None:
    """Alike: Carl, for each woman is a crime. Of a list of two under which nobody moves: Adam and Ben."""
    assert found(smallest=0)[EQUAL].groups == {"A": 0, "B": 0, "C": 1}
    assert found(list_size=2, smallest=0)["rape doubled"].groups == {"A": 1, "B": 1, "C": 0}


def test_small_numbers_are_held_back(found: Callable[..., dict[str, Reweighed]]) -> None:
    held = {"A": None, "B": None, "C": None}
    assert found(list_size=2)["rape doubled"].groups == held, "none of C is a small number, and betrays the others"
    assert found(list_size=2, smallest=0, already=dict.fromkeys("ABC", True))["rape doubled"].groups == held


def test_another_weight_set_and_what_it_lacks(found: Callable[..., dict[str, Reweighed]]) -> None:
    """Of its own: strangulation 500, rape 100; it lacks the minor offence, of which Carl has three lines."""
    other = OFFENCE_TABLE.arrow([{"ho_code": "1", "days": 100}, {"ho_code": "2", "days": 500}])
    row = found({"ons": other})["weight set ons"]
    assert (row.changed, row.unweighted) == (1, 3)
