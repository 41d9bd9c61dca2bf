"""Every power comes out as its worked example says; so does the page of the docs that shows them."""

import pytest

from spec.powers import chapters, page
from spec.powers.worked import BOOK, Case, Example, asked, facts, one
from v100.casework.powers import State

BY_CODE = pytest.mark.parametrize("example", chapters.EXAMPLES, ids=lambda example: example.code)


@BY_CODE
def test_the_smallest_file_opens_it(example: Example) -> None:
    advice = asked(example.power, facts(example.power, example.file), place=example.place)
    assert (advice.state, advice.missing, advice.closed) == (State.MAY_BE_OPEN, (), ())


@BY_CODE
def test_without_one_fact_it_lacks_that_and_says_so(example: Example) -> None:
    on_file = [fact for fact in facts(example.power, example.file) if fact.kind.name != example.without]
    advice = asked(example.power, on_file, place=example.place)
    assert advice.state == State.LACKS
    assert [missing.words for missing in advice.missing] == [example.lacks]


@BY_CODE
def test_no_fact_of_the_smallest_file_can_be_spared(example: Example) -> None:
    on_file = facts(example.power, example.file)
    for spared in on_file:
        advice = asked(example.power, [fact for fact in on_file if fact is not spared], place=example.place)
        assert advice.state == State.LACKS, spared.kind.name
        assert len(advice.missing) == 1, spared.kind.name


@BY_CODE
def test_what_closes_it(example: Example) -> None:
    closed, on_file = example.closed, facts(example.power, example.file)
    if closed is None:
        power = example.power
        assert (power.closed_by, power.areas, power.not_areas, power.in_force_from) == ((), (), (), None)
        return
    on_file += [one(example.power, closed.fact)] if closed.fact else []
    advice = asked(example.power, on_file, as_at=closed.as_at, place=closed.place or example.place)
    assert advice.state == State.NOT_OPEN
    assert [answer.words for answer in advice.closed] == [closed.words]


@pytest.mark.parametrize("case", chapters.CASES, ids=lambda case: case.title)
def test_what_holds_for_every_power(case: Case) -> None:
    advice = asked(case.power, facts(case.power, case.file), as_at=case.as_at, place=case.place)
    assert advice.state == case.state
    found = advice.closed if case.state == State.NOT_OPEN else advice.missing
    assert tuple(answer.words for answer in found) == case.words


def test_every_power_has_one_example_in_the_chapter_of_its_strand() -> None:
    assert sorted(example.code for example in chapters.EXAMPLES) == list(BOOK.powers)
    for strand, examples in chapters.CHAPTERS.items():
        assert {example.power.strand for example in examples} == {strand.lower()}
        assert [example.code for example in examples] == sorted(example.code for example in examples)


def test_the_page_in_the_docs_is_this() -> None:
    assert page.PATH.read_text(encoding="utf-8") == page.rendered(), "run: python -m spec.powers.page (in tests/)"
