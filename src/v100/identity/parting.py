"""A group that contradicts itself, built up again from its strongest pair down without the contradiction."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby


@dataclass(frozen=True)
class Group:
    """Mentions taken for one person, with what could contradict a further one. `said`: what they say of him, each
    thing once however often it is said."""

    mentions: frozenset[str]
    pncs: frozenset[str]
    years: frozenset[int]
    said: frozenset[str]

    @classmethod
    def of_one(cls, mention: str, pnc: str | None, year: int | None, said: str | None = None) -> "Group":
        return cls(
            frozenset({mention}),
            frozenset() if pnc is None else frozenset({pnc}),
            frozenset() if year is None else frozenset({year}),
            frozenset({said or mention}),
        )


@dataclass(frozen=True)
class Bridges:
    """Which ties below `sure` are strong enough to hold two groups together.

    Of two groups that are one person most pairs between them agree; a single likeness between two namesakes is a
    bridge. So the strongest tie counts by the share of pairs that speak for it, as the mean Bayes factor of them all
    would: `join` bits are needed of it and of log2 of that share. `backing`: of what one mention says, all that speaks
    for being of the same person.
    """

    join: float
    sure: float
    backing: Mapping[str, set[str]]

    def hold(self, one: Group, other: Group, match_weight: Decimal) -> bool:
        """Whether a tie of that weight holds the two groups together."""
        if match_weight >= self.sure:
            return True
        pairs = len(one.said) * len(other.said)
        speaking = sum(
            (said in other.said) + len((self.backing.get(said, set()) - {said}) & other.said) for said in one.said
        )
        return speaking > 0 and float(match_weight) + math.log2(speaking / pairs) >= self.join


def part(
    alone: dict[str, Group],
    ties: Iterable[tuple[Decimal, str, str]],
    against: set[tuple[str, str]],
    *,
    years_apart: int,
    bridges: Bridges | None = None,
) -> dict[str, str]:
    """Each mention's grouping: the smallest mention_id of the sound group that it ends in.

    Ties are taken by falling weight; a weak bridge is no tie. What equal ties would join is joined whole, or, if that
    would be unsound, not at all: between equals there is no guess, so neither order nor ids decide. `against` are
    pairs (smaller id first) that must not meet in one group.
    """
    opposed = _opposed(against)
    group_of = dict(alone)
    for level in _levels(ties):
        for meeting in _meetings(group_of, _holding(group_of, level, bridges)):
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
    ordered = sorted(ties, key=lambda tie: -tie[0])
    return (list(level) for _, level in groupby(ordered, key=lambda tie: tie[0]))


def _holding(
    group_of: dict[str, Group], level: list[tuple[Decimal, str, str]], bridges: Bridges | None
) -> list[tuple[Decimal, str, str]]:
    """The ties of one weight between different groups, without weak bridges."""
    between = [tie for tie in level if group_of[tie[1]] != group_of[tie[2]]]
    if bridges is None:
        return between
    return [tie for tie in between if bridges.hold(group_of[tie[1]], group_of[tie[2]], tie[0])]


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
        frozenset().union(*(group.said for group in groups)),
    )


def _sound(group: Group, opposed: dict[str, set[str]], years_apart: int) -> bool:
    if len(group.pncs) > 1 or (group.years and max(group.years) - min(group.years) > years_apart):
        return False
    return not any(opposed[mention] & group.mentions for mention in group.mentions if mention in opposed)
