"""May a power be open? One pure function over its conditions and the facts on file. It recommends nothing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from v100.casework.powers.fact import ABOUT_BOTH, ABOUT_MAN, Fact
from v100.casework.powers.power import Area, Condition, Power


class State(StrEnum):
    """The three answers. None of them says that a power should be used."""

    MAY_BE_OPEN = "may be open"
    LACKS = "lacks"
    NOT_OPEN = "not open"


@dataclass(frozen=True)
class Answer:
    """One condition: its words, where it comes from, the facts that answer it, whether these are enough, and of which
    kinds a fact that answers it is."""

    words: str
    source: str
    facts: tuple[Fact, ...]
    met: bool
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """What the facts on file say of one power, for a man or for him and one woman.

    `needs` are its conditions in the file's order; `closed` is what rules it out, with the facts where facts do.
    """

    power: Power
    woman: str | None
    needs: tuple[Answer, ...]
    closed: tuple[Answer, ...]

    @property
    def state(self) -> State:
        if self.closed:
            return State.NOT_OPEN
        return State.LACKS if self.missing else State.MAY_BE_OPEN

    @property
    def missing(self) -> tuple[Answer, ...]:
        return tuple(need for need in self.needs if not need.met)


def advise(
    power: Power, facts: Iterable[Fact], *, as_at: date, place: Collection[str], woman: str | None = None
) -> Advice:
    """What is known on `as_at` of a power, for a man or for him and the woman of this reference.

    `place` is where it would be used by every name, force and borough; empty is not known, and that is not *no*. A
    force without the borough is half known: give nothing.
    Raises ValueError where a woman is given to a power about the man alone, or none to one about both.
    """
    if (woman is None) != (power.about == ABOUT_MAN):
        raise ValueError(f"power {power.code} is about {power.about}: got woman {woman!r}")
    known = sorted((fact for fact in facts if fact.holds(as_at) and _concerns(fact, power, woman)), key=_order)
    names = {name.casefold() for name in place}
    needs = [_answer(need, known, as_at, need.least) for need in power.needs]
    closings = [_answer(closing, known, as_at) for closing in power.closed_by]
    return Advice(
        power,
        woman,
        needs=(*needs, *_place_to_name(power, names)),
        closed=(*_not_yet(power, as_at), *_elsewhere(power, names, as_at), *(each for each in closings if each.met)),
    )


def _concerns(fact: Fact, power: Power, woman: str | None) -> bool:
    """A fact about him and another woman says nothing of her, and one recorded for another power nothing of this. What
    may be about either counts just as it was recorded: that one woman's plan was looked at is not that all were.
    """
    if fact.power not in (None, power.code):
        return False
    if fact.kind.about == ABOUT_MAN or fact.woman == woman:
        return True
    return fact.kind.about == ABOUT_BOTH and woman is None


def _order(fact: Fact) -> tuple[str, ...]:
    """By day; then by all that tells two facts of a power apart, so that the order in which they come is immaterial."""
    rest = (fact.kind.name, fact.opens, fact.woman, fact.words, fact.until, fact.known_on)
    return str(fact.on), *map(str, rest)


def _answer(condition: Condition, known: Sequence[Fact], as_at: date, least: int = 1) -> Answer:
    facts = tuple(fact for fact in known if fact.kind.name in condition.kinds and _in_time(fact, condition, as_at))
    met = len({fact.opens for fact in facts}) >= least
    return Answer(condition.words, condition.source, facts, met, condition.kinds)


def _in_time(fact: Fact, condition: Condition, as_at: date) -> bool:
    if condition.within_days is not None and fact.on <= as_at - timedelta(condition.within_days):
        return False
    return condition.on_or_after is None or fact.on >= condition.on_or_after


def _place_to_name(power: Power, names: Collection[str]) -> Iterator[Answer]:
    if not names and (power.areas or power.not_areas):
        yield Answer("Where it would be used: the force and the borough", power.where, (), met=False)


def _not_yet(power: Power, as_at: date) -> Iterator[Answer]:
    if power.in_force_from and as_at < power.in_force_from:
        yield Answer(f"Not in force before {power.in_force_from}", power.statute, (), met=True)


def _elsewhere(power: Power, names: Collection[str], as_at: date) -> Iterator[Answer]:
    """Outside the areas that have it, or inside one that has something else instead."""
    if names and power.areas and not _live(power.areas, names, as_at):
        yield Answer(f"Not in use here on {as_at}: {power.where}", power.statute, (), met=True)
    for area in _live(power.not_areas, names, as_at):
        yield Answer(f"Not in use in {area.name} since {area.since}", power.statute, (), met=True)


def _live(areas: Iterable[Area], names: Collection[str], as_at: date) -> list[Area]:
    return [area for area in areas if area.lies_in(names) and area.since <= as_at]
