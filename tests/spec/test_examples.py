"""Every worked example of the method comes out as it says; so does the page of the docs that shows them."""

from collections.abc import Iterator

import pytest
from ibis.backends.duckdb import Backend

from spec import chapters, page, worked
from v100 import engine


@pytest.fixture(scope="module")
def backend() -> Iterator[Backend]:
    backend = engine.connect()
    yield backend
    backend.disconnect()


@pytest.mark.parametrize("example", chapters.EXAMPLES, ids=lambda example: f"{example.rule}: {example.title}")
def test_example(backend: Backend, example: worked.Example) -> None:
    made = worked.run(backend, example)
    for name, expected in example.expect.items():
        assert worked.seen(made[name], expected) == worked.wanted(expected), name


def test_every_rule_has_an_example() -> None:
    told = {example.rule for example in chapters.EXAMPLES}
    assert set(range(1, 44)) - told == chapters.SHOWN_ELSEWHERE.keys()


def test_the_page_in_the_docs_is_this() -> None:
    assert page.PATH.read_text(encoding="utf-8") == page.rendered(), "run: python -m spec.page (in tests/)"
