"""Which links in doubt to settle first: those that would move a man in or out of the list, then most days."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from v100.harm.chance import standing
from v100.harm.links import UNIT, Links, Numbers, Tie


@dataclass(frozen=True)
class Question:
    """A tie in doubt and what would change were it decided against the run.

    `people`: one person who would be two, or two who would be one. `days` would change hands; `days_then` and
    `rank_then` are those of the larger part, or of both together, `rank` the best of `people` now. `moves`: somebody
    would come onto the list or leave it.
    """

    tie: Tie
    people: tuple[str, ...]
    days: Decimal
    days_then: Decimal
    rank: int
    rank_then: int
    moves: bool


def questions(links: Links, *, list_size: int, even: float) -> list[Question]:
    """A question for each tie that moves days, in the order in which to ask: moves, days, weight nearest to `even`."""
    everybody = np.sort(standing(links.days_of_person, np.arange(len(links.person_ids))))
    asked = [question for tie in links.ties if (question := _question(links, everybody, tie, list_size)).days]
    return sorted(
        asked,
        key=lambda each: (
            not each.moves,
            -each.days,
            abs(each.tie.match_weight - even),
            each.tie.mention_a,
            each.tie.mention_b,
        ),
    )


def _question(links: Links, everybody: Numbers, tie: Tie, list_size: int) -> Question:
    people = sorted({int(links.person_of[end]) for end in (tie.one, tie.other)})
    days = [int(links.days_of_person[person]) for person in people]
    if tie.joined:
        away = links.moved(tie)[people[0]]
        parts = sorted((days[0] - away, away), reverse=True)
    else:
        away, parts = min(days), [sum(days)]
    keys = standing(np.array(parts), np.array(people[:1]))
    own = standing(links.days_of_person[people], np.array(people))
    places = [
        1 + ahead + len(everybody) - int(np.searchsorted(everybody, key, "right")) - int(np.sum(own > key))
        for ahead, key in enumerate(keys)
    ]
    return Question(
        tie=tie,
        people=tuple(links.person_ids[person] for person in people),
        days=_days(away),
        days_then=_days(parts[0]),
        rank=people[0] + 1,
        rank_then=places[0],
        moves=sum(place <= list_size for place in places) != sum(person < list_size for person in people),
    )


def _days(units: int) -> Decimal:
    return Decimal(units) / UNIT
