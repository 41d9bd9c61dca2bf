"""Groups that contradict themselves."""

from decimal import Decimal

import pytest

from v100.identity.parting import Bridges, Group, part


def groups(parted: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(m for m, own in parted.items() if own == grouping) for grouping in parted.values()}


def alone(**known: tuple[str | None, int | None]) -> dict[str, Group]:
    return {mention: Group.of_one(mention, *facts) for mention, facts in known.items()}


def tied(*ties: tuple[str, int]) -> list[tuple[Decimal, str, str]]:
    return [(Decimal(weight), pair[0], pair[1]) for pair, weight in ties]


def test_weakest_tie_of_a_chain_between_two_pncs_gives_way() -> None:
    mentions = alone(a=("1", None), b=(None, None), c=(None, None), d=("2", None))
    parted = part(mentions, tied(("ab", 20), ("bc", 9), ("cd", 20)), set(), years_apart=15)
    assert groups(parted) == {frozenset("ab"), frozenset("cd")}


def test_between_equals_there_is_no_guess() -> None:
    mentions = alone(a=("1", None), b=(None, None), c=("2", None))
    parted = part(mentions, tied(("ab", 12), ("bc", 12)), set(), years_apart=15)
    assert groups(parted) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_births_far_apart_and_pairs_at_odds_are_kept_apart() -> None:
    born = alone(a=(None, 1960), b=(None, None), c=(None, 1990))
    assert groups(part(born, tied(("ab", 15), ("bc", 12)), set(), years_apart=15)) == {frozenset("ab"), frozenset("c")}
    plain = alone(a=(None, None), b=(None, None), c=(None, None))
    parted = part(plain, tied(("ab", 15), ("bc", 12)), {("a", "c")}, years_apart=15)
    assert groups(parted) == {frozenset("ab"), frozenset("c")}


@pytest.mark.parametrize(("year", "one"), [(1975, True), (1976, False)])
def test_so_many_years_apart_are_still_one_man(year: int, one: bool) -> None:
    born = alone(a=(None, 1960), b=(None, year))
    assert groups(part(born, tied(("ab", 15)), set(), years_apart=15)) == (
        {frozenset("ab")} if one else {frozenset("a"), frozenset("b")}
    )


def bridged(
    ties: list[tuple[Decimal, str, str]], said: dict[str, str] | None = None, join: float = 7.0
) -> set[frozenset[str]]:
    """Groups of a to f under a bar of so many bits, 12 being sure; every tie speaks for being one person."""
    known = said or {}
    mentions = {one: Group.of_one(one, None, None, known.get(one)) for one in "abcdef"}
    backing: dict[str, set[str]] = {}
    for _, one, other in ties:
        for here, there in ((one, other), (other, one)):
            backing.setdefault(known.get(here, here), set()).add(known.get(there, there))
    bridges = Bridges(join=join, sure=12.0, backing=backing)
    return groups(part(mentions, ties, set(), years_apart=15, bridges=bridges))


TWO_MEN = (("ab", 20), ("bc", 20), ("ac", 20), ("de", 20), ("ef", 20), ("df", 20))
"""Two men of three mentions each, between whom there are nine pairs."""


@pytest.mark.parametrize(("weight", "held"), [(10, False), (11, True), (12, True)])
def test_one_likeness_between_two_men_is_a_weak_bridge(weight: int, held: bool) -> None:
    """log2 of one pair in nine is -3.2: 10 bits leave 6.8, 11 leave 7.8."""
    apart = {frozenset("abc"), frozenset("def")}
    assert bridged(tied(*TWO_MEN, ("cd", weight))) == ({frozenset("abcdef")} if held else apart)


@pytest.mark.parametrize(("weight", "held"), [(11, False), (12, True), (13, True)])
def test_what_is_sure_holds_however_few_pairs_speak_for_it(weight: int, held: bool) -> None:
    """One pair in nine leaves less than the bar of 11 of each."""
    apart = {frozenset("abc"), frozenset("def")}
    assert bridged(tied(*TWO_MEN, ("cd", weight)), join=11.0) == ({frozenset("abcdef")} if held else apart)


def test_a_tie_of_all_pairs_holds_at_the_bar() -> None:
    assert bridged(tied(("ab", 7))) == {frozenset("ab"), *map(frozenset, "cdef")}


def test_where_no_pair_speaks_for_it_nothing_short_of_sure_holds() -> None:
    one, other = (Group.of_one(mention, None, None) for mention in "ab")
    bridges = Bridges(join=7.0, sure=12.0, backing={})
    assert [bridges.hold(one, other, Decimal(weight)) for weight in (11, 12)] == [False, True]


def test_the_more_pairs_speak_for_it_the_less_each_must_weigh() -> None:
    """Eight of nine take 0.2 bits off, five of nine 0.8."""
    eight = [(pair, 7) for pair in ("ad", "ae", "af", "bd", "be", "bf", "cd")]
    assert bridged(tied(*TWO_MEN, ("ce", 8), *eight)) == {frozenset("abcdef")}
    assert bridged(tied(*TWO_MEN, ("ce", 7), *eight)) == {frozenset("abc"), frozenset("def")}


def test_what_is_said_again_is_no_more_evidence() -> None:
    """b and c repeat a, so three mentions say one thing: the bridge stands for one pair in three, 1.6 bits."""
    repeated = dict.fromkeys("abc", "the same")
    assert bridged(tied(*TWO_MEN, ("cd", 9)), repeated) == {frozenset("abcdef")}
    assert bridged(tied(*TWO_MEN, ("cd", 8)), repeated) == {frozenset("abc"), frozenset("def")}


def test_what_both_say_speaks_for_them_once() -> None:
    """a and d say one thing, and agree by weight too: five pairs of nine, 0.8 bits, not six, 0.6."""
    both = dict.fromkeys("ad", "the same")
    assert bridged(tied(*TWO_MEN, ("ad", 8)), both, join=7.3) == {frozenset("abc"), frozenset("def")}
    assert bridged(tied(*TWO_MEN, ("ad", 8)), both, join=7.1) == {frozenset("abcdef")}
