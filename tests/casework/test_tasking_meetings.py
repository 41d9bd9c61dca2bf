"""A tasking meeting: who chaired it, who was there, who sent apologies; what was decided of a man belongs to it, and
the minutes say all of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Conflict
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.plans.kept_templates import templates
from v100.casework.plans.models import Plan, Review
from v100.casework.plans.writing import begin_plan, review_plan
from v100.casework.tasking.meetings import Attended, change_attendance, hold_meeting
from v100.casework.tasking.models import Attendance, Meeting
from women_made_up import WHY, him, load_women, today

TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture(autouse=True)
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User, supervisor: User) -> Plan:
    """Of P1, whom the officer manages."""
    load_women(tmp_path, monkeypatch)
    monkeypatch.setattr("v100.casework.plans.views.changing.hers_in", lambda *_: [])
    managed(him(), officer, by=supervisor)
    template = templates(settings.STORE)["stalker"]
    return begin_plan(him(), "stalker", template, owner=officer, begun_on=TODAY, by=officer)


def said(there: User, in_chair: User, **more: Any) -> dict[str, Any]:
    given = {
        "chair": in_chair.pk,
        "present": [there.pk],
        "others": "Housing, a duty solicitor's clerk",
        "apologies": "",
    }
    return {**parts("on", today()), **given, **more}


def read(client: Client, ago: int = 0) -> str:
    return client.get(reverse("minutes", args=[TODAY - ago * DAY])).content.decode()


def held(chair: User, *, ago: int = 0) -> Meeting:
    there = Attended(chair=chair, present=[chair], others="", apologies="")
    return hold_meeting(on=TODAY - ago * DAY, attended=there, by=chair)


def review(client: Client, **more: Any) -> str:
    client.post(reverse("man", args=[him().pk]), WHY)
    page = reverse("review-plan", args=[him().pk])
    answer = client.post(page, {**parts("on", today()), "words": "arrest him this week", **more})
    return "" if answer.status_code == 302 else str(answer.context["form"].errors)


def test_the_minutes_name_the_meeting_and_who_was_there(officer: User, supervisor: User) -> None:
    chair = user(Role.PANEL_CHAIR)
    client = signed_in(supervisor)
    answer = client.post(reverse("record-meeting"), said(officer, chair, apologies="Probation, on leave"))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("minutes", args=[TODAY]))
    shown = read(client)
    for words in (chair.full_name, officer.full_name, "Housing, a duty solicitor&#x27;s clerk", "Probation, on leave"):
        assert words in shown
    assert "No review of a man whom you may see is recorded" in shown
    assert Event.objects.get(action="recorded tasking").subject == f"tasking:{TODAY}"
    assert reverse("minutes", args=[TODAY]) in client.get(reverse("tasking")).content.decode()


def test_what_is_decided_of_a_man_belongs_to_the_meeting(plan: Plan, officer: User, supervisor: User) -> None:
    meeting = held(supervisor)
    client = signed_in(officer)
    assert review(client, meeting=meeting.pk) == ""
    assert review(client, meeting="", words="rang the landlord") == ""
    shown = read(signed_in(supervisor))
    at_it, apart = shown.split("At no meeting that is recorded")
    assert "arrest him this week" in at_it
    assert "rang the landlord" in apart
    assert "rang the landlord" not in at_it
    assert Review.objects.get(meeting=meeting).plan == plan


def test_a_decision_is_of_the_day_of_its_meeting(plan: Plan, officer: User, supervisor: User) -> None:
    yesterday = held(supervisor, ago=1)
    assert f"{TODAY - DAY:%-d %B %Y}" in review(signed_in(officer), meeting=yesterday.pk)
    with pytest.raises(NotNow, match="was on"):
        review_plan(him(), plan, on=TODAY, words="x", meeting=yesterday, by=officer)
    assert "Select a valid choice" in review(signed_in(officer), meeting=yesterday.pk + 1)
    assert not Review.objects.exists()


def test_without_a_meeting_the_minutes_say_so(plan: Plan, officer: User, supervisor: User) -> None:
    client = signed_in(officer)
    page = client.get(reverse("review-plan", args=[him().pk]))
    assert "At which" not in page.content.decode(), "there is none to choose from"
    review_plan(him(), plan, on=TODAY, words="rang the landlord", by=officer)
    assert "No meeting of this day is recorded" in read(signed_in(supervisor))


def test_who_was_there_can_be_corrected_and_the_first_telling_stays(officer: User, supervisor: User) -> None:
    meeting = held(supervisor)
    client = signed_in(supervisor)
    address = reverse("attendance", args=[meeting.pk])
    form = client.get(address).context["form"]
    assert form.initial["chair"] == supervisor.pk
    given = said(officer, supervisor, others="Drive", seen=1)
    assert client.post(address, given).status_code == 302
    assert "Drive" in read(client)
    assert "recorded it meanwhile" in client.post(address, {**given, "others": "Nobody"}).content.decode()
    assert list(Attendance.objects.order_by("number").values_list("others", flat=True)) == ["", "Drive"]
    with pytest.raises(NotNow, match=supervisor.full_name):
        change_attendance(meeting, Attended(supervisor, [], "", ""), seen=1, by=officer)


def test_two_meetings_of_a_day_stand_apart(plan: Plan, officer: User, supervisor: User) -> None:
    first, second = held(supervisor), held(user(Role.PANEL_CHAIR))
    review_plan(him(), plan, on=TODAY, words="of the first", meeting=first, by=officer)
    review_plan(him(), plan, on=TODAY, words="of the second", meeting=second, by=officer)
    found = signed_in(supervisor).get(reverse("minutes", args=[TODAY])).context["minutes"]
    assert [(part.meeting, [each.words for each, _ in part.said]) for part in found.meetings] == [
        (first, ["of the first"]),
        (second, ["of the second"]),
    ]
    assert found.apart == []


def test_who_may_not_see_a_man_reads_the_meeting_without_him(plan: Plan, officer: User, supervisor: User) -> None:
    meeting = held(supervisor)
    review_plan(him(), plan, on=TODAY, words="arrest him this week", meeting=meeting, by=officer)
    chair = user(Role.PANEL_CHAIR)
    Conflict.objects.create(nominal=him(), user=chair, reason="a cousin")
    shown = read(signed_in(chair))
    assert supervisor.full_name in shown
    assert "arrest him this week" not in shown


def test_it_is_asked_who_chaired_it_and_when(officer: User, supervisor: User) -> None:
    client = signed_in(supervisor)
    tomorrow = TODAY + DAY
    given = said(officer, supervisor, chair="", **parts("on", f"{tomorrow.day} {tomorrow.month} {tomorrow.year}"))
    errors = client.post(reverse("record-meeting"), given).context["form"].errors
    assert set(errors) == {"chair", "on"}
    named = client.post(reverse("record-meeting"), said(officer, supervisor, others="her sister Sarah"))
    assert "It holds Sarah" in str(named.context["form"].errors), "partners hear the minutes"
    stranger = client.post(reverse("record-meeting"), said(user(Role.AUDITOR), supervisor))
    assert "present" in stranger.context["form"].errors, "who may not read the agenda was not there by name"
    assert not Meeting.objects.exists()
    assert signed_in(officer).get(reverse("record-meeting")).status_code == 403


def test_who_left_since_was_there_all_the_same(officer: User, supervisor: User) -> None:
    there = Attended(chair=officer, present=[officer], others="", apologies="")
    meeting = hold_meeting(on=TODAY, attended=there, by=supervisor)
    officer.is_active = False
    officer.save()
    given = said(officer, officer, seen=1, apologies="Drive")
    assert signed_in(supervisor).post(reverse("attendance", args=[meeting.pk]), given).status_code == 302
