"""A group that contradicts itself, built up again from its strongest pair down without the contradiction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
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
    opposed = _opposed(against)
    group_of = dict(alone)
    for level in _levels(ties):
        for meeting in _meetings(group_of, level):
            joined = _joined(meeting)
            if _sound(joined, opposed, years_apart):
                group_of.update(dict.fromkeys(joined.mentions, joined))
    return {mention: min(group.mentions) for mention, group in group_of.items()}


def cut(
    alone: dict[str, Group],
    together: Iterable[tuple[str, str]],
    ties: Iterable[tuple[Decimal, str, str]],
    apart: Iterable[tuple[str, str]],
) -> dict[str, str]:
    """Each mention's grouping, where people decided: first what is `together`, then ties by falling weight.

    A group is never joined to one that it is `apart` from. Of what equal ties would bring together, groups that are
    apart stay out, and the rest is joined by the ties among it: two mentions kept apart tear nobody else apart.
    """
    opposed = _opposed(apart)
    group_of = dict(alone)
    for meeting in _meetings(group_of, ((Decimal(0), one, other) for one, other in together)):
        joined = _joined(meeting)
        group_of.update(dict.fromkeys(joined.mentions, joined))
    for level in _levels(ties):
        out = {group for meeting in _meetings(group_of, level) for group in _at_odds(meeting, opposed)}
        rest = [tie for tie in level if group_of[tie[1]] not in out and group_of[tie[2]] not in out]
        for meeting in _meetings(group_of, rest):
            joined = _joined(meeting)
            group_of.update(dict.fromkeys(joined.mentions, joined))
    return {mention: min(group.mentions) for mention, group in group_of.items()}


def _levels(ties: Iterable[tuple[Decimal, str, str]]) -> Iterator[list[tuple[Decimal, str, str]]]:
    """Ties of one weight together, the strongest first."""
    ordered = sorted(ties, key=lambda tie: (-tie[0], tie[1], tie[2]))
    return (list(level) for _, level in groupby(ordered, key=lambda tie: tie[0]))


def _opposed(against: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    opposed: dict[str, set[str]] = defaultdict(set)
    for one, other in against:
        opposed[one].add(other)
        opposed[other].add(one)
    return opposed


def _at_odds(meeting: set[Group], opposed: dict[str, set[str]]) -> set[Group]:
    """The groups of a meeting that are apart from another of it."""
    enemies = {group: set().union(*(opposed.get(mention, ()) for mention in group.mentions)) for group in meeting}
    return {group for group in meeting if any(enemies[group] & other.mentions for other in meeting)}


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
