"""A tasking meeting: who chaired it, who was there, who sent apologies; what was decided of a man belongs to it, and
the minutes say all of it."""

from datetime import date, timedelta
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
from v100.casework.plans.reading import plan_of
from v100.casework.plans.writing import begin_plan, review_plan
from v100.casework.runs.current import current_run
from v100.casework.tasking.agenda import agenda
from v100.casework.tasking.discussed import plans_of
from v100.casework.tasking.meetings import Attended, change_attendance, correct_day, hold_meeting, latest_meetings
from v100.casework.tasking.minutes import days
from v100.casework.tasking.models import Attendance, Meeting, MeetingDay
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


def typed(day: date) -> str:
    return f"{day:%-d %-m %Y}"


def moved(chair: User, *, ago: int, to: int, reason: str = "it was Monday’s") -> Meeting:
    meeting = held(chair, ago=ago)
    correct_day(meeting, on=TODAY - to * DAY, reason=reason, seen=0, by=chair)
    return meeting


def test_a_meeting_that_was_recorded_under_a_wrong_day_is_moved_and_what_stood_is_said(
    plan: Plan, officer: User, supervisor: User
) -> None:
    meeting = held(supervisor, ago=1)
    review_plan(him(), plan, on=TODAY - DAY, words="arrest him this week", meeting=meeting, by=officer)
    client = signed_in(supervisor)
    address = reverse("meeting-day", args=[meeting.pk])
    assert address in read(client, 1)
    given = {**parts("on", typed(TODAY - 3 * DAY)), "reason": "it was held on the Friday", "seen": 0}
    answer = client.post(address, given)
    assert answer.headers["Location"] == reverse("minutes", args=[TODAY - 3 * DAY])
    shown, before = read(client, 3), read(client, 1)
    for words in (
        "arrest him this week",
        supervisor.full_name,
        "it was held on the Friday",
        f"{TODAY - DAY:%-d %B %Y}",
    ):
        assert words in shown
    assert "arrest him this week" not in before
    assert "No meeting of this day is recorded" in before
    assert f"{TODAY - 3 * DAY:%-d %B %Y}" in before, "whoever has the old minutes in his hand finds the way"
    assert Meeting.objects.get().on == TODAY - DAY, "what was recorded stays"
    event = Event.objects.get(action="corrected tasking")
    assert event.subject == f"tasking:{TODAY - DAY}"
    assert event.why.startswith("it was held on the Friday")


def test_its_reviews_are_of_the_day_to_which_it_was_moved(plan: Plan, officer: User, supervisor: User) -> None:
    """On his plan, on the agenda, in the list of days; and a review that is written after names it by that day."""
    meeting = held(supervisor, ago=1)
    review_plan(him(), plan, on=TODAY - DAY, words="arrest him", meeting=meeting, by=officer)
    correct_day(meeting, on=TODAY - 5 * DAY, reason="the Friday before", seen=0, by=supervisor)
    review_plan(him(), plan, on=TODAY - 5 * DAY, words="search him", meeting=meeting, by=officer)
    with pytest.raises(NotNow, match="was on"):
        review_plan(him(), plan, on=TODAY - DAY, words="x", meeting=meeting, by=officer)
    run = current_run()
    assert run is not None
    now = plan_of(him(), [him().pk], run, TODAY)
    assert now is not None
    assert len(now.reviews) == 2
    assert now.review_due == TODAY - 5 * DAY + plan.review_days * DAY
    (reasons,) = [each for each in agenda(supervisor, run, TODAY) if each.managed]
    assert reasons.discussed_on == TODAY - 5 * DAY
    assert days(supervisor) == [TODAY - 5 * DAY]
    assert [words for _, words in latest_meetings()] == [
        f"{TODAY - 5 * DAY:%-d %B %Y}, chaired by {supervisor.full_name}"
    ]


def test_what_came_between_the_true_day_and_the_wrong_one_is_new(plan: Plan, officer: User, supervisor: User) -> None:
    """Who met on the earlier day did not know of it."""
    meeting = held(supervisor)
    review_plan(him(), plan, on=TODAY, words="arrest him", meeting=meeting, by=officer)
    run = current_run()
    assert run is not None

    def discussed_at() -> date:
        told = plans_of({him().pk: him().pk}, TODAY)[him().pk]
        return timezone.localdate(told.discussed_at - timedelta(seconds=1))

    assert discussed_at() == TODAY
    correct_day(meeting, on=TODAY - 3 * DAY, reason="the Friday before", seen=0, by=supervisor)
    assert discussed_at() == TODAY - 3 * DAY


def test_a_day_can_be_corrected_again_and_not_by_two_at_once(officer: User, supervisor: User) -> None:
    meeting = moved(supervisor, ago=1, to=3)
    client = signed_in(supervisor)
    address = reverse("meeting-day", args=[meeting.pk])
    again = {**parts("on", typed(TODAY - 2 * DAY)), "reason": "no, the Saturday", "seen": 0}
    assert "recorded it meanwhile" in client.post(address, again).content.decode()
    assert (
        "was on that day already"
        in client.post(address, {**again, **parts("on", typed(TODAY - 3 * DAY))}).content.decode()
    )
    assert client.post(address, {**again, "seen": 1}).status_code == 302
    shown = read(client, 2)
    assert "it was Monday’s" in shown
    assert "no, the Saturday" in shown
    assert client.post(address, {**again, **parts("on", typed(TODAY - DAY)), "seen": 2}).status_code == 302
    assert "No meeting of this day is recorded" not in read(client, 1), "and back again"
    with pytest.raises(NotNow, match="meanwhile"):
        correct_day(meeting, on=TODAY, reason="another", seen=1, by=officer)


def test_a_day_is_corrected_for_a_reason_that_names_nobody_and_not_to_one_ahead(
    officer: User, supervisor: User
) -> None:
    meeting = held(supervisor)
    client = signed_in(supervisor)
    address = reverse("meeting-day", args=[meeting.pk])
    asked = client.post(address, {**parts("on", typed(TODAY + DAY)), "reason": "", "seen": 0})
    assert set(asked.context["form"].errors) == {"on", "reason"}
    named = client.post(address, {**parts("on", typed(TODAY - DAY)), "reason": "her sister Sarah was ill", "seen": 0})
    assert "It holds Sarah" in str(named.context["form"].errors)
    assert not MeetingDay.objects.exists()
    assert signed_in(officer).get(address).status_code == 403
