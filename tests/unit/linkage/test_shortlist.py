"""The short way to a strength finds what weighing part by part finds, whatever crimes say or leave open."""

import math
from datetime import date
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pytest

from alike_crimes import NOON, compared, crime_table, model_of
from v100 import engine
from v100.linkage import Model
from v100.linkage.candidates import candidates
from v100.linkage.comparisons import DISTANCE, HIS_AGE, OTHER_CRIMES, WITH_HIS
from v100.linkage.of_him import with_parts_of_him
from v100.linkage.shortlist import shortlist
from v100.linkage.weighing import weighed

VALUES: dict[str, list[Any]] = {
    "category": ["robbery", "sexual"],
    "location_type": ["street", "home", None],
    "mo_codes": [["knife"], ["knife", "follow"], [], None],
    "mo_text": ["Followed her from the bus and snatched a bag.", "Grabbed a phone on a bicycle.", None],
    "target": ["phone", "bag", "an heirloom", None],
    "weapon": ["knife", None],
    "words_spoken": ["Give me your money.", None],
    "victim_age": [19, 34, None],
    "victim_sex": ["F", "M", None],
    "relationship": ["stranger", None],
    "suspect_age": [22, 41, None],
    "height": [170, 188, None],
    "build": ["slim", None],
    "vehicle": ["white van", None],
}
MEN = 7


@pytest.mark.parametrize("seed", range(3))
def test_the_strength_is_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("v100.linkage.shortlist.MEN_AT_ONCE", 2)
    backend = engine.connect()
    random = np.random.default_rng(seed)
    solved, rows = 40, [_crime(random) for _number in range(90)]
    suspects = [(f"P{random.integers(MEN)}", f"R{number}") for number in range(1, solved + 1)]
    model = Model.load("link")
    births = {f"P{number}": date(1960 + 6 * number, 5, 1) for number in range(MEN - 1)}  # of the last none is known
    of = compared(backend, crime_table(backend, *rows), model, suspects, births)

    def keep(name: str, step: ir.Table) -> ir.Table:
        return engine.keep(backend, name, step)

    his = keep("his", of.suspects.select("man", "crime"))
    men = keep("men", of.suspects.select("man", "born").distinct())
    sought = keep("sought", of.features.anti_join(his, "crime").select("crime"))
    nobody = keep("nobody", sought.limit(0))
    near = keep("near", candidates(his, sought, of.features))
    every = keep("every", weighed(his, near, of.features, model, WITH_HIS, keep))
    whole = _strengths(with_parts_of_him(every, his, men, of.features, model))
    short = _strengths(shortlist(his, men, sought, nobody, of.features, model, -(10**9), keep))
    assert short == whole
    assert len(whole) > 100
    least = sorted(whole.values())[len(whole) // 2]
    strong = _strengths(shortlist(his, men, sought, nobody, of.features, model, least, keep))
    assert strong == {pair: strength for pair, strength in whole.items() if strength >= least}
    asked = keep("asked", sought.order_by("crime").limit(5))
    numbers = set(asked.to_pyarrow()["crime"].to_pylist())
    only = _strengths(shortlist(his, men, sought, asked, of.features, model, 10**9, keep))
    assert only == {pair: strength for pair, strength in whole.items() if pair[1] in numbers}
    backend.disconnect()


def test_where_nothing_is_known_of_him_nothing_speaks_against_him() -> None:
    """A model in which crimes of other kinds and his age only speak against: of P none is known."""
    backend = engine.connect()
    against = {each.name: (-1.0,) * len(each.levels) for each in (OTHER_CRIMES, HIS_AGE)}
    model = model_of(distance=(1.0,) * len(DISTANCE.levels), **against)
    of = compared(backend, crime_table(backend, {}, {}), model, [("P", "R1")])

    def keep(name: str, step: ir.Table) -> ir.Table:
        return engine.keep(backend, name, step)

    his = keep("his", of.suspects.select("man", "crime"))
    sought = keep("sought", of.features.anti_join(his, "crime").select("crime"))
    men = keep("men", of.suspects.select("man", "born").distinct())
    told = shortlist(his, men, sought, keep("nobody", sought.limit(0)), of.features, model, 1, keep)
    assert list(_strengths(told).values()) == [round(10_000 * math.log10(13 / 4))], "the urn of three and one"
    backend.disconnect()


def _crime(random: np.random.Generator) -> dict[str, Any]:
    drawn = {name: values[random.integers(len(values))] for name, values in VALUES.items()}
    begins = NOON + int(random.integers(60 * 24 * 400))
    where = {} if random.random() < 0.9 else {"easting": None, "northing": None}
    return {
        "begins": begins,
        "ends": begins + int(random.choice([0, 30, 900, 30_000])),
        "easting": 530_000 + int(random.integers(9_000)),
        "northing": 180_000 + int(random.integers(9_000)),
        **drawn,
        **where,
    }


def _strengths(told: ir.Table) -> dict[tuple[int, int], int]:
    rows = told.select("man", "crime", "strength").to_pyarrow().to_pylist()
    return {(row["man"], row["crime"]): row["strength"] for row in rows}
