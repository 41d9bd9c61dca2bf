"""What waits on pages that are opened with a reason only: who is told of it, and that no more is told than a
reference."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from runs_made_up import became, month_later
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.duties.models import Told
from v100.casework.nominals.models import Conflict, Seal
from v100.casework.outcomes.models import Outcome
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new
from v100.casework.runs.models import MODELS
from v100.casework.women.herself import herself, last_run, themselves
from v100.casework.women.models import Record, Woman
from v100.casework.women.reached import reached_by, reports_for
from v100.casework.women.recording import add_step
from women_made_up import ANOTHERS, HERS, him, load_women, on_reports, reach, send, today


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    load_women(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def victim_lead() -> User:
    return user(Role.VICTIM_LEAD)


@pytest.fixture
def lead(victim_lead: User) -> Client:
    client = signed_in(victim_lead)
    reach(client)
    return client


def later(patch: pytest.MonkeyPatch, days: int) -> None:
    real, day = timezone.localdate, timezone.localdate() + timedelta(days=days)
    patch.setattr(timezone, "localdate", lambda at=None: real(at) if at else day)


def figures(client: Client, part: str) -> list[Any]:
    shown = client.get(reverse("home")).context["figures"]
    return [(each.number, each.words) for each in shown if each.url == f"{reverse('waiting-for-her')}#{part}"]


LATE = "women and girls for whose safety something is late"


def task(client: Client, owner: User, due: str = "") -> str:
    return send(client, "task", words="change the locks", owner=str(owner.pk), **parts("due_on", due or today()))


def came_of_it(part: str, what: str, by: User) -> None:
    kept = Record.objects.get(part=part)
    add_step(kept.woman, kept, what=what, on=timezone.localdate(), words="as she said", by=by)


# --- Something is late --------------------------------------------------------------------------------------


def test_a_late_task_and_a_late_application_rise_to_the_victim_lead(
    lead: Client, victim_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert task(lead, victim_lead) == ""
    assert figures(lead, "late") == [], "due today"
    later(monkeypatch, 1)
    assert figures(lead, "late") == [(1, LATE)]
    came_of_it("task", "under_way", victim_lead)
    assert figures(lead, "late") == [(1, LATE)]
    came_of_it("task", "done", victim_lead)
    assert figures(lead, "late") == []
    assert send(lead, "disclosure", today(), what="clare_ask") == ""
    came_of_it("disclosure", "reread", victim_lead)
    assert figures(lead, "late") == []
    later(monkeypatch, 4)
    assert figures(lead, "late") == [(1, LATE)]
    came_of_it("disclosure", "reread", victim_lead)
    assert figures(lead, "late") == []
    later(monkeypatch, 25)
    assert figures(lead, "late") == [(1, LATE)], "not decided within 28 days"
    came_of_it("disclosure", "not_disclosed", victim_lead)
    assert figures(lead, "late") == []


def test_it_is_told_by_reference_and_her_page_asks_why(
    lead: Client, victim_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    task(lead, victim_lead)
    send(lead, "disclosure", today(), what="clare_ask")
    later(monkeypatch, 29)
    page = reverse("waiting-for-her")
    shown = lead.get(page).content.decode()
    woman = Woman.objects.get()
    assert shown.count(woman.reference) == 2, "once, in its address and in words"
    assert not [each for each in ("locks", "Clare", "Qxanna", "Qxhart", HERS[:9]) if each in shown]
    assert Event.objects.filter(subject="waiting for her").latest("pk").shown == [f"woman:{woman.pk}"]
    client = signed_in(victim_lead)
    assert "Why do you open" in client.get(reverse("woman", args=[woman.pk])).content.decode()
    for role in (Role.SUPERVISOR, Role.LRO, Role.ANALYST):
        assert signed_in(user(role)).get(page).status_code == 403


def test_whom_one_does_not_reach_one_is_not_told_of(
    lead: Client, victim_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By either man; once both are closed, not at all."""
    task(lead, victim_lead)
    later(monkeypatch, 1)
    Conflict.objects.create(nominal=him("P1"), user=victim_lead, reason="his cousin")
    assert figures(lead, "late") == [(1, LATE)]
    Seal.objects.create(nominal=him("P2"), user=user(Role.ANALYST), ground="surname")
    assert figures(lead, "late") == []
    assert Woman.objects.get().reference not in lead.get(reverse("waiting-for-her")).content.decode()


