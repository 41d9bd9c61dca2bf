"""What a force publishes of a quarter: nobody can be found by it, two people release it, and it never changes."""

from collections import defaultdict
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from evidence_made_up import seal_all
from runs_made_up import AS_AT, month_later
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.evidence.load import load_new_evidence
from v100.casework.nominals.models import Listing, Nominal, Seal
from v100.casework.outcomes.models import Outcome, OutcomeOffence
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.publishing.counting import BY_TYPE_TOLD, FIGURES_TOLD, Numbers, count
from v100.casework.publishing.models import Cause, ReleaseAnswer, ReleaseProposal
from v100.casework.publishing.quarter import Quarter, quarters
from v100.casework.publishing.releasing import answer_release, figures_of, propose_release, released, would_be
from v100.casework.publishing.telling import NOT_MEASURED, told_of
from v100.casework.runs.load import load_new
from v100.errors import V100Error
from v100.reports.public_page import as_draft, public_page, styles_of
from v100.reports.small_numbers import FEW, NOT_TOLD, TOGETHER, is_small, told, told_part

SPRING = Quarter(2026, 1)
"""In which the made-up run lies, on its last day."""


@pytest.fixture
def ada() -> User:
    return user(Role.COMMANDER)


@pytest.fixture
def ben() -> User:
    facts = {"forename": "Ben", "surname": "Second", "why": "for a test"}
    return add_user("ben", "a long enough secret", roles=[Role.COMMANDER], **facts)


def charged(rank: int, by: User, **offences: int) -> None:
    """On the list's day this man is charged with so many offences of each type."""
    nominal = Nominal.objects.get(listings__rank=rank, listings__run__as_at=AS_AT)
    outcome = Outcome.objects.create(nominal=nominal, kind="charge", on=AS_AT, by=by, report_id=f"R{rank}")
    kinds = [kind for kind, number in offences.items() for _ in range(number)]
    OutcomeOffence.objects.bulk_create(
        OutcomeOffence(outcome=outcome, line=line, ho_code=kind, type=kind, vawg=True)
        for line, kind in enumerate(kinds, start=1)
    )


def shown() -> dict[str, str]:
    return figures_of(would_be(SPRING))


# Quarters


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


# Small numbers


@pytest.mark.usefixtures("store")
def test_small_numbers_are_not_told_and_types_stand_together(ada: User) -> None:
    charged(1, ada, rape=14, stalking=4)
    charged(2, ada, rape=7, assault=3)
    numbers = count(SPRING, SPRING.run)  # type: ignore[arg-type]
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


# The page


