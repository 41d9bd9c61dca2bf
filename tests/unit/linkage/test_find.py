"""What speaks for a crime being one man's: worked by hand; custody, order, places among rivals, decisions."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from alike_crimes import NOON, compared, crime_table, model_of
from v100 import engine
from v100.linkage import find_links
from v100.linkage.comparisons import DAY, DISTANCE, HIS_AGE
from v100.linkage.model import Band, Model
from v100.tables import LINK

NEAR, FAR = 2.0, -1.0
SAME_TARGET = (-0.5, 0.2, 0.4, 0.6, 0.8, 1.0)
AT_THE_PLACE = (NEAR, *(FAR for _level in DISTANCE.levels[1:]))
BY_PLACE = model_of(distance=AT_THE_PLACE, target=SAME_TARGET)
BY_OTHER_CRIMES = model_of(distance=AT_THE_PLACE, other_crimes=(0.5, 0.4, 0.3, 0.2, 0.1, 0.0, 0.0, 0.0, 0.0))
BOTH_KINDS = replace(
    BY_OTHER_CRIMES, categories=dict.fromkeys(("robbery", "theft"), BY_OTHER_CRIMES.categories["robbery"])
)
HIS = ({}, {}, {})
"""Three crimes of P at one place, R1 to R3: one more there is strong enough to be shown."""
OF_P = [("P", "R1"), ("P", "R2"), ("P", "R3")]
SOUGHT = {"solved": False, "undetected": True}
DAY_OF_CRIME = date(2024, 10, 4)


def found(
    rows: list[dict[str, Any]],
    suspects: list[tuple[str, str]],
    *,
    model: Model = BY_PLACE,
    spells: Sequence[tuple[str, date, date | None]] = (),
    decided: Sequence[tuple[str, str, str]] = (),
    births: Mapping[str, date] | None = None,
) -> list[dict[str, Any]]:
    backend = engine.connect()
    inside = [
        pa.array([spell[place] for spell in spells], type)
        for place, type in enumerate((pa.string(), pa.date32(), pa.date32()))
    ]
    told = [pa.array([each[place] for each in decided], pa.string()) for place in range(3)]
    links = find_links(
        compared(backend, crime_table(backend, *rows), model, suspects, births),
        engine.keep(backend, "men", pa.table({"person_id": sorted({person for person, _report in suspects})})),
        engine.keep(backend, "spells", pa.table(inside, ["person_id", "begins", "ends"])),
        engine.keep(backend, "decided", pa.table(told, ["person_id", "report_id", "decided"])),
        model,
        lambda name, step: engine.keep(backend, name, step),
    )
    shown: list[dict[str, Any]] = LINK.shape(links).order_by("person_id", "report_id").to_pyarrow().to_pylist()
    backend.disconnect()
    return shown


def his_at(place: int, **fields: Any) -> list[dict[str, Any]]:
    """HIS at another place, a hundred kilometres from the last, so that several men are weighed at once."""
    return [{"easting": 100_000 * (place + 1), **fields, **crime} for crime in HIS]


def sought_at(place: int) -> dict[str, Any]:
    """An undetected crime there."""
    return {"easting": 100_000 * (place + 1), **SOUGHT}


def of_each(men: Iterable[str]) -> list[tuple[str, str]]:
    """The first three reports are the first man's, and so on."""
    return [(man, f"R{3 * place + number}") for place, man in enumerate(men) for number in (1, 2, 3)]


def sought_of(men: Collection[str]) -> dict[str, str]:
    """The report of the undetected crime at each man's place: they follow on all of theirs."""
    return {man: f"R{3 * len(men) + place + 1}" for place, man in enumerate(men)}


def part(*factors: float) -> float:
    """log10 of the factor of his crimes and three in the way of anybody."""
    return round(math.log10((3 + sum(10**factor for factor in factors)) / (3 + len(factors))), 4)


def test_worked_by_hand() -> None:
    """Two crimes of his: one at the very place with the same rare target, one 3 km off with another target."""
    rows = [{"target": "hat"}, {"target": "phone", "easting": 533_000}, {"target": "hat", **SOUGHT}]
    [link] = found(rows, [("P", "R1"), ("P", "R2")])
    place, target = part(NEAR, FAR), part(SAME_TARGET[-1], SAME_TARGET[0])
    assert [each for each in link["parts"] if not each.endswith(" +0.0000")] == [
        f"distance +{place:.4f}",
        f"target +{target:.4f}",
    ]
    assert float(link["log10_bf"]) == pytest.approx(place + target)
    assert float(link["strength"]) == pytest.approx(place + target + round(math.log10(2), 4))
    assert (link["crimes"], link["place"], link["rivals"], link["alibi"], link["decided"]) == (2, 1, 0, None, None)


