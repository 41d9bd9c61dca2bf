"""A crime that was recorded twice counts once where links are learnt and sought."""

from typing import Any

import pyarrow as pa
import pytest

from alike_crimes import NOON, crime_table
from v100 import engine
from v100.linkage.repeats import without_repeats


@pytest.mark.parametrize(
    ("second", "whose", "counts"),
    [
        ({}, "P", False),
        ({"easting": 530_100, "begins": NOON + 720}, "P", False),
        ({"easting": 530_101}, "P", True),
        ({"begins": NOON + 721}, "P", True),
        ({"category": "sexual"}, "P", True),
        ({"easting": None}, "P", True),  # nobody knows where: it may be another
        ({}, "Q", True),
    ],
)
def test_the_second_record_is_left_out(second: dict[str, Any], whose: str, counts: bool) -> None:
    backend = engine.connect()
    table = pa.table({"person_id": ["P", whose], "report_id": ["R1", "R2"]})
    suspects = engine.keep(backend, "given_suspect", table)
    kept = without_repeats(suspects, crime_table(backend, {}, second)).to_pyarrow()["report_id"].to_pylist()
    assert sorted(kept) == (["R1", "R2"] if counts else ["R1"])
