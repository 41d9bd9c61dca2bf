"""Random files: the adviser never says that a power may be open where a fact that it needs is missing."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from v100.casework.powers import Advice, Fact, Power, State, advise, load

BOOK = load()
AS_AT = date(2026, 6, 30)
WOMEN = ("V", "W")
OF_BOTH = tuple(code for code, power in BOOK.powers.items() if power.about == "man and woman")
PLACES = st.sampled_from([(), ("Met", "Lambeth"), ("Met", "Croydon"), ("North Wales",)])
OPENS = st.sampled_from(["R1", "R2", "E1", "entry 1"])
DAYS = st.integers(-400, 40).map(lambda days: AS_AT + timedelta(days))


@st.composite
def facts(draw: st.DrawFn, kinds: st.SearchStrategy[str], power: Power) -> Fact:
    """A fact of one of these kinds, often for this power and about W, sometimes not."""
    kind = BOOK.kinds[draw(kinds)]
    hers = kind.about == "man and woman" or (kind.about == "either" and draw(st.booleans()))
    return Fact(
        kind=kind,
        on=draw(DAYS),
        opens=draw(OPENS),
        words=kind.words,
        woman=draw(st.sampled_from(WOMEN)) if hers else None,
        until=draw(st.none() | DAYS),
        known_on=draw(st.none() | DAYS),
        power=draw(st.sampled_from([power.code, power.code, "SPO", "DVPN"])) if kind.each_power else None,
    )


@st.composite
def asked(draw: st.DrawFn, codes: tuple[str, ...] = tuple(BOOK.powers)) -> dict[str, Any]:
    """A power, a file that has most of what it asks for and now and then what closes it, and where."""
    power = BOOK.powers[draw(st.sampled_from(codes))]
    woman = "W" if power.about == "man and woman" else None
    on_file = draw(st.lists(facts(st.sampled_from([*wanted(power), *BOOK.kinds]), power), max_size=8))
    for need in power.needs:
        if draw(st.integers(0, 9)):
            kinds = st.sampled_from(need.kinds)
            on_file += [_plain(draw(kinds), power, f"R{number}", woman) for number in range(need.least)]
    for closing in power.closed_by:
        if not draw(st.integers(0, 9)):
            on_file.append(_plain(closing.kinds[0], power, "E9", woman))
    return {"power": power, "facts": on_file, "as_at": AS_AT, "place": draw(PLACES), "woman": woman}


def _plain(name: str, power: Power, opens: str, woman: str | None) -> Fact:
    kind = BOOK.kinds[name]
    hers = kind.about == "man and woman" or (kind.about == "either" and woman)
    code = power.code if kind.each_power else None
    return Fact(kind=kind, on=AS_AT, opens=opens, words=kind.words, woman="W" if hers else None, power=code)


def wanted(power: Power) -> list[str]:
    return sorted({kind for condition in (*power.needs, *power.closed_by) for kind in condition.kinds})


def usable(given_: dict[str, Any], condition: Any) -> list[Fact]:
    """Facts of the file that answer a condition, read as plainly as can be."""
    power, woman, kept = given_["power"], given_["woman"], []
    for fact in given_["facts"]:
        known = fact.on <= AS_AT and (fact.known_on is None or fact.known_on <= AS_AT)
        running = fact.until is None or fact.until >= AS_AT
        recent = condition.within_days is None or (AS_AT - fact.on).days < condition.within_days
        late = condition.on_or_after is None or fact.on >= condition.on_or_after
        ours = fact.power is None or fact.power == power.code
        whose = (
            fact.kind.about == "man"
            or fact.woman == woman
            or (power.about == "man" and fact.kind.about == "man and woman")
        )
        if all((known, running, recent, late, ours, whose, fact.kind.name in condition.kinds)):
            kept.append(fact)
    return kept


def said(given_: dict[str, Any]) -> Advice:
    given_ = dict(given_)
    return advise(given_.pop("power"), given_.pop("facts"), **given_)


@given(asked())
def test_may_be_open_only_when_each_need_has_its_facts_and_what_is_missing_is_named(given_: dict[str, Any]) -> None:
    advice, power = said(given_), given_["power"]
    missing = [need.words for need in power.needs if len({f.opens for f in usable(given_, need)}) < need.least]
    ruled_out = [closing.words for closing in power.closed_by if usable(given_, closing)]
    named = [answer.words for answer in advice.missing]
    assert [words for words in named if words in missing] == missing
    assert (advice.state == State.MAY_BE_OPEN) == (not named and not advice.closed)
    assert set(ruled_out) <= {answer.words for answer in advice.closed}
    if missing:
        assert advice.state != State.MAY_BE_OPEN
    if advice.state == State.LACKS:
        assert named


def test_files_reach_each_answer_often() -> None:
    seen: Counter[State] = Counter()

    @settings(max_examples=300, derandomize=True, database=None, phases=[Phase.generate])
    @given(asked())
    def look(given_: dict[str, Any]) -> None:
        seen[said(given_).state] += 1

    look()
    assert min(seen[state] for state in State) >= 15, seen


@given(asked())
def test_each_answer_shows_the_facts_that_give_it_and_no_others(given_: dict[str, Any]) -> None:
    advice = said(given_)
    for need, answer in zip(given_["power"].needs, advice.needs, strict=False):
        assert sorted(map(repr, answer.facts)) == sorted(map(repr, usable(given_, need)))


@given(asked(), st.data())
def test_a_fact_that_no_condition_names_changes_nothing(given_: dict[str, Any], data: st.DataObject) -> None:
    power = given_["power"]
    strange = data.draw(facts(st.sampled_from(sorted(BOOK.kinds.keys() - set(wanted(power)))), power))
    assert said({**given_, "facts": [*given_["facts"], strange]}) == said(given_)


@given(asked(), st.data())
def test_facts_in_any_order_say_the_same(given_: dict[str, Any], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(given_["facts"]))
    assert said({**given_, "facts": shuffled}) == said(given_)


@given(asked())
def test_what_is_not_known_yet_is_not_used(given_: dict[str, Any]) -> None:
    known = [fact for fact in given_["facts"] if max(fact.on, fact.known_on or fact.on) <= AS_AT]
    assert said({**given_, "facts": known}) == said(given_)


@given(asked(), st.data())
def test_one_more_fact_that_closes_nothing_never_takes_an_answer_away(
    given_: dict[str, Any], data: st.DataObject
) -> None:
    power = given_["power"]
    closing = {kind for closing in power.closed_by for kind in closing.kinds}
    more = data.draw(facts(st.sampled_from(sorted(BOOK.kinds.keys() - closing)), power))
    before = {answer.words for answer in said(given_).missing}
    after = {answer.words for answer in said({**given_, "facts": [*given_["facts"], more]}).missing}
    assert after <= before


@given(asked(codes=OF_BOTH), st.data())
def test_another_womans_facts_say_nothing_of_her(given_: dict[str, Any], data: st.DataObject) -> None:
    power = given_["power"]
    of_women = [kind for kind in wanted(power) if BOOK.kinds[kind].about != "man"]
    other = replace(_plain(data.draw(st.sampled_from(of_women)), power, "R9", "W"), woman="V")
    assert said({**given_, "facts": [*given_["facts"], other]}) == said(given_)
