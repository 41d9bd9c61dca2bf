"""A group that contradicts itself, built up again from its strongest pair down without the contradiction."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby


@dataclass(frozen=True)
class Group:
    """Mentions taken for one person, with what could contradict a further one."""

    mentions: frozenset[str]
    pncs: frozenset[str]
    years: frozenset[int]

    @classmethod
    def of_one(cls, mention: str, pnc: str | None, year: int | None) -> "Group":
        return cls(
            frozenset({mention}),
            frozenset() if pnc is None else frozenset({pnc}),
            frozenset() if year is None else frozenset({year}),
        )


def part(
    alone: dict[str, Group],
    ties: Iterable[tuple[Decimal, str, str]],
    against: set[tuple[str, str]],
    *,
    years_apart: int,
) -> dict[str, str]:
    """Each mention's grouping: the smallest mention_id of the sound group that it ends in.

    Ties are taken by falling weight. What equal ties would join is joined whole, or, if that would be unsound, not at
    all: between equals there is no guess, so neither order nor ids decide. `against` are pairs (smaller id first)
    that must not meet in one group.
    """
    opposed: dict[str, set[str]] = defaultdict(set)
    for one, other in against:
        opposed[one].add(other)
        opposed[other].add(one)
    group_of = dict(alone)
    for _, level in groupby(sorted(ties, key=lambda tie: (-tie[0], tie[1], tie[2])), key=lambda tie: tie[0]):
        for meeting in _meetings(group_of, level):
            joined = _joined(meeting)
            if _sound(joined, opposed, years_apart):
                group_of.update(dict.fromkeys(joined.mentions, joined))
    return {mention: min(group.mentions) for mention, group in group_of.items()}


def _meetings(group_of: dict[str, Group], level: Iterable[tuple[Decimal, str, str]]) -> list[set[Group]]:
    """Groups that ties of one weight would bring together, over any number of steps."""
    meeting_of: dict[Group, set[Group]] = {}
    for _, one, other in level:
        groups = (group_of[one], group_of[other])
        meeting = set().union(*(meeting_of.get(group, {group}) for group in groups))
        meeting_of.update(dict.fromkeys(meeting, meeting))
    distinct = {id(meeting): meeting for meeting in meeting_of.values()}
    return [meeting for meeting in distinct.values() if len(meeting) > 1]


def _joined(groups: Iterable[Group]) -> Group:
    groups = list(groups)
    return Group(
        frozenset().union(*(group.mentions for group in groups)),
        frozenset().union(*(group.pncs for group in groups)),
        frozenset().union(*(group.years for group in groups)),
    )


def _sound(group: Group, opposed: dict[str, set[str]], years_apart: int) -> bool:
    if len(group.pncs) > 1 or (group.years and max(group.years) - min(group.years) > years_apart):
        return False
    return not any(opposed[mention] & group.mentions for mention in group.mentions if mention in opposed)
