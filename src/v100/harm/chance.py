"""How far doubt about who is who moves the ranks: ties in doubt drawn again and again, everybody ranked each time."""

import hashlib
from collections.abc import Iterator

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from v100.harm.links import Links, Numbers, Tie, total

SAMPLES = 400
LOW, HIGH = 0.05, 0.95
_CHANCES = {
    "person_id": "string",
    "chance_in_top": "float64",
    "rank_low": "int64",
    "rank_high": "int64",
    "weakest_link": "array<string>",
}
_PLACES = 1 << 21
"""More than there are ranks: days first, then the rank of the run, in one number that sorts."""


def chances(links: Links, list_size: int) -> ir.Table:
    """Per person_id of those ranked: chance_in_top, rank_low, rank_high, weakest_link (tables.RANKING).

    In each of SAMPLES every tie of `links` holds or not by its own chance; groups that ties hold together are one
    person, the days of whom are theirs; a man is where most of his days are. Who cannot reach the list has the chance 0
    and no ranks. Each tie's draws come from its two mention ids, so that the same links give the same answer.
    """
    movable = np.array(sorted(links.core_of), np.int64)
    tried = np.union1d(movable, np.flatnonzero(links.days_of_person >= links.last_place))
    ranks = np.sort(_ranks(links, movable, tried), axis=0)
    weakest = _weakest(links)
    low, high = int(np.floor(LOW * (SAMPLES - 1))), int(np.ceil(HIGH * (SAMPLES - 1)))
    measured = {
        int(person): (float(np.mean(ranks[:, at] <= list_size)), int(ranks[low, at]), int(ranks[high, at]))
        for at, person in enumerate(tried)
    }
    rows = [
        (person_id, *measured.get(person, (0.0, None, None)), _ends(weakest.get(person)))
        for person, person_id in enumerate(links.person_ids)
    ]
    return ibis.memtable(rows, schema=_CHANCES)


def standing(units: Numbers, person: Numbers) -> Numbers:
    """Numbers that sort as the list does: more days are more, among equals the better rank of the run."""
    return units * _PLACES - person


def _ranks(links: Links, movable: Numbers, tried: Numbers) -> Numbers:
    """The ranks of the people `tried`, a row for each sample; `movable` are those whom a tie touches."""
    everybody = np.arange(len(links.person_ids))
    as_run = standing(links.days_of_person, everybody)
    fixed = np.sort(np.delete(as_run, movable))
    ends = [end for tie in links.ties for end in (tie.one, tie.other)]
    moving = np.isin(links.person_of, movable)
    groups = np.flatnonzero(moving & ((links.days_of > 0) | np.isin(np.arange(len(moving)), ends)))
    person, units = links.person_of[groups], links.days_of[groups]
    at = {int(group): place for place, group in enumerate(groups)}
    cores = np.array([at[links.core_of[int(each)]] for each in movable], np.int64)
    is_movable = np.isin(tried, movable)
    held = _held(links.ties, at)
    ranks = np.zeros((SAMPLES, len(tried)), np.int64)
    for sample in range(SAMPLES):
        one = held[sample]
        best = np.full(len(groups), _PLACES)
        np.minimum.at(best, one, person)
        now = standing(total(one, units, len(groups)), best)
        loose = np.sort(now[np.unique(one)])
        own = as_run[tried]
        own[is_movable] = now[one[cores]]
        ranks[sample] = 1 + sum(len(others) - np.searchsorted(others, own, "right") for others in (loose, fixed))
    return ranks


def _held(ties: list[Tie], at: dict[int, int]) -> Numbers:
    """Of each group (by its place), in each sample, one group of those that it is one person with."""
    held = np.tile(np.arange(len(at)), (SAMPLES, 1))
    for tie, nearer, farther in _outwards(ties):
        held[:, at[farther]] = np.where(_draws(tie), held[:, at[nearer]], at[farther])
    return held


def _outwards(ties: list[Tie]) -> Iterator[tuple[Tie, int, int]]:
    """Each tie with its ends, from the first group of those that hang together outwards."""
    beside: dict[int, list[tuple[int, Tie]]] = {}
    for tie in ties:
        beside.setdefault(tie.one, []).append((tie.other, tie))
        beside.setdefault(tie.other, []).append((tie.one, tie))
    seen: set[int] = set()
    for first in sorted(beside):
        waiting = [first] if first not in seen else []
        seen.add(first)
        while waiting:
            group = waiting.pop()
            for other, tie in beside[group]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
                    yield tie, group, other


def _draws(tie: Tie) -> npt.NDArray[np.bool_]:
    """In which samples the tie holds: its chance of them, scattered by a hash of its mentions."""
    digest = hashlib.shake_256(f"{tie.mention_a} {tie.mention_b}".encode()).digest(4 * SAMPLES)
    scattered = np.argsort(np.frombuffer(digest, ">u4"), kind="stable")
    return scattered < round(tie.chance * SAMPLES)


def _ends(tie: Tie | None) -> list[str] | None:
    return [tie.mention_a, tie.mention_b] if tie else None


def _weakest(links: Links) -> dict[int, Tie]:
    """Of each person the tie with most days at stake: the days it moves, times the chance that the run has it wrong."""
    most: dict[int, tuple[float, Tie]] = {}
    for tie in links.ties:
        wrong = 1 - tie.chance if tie.joined else tie.chance
        for person, units in links.moved(tie).items():
            stake = units * wrong
            if stake > most.get(person, (0.0, tie))[0]:
                most[person] = (stake, tie)
    return {person: tie for person, (_stake, tie) in most.items()}
