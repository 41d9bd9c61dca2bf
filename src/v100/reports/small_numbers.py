"""Numbers before the public: small ones are not told, others are rounded, and none that is not told can be worked out
from what stands beside it, also by a reader who knows these rules.

Why parts are put together instead of leaving cells empty: of what is left empty a total and its other parts give the
difference (statistical disclosure control calls it secondary suppression by collapsing).
"""

from collections.abc import Mapping

FEWEST = 10
"""Numbers from 1 to below this are not told."""

STEP = 5
"""All others are told to the nearest so many."""

FEW = f"fewer than {FEWEST}"
NOT_TOLD = "not told"
TOGETHER = "all others together"


def is_small(number: int) -> bool:
    """Nought is not: that nothing happened says nothing of anybody."""
    return 0 < number < FEWEST


def rounded(number: int) -> int:
    """To the nearest STEP."""
    return (number + STEP // 2) // STEP * STEP


def told(number: int) -> str:
    """One number by itself."""
    return FEW if is_small(number) else f"{rounded(number):,}"


def told_part(part: int, whole: int) -> str:
    """A number of things of which the whole is told as well. Whether it is small, or what it leaves of the whole is,
    stays open: either could be worked out from the other."""
    return NOT_TOLD if is_small(part) or is_small(whole - part) else told(part)


def told_parts(parts: Mapping[str, int]) -> dict[str, int]:
    """Parts of a whole, rounded, the largest first, at the end the small ones as TOGETHER: with as many of the next
    larger as it takes to leave open how much each small one is. Empty where nothing could be told apart. Their sum is
    the whole as it may be told: from a whole that was rounded by itself one could come nearer to its parts.
    """
    ordered = sorted(((name, number) for name, number in parts.items() if number), key=lambda part: (-part[1], part[0]))
    alone = [part for part in ordered if not is_small(part[1])]
    small = [number for _, number in ordered if is_small(number)]
    merged: list[int] = []
    while small and alone and not _open(len(small), merged, sum(small), alone[-1][1]):
        merged.append(alone.pop()[1])
    if not alone:
        return {}
    shown = {name: rounded(number) for name, number in alone}
    return {**shown, TOGETHER: rounded(sum(small) + sum(merged))} if small else shown


def _open(small: int, merged: list[int], sum_of_small: int, next_larger: int) -> bool:
    """Does the sum of the small ones stay open to a reader who knows how many they are, how many larger ones are merged
    with them, and that these are no larger than the next?"""
    together = sum_of_small + sum(merged)
    if together < FEWEST:
        return False
    least = _lowest(together) - len(merged) * _highest(next_larger)
    most = _highest(together) - len(merged) * FEWEST
    return max(least, small) < min(most, small * (FEWEST - 1))


def _lowest(number: int) -> int:
    """The least that is told as this number is."""
    return max(FEWEST, rounded(number) - STEP // 2)


def _highest(number: int) -> int:
    """The most that is told as this number is."""
    return rounded(number) + STEP // 2
