"""Whom the panel adopted, beside what harm alone would make of the list: an even panel is found even, a planted
preference is asked about; a man counts once, from his first listing, when the panel had its days."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from listing_made_up import MadeUpRun
from v100.evaluation.adopted import adoptions
from v100.evaluation.fairness.panel import Panel, Taken, panel, taken
from v100.store.runs import Run

Table = Callable[..., ir.Table]
Man = tuple[str, int, bool]
"""Group, days, adopted."""


def of(table: Table, men: list[Man], *, smallest: int = 10, followed: int = 0) -> dict[str, Taken]:
    """`followed`: so many men of A stand in the table of what followed, too, and all of the others."""
    rows = [
        (f"p{place:04}", days * 10_000, adopted, bool(followed) and (group != "A" or place < followed))
        for place, (group, days, adopted) in enumerate(men)
    ]
    groups = [(f"p{place:04}", "ethnicity", group) for place, (group, *_) in enumerate(men)]
    found = taken(
        table(rows, person_id="string", units="int64", adopted="boolean", followed="boolean"),
        table(groups, person_id="string", kind="string", group="string"),
        smallest=smallest,
    )
    return {each.group: each for each in found}


def by_days(adopted: int) -> list[Man]:
    """300 men listed, one in three of group B; those with most days are adopted."""
    return [("B" if days % 3 == 0 else "A", days, days > 300 - adopted) for days in range(1, 301)]


def test_where_days_alone_decide_nothing_is_left_for_a_group(table: Table) -> None:
    found = of(table, by_days(150))
    assert {name: (each.men, each.adopted, each.expected, each.chance) for name, each in found.items()} == {
        "A": (200, 100, 100, None),
        "B": (100, 50, 50, None),
    }
    assert not any(each.apart for each in found.values())


def test_a_panel_that_looks_at_more_than_days_but_not_at_the_group_is_as_expected(table: Table) -> None:
    """Every other pair of days is adopted, which falls on both groups alike."""
    found = of(table, [(group, days, days % 4 < 2) for group, days, _adopted in by_days(0)])
    assert not any(each.apart for each in found.values())
    assert all(each.chance and each.chance > 0.5 for each in found.values())


def test_a_planted_preference_is_asked_about(table: Table) -> None:
    """Of B all with more than 100 days are adopted, of A those with more than 200."""
    found = of(table, [(group, days, days > (100 if group == "B" else 200)) for group, days, _adopted in by_days(0)])
    assert found["A"].apart
    assert found["B"].apart
    assert (found["B"].men, found["B"].adopted) == (100, 67)
    assert (found["B"].expected or 0) < 50 < 67


def test_few_adopted_or_few_left_out_are_not_told(table: Table) -> None:
    for adopted in (9, 292):
        found = of(table, by_days(adopted))
        assert {(each.adopted, each.expected, each.chance) for each in found.values()} == {(None,) * 3}
    assert {each.men for each in found.values()} == {100, 200}


def test_few_that_the_table_of_what_followed_lacks_cannot_be_worked_out(table: Table) -> None:
    """Of A, 200 men, all but five are told of there: a number here would tell of those five."""
    men = [*((("A", 300 - n, n < 100)) for n in range(200)), *(("B", 300 - n, n < 50) for n in range(100))]
    assert of(table, men)["A"].men == 200
    assert {each.men for each in of(table, men, followed=195).values()} == {None}


JANUARY, MARCH, LATER = date(2024, 1, 31), date(2024, 3, 31), date(2024, 5, 15)


IDS = {"m-adam": "adam", "m-ben": "ben", "m-carl": "carl", "m-dev": "dev", "m-eli": "eli"}
PAST = [
    MadeUpRun(JANUARY, {**IDS, "m-ben": "benjamin"}, ["adam", "benjamin", "carl", "dev"]),
    MadeUpRun(MARCH, IDS, ["carl", "adam", "ben", "dev"]),
    MadeUpRun(LATER, IDS, ["eli", "ben", "adam", "carl"]),
]
"""Adam and Ben are first listed in January, Ben under another id; Carl in March and Eli in May: too late."""


def found(backend: Backend, table: Table, tmp_path: Path, *lines: str) -> Panel:
    file = tmp_path / "adopted.csv"
    file.write_text("\n".join(["person_id,mention_id,from,until", *lines]), encoding="utf-8")
    kinds = [(man, "ethnicity", "A") for man in ("adam", "ben", "carl", "eli")]
    groups = table(kinds, person_id="string", kind="string", group="string")
    return panel(backend, cast(list[Run], PAST), adoptions(file), groups, smallest=0)


def test_a_man_counts_once_from_his_first_listing_worked_by_hand(
    backend: Backend, table: Table, tmp_path: Path
) -> None:
    """Adam is adopted on the 60th day after; Ben, by the id of then, was already and left the day before the list."""
    told = found(backend, table, tmp_path, "adam,,2024-03-31,", "benjamin,,2023-01-01,2024-01-31", "carl,,2024-04-02,")
    assert (told.men, told.adopted, told.waiting, told.lines) == (2, 1, 2, (2, 3))
    assert told.runs == [JANUARY, MARCH, LATER]
    (group,) = told.groups
    assert (group.men, group.adopted, group.expected) == (2, 1, 1.0)


def test_a_day_later_is_too_late_and_a_day_of_the_programme_is_enough(
    backend: Backend, table: Table, tmp_path: Path
) -> None:
    told = found(backend, table, tmp_path, "adam,,2024-04-01,", ",m-ben,2023-01-01,2024-02-01", "nobody,,2024-02-01,")
    assert (told.men, told.adopted, told.lines) == (2, 1, (2, 3))
