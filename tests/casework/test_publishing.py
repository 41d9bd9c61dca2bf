"""Two people release what is published of a quarter, the very bytes, and it never changes."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from releases_made_up import SPRING, Reading, charged, second_commander
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.publishing.models import Cause, ReleaseAnswer
from v100.casework.publishing.releasing import answer_release, propose_release, released
from v100.reports.public_page import as_draft, styles_of
from v100.reports.small_numbers import FEW


@pytest.fixture
def ada() -> User:
    return user(Role.COMMANDER)


@pytest.fixture
def ben() -> User:
    return second_commander()


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