class Reading(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action", "style")]

    def handle_data(self, data: str) -> None:
        self.text += data


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


def test_a_force_writes_its_own_words_on_complaints(store: Path) -> None:
    (store / "public.toml").write_text('complain = ["Write to Made-up House."]', encoding="utf-8")
    assert would_be(SPRING).complain == ("Write to Made-up House.",)
    (store / "public.toml").write_text("complain = []", encoding="utf-8")
    with pytest.raises(V100Error, match=r"public\.toml: complain"):
        would_be(SPRING)


# Two people


@pytest.mark.usefixtures("store")
def test_two_people_release_it(ada: User, ben: User) -> None:
    proposal = propose_release(SPRING, cause=None, reason="read it twice", by=ada)
    assert not released(SPRING)
    with pytest.raises(NotNow, match="proposed it already"):
        propose_release(SPRING, cause=None, reason="me too", by=ben)
    with pytest.raises(NotNow, match="somebody else answers"):
        answer_release(SPRING, agrees=True, reason="so it is", by=ada)
    answer_release(SPRING, agrees=True, reason="read it too", by=ben)
    (version,) = released(SPRING)
    assert (version, version.version, version.by, version.answer.by) == (proposal, 1, ada, ben)
    with pytest.raises(NotNow, match="Nothing is proposed"):
        answer_release(SPRING, agrees=True, reason="again", by=ben)
    said = Event.objects.filter(subject="quarter:2026-q1").order_by("pk").values_list("action", "by", "why")
    assert list(said) == [
        ("proposed release", ada.pk, "read it twice (version 1)"),
        ("answered release", ben.pk, "read it too (version 1 released)"),
    ]


@pytest.mark.usefixtures("store")
def test_the_database_itself_wants_two(ada: User) -> None:
    proposal = propose_release(SPRING, cause=None, reason="read it", by=ada)
    with pytest.raises(IntegrityError, match="two_people_release"), transaction.atomic():
        ReleaseAnswer.objects.create(proposal=proposal, agrees=True, reason="me", proposed_by=ada, by=ada)


@pytest.mark.usefixtures("store")
def test_who_does_not_agree_keeps_it_from_the_public_and_it_can_be_proposed_again(ada: User, ben: User) -> None:
    propose_release(SPRING, cause=None, reason="read it", by=ada)
    answer_release(SPRING, agrees=False, reason="one figure looks wrong", by=ben)
    assert not released(SPRING)
    assert signed_in(ada).get(reverse("released", args=["2026-q1", 1])).status_code == 404
    assert propose_release(SPRING, cause=None, reason="put right", by=ben).version == 1


@pytest.mark.usefixtures("store")
def test_what_changed_since_it_was_proposed_is_not_released(ada: User, ben: User) -> None:
    propose_release(SPRING, cause=None, reason="read it", by=ada)
    charged(1, ada, rape=20)
    with pytest.raises(NotNow, match="this has changed: People charged; Offences charged"):
        answer_release(SPRING, agrees=True, reason="read it", by=ben)
    answer_release(SPRING, agrees=False, reason="it has changed", by=ben)


def took(client: Client, version: int) -> bytes:
    return bytes(client.get(reverse("released", args=["2026-q1", version])).content)


@pytest.mark.usefixtures("store")
def test_a_released_page_is_the_same_for_ever_and_a_correction_says_that_it_is_one(ada: User, ben: User) -> None:
    charged(1, ada, rape=14)
    client = signed_in(ada)
    propose_release(SPRING, cause=None, reason="read it", by=ada)
    answer_release(SPRING, agrees=True, reason="read it", by=ben)
    first = took(client, 1)
    with pytest.raises(NotNow, match="say why another replaces it"):
        propose_release(SPRING, cause=None, reason="again", by=ada)
    with pytest.raises(NotNow, match="No number has changed since version 1"):
        propose_release(SPRING, cause=Cause.LATE, reason="again", by=ada)
    charged(2, ada, rape=16)
    assert took(client, 1) == first, "whatever is recorded later"
    propose_release(SPRING, cause=Cause.LATE, reason="sixteen came late", by=ben)
    answer_release(SPRING, agrees=True, reason="read them", by=ada)
    second = took(client, 2)
    assert took(client, 1) == first
    for said in (
        "Version 2",
        "This version replaces version 1, which stays as it was published. Records that came in late were added.",
        "Offences charged: 30, was 15.",
    ):
        assert said in Reading(second).text
        assert said not in Reading(first).text


@pytest.mark.usefixtures("store")
def test_a_first_version_corrects_nothing(ada: User) -> None:
    with pytest.raises(NotNow, match="Nothing was released yet"):
        propose_release(SPRING, cause=Cause.WORDING, reason="again", by=ada)


# The pages of the site


@pytest.mark.usefixtures("store")
def test_the_preview_shows_what_is_counted_beside_what_is_told_and_every_look_is_on_the_record(ada: User) -> None:
    charged(1, ada, rape=7)
    client = signed_in(ada)
    page = client.get(reverse("quarter", args=["2026-q1"])).content.decode()
    assert "<td" in page
    row = page[page.index("Offences charged</th>") :].split("</tr>")[0]
    assert ">7</td>" in row
    assert FEW in row
    client.get(reverse("public"))
    client.get(reverse("draft", args=["2026-q1"]))
    seen = Event.objects.filter(by=ada.pk, action__startswith="saw quarter").order_by("pk")
    assert list(seen.values_list("action", "subject")) == [
        ("saw quarter", "quarter:2026-q1"),
        ("saw quarters", "quarters"),
        ("saw quarter", "quarter:2026-q1"),
    ]


@pytest.mark.usefixtures("store")
def test_a_draft_is_marked_and_what_is_released_is_not(ada: User, ben: User) -> None:
    client = signed_in(ada)
    draft = client.get(reverse("draft", args=["2026-q1"]))
    assert b'<body class="draft">' in draft.content
    [style] = styles_of(draft.content)
    assert style in draft.headers["Content-Security-Policy"]
    assert f"style-src {style};" in draft.content.decode(), "what it says of itself"
    propose_release(SPRING, cause=None, reason="read it", by=ada)
    answer_release(SPRING, agrees=True, reason="read it", by=ben)
    answer = client.get(reverse("released", args=["2026-q1", 1]))
    assert b'class="draft"' not in answer.content
    assert as_draft(answer.content) == draft.content, "what was read is what was released"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="2026-q1-version-1.html"'
    assert Event.objects.filter(by=ada.pk, action="took release", subject="quarter:2026-q1").count() == 1


@pytest.mark.usefixtures("store")
def test_by_their_pages_one_proposes_and_another_releases(ada: User, ben: User) -> None:
    analyst = signed_in(Role.ANALYST)
    propose, answer = (reverse(name, args=["2026-q1"]) for name in ("propose-release", "answer-release"))
    assert "Say what you checked" in analyst.post(propose, {"reason": ""}).content.decode()
    assert analyst.post(propose, {"reason": "every figure"}).status_code == 302
    assert analyst.get(answer).status_code == 403
    commander = signed_in(ada)
    assert "1</span> proposed for the public" in commander.get("/").content.decode()
    assert "Say whether it is released" in commander.post(answer, {"reason": "every figure"}).content.decode()
    assert commander.post(answer, {"agrees": "agrees", "reason": "every figure"}).status_code == 302
    assert released(SPRING).count() == 1
    again = signed_in(ben).post(propose, {"cause": "late", "reason": "to see"}).content.decode()
    assert "there is nothing to correct" in again


def test_without_a_run_there_is_no_quarter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ada: User) -> None:
    monkeypatch.setattr(settings, "STORE", tmp_path)
    assert "No quarter with a list is over yet" in signed_in(ada).get(reverse("public")).content.decode()
