"""What followed for those listed: a man once, from his first listing, when a year of it is known."""

from collections.abc import Callable
from datetime import date
from typing import cast

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from listing_made_up import MadeUpRun
from v100.evaluation.fairness.outcomes import Outcomes, outcomes
from v100.store.runs import Run
from v100.tables import EVENT, SUSPECT, VICTIM

Table = Callable[..., ir.Table]
JANUARY, MARCH, LATER = date(2024, 1, 31), date(2024, 3, 31), date(2025, 2, 28)


IDS = {"m-adam": "adam", "m-ben": "ben", "m-carl": "carl", "m-dev": "dev"}
PAST = [
    MadeUpRun(JANUARY, {**IDS, "m-ben": "benjamin"}, ["adam", "benjamin", "carl", "dev"]),
    MadeUpRun(MARCH, IDS, ["carl", "adam", "ben", "dev"]),
    MadeUpRun(LATER, IDS, ["dev", "ben", "adam", "carl"]),
]
"""Adam and Ben are first listed in January, Ben under another id; Carl in March 2024 and Dev in 2025: too late."""
HAPPENED = [
    ("adam", "arrest", date(2024, 1, 31)),  # the day itself is before
    ("adam", "charge", date(2024, 2, 1)),
    ("ben", "arrest", date(2025, 1, 30)),  # the 365th day after
    ("ben", "conviction", date(2025, 1, 31)),  # the 366th
    ("ben", "bail", date(2024, 5, 1)),
    ("carl", "arrest", date(2024, 4, 1)),
]


def found(backend: Backend, table: Table, *, smallest: int) -> Outcomes:
    events = [
        {"event_id": f"E{place}", "kind": kind, "on": on, "mention_id": f"m-{man}"}
        for place, (man, kind, on) in enumerate(HAPPENED)
    ]
    mentions = [{"mention_id": mention, "report_id": f"r-{mention}"} for mention in IDS]
    known = {
        "event": backend.create_table("event", EVENT.arrow(events)),
        "suspect": backend.create_table("suspect", SUSPECT.arrow(mentions)),
        "victim": backend.create_table("victim", VICTIM.arrow([])),
    }
    kinds = [(man, "ethnicity", "A") for man in ("adam", "ben", "carl", "dev")]
    groups = table(kinds, person_id="string", kind="string", group="string")
    return outcomes(backend, known, cast(list[Run], PAST), groups, smallest=smallest)


def test_a_year_after_the_first_listing_worked_by_hand(backend: Backend, table: Table) -> None:
    told = found(backend, table, smallest=0)
    assert (told.men, told.waiting, told.runs) == (2, 2, [JANUARY, MARCH, LATER])
    assert told.happened == {"arrest": 1, "charge": 1, "conviction": 0}
    (group,) = told.groups
    assert (group.men, group.happened) == (2, told.happened)
    share = group.share("arrest")
    assert share
    assert share.value == 0.5


def test_few_men_are_not_told_by_group(backend: Backend, table: Table) -> None:
    (group,) = found(backend, table, smallest=3).groups
    assert (group.men, set(group.happened.values())) == (None, {None})
    assert group.share("arrest") is None


def test_nor_how_many_were_not_arrested(backend: Backend, table: Table) -> None:
    (group,) = found(backend, table, smallest=2).groups
    assert (group.men, group.happened["arrest"]) == (2, None)
