"""Names: forename, middle name and surname by origin, sex and year of birth, drawn independently of one another.

No real person's full record can appear but by chance: parts come from public counts and are put together at random.
"""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from v100.city.shipped import rows
from v100.city.streams import Array, choose, rows_by_value

SEX_WORD = ("male", "female")


@dataclass(frozen=True)
class NameBook:
    """Every forename and surname once; people hold positions in these lists."""

    forenames: Array
    surnames: Array
    forename_lists: dict[tuple[str, int], tuple[Array, Array]]
    surname_lists: dict[tuple[str, int], tuple[Array, Array]]
    periods: list[tuple[int, int, dict[int, tuple[Array, Array]]]]
    origins: list[str]
    origins_of_groups: dict[str, tuple[list[tuple[str, str]], Array]]

    def draw(
        self, random: np.random.Generator, forename_origin: Array, surname_origin: Array, sex: Array, born: Array
    ) -> tuple[Array, Array]:
        """Positions of a forename and a surname for each person; British forenames follow the year of birth.

        Origins are positions in `origins`; sex is 0 for men, 1 for women; born is a year.
        """
        size = len(sex)
        forename, surname = np.empty(size, np.int32), np.empty(size, np.int32)
        for key, of in rows_by_value(forename_origin * 2 + sex):
            forename[of] = _pick(random, *self.forename_lists[self.origins[key // 2], key % 2], len(of))
        british = np.flatnonzero(forename_origin == self.origins.index("british"))
        starts = np.array([first for first, _, _ in self.periods])
        period = np.searchsorted(starts, born[british], side="right") - 1
        for key, of in rows_by_value(period * 2 + sex[british]):
            forename[british[of]] = _pick(random, *self.periods[key // 2][2][key % 2], len(of))
        for key, of in rows_by_value(surname_origin * 2 + sex):
            surname[of] = _pick(random, *self.surname_lists[self.origins[key // 2], key % 2], len(of))
        return forename, surname


def load() -> NameBook:
    """The lists of data/population (see its SOURCES.md)."""
    forename_number: dict[str, int] = {}
    surname_number: dict[str, int] = {}
    forename_lists: dict[tuple[str, int], tuple[list[int], list[float]]] = {}
    surname_lists: dict[tuple[str, int], tuple[list[int], list[float]]] = {}
    for row in rows("population", "forenames.csv"):
        key = (row["origin"], SEX_WORD.index(row["sex"]))
        _add(forename_lists, key, forename_number, row["name"], float(row["weight"]))
    for row in rows("population", "surnames.csv"):
        sexes = (0, 1) if not row["sex"] else (SEX_WORD.index(row["sex"]),)
        for sex in sexes:
            _add(surname_lists, (row["origin"], sex), surname_number, row["name"], float(row["weight"]))
    periods = _periods(forename_number)
    of_groups = _origins()
    return NameBook(
        np.array(list(forename_number), dtype=object),
        np.array(list(surname_number), dtype=object),
        {key: _arrays(values) for key, values in forename_lists.items()},
        {key: _arrays(values) for key, values in surname_lists.items()},
        periods,
        sorted({origin for pairs, _ in of_groups.values() for pair in pairs for origin in pair}),
        of_groups,
    )


def nicknames() -> dict[str, list[str]]:
    """Forename to what people call its bearer."""
    found: dict[str, list[str]] = {}
    for row in rows("population", "nicknames.csv"):
        found.setdefault(row["name"], []).append(row["nickname"])
    return found


def variants() -> dict[str, list[str]]:
    """Name to its other spellings, both ways (data/city/name_variants.csv: a line is a group)."""
    found: dict[str, list[str]] = {}
    text = (files("v100.data.city") / "name_variants.csv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        group = line.split("|")
        for name in group:
            found[name] = [other for other in group if other != name]
    return found


def _periods(numbers: dict[str, int]) -> list[tuple[int, int, dict[int, tuple[Array, Array]]]]:
    lists: dict[tuple[int, int], dict[int, tuple[list[int], list[float]]]] = {}
    for row in rows("population", "forenames_by_period.csv"):
        period = lists.setdefault((int(row["born_from"]), int(row["born_to"])), {})
        _add(period, SEX_WORD.index(row["sex"]), numbers, row["name"], float(row["weight"]))
    spans = sorted(lists)
    edges = [*(first for first, _ in spans[1:]), 9999]
    return [
        (first if i else 0, edges[i] - 1, {sex: _arrays(values) for sex, values in lists[first, last].items()})
        for i, (first, last) in enumerate(spans)
    ]


def _origins() -> dict[str, tuple[list[tuple[str, str]], Array]]:
    """Census group to pairs (forename origin, surname origin) and their shares."""
    found: dict[str, tuple[list[tuple[str, str]], list[float]]] = {}
    for row in rows("population", "origin_by_ethnic_group.csv"):
        pairs, shares = found.setdefault(row["ethnic_group"], ([], []))
        pairs.append((row["forename_origin"], row["surname_origin"]))
        shares.append(float(row["proportion"]))
    return {group: (pairs, np.array(shares)) for group, (pairs, shares) in found.items()}


def _add(
    lists: dict[Any, tuple[list[int], list[float]]], key: Any, numbers: dict[str, int], name: str, weight: float
) -> None:
    names, weights = lists.setdefault(key, ([], []))
    names.append(numbers.setdefault(name, len(numbers)))
    weights.append(weight)


def _arrays(values: tuple[list[int], list[float]]) -> tuple[Array, Array]:
    return np.array(values[0], dtype=np.int32), np.array(values[1])


def _pick(random: np.random.Generator, names: Array, weights: Array, size: int) -> Array:
    return names[choose(random, weights, size)]
