"""Who is counted of a run: everyone with a counted line, ranked, listed, or set aside with harm enough."""

from collections.abc import Callable

import ibis.expr.types as ir

from v100.evaluation.fairness.men import men_of

Table = Callable[..., ir.Table]


def test_men_of_a_run(table: Table) -> None:
    days = "decimal(18, 4)"
    lines = [("adam", 20), ("adam", 10), ("ben", 25), ("carl", 5), ("dev", 40), ("emil", 1)]
    men = men_of(
        table(lines, person_id="string", days=days),
        table([("adam", 1, 30), ("ben", 2, 26), ("carl", 3, 5)], person_id="string", rank="int64", harm_days=days),
        table([("dev", 1), ("emil", 4), ("fred", 1)], person_id="string", rank_otherwise="int64"),
        list_size=2,
    )
    found = {row.pop("person_id"): tuple(row.values()) for row in men.to_pyarrow().to_pylist()}
    assert found == {
        "adam": (30, 30, True, True, False),
        "ben": (25, 26, True, True, False),
        "carl": (5, 5, True, False, False),
        "dev": (40, None, False, False, True),
        "emil": (1, None, False, False, False),
    }
