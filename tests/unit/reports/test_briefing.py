"""The briefing as a file: safe to open, complete, the same every time."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pyarrow as pa
import pytest

from made_up_run import made_up_run
from v100.reports.briefing import briefing


@pytest.fixture(scope="module")
def page() -> str:
    return briefing(*made_up_run(8))


def test_the_same_run_gives_the_same_bytes(page: str) -> None:
    assert briefing(*made_up_run(8)) == page


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    tags = Tags(page)
    assert not tags.of("link", "img", "iframe", "object", "embed", "base", "audio", "video", "image")
    assert not [attributes for _, attributes in tags.all if {"src", "srcset", "data", "action"} & set(attributes)]
    links = [link["href"] for link in tags.of("a", "use") if "href" in link]
    assert links
    assert all(link.startswith("#") for link in links)
    assert not re.search(r"url\(|@import", page)


def test_the_policy_of_the_page_allows_its_own_style_and_script_and_nothing_else(page: str) -> None:
    csp = next(meta["content"] for meta in Tags(page).of("meta") if "http-equiv" in meta)
    inline = re.findall(r"<(style|script)>(.*?)</\1>", page, re.DOTALL)
    assert csp.startswith("default-src 'none';")
    assert re.findall(r"'(sha256-[^']+)'", csp) == [_hash(text) for _, text in inline]
    assert not [attributes for _, attributes in Tags(page).all if "style" in attributes]
    assert "unsafe" not in csp


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_marking_run_and_policy_stand_in_the_margin_of_each_printed_page() -> None:
    tables, facts = made_up_run(8)
    page = briefing(tables, replace(facts, marking='SECRET"}</style>'))
    margins = page[page.index("@page {") : page.index("</style>")]
    assert "2026-03-31-v100-0f1e2d3c4b5a" in margins
    assert "policy v100" in margins
    assert "SECRET\\22 \\7d " in margins
    assert page.count("</style>") == 1


@pytest.mark.parametrize("field", ["names", "person_id", "borough", "crime_ref", "title", "why", "flags", "detail"])
def test_hostile_text_is_only_text(field: str) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    tables, facts = made_up_run(8)
    poisoned = {name: _poisoned(table, field, hostile) for name, table in tables.items()}
    tags = Tags(briefing(poisoned, facts))
    assert len(tags.of("script")) == 1
    assert not tags.of("img")


def _poisoned(table: pa.Table, field: str, hostile: str) -> pa.Table:
    if field not in table.column_names:
        return table
    of = table.schema.field(field)
    values = [[hostile] if pa.types.is_list(of.type) else hostile] * table.num_rows
    if field == "person_id":
        values = [f"{value}{hostile}" for value in table[field].to_pylist()]
    return table.set_column(table.column_names.index(field), of, pa.array(values, of.type))


def test_free_text_contacts_and_ethnicity_stay_out(page: str) -> None:
    assert "CANARY" not in page


def test_every_victim_appears_by_reference(page: str) -> None:
    references = made_up_run(8)[0]["report_victim"]["person_id"].to_pylist()
    assert references
    assert all(f'<span class="ref">{reference}</span>' in page for reference in references)


def test_a_run_that_ranks_nobody_still_says_what_it_is() -> None:
    page = briefing(*made_up_run(0))
    assert "Nobody is listed" in page
    assert "OFFICIAL-SENSITIVE" in page
    assert "How it was made" in page


def test_each_link_within_the_page_leads_somewhere(page: str) -> None:
    tags = Tags(page)
    ids = [attributes["id"] for _, attributes in tags.all if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {unquote(link["href"][1:]) for link in tags.of("a")} <= set(ids)


def test_tables_have_captions_and_headings_have_scopes(page: str) -> None:
    assert page.count("<table") == page.count("<caption")
    assert all("scope" in heading for heading in Tags(page).of("th"))


class Tags(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.all if tag in names]
