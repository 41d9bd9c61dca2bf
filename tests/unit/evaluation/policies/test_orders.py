"""Rules of order, worked by hand: points by bands and by units, fading, places, what one report decides."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from v100 import engine
from v100.engine import Backend
from v100.errors import V100Error
from v100.evaluation.policies.facts import decay, facts, faded
from v100.evaluation.policies.firmness import decided
from v100.evaluation.policies.order import placed, score
from v100.evaluation.policies.rivals import Points, Rival, rivals_of

AS_AT = date(2026, 3, 31)
LINES = [
    # person, report, line, days, recorded on
    ("A", "R1", 1, 100, date(2026, 3, 31)),
    ("A", "R1", 2, 10, date(2026, 3, 31)),
    ("A", "R2", 1, 50, date(2025, 12, 31)),
    ("B", "R3", 1, 120, date(2025, 6, 30)),
    ("C", "R4", 1, 30, date(2026, 3, 1)),
    ("C", "R5", 1, 30, date(2026, 2, 1)),
]
WOMEN = [("R1", 1, "x"), ("R1", 2, "y"), ("R2", 1, "x"), ("R4", 1, "z"), ("R5", 1, "z")]


def rule(*points: Points, **more: Any) -> Rival:
    return Rival(name="ours", title="ours", source="these tests", points=points, **more)


def per(of: Any) -> Points:
    return Points(of=of, times=Decimal(1))


def lines_of(backend: Backend, how: Rival) -> Any:
    schema = pa.schema(
        [
            ("person_id", pa.string()),
            ("report_id", pa.string()),
            ("line", pa.int64()),
            ("days", pa.decimal128(18, 4)),
            ("recorded_on", pa.date32()),
            ("weighted", pa.decimal128(38, 9)),
        ]
    )
    rows = [
        dict(zip(schema.names, (*row[:3], Decimal(row[3]), row[4], Decimal(row[3] * 2)), strict=True)) for row in LINES
    ]
    kept = engine.keep(backend, "given_line", pa.Table.from_pylist(rows, schema=schema))
    return engine.keep(backend, "given_aged", faded(kept, as_at=AS_AT, rule=how, longest=365))


def women_of(backend: Backend) -> Any:
    names = ("report_id", "line", "who")
    return engine.keep(
        backend, "given_women", pa.table(dict(zip(names, map(list, zip(*WOMEN, strict=True)), strict=True)))
    )


def facts_of(backend: Backend, how: Rival) -> Any:
    return facts(lines_of(backend, how), women_of(backend), as_at=AS_AT, by=["person_id"])


def test_what_a_rule_reads_of_a_man(backend: Backend) -> None:
    found = {row["person_id"]: row for row in facts_of(backend, rule(half_life_days=90)).to_pyarrow().to_pylist()}
    assert found["A"] == {
        "person_id": "A",
        "days_since_last": 0,
        "reports": 2,
        "offences": 3,
        "victims": 2,
        "gravest_days": 100,
        "harm_days": 160,
        "decayed_days": Decimal("135.000000000"),  # 110 of today; 50 of 90 days ago are 25
        "weighted": 320,
    }
    assert (found["B"]["days_since_last"], found["B"]["victims"]) == (274, 0)


def test_a_day_of_harm_halves_in_its_half_life() -> None:
    factors = dict(decay(90, longest=365))
    assert [factors[days] for days in (0, 90, 180)] == [1, Decimal("0.5"), Decimal("0.25")]
    assert len(factors) == 366
    assert all(earlier >= later for earlier, later in zip(factors.values(), list(factors.values())[1:], strict=False))


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((), {"A": 0, "B": 0, "C": 0}),
        ((per("reports"),), {"A": 2, "B": 1, "C": 2}),
        ((per("harm_days"), per("victims")), {"A": 162, "B": 120, "C": 61}),
        (
            (Points(of="gravest_days", bands=((30, 5), (100, 10)), above=20),),
            {"A": 10, "B": 20, "C": 5},
        ),
    ],
)
def test_points_are_added(backend: Backend, points: tuple[Points, ...], expected: dict[str, int]) -> None:
    found = facts_of(backend, rule(*points))
    scored = found.select("person_id", score=score(found, rule(*points))).to_pyarrow().to_pylist()
    assert {row["person_id"]: row["score"] for row in scored} == expected


def test_most_points_come_first_and_a_lot_parts_those_who_are_level(backend: Backend) -> None:
    table = pa.table({"person_id": list("ABCD"), "score": [1, 3, 1, 1]})
    order = placed(engine.keep(backend, "scored", table)).order_by("rank").to_pyarrow()
    assert order["rank"].to_pylist() == [1, 2, 3, 4]
    assert order["person_id"].to_pylist()[0] == "B"
    by_lot = [person for person in order["person_id"].to_pylist() if person != "B"]
    again = engine.keep(backend, "turned", pa.table({"person_id": list("DCBA"), "score": [1, 1, 3, 1]}))
    assert placed(again).order_by("rank").to_pyarrow()["person_id"].to_pylist()[1:] == by_lot


def test_one_report_decides_where_without_it_he_falls_below_the_cut(backend: Backend) -> None:
    """A (160), B (120), C (60); two are listed, the cut is 60. A keeps his place without R2 and without R1 falls to 50;
    B has one report only. R1 of A is his by a link in doubt."""
    how = rule(per("harm_days"))
    lines = lines_of(backend, how)
    found = facts(lines, women_of(backend), as_at=AS_AT, by=["person_id"])
    ranks = engine.keep(backend, "ranks", placed(found.select("person_id", score=score(found, how))))
    doubtful = engine.keep(backend, "doubtful", pa.table({"person_id": ["A", "C"], "report_id": ["R1", "R4"]}))
    said = decided(ranks, lines, women_of(backend), doubtful, how, as_at=AS_AT, list_size=2)
    assert said.to_pyarrow().to_pylist() == [{"rule": "ours", "listed": 2, "by_one_report": 2, "by_one_link": 1}]


def test_where_everybody_is_listed_no_report_decides(backend: Backend) -> None:
    how = rule(per("harm_days"))
    lines = lines_of(backend, how)
    found = facts(lines, women_of(backend), as_at=AS_AT, by=["person_id"])
    ranks = engine.keep(backend, "ranks", placed(found.select("person_id", score=score(found, how))))
    none = engine.keep(backend, "doubtful", pa.table({"person_id": ["A"], "report_id": ["R1"]}))
    said = decided(ranks, lines, women_of(backend), none, how, as_at=AS_AT, list_size=3)
    assert said.to_pyarrow().to_pylist()[0]["by_one_report"] == 0


@settings(deadline=None)
@given(st.integers(1, 2000), st.integers(0, 800))
def test_no_factor_is_above_one_or_below_nought(half_life: int, longest: int) -> None:
    assert all(0 <= factor <= 1 for _, factor in decay(half_life, longest=longest))


def test_a_rule_of_a_force_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('name = "mine"\ntitle = "t"\nsource = "s"\n[[points]]\nof = "victims"\ntimes = 2\n')
    rivals, left_out = rivals_of(tmp_path, (own,))
    assert "mine" in [each.name for each in rivals]
    assert [each.name for each in left_out] == ["css"], "its weights are not in this store"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('name = "rfg"\ntitle = "t"\nsource = "s"\npoints = []\n', "two rules are named rfg"),
        ('name = "a"\ntitle = "t"\nsource = "s"\n[[points]]\nof = "victims"\n', "either `times` or `bands`"),
        (
            'name = "a"\ntitle = "t"\nsource = "s"\n[[points]]\nof = "victims"\nbands = [[2, 1], [1, 2]]\n',
            "the bands must rise",
        ),
        ('name = "a"\ntitle = "t"\nsource = "s"\n[[points]]\nof = "ethnicity"\ntimes = 1\n', r"points\.0\.of"),
    ],
)
def test_what_is_no_rule_is_named(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(V100Error, match=why):
        rivals_of(tmp_path, (tmp_path / "mine.toml",))