def test_what_the_model_makes_of_it_is_bayes_rule() -> None:
    """Of ten solved crimes two have another of their man's near: 0.2, shared by P and Q, and 0.8 that it was neither;
    P's three crimes at the place make it 10 to the power of his strength likelier."""
    rows = [*HIS, {"easting": 533_000}, SOUGHT]
    [link] = [each for each in found(rows, [*OF_P, ("Q", "R4")]) if each["person_id"] == "P"]
    odds = 10 ** float(link["strength"]) * 0.1 / 0.9
    assert (link["rivals"], link["by_model"]) == (1, round(100 * odds / (1 + odds)))
    assert 50 < link["by_model"] < 100


def test_that_only_what_lies_near_is_looked_at_counts_against_every_lead() -> None:
    rows = [*HIS, SOUGHT]
    [plain], [settled] = (
        found(rows, OF_P, model=model_of(distance=AT_THE_PLACE, **more)) for more in ({}, {"looked_at": (-0.25,)})
    )
    assert settled["parts"] == [*plain["parts"][:-2], "looked_at -0.2500", "together +0.0000"]
    assert settled["strength"] == plain["strength"] - Decimal("0.25")


@pytest.mark.parametrize("scale", [-0.3, 0.4])
def test_likenesses_together_say_less_or_more_than_each_alone(scale: float) -> None:
    rows = [*HIS, SOUGHT]
    [plain], [scaled] = (
        found(rows, OF_P, model=model_of(distance=AT_THE_PLACE, **more)) for more in ({}, {"together": (scale,)})
    )
    together = scaled["strength"] - plain["strength"]
    assert float(together) == pytest.approx(scale * float(plain["strength"]), abs=5e-5)
    assert scaled["parts"] == [*plain["parts"][:-1], f"together {together:+.4f}"]
    assert scaled["log10_bf"] - plain["log10_bf"] == together


def test_a_crime_of_his_of_another_kind_near_it_speaks_for_him() -> None:
    """His theft 400 m from it, another 3 km off: the nearer one counts."""
    thefts = [{"category": "theft", "easting": 530_400}, {"category": "theft", "easting": 533_000}]
    suspects = [*OF_P, ("P", "R4"), ("P", "R5")]
    [link] = found([*HIS, *thefts, SOUGHT], suspects, model=BOTH_KINDS)
    assert "other_crimes +0.3000" in link["parts"]
    [alone] = found([*HIS, SOUGHT], OF_P, model=BOTH_KINDS)
    assert not [part for part in alone["parts"] if part.startswith("other_crimes")]
    assert link["strength"] == alone["strength"] + Decimal("0.3")


BY_AGE = model_of(distance=AT_THE_PLACE, his_age=(0.5, *(0.0 for _level in HIS_AGE.levels[2:]), -1.0))


def test_how_old_he_was_that_day_is_compared_with_what_was_said() -> None:
    """Whatever age his own crimes were said to be by a man of. Each man has his crimes at a place of his own."""
    told: list[tuple[date | None, int | None, str | None]] = [
        (date(1990, 10, 4), 34, "+0.5000"),  # 34 that very day
        (date(1990, 10, 5), 34, "+0.0000"),  # still 33
        (date(1990, 10, 5), 33, "+0.5000"),
        (date(1990, 1, 1), 54, "-1.0000"),
        (date(1990, 1, 1), None, None),
        (None, 34, None),
    ]
    men = {f"P{number}": each for number, each in enumerate(told)}
    rows = [
        *(row for place, _man in enumerate(men) for row in his_at(place, suspect_age=20)),
        *({"suspect_age": said, **sought_at(place)} for place, (_born, said, _part) in enumerate(told)),
    ]
    links = found(
        rows,
        of_each(men),
        model=BY_AGE,
        births={man: born for man, (born, _said, _part) in men.items() if born},
        decided=[(man, report, "to be tested") for man, report in sought_of(men).items()],
    )
    parts = {link["person_id"]: [each for each in link["parts"] if "age" in each] for link in links}
    assert parts == {man: [f"his_age {part}"] if part else [] for man, (_born, _said, part) in men.items()}


