"""Which ranked people would be others if links in doubt were decided otherwise: mentions in groups, ties between."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis import _

from v100.engine import add
from v100.harm.events import concerns
from v100.tables import DAYS

Numbers = npt.NDArray[np.int64]
UNIT = 10_000
"""Harm is held in whole ten-thousandths of a day, the last place of tables.DAYS, so that sums are exact."""


@dataclass(frozen=True)
class Tie:
    """The strongest link in doubt between two groups. `joined`: the run took it for true."""

    mention_a: str
    mention_b: str
    match_weight: float
    joined: bool
    one: int
    other: int
    chance: float
    """That the two are one person, as far as the model tells: not a fact."""


@dataclass(frozen=True)
class Links:
    """Groups of mentions that no doubt divides, numbered; and ties in doubt between them, no tie closing a circle.

    `person_ids` by rank; `person_of`, `days_of`: of each group its person (0 is rank 1) and its harm in 1 / UNIT days;
    `last_place`: fewer days are never enough for the list, however the ties are.
    """

    person_ids: list[str]
    person_of: Numbers
    days_of: Numbers
    ties: list[Tie]
    last_place: int

    @cached_property
    def days_of_person(self) -> Numbers:
        return total(self.person_of, self.days_of, len(self.person_ids))

    @cached_property
    def core_of(self) -> dict[int, int]:
        """Of each person that a tie touches, the group with most days (of several the first): where he is."""
        touched = {int(self.person_of[group]) for tie in self.ties for group in (tie.one, tie.other)}
        core: dict[int, int] = {}
        for group in np.flatnonzero(np.isin(self.person_of, sorted(touched))):
            person = int(self.person_of[group])
            if person not in core or self.days_of[group] > self.days_of[core[person]]:
                core[person] = int(group)
        return core

    @cached_property
    def joined_to(self) -> dict[int, list[tuple[int, Tie]]]:
        """Of each group, the groups that ties in doubt join it to, with the tie."""
        beside: dict[int, list[tuple[int, Tie]]] = {}
        for tie in self.ties:
            if tie.joined:
                beside.setdefault(tie.one, []).append((tie.other, tie))
                beside.setdefault(tie.other, []).append((tie.one, tie))
        return beside

    def moved(self, tie: Tie) -> dict[int, int]:
        """By person, the units of harm that he loses when a joined tie is cut, or gains when another is joined."""
        one, other = int(self.person_of[tie.one]), int(self.person_of[tie.other])
        if not tie.joined:
            return {one: int(self.days_of_person[other]), other: int(self.days_of_person[one])}
        beyond = list(self.beyond(tie, tie.one))
        away = list(self.beyond(tie, tie.other)) if self.core_of[one] in beyond else beyond
        return {one: int(self.days_of[away].sum())}

    def beyond(self, tie: Tie, start: int) -> Iterator[int]:
        """The groups of his that hang on `start`, an end of the joined tie, when the tie is cut."""
        waiting, seen = [start], {start}
        while waiting:
            group = waiting.pop()
            yield group
            for other, over in self.joined_to.get(group, ()):
                if over is not tie and other not in seen:
                    seen.add(other)
                    waiting.append(other)


def links(
    tables: Mapping[str, ir.Table],
    *,
    even: float,
    join: float,
    sure: float,
    apart: Iterable[tuple[str, str]] = (),
    list_size: int,
    everybody: bool = True,
) -> Links:
    """The links in doubt among ranked people: pairs of mentions from `shown` up to `sure` bits, joined or not.

    `tables`: ranking, harm_line, person_mention, match, suspect, as a run holds them. In no doubt are pairs that people
    decided of, groups that hold a pair of `apart` (mention ids, smaller first), and pairs of `join` bits or more that
    the run kept apart because they contradict one person. A pair of `even` bits holds as often as not. Without
    `everybody`, only people who could reach the list.
    """
    mentions = _mentions(tables)
    known = mentions.order_by("row").to_pyarrow()
    pairs = _pairs(tables["match"], mentions, join=join, sure=sure, apart=apart)
    kind, one, other = (pairs[name].to_numpy() for name in ("kind", "one", "other"))
    group_of = connected(known.num_rows, one[kind == "firm"], other[kind == "firm"])
    person_ids = tables["ranking"].order_by("rank").person_id.to_pyarrow().to_pylist()
    person_of = known["person"].to_numpy()
    days_of = total(group_of, known["units"].to_numpy(), known.num_rows)

    barred = {_ends(group_of, *pair) for pair in zip(one[kind == "apart"], other[kind == "apart"], strict=True)}
    doubtful = np.flatnonzero((kind == "doubt") & (group_of[one] != group_of[other]))
    most, last_place = _within_reach(group_of[one[doubtful]], group_of[other[doubtful]], days_of, list_size)
    if not everybody:
        doubtful = doubtful[most[group_of[one[doubtful]]] >= last_place]
    weights = pairs["match_weight"].to_numpy()
    strongest_first = doubtful[np.lexsort((other[doubtful], one[doubtful], -weights[doubtful]))]
    ids, joined = known["mention_id"], pairs["joined"].to_numpy(zero_copy_only=False)
    ties = [
        Tie(
            ids[int(one[at])].as_py(),
            ids[int(other[at])].as_py(),
            float(weights[at]),
            bool(joined[at]),
            int(group_of[one[at]]),
            int(group_of[other[at]]),
            chance(float(weights[at]), even),
        )
        for at in strongest_first
        if _ends(group_of, one[at], other[at]) not in barred
    ]
    return Links(person_ids, person_of, days_of, list(_without_circles(ties)), last_place)


def chance(match_weight: float, even: float) -> float:
    """The chance that a link in doubt is true: one half at `even`, odds twice as good for each bit above.

    Not from the bits alone, by which most would be true. What is left in doubt is what nothing else about the two
    groups decided; docs/method/identity.md says how true such links were measured to be.
    """
    return float(1 / (1 + 2 ** (even - match_weight)))


def connected(count: int, one: Numbers, other: Numbers) -> Numbers:
    """Of each of `count` things the smallest that can be reached from it over the edges one - other."""
    label = np.arange(count)
    while True:
        smaller = np.minimum(label[one], label[other])
        reached = label.copy()
        np.minimum.at(reached, one, smaller)
        np.minimum.at(reached, other, smaller)
        reached = reached[reached]
        if np.array_equal(reached, label):
            return label
        label = reached


def total(of: Numbers, units: Numbers, count: int) -> Numbers:
    """Sums of whole numbers by what they are of."""
    sums = np.zeros(count, np.int64)
    np.add.at(sums, of, units)
    return sums


def _mentions(tables: Mapping[str, ir.Table]) -> ir.Table:
    """Mentions of ranked people: mention_id, row (from 0 by mention_id), person (rank - 1), units of harm.

    A line that several of his mentions bear stands with the first of them.
    """
    ranked = tables["ranking"].select("person_id", person=_["rank"] - 1)
    his = tables["person_mention"].filter(_.side == "suspect").select("person_id", "mention_id")
    his = his.join(ranked, "person_id")
    accused = tables["suspect"].filter((_.role.fill_null("suspect") == "suspect") & _.eliminated_on.isnull())
    named = accused.select("mention_id", "report_id", "lines").join(his, "mention_id")
    counted = tables["harm_line"].filter(_.counted).select("person_id", "report_id", "line", "days")
    borne = named.join(counted, ["person_id", "report_id"]).filter(concerns(_.lines, _.line))
    once = borne.group_by("person_id", "report_id", "line").agg(mention_id=_.mention_id.min(), days=_.days.max())
    days = once.group_by("mention_id").agg(days=_.days.sum().cast(DAYS))
    known = add(his.select("mention_id", "person"), days, "mention_id")
    units = (known.days.fill_null(0).cast(DAYS) * ibis.literal(UNIT).cast("decimal(9, 0)")).cast("int64")
    return known.select("mention_id", "person", units=units, row=ibis.row_number().over(order_by=known.mention_id))


def _pairs(
    match: ir.Table, mentions: ir.Table, *, join: float, sure: float, apart: Iterable[tuple[str, str]]
) -> pa.Table:
    """Pairs of rows of mentions: one, other, match_weight, joined, kind (firm, doubt, apart)."""
    decided = match.decided.fill_null("")
    told = match.filter(match.side == "suspect").mutate(
        kind=ibis.cases(
            (decided.startswith("different"), "apart"),
            (match.joined & (decided.startswith("same") | (match.match_weight >= sure)), "firm"),
            (match.joined | (match.match_weight < join) | (match.refused == "weak bridge"), "doubt"),
        )
    )
    columns = ("mention_a", "mention_b", "match_weight", "joined", "kind")
    said = ibis.memtable(
        [(*pair, 0.0, False, "apart") for pair in sorted(apart)],
        schema=dict(zip(columns, ("string", "string", "float64", "boolean", "string"), strict=True)),
    )
    every = told.filter(told.kind.notnull()).select(*columns).union(said)
    one = mentions.select(mention_a="mention_id", one="row")
    other = mentions.select(mention_b="mention_id", other="row")
    found = every.join(one, "mention_a").join(other, "mention_b")
    pairs: pa.Table = found.select("one", "other", "match_weight", "joined", "kind").to_pyarrow()
    return pairs


def _within_reach(one: Numbers, other: Numbers, days_of: Numbers, list_size: int) -> tuple[Numbers, int]:
    """Of each group its days and all that ties in doubt may bring it; and the least days of the list's last place.

    However the ties are, the groups that they may join hold at least one person with the days of the largest of them.
    """
    cluster = connected(len(days_of), one, other)
    largest = np.zeros(len(days_of), np.int64)
    np.maximum.at(largest, cluster, days_of)
    last_place = int(np.sort(largest)[-list_size]) if len(largest) >= list_size else 0
    return total(cluster, days_of, len(days_of))[cluster], last_place


def _ends(group_of: Numbers, one: int, other: int) -> tuple[int, int]:
    a, b = sorted((int(group_of[one]), int(group_of[other])))
    return a, b


def _without_circles(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Ties in their order, but for those whose ends earlier ones connect already."""
    above: dict[int, int] = {}

    def top(group: int) -> int:
        while group in above:
            group = above[group]
        return group

    for tie in ties:
        one, other = sorted((top(tie.one), top(tie.other)))
        if one != other:
            above[other] = one
            yield tie
