"""What followed a precursor rule beside men of equal harm, worked by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import exp, sqrt

import pyarrow as pa
import pytest

from v100 import engine
from v100.engine import Backend
from v100.evaluation.following import spans_of
from v100.evaluation.precursors.after import Fired, _compared, _fired, _outcomes

MAY = date(2026, 5, 1)
MEN = [
    # man, band of harm days, rules that fired, harm days that followed
    ("A", 3, ["P1", "P4"], 200),
    ("B", 3, ["P1"], None),
    ("C", 3, None, 100),
    ("D", 3, None, None),
    ("E", 3, None, None),
    ("F", 5, None, 900),
    ("G", 0, ["P4"], None),
]


@pytest.fixture
def found(backend: Backend) -> dict[str, Fired]:
    men = pa.Table.from_pylist(
        [{"as_at": MAY, "was_id": man, "person_id": man, "band": band, "rules": rules} for man, band, rules, _ in MEN],
        schema=pa.schema(
            [
                ("as_at", pa.date32()),
                ("was_id", pa.string()),
                ("person_id", pa.string()),
                ("band", pa.int64()),
                ("rules", pa.list_(pa.string())),
            ]
        ),
    )
    after = [{"as_at": MAY, "horizon": 90, "person_id": man, "harm": Decimal(harm)} for man, _, _, harm in MEN if harm]
    spans = spans_of([MAY], horizons=(90,), known_to=date(2026, 12, 31))
    tables = (engine.keep(backend, name, rows) for name, rows in (("men", men), ("harm", pa.Table.from_pylist(after))))
    outcome = engine.keep(backend, "outcome", _outcomes(*tables, spans))
    rows = _compared(outcome).to_pyarrow().to_pylist()
    return {row["rule"]: _fired(row) for row in rows}


def test_men_of_equal_harm_for_whom_it_did_not_fire_are_what_is_expected(found: dict[str, Fired]) -> None:
    """P1 fired for A and B, one of whom did harm; of C, D and E, in the same band, one did."""
    rule = found["P1"]
    assert (rule.months, rule.fired, rule.men) == (1, 2, 2)
    assert (rule.harmed, rule.expected) == pytest.approx((1 / 2, 1 / 3))
    assert rule.ratio == pytest.approx(3 / 2)
    assert (rule.harm, rule.harm_expected) == pytest.approx((100, 100 / 3))


def test_the_interval_takes_the_men_as_drawn(found: dict[str, Fired]) -> None:
    """Of A and B harmed less ratio times expected is 1 - 3/2 x 1/3 = 1/2, and -1/2: the squares are a half."""
    rule = found["P1"]
    error = sqrt(1 / 2) / 1
    assert (rule.low, rule.high) == pytest.approx((1.5 * exp(-1.959964 * error), 1.5 * exp(1.959964 * error)))


def test_a_man_with_nobody_beside_him_is_left_out(found: dict[str, Fired]) -> None:
    """G is alone in his band; A has B to E beside him under P4, of whom one did harm."""
    rule = found["P4"]
    assert (rule.fired, rule.harmed, rule.expected) == (1, 1, 1 / 4)


def test_where_nothing_followed_there_is_no_ratio() -> None:
    sums = dict.fromkeys(
        ("harmed", "expected", "harm", "harm_expected", "squares", "products", "expected_squares"), 0.0
    )
    nothing = _fired({"rule": "P9", "horizon": 90, "months": 1, "fired": 4, "men": 4, **sums})
    assert (nothing.harmed, nothing.ratio, nothing.low, nothing.high) == (0, None, None, None)


def test_of_few_men_no_ratio_is_told(found: dict[str, Fired]) -> None:
    assert found["P1"].told is None
    enough = replace(found["P1"], men=10)
    assert enough.told == (enough.ratio, enough.low, enough.high)