def test_weighed_in_parts_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [*HIS, *({"target": "hat"} for _crime in range(4)), *({"target": "hat", **SOUGHT} for _crime in range(5))]
    suspects = [*OF_P, *(("Q", f"R{number}") for number in range(4, 8))]
    at_once = found(rows, suspects)
    monkeypatch.setattr("v100.linkage.weighing.AT_ONCE", 7)
    assert found(rows, suspects) == at_once
    assert len(at_once) > 4


def test_what_is_not_alike_is_said_too() -> None:
    rows = [*({"target": "hat"} for _crime in range(5)), {"target": "phone", **SOUGHT}]
    [link] = found(rows, [("P", f"R{number}") for number in range(1, 6)])
    assert f"target {part(*[-0.5] * 5):.4f}" in link["parts"]


def test_what_cannot_be_compared_is_no_part() -> None:
    [link] = found([*HIS, {"target": "phone", **SOUGHT}], OF_P)
    assert not [each for each in link["parts"] if each.startswith("target")]


def test_crimes_of_another_kind_or_far_away_or_solved_are_not_looked_at() -> None:
    rows = [{}, {}, {"category": "burglary", **SOUGHT}, {"easting": 590_000, **SOUGHT}, {}]
    assert found(rows, [("P", "R1"), ("P", "R2"), ("Q", "R5")]) == []


def test_who_did_more_of_them_comes_first() -> None:
    rows = [*({} for _crime in range(7)), SOUGHT]
    links = found(rows, [*OF_P, *(("Q", f"R{number}") for number in range(4, 8))])
    assert {link["person_id"]: (link["place"], link["rivals"]) for link in links} == {"P": (2, 1), "Q": (1, 1)}


def test_weak_leads_are_not_shown() -> None:
    assert found([{"easting": 533_000}, SOUGHT], [("P", "R1")]) == []


def test_a_crime_while_he_was_inside_is_struck_out_and_said_so() -> None:
    """Each man has his crimes at a place of his own, where one more was done."""
    assert date(1970, 1, 1).toordinal() + NOON // DAY == DAY_OF_CRIME.toordinal()
    inside: list[tuple[date, date | None, bool]] = [
        (date(2024, 10, 1), date(2024, 10, 9), True),
        (DAY_OF_CRIME, date(2024, 10, 9), False),  # it may have been before he was taken
        (date(2024, 10, 1), DAY_OF_CRIME, False),  # or after he was let out
        (date(2024, 10, 1), None, False),  # nobody knows until when
    ]
    men = {f"P{number}": each for number, each in enumerate(inside)}
    places = range(len(men))
    rows = [*(row for place in places for row in his_at(place)), *(sought_at(place) for place in places)]
    spells = [(man, begins, ends) for man, (begins, ends, _struck) in men.items()]
    links = found(rows, of_each(men), spells=spells)
    assert {link["person_id"]: link["alibi"] for link in links} == {
        man: f"in custody from {begins} to {ends}" if struck else None for man, (begins, ends, struck) in men.items()
    }


def test_the_custody_of_another_is_no_alibi() -> None:
    [link] = found([*HIS, SOUGHT], OF_P, spells=[("Q", date(2024, 10, 1), date(2024, 10, 9))])
    assert link["alibi"] is None


def test_a_decision_is_shown_even_of_a_weak_lead() -> None:
    rows = [*HIS, SOUGHT, {"easting": 532_000, **SOUGHT}]
    words = "not linked, by A. Analyst on 2026-03-02"
    links = found(rows, OF_P, decided=[("P", "R5", words)])
    assert {link["report_id"]: link["decided"] for link in links} == {"R4": None, "R5": words}


def test_the_base_rate_is_that_of_crimes_held_back_of_that_strength() -> None:
    bands = (Band(2.0, 1000, 7, 8.0), Band(2.25, 200, 30, 25.0), Band(5.0, 10, 9, 9.0))
    model = replace(BY_PLACE, bands=bands)
    [link] = found([*({} for _crime in range(4)), SOUGHT], [("P", f"R{number}") for number in range(1, 5)], model=model)
    assert Decimal("2.25") <= link["strength"] < 5
    assert link["of_100"] == 15