def test_found_to_be_one_woman_she_is_told_of_once(
    store: Path, lead: Client, victim_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    task(lead, victim_lead)
    reach(lead, ANOTHERS, "P2")
    other = Record.objects.get()
    Record.objects.create(
        woman=Woman.objects.get(person_id=ANOTHERS),
        part="task",
        on=other.on,
        owner=victim_lead,
        due_on=other.due_on,
        words="a task",
        by=victim_lead,
    )
    later(monkeypatch, 1)
    assert figures(lead, "late") == [(2, LATE)]
    with CaptureQueriesContext(connection) as of_two:
        lead.get(reverse("home"))
    told = on_reports()
    told["report_victim"] = [{**row, "person_id": ANOTHERS} for row in told["report_victim"]]
    month_later(store, person_lineage=[became(HERS, ANOTHERS, "merged")], **told)
    load_new(store)
    assert figures(lead, "late") == [(1, LATE)]
    with CaptureQueriesContext(connection) as of_one:
        lead.get(reverse("home"))
    assert abs(len(of_two) - len(of_one)) <= 1, "one more to follow who became whom"


# --- Due to be erased (C24) ---------------------------------------------------------------------------------

ERASE = "women and girls whose details are due to be erased"


def test_the_victim_lead_is_told_whose_details_are_due_to_be_erased(
    lead: Client, victim_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days after the last record, once nothing is awaited; a person erases them."""
    assert send(lead, "risk", today(), what="dash", grade="high", words="first") == ""
    with monkeypatch.context() as patch:
        later(patch, 200)
        assert figures(lead, "erase") == [], "nothing is kept that identifies her"
    send(lead, "child", name="Qxchild", school="Qxschool")
    send(lead, "referral", today(), what="idva")
    later(monkeypatch, 90)
    assert figures(lead, "erase") == [], "a referral is open"
    came_of_it("referral", "declined", victim_lead)
    assert figures(lead, "erase") == [(1, ERASE)]
    monkeypatch.setattr(settings, "ERASE_DAYS", 91)
    assert figures(lead, "erase") == [], "the force keeps them longer"
    later(monkeypatch, 1)
    page = lead.get(reverse("waiting-for-her")).content.decode()
    woman = Woman.objects.get()
    assert page.count(woman.reference) == 2, "once, in its address and in words"
    assert "91 days old" in page
    assert not [each for each in ("Qxanna", "Qxhart", "Qxhiding") if each in page]
    assert lead.post(reverse("erase-of-woman", args=[woman.pk]), {"reason": "nothing is awaited"}).status_code == 302
    assert figures(lead, "erase") == []


def test_whom_one_does_not_reach_or_who_is_to_be_told_is_not_due(
    lead: Client, victim_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = user(Role.LRO)
    send(lead, "child", name="Qxchild")
    managed(him("P1"), officer, by=user(Role.SUPERVISOR))
    interview = Outcome.objects.create(
        nominal=him("P1"), kind="interview", on=timezone.localdate(), report_id="R1", by=officer
    )
    later(monkeypatch, 90)
    assert figures(lead, "erase") == [], "she is to be told of the interview"
    told = {"nominal": him("P1"), "woman": HERS, "about": f"outcome:{interview.pk}", "duty": "interview"}
    Told.objects.create(**told, how="call", on=timezone.localdate(), by=officer)
    assert figures(lead, "erase") == [(1, ERASE)]
    for man in ("P1", "P2"):
        Conflict.objects.create(nominal=him(man), user=victim_lead, reason="his cousin")
    assert figures(lead, "erase") == []


# --- Whom a person reaches, of many and of one --------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.VICTIM_LEAD, Role.SUPERVISOR, Role.LRO, Role.PROFESSIONAL_STANDARDS])
@pytest.mark.parametrize("closed", ["", "conflict", "sealed", "eliminated", "witness", "nobody", "gone"])
def test_of_many_she_is_reached_as_of_one(store: Path, role: Role, closed: str) -> None:
    who = user(role)
    if role == Role.LRO:
        managed(him("P1"), who, by=user(Role.SUPERVISOR))
    suspects = MODELS["suspect"].objects
    if closed == "conflict":
        Conflict.objects.create(nominal=him("P2"), user=who, reason="his cousin")
    if closed == "sealed":
        Seal.objects.create(nominal=him("P2"), user=user(Role.ANALYST), ground="surname")
    if closed == "eliminated":
        suspects.filter(report_id="R1").update(eliminated_on=timezone.localdate())
    if closed == "witness":
        suspects.filter(report_id="R3").update(role="witness")
    if closed == "nobody":
        suspects.all().delete()
    if closed == "gone":
        month_later(store)
        load_new(store)
    known_as = themselves([HERS, ANOTHERS])
    one_by_one = {
        woman
        for woman in (HERS, ANOTHERS)
        if (run := last_run(herself(woman))) and reports_for(who, herself(woman), run)
    }
    assert reached_by(who, known_as).women == one_by_one
