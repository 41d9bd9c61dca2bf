"""Whose mark it is: a man's own finger for ever, his shoes for some months; and how a laboratory errs."""

import numpy as np
import pandas as pd

from v100.city import marks, rates
from v100.city.crimes import Crimes
from v100.city.reports import Month
from v100.city.streams import Streams

DAY = 20_000
RATES = rates.load()
NEVER: dict[str, float] = {}
KIND = {kind.name: kind.number for kind in RATES.kinds}


def sources(kind: str, person: list[int], on: list[int], months: float | None = None, seed: int = 1) -> list[str]:
    return list(marks._source(seed, kind, np.array(person), np.array(on), months))


def crimes(size: int, kind: str = "rape", reported_after: int = 0) -> Crimes:
    fixed = dict.fromkeys(("borough", "relation", "victim", "begin", "place", "easting", "northing"), np.zeros(size))
    ended = np.full(size, DAY)
    return Crimes(
        kind=np.full(size, KIND[kind]),
        offender=np.arange(size),
        end=ended * 1440,
        recorded=ended + reported_after,
        **fixed,
    )


def found(happened: Crimes, original: int = -1, error: float = 0.0, seed: int = 1) -> pd.DataFrame:
    """The marks of crimes that always leave DNA and something digital."""
    rate = {**RATES["marks"], "error": error, "found": dict.fromkeys(marks.MARK_KINDS, NEVER)}
    rate["found"] |= {"dna": {"rape": 1.0}, "digital": {"rape": 1.0}}
    sure = rates.Rates(RATES.text, {**RATES.table, "marks": rate}, RATES.kinds)
    reports = pd.DataFrame({"original": np.full(len(happened), original), "code": "019/08"})
    none = pd.DataFrame()
    return marks.found(sure, Streams(seed), DAY, Month(happened, reports, none, none, none))


def test_a_finger_is_the_same_for_ever_and_another_mans_is_another() -> None:
    first, later, other = sources("fingerprint", [7, 7, 8], [DAY, DAY + 9000, DAY])
    assert first == later != other
    assert sources("dna", [7], [DAY]) != [first] != sources("fingerprint", [7], [DAY], seed=2)


def test_shoes_are_worn_for_so_many_months_and_not_all_bought_on_one_day() -> None:
    days = list(range(DAY, DAY + 730))
    worn = [sources("footwear", [man] * 730, days, months=8) for man in range(40)]
    assert {len(set(each)) for each in worn} <= {3, 4}
    bought = [each.index(next(key for key in each if key != each[0])) for each in worn]
    assert len(set(bought)) > 20
    assert max(bought) <= 8 * marks.DAYS_OF_MONTH


def test_every_kind_of_mark_and_of_crime_in_the_rates_is_one_that_there_is() -> None:
    rate, names = RATES["marks"], {kind.name for kind in RATES.kinds} | {kind.group for kind in RATES.kinds}
    assert set(rate["found"]) == set(rate["delay"]) == set(marks.MARK_KINDS) > set(rate["lasts"])
    assert {name for shares in rate["found"].values() for name in shares} <= names


def test_a_mark_is_reported_after_the_crime_was_recorded() -> None:
    table = found(crimes(300))
    assert (table["known"] > DAY).all()
    median = table[table["kind"] == "dna"]["known"].median() - DAY
    assert 15 <= median <= 30


def test_what_is_reported_late_yields_only_what_is_digital_and_a_second_record_nothing() -> None:
    assert set(found(crimes(50))["kind"]) == {"dna", "digital"}
    assert set(found(crimes(50, reported_after=8))["kind"]) == {"digital"}
    assert found(crimes(50), original=3).empty


def test_a_laboratory_that_errs_gives_one_mans_mark_to_another() -> None:
    right, wrong = (found(crimes(2000), error=error) for error in (0.0, 0.1))
    both = right.merge(wrong, on=["report", "kind"], suffixes=("", "_said"))
    dna = both[both["kind"] == "dna"]
    share = (dna["mark_id"] != dna["mark_id_said"]).mean()
    assert 0.07 < share < 0.13
    assert set(dna["mark_id_said"]) <= set(dna["mark_id"])


def test_the_seed_decides() -> None:
    pd.testing.assert_frame_equal(found(crimes(40)), found(crimes(40)))
    assert set(found(crimes(40))["mark_id"]).isdisjoint(found(crimes(40), seed=2)["mark_id"])
