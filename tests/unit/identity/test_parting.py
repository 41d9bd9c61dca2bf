"""Groups that contradict themselves."""

from decimal import Decimal

from v100.identity.parting import Group, part


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
