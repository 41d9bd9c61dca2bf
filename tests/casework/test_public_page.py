"""What a force publishes of a quarter: whole quarters only, no small number, and nobody can be found by it."""

from collections import defaultdict
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from evidence_made_up import evidence, seal_all
from releases_made_up import SPRING, Reading, charged, shown
from runs_made_up import month_later
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.evidence.load import load_new_evidence
from v100.casework.evidence.models import LoadedEvidence
from v100.casework.nominals.models import Listing, Nominal, Seal
from v100.casework.panel.states import NotNow
from v100.casework.publishing.counting import BY_TYPE_TOLD, FIGURES_TOLD, Numbers, count
from v100.casework.publishing.models import ReleaseProposal
from v100.casework.publishing.quarter import Quarter, quarters
from v100.casework.publishing.releasing import would_be
from v100.casework.publishing.telling import NOT_MEASURED, told_of
from v100.casework.runs.load import load_new
from v100.errors import V100Error
from v100.reports.evidence_document import as_document
from v100.reports.public_page import public_page
from v100.reports.small_numbers import FEW, NOT_TOLD, TOGETHER, is_small, told, told_part


@pytest.fixture
def ada() -> User:
    return user(Role.COMMANDER)


@given(st.dates(date(1900, 1, 1), date(2900, 12, 31)))
def test_every_day_lies_in_one_quarter_and_quarters_never_overlap(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first <= day <= quarter.last
    assert Quarter.named(quarter.name) == quarter
    assert Quarter.of(quarter.first - timedelta(days=1)) < quarter < Quarter.of(quarter.last + timedelta(days=1))
    assert Quarter.of(quarter.last) == Quarter.of(quarter.first) == quarter


@pytest.mark.parametrize(
    "name", ["2026-q0", "2026-q5", "2026", "2026-q11", "2026-02", "2026-q1-q2", "０026-q1", "0000-q1"]
)
def test_there_is_no_other_span(name: str) -> None:
    with pytest.raises(ValueError, match="quarter"):
        Quarter.named(name)


@pytest.mark.usefixtures("store")
def test_no_address_and_no_row_of_the_database_has_another_span(ada: User) -> None:
    client = signed_in(ada)
    for name in ("2026-q5", "2026-03", "2026-q2", "2025-q4"):
        assert client.get(reverse("quarter", args=[name])).status_code == 404
    facts = {
        "version": 1,
        "page": b"x",
        "sha256": sha256(b"x").hexdigest(),
        "told": {},
        "run": "a",
        "reason": "b",
        "by": ada,
    }
    with pytest.raises(IntegrityError, match="whole_quarters_are_released"), transaction.atomic():
        ReleaseProposal.objects.create(quarter="2026-02", **facts)


def test_only_a_quarter_that_is_over_and_has_a_list_is_offered(store: Path) -> None:
    assert quarters() == [SPRING]
    month_later(store)
    load_new(store)
    assert quarters() == [SPRING], "April is over, the quarter is not"
    with pytest.raises(NotNow, match="not over"):
        would_be(Quarter(2026, 2))


@pytest.mark.usefixtures("store")
def test_small_numbers_are_not_told_and_types_stand_together(ada: User) -> None:
    charged(1, ada, rape=14, stalking=4)
    charged(2, ada, rape=7, assault=3)
    assert SPRING.run is not None
    numbers = count(SPRING, SPRING.run)
    assert numbers.figures["people-charged"] == 2
    of_types = {kind: number for kind, number in numbers.by_type["offences-charged"].items() if number}
    assert of_types == {"rape": 21, "stalking": 4, "assault": 3}
    said = shown()
    assert said["People charged"] == FEW
    assert said["Men on the list"] == FEW, "the made-up list has five"
    assert said["Offences charged"] == told(28)
    assert not [words for words in said if "type" in words], "7 together with the 21 are all there are"
    charged(3, ada, threats=12)
    said = shown()
    rows = {words: number for words, number in said.items() if "by type" in words}
    assert rows == {
        "Offences charged, by type: Rape": "20",
        f"Offences charged, by type: {TOGETHER.capitalize()}": "20",
    }
    assert said["Offences charged"] == "40", "the sum of its rows, so that none is nearer than it says"


SMALL = st.integers(0, 14) | st.integers(0, 80)
TYPES = st.dictionaries(st.sampled_from(["rape", "stalking", "assault", "threats", "arson", "theft", ""]), SMALL)


@st.composite
def all_numbers(draw: st.DrawFn) -> Numbers:
    by_type = {name: draw(TYPES) for name in BY_TYPE_TOLD}
    figures = {name: draw(SMALL) for name in FIGURES_TOLD}
    figures["vawg-arrests"] = draw(st.integers(0, figures["arrests"]))
    figures |= {name: sum(parts.values()) for name, parts in by_type.items()}
    return Numbers(draw(st.integers(0, 120)), figures, by_type)


@hypothesis_settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(all_numbers())
def test_no_small_number_stands_anywhere_on_the_page(numbers: Numbers) -> None:
    figures, tables = told_of(numbers)
    for name, figure in zip(FIGURES_TOLD, figures, strict=True):
        if is_small(numbers.figures[name]):
            assert figure.told in (FEW, NOT_TOLD)
        elif figure.told != NOT_TOLD:
            number = int(figure.told.replace(",", ""))
            assert number % 5 == 0
            assert number >= 10 or numbers.figures[name] == 0
    assert all(number >= 10 and number % 5 == 0 for table in tables for _, number in table.rows)
    by_words = {figure.words: figure.told for figure in figures}
    for table in tables:
        whole = by_words[table.title.removesuffix(", by type")]
        assert whole == f"{sum(number for _, number in table.rows):,}", "a total betrays no part"


def test_people_arrested_arrests_and_those_for_violence_do_not_betray_each_other() -> None:
    """Every truth up to 32 arrests: whoever tries them all is left with two values at least of each small number."""
    pages = defaultdict(list)
    for arrests in range(33):
        for men in range(min(arrests, 1), arrests + 1):
            for vawg in range(arrests + 1):
                page = (told(men), told(arrests), told_part(vawg, arrests))
                pages[page].append((men, arrests, vawg, arrests - vawg))
    for alike in pages.values():
        for place in range(4):
            values = {truth[place] for truth in alike}
            if any(is_small(value) for value in values) and max(truth[1] for truth in alike) < 30:
                assert len(values) > 1, (alike[0], place)


@pytest.mark.usefixtures("store")
def test_men_who_may_be_colleagues_are_in_none_of_its_numbers(ada: User) -> None:
    charged(1, ada, rape=12)
    charged(2, ada, rape=14)
    before = shown()
    Seal.objects.create(nominal=Nominal.objects.get(listings__rank=2), user=ada, ground="same name and birth")
    after = shown()
    assert (before["Offences charged"], after["Offences charged"]) == ("25", "10")
    assert before["Men on the list"] == after["Men on the list"]


@pytest.mark.usefixtures("store")
def test_the_page_leads_to_nobody_and_nowhere(ada: User) -> None:
    charged(1, ada, rape=14, stalking=30)
    page = public_page(would_be(SPRING))
    read = Reading(page)
    assert not read.tags & {"script", "link", "img", "iframe", "form", "a", "object"}
    assert read.links == []
    assert b"default-src 'none'" in page
    assert b"http://" not in page.replace(b"http://www.w3.org", b"")
    assert b"https://" not in page
    for line in Listing.objects.all():
        for word in (line.name, line.nominal.reference, line.nominal.person_id, *line.boroughs):
            assert not word or word not in read.text, word
    assert page == public_page(would_be(SPRING)), "the same bytes"


@pytest.mark.usefixtures("store")
def test_the_page_says_by_which_rules_what_is_never_used_and_how_to_complain() -> None:
    text = Reading(public_page(would_be(SPRING))).text
    for words in (
        "January to March 2026",
        "Version 1",
        "last 365 days",
        "policy “v100”",
        "Ethnicity, nationality, religion, postcode",
        "Independent Office for Police Conduct",
        NOT_MEASURED,
        "has been found guilty of nothing",
        "Only whole quarters are published",
    ):
        assert words in text, words


def test_fairness_stands_on_it_when_it_was_published_with_a_list_of_the_quarter(store: Path) -> None:
    seal_all(store, as_at=date(2026, 4, 1))
    load_new_evidence(store)
    assert NOT_MEASURED in would_be(SPRING).fair
    seal_all(store)
    load_new_evidence(store)
    assert would_be(SPRING).fair == ("Given the harm that is reported of a man, his group makes no difference.",)


def test_fairness_that_an_upgrade_left_behind_is_not_guessed_at(store: Path) -> None:
    assert store
    older = as_document(evidence("fairness"))
    del older["cannot_say"]
    facts = {"seal": "ab" * 32, "about": "fairness", "as_at": date(2026, 3, 31), "document": older}
    LoadedEvidence.objects.create(evidence_id="2026-03-31-fairness-0123456789ab", **facts)
    assert would_be(SPRING).fair == (NOT_MEASURED,)


def test_a_force_writes_its_own_words_on_complaints(store: Path) -> None:
    (store / "public.toml").write_text('complain = ["Write to Made-up House."]', encoding="utf-8")
    assert would_be(SPRING).complain == ("Write to Made-up House.",)
    (store / "public.toml").write_text("complain = []", encoding="utf-8")
    with pytest.raises(V100Error, match=r"public\.toml: complain"):
        would_be(SPRING)
