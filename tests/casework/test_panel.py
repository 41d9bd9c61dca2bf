"""The panel at work: two sealed views, the chair's ruling, the same-day route, conflicts of interest."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from runs_made_up import AS_AT, month_later, seal
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Conflict, Nominal, Seal
from v100.casework.oversight.models import Event
from v100.casework.panel.models import Check, Judgement, Meeting, Step
from v100.casework.panel.urgent import second_view_due
from v100.casework.runs.load import load_new

WHY = {"why": "panel of 3 April"}
REASON = "three women in a year"
SECRET = "canary of a sealed view"


@pytest.fixture
def nominal(store: Path) -> Nominal:
    """A nominated man none of whose lines is contested."""
    assert store
    return Nominal.objects.get(listings__rank=1)


@pytest.fixture
def chair(nominal: Nominal) -> Client:
    return _reader(Role.PANEL_CHAIR, nominal)


@pytest.fixture
def member(nominal: Nominal) -> Client:
    return _reader(Role.PANEL_MEMBER, nominal)


@pytest.fixture
def second(nominal: Nominal) -> Client:
    """Another member."""
    who = add_user("two", "a long enough secret", forename="Two", surname="B", roles=[Role.PANEL_MEMBER], why="joined")
    return _reader(who, nominal)


@pytest.fixture
def supervisor(nominal: Nominal) -> Client:
    return _reader(Role.SUPERVISOR, nominal)


def _reader(who: Role | User, nominal: Nominal) -> Client:
    client = signed_in(who)
    client.post(reverse("case", args=[nominal.pk]), WHY)
    return client


def do(client: Client, name: str, nominal: Nominal, **said: object) -> str:
    """Fill in the form as the page offers it now; gives what is wrong, nothing when it was done."""
    page = reverse(name, args=[nominal.pk])
    form = client.get(page).context["form"]
    answer = client.post(page, {"seen": form["seen"].value(), **said})
    return (
        ""
        if answer.status_code == 302
        else " ".join(message for messages in answer.context["form"].errors.values() for message in messages)
    )


def case(client: Client, nominal: Nominal) -> str:
    return client.get(reverse("case", args=[nominal.pk])).content.decode()


def view(client: Client, nominal: Nominal, what: str, **more: object) -> str:
    return do(client, "judge", nominal, view=what, reason=REASON, **more)


def prepare(client: Client, nominal: Nominal, result: str = "not there") -> None:
    for scheme in Check.Scheme.values:
        asked = {"scheme": scheme, "result": result, "answered_by": "DS Made-up", **parts("asked_on", "1 4 2026")}
        assert do(client, "check", nominal, **asked) == ""


def meet(chair: Client) -> Meeting:
    chair.post(reverse("meeting-open"), {"title": "April panel", **parts("on", "3 4 2026")})
    return Meeting.objects.get(closed_at=None)


def review(chair: Client, nominal: Nominal) -> Meeting:
    """Everything looked at, a meeting open, he is under review."""
    prepare(chair, nominal)
    meeting = meet(chair)
    assert do(chair, "take-up", nominal, reason="whether to adopt him") == ""
    return meeting


def status(nominal: Nominal) -> str:
    return Step.objects.filter(nominal=nominal).order_by("number").last().status


@pytest.mark.parametrize(
    ("what", "more", "becomes"),
    [("adopt", {}, "adopted"), ("reject", {}, "rejected"), ("defer", parts("until", "1 1 2030"), "deferred")],
)
def test_two_who_agree_decide(
    chair: Client, member: Client, nominal: Nominal, what: str, more: dict[str, object], becomes: str
) -> None:
    meeting = review(chair, nominal)
    assert view(member, nominal, what, **more) == ""
    assert status(nominal) == "under review"
    assert view(chair, nominal, what, conditions="read again in May", **more) == ""
    assert status(nominal) == becomes
    last = Step.objects.filter(nominal=nominal).order_by("number").last()
    assert (last.reason, last.conditions) == (REASON, "read again in May")
    assert last.decided.meeting == meeting
    assert meeting.present.count() == 2


def test_a_view_is_sealed_until_both_are_in(
    chair: Client, member: Client, supervisor: Client, nominal: Nominal
) -> None:
    review(chair, nominal)
    do(member, "judge", nominal, view="reject", reason=SECRET, conditions=SECRET)
    for client in (chair, supervisor, signed_in(Role.AUDITOR)):
        pages = ["/", reverse("case", args=[nominal.pk]), reverse("judge", args=[nominal.pk]), reverse("queue")]
        pages += [reverse("audit"), reverse("meetings"), reverse("meeting", args=[Meeting.objects.get().pk])]
        for page in pages:
            assert SECRET not in client.get(page).content.decode(), page
    assert "1 of 2 views is in" in case(chair, nominal)
    assert not Event.objects.filter(why__contains=SECRET).exists()
    assert SECRET in case(member, nominal), "his own he may read"
    view(chair, nominal, "adopt")
    assert SECRET in case(chair, nominal)
    assert SECRET in case(supervisor, nominal)


def test_a_view_is_given_once(chair: Client, member: Client, nominal: Nominal) -> None:
    review(chair, nominal)
    assert view(member, nominal, "reject") == ""
    assert "cannot be changed" in view(member, nominal, "adopt")
    assert Judgement.objects.count() == 1


def test_where_two_differ_the_chair_rules(chair: Client, member: Client, second: Client, nominal: Nominal) -> None:
    review(chair, nominal)
    view(member, nominal, "adopt")
    view(second, nominal, "reject")
    assert status(nominal) == "under review"
    assert "The two views differ" in case(member, nominal)
    assert chair.get(reverse("queue"), {"show": "differ"}).context["page"].paginator.count == 1
    assert member.get(reverse("rule", args=[nominal.pk])).status_code == 403
    assert "Both views are in" in view(chair, nominal, "adopt")
    assert do(chair, "rule", nominal, view="adopt", reason="the latest report weighs most") == ""
    assert status(nominal) == "adopted"
    assert chair.get(reverse("queue"), {"show": "differ"}).context["page"].paginator.count == 0


def test_the_chair_alone_adopts_nobody(chair: Client, member: Client, nominal: Nominal) -> None:
    review(chair, nominal)
    view(chair, nominal, "adopt")
    view(member, nominal, "reject")
    assert "it takes two people" in do(chair, "rule", nominal, view="adopt", reason=REASON)
    assert do(chair, "rule", nominal, view="reject", reason=REASON) == ""
    assert status(nominal) == "rejected"


def test_a_decision_belongs_to_a_meeting(chair: Client, member: Client, nominal: Nominal) -> None:
    prepare(chair, nominal)
    do(chair, "take-up", nominal, reason="whether to adopt him")
    assert "No meeting is open" in view(member, nominal, "adopt")
    meeting = meet(chair)
    chair.post(reverse("meeting-open"), {"title": "Another", **parts("on", "3 4 2026")})
    assert Meeting.objects.count() == 1, "one at a time"
    view(member, nominal, "adopt")
    page = reverse("meeting", args=[meeting.pk])
    assert "waits for the second view" in chair.get(page).content.decode()
    view(chair, nominal, "adopt")
    said = chair.get(page).content.decode()
    assert all(words in said for words in ("1 decision", nominal.reference, REASON, "Made Up-panel_member"))
    assert nominal.listings.get().name not in said
    chair.post(reverse("meeting-close", args=[meeting.pk]), {"close": "yes"})
    meeting.refresh_from_db()
    assert meeting.closed_by is not None


def test_adopting_needs_the_answers_of_the_other_schemes(chair: Client, member: Client, nominal: Nominal) -> None:
    meet(chair)
    do(chair, "take-up", nominal, reason="whether to adopt him")
    assert "MAPPA" in view(member, nominal, "adopt")
    prepare(chair, nominal, "asked")
    assert "MAPPA" in view(member, nominal, "adopt"), "asked is not answered"
    prepare(chair, nominal)
    assert view(member, nominal, "adopt") == ""


def test_to_reject_needs_no_answer(chair: Client, member: Client, nominal: Nominal) -> None:
    meet(chair)
    do(chair, "take-up", nominal, reason="whether to adopt him")
    assert view(member, nominal, "reject") == ""


def test_one_scheme_leads(chair: Client, nominal: Nominal) -> None:
    said = {"answered_by": "DS Made-up", **parts("asked_on", "1 4 2026")}
    assert do(chair, "check", nominal, scheme="MAPPA", result="leads", **said) == ""
    assert "MAPPA leads already" in do(chair, "check", nominal, scheme="IOM", result="leads", **said)
    assert do(chair, "check", nominal, scheme="MAPPA", result="there", **said) == ""
    assert do(chair, "check", nominal, scheme="IOM", result="leads", **said) == ""
    assert Check.objects.count() == 3


def test_where_lines_are_contested_the_primary_aggressor_comes_first(tmp_path: Path) -> None:
    report = {"person_id": "P1", "report_id": "R-OTHER", "line": 1, "ho_code": "019/08", "days": 5, "counted": True}
    seal(
        tmp_path,
        person=[{"person_id": "P1", "side": "suspect", "names": ["Mike Madeup"], "mentions": 1}],
        crime_report=[{"report_id": "R-OTHER", "crime_ref": "CR/OTHER", "recorded_on": AS_AT}],
        harm_line=[{**report, "why": "counted", "marks": ["mutual with R-BACK"]}],
    )
    load_new(tmp_path)
    nominal = Nominal.objects.get(person_id="P1")
    chair, member = (_reader(role, nominal) for role in (Role.PANEL_CHAIR, Role.PANEL_MEMBER))
    assert do(chair, "nominate", nominal, reason="named by a partner") == ""
    review(chair, nominal)
    assert "the primary aggressor of CR/OTHER" in view(member, nominal, "adopt")
    assert do(member, "aggressor", nominal, report_id="R-OTHER", finding="he", reason="her injuries of defence") == ""
    assert view(member, nominal, "adopt") == ""
    assert "her injuries of defence" in case(chair, nominal)


def test_a_threat_to_life_is_adopted_at_once_and_seen_by_a_second(
    chair: Client, member: Client, supervisor: Client, store: Path
) -> None:
    assert store
    nominal = Nominal.objects.get(listings__rank=7)
    for client in (chair, member, supervisor):
        client.post(reverse("case", args=[nominal.pk]), WHY)
    assert "nominate him so first" in do(supervisor, "adopt-at-once", nominal, reason="he is on his way")
    assert do(member, "urgent", nominal, reason="he bought petrol and named the day") == ""
    assert "Record first that it was asked" in do(supervisor, "adopt-at-once", nominal, reason="he is on his way")
    prepare(supervisor, nominal, "asked")
    assert member.get(reverse("adopt-at-once", args=[nominal.pk])).status_code == 403
    assert do(supervisor, "adopt-at-once", nominal, reason="he is on his way") == ""
    assert status(nominal) == "adopted"
    assert "The second view is due by" in case(member, nominal)
    assert member.get(reverse("queue"), {"show": "second"}).context["page"].paginator.count == 1
    assert "Record first" in view(member, nominal, "adopt"), "by then the answers are in"
    prepare(supervisor, nominal)
    assert view(member, nominal, "adopt") == ""
    assert "The second view is due" not in case(member, nominal)
    meeting = meet(chair)
    assert [each.step.nominal for each in meeting.decisions.all()] == [nominal], "it is laid before the next meeting"


def test_an_adoption_at_once_while_the_panel_meets_belongs_to_that_meeting(chair: Client, nominal: Nominal) -> None:
    meeting = meet(chair)
    do(chair, "urgent", nominal, reason="he bought petrol and named the day")
    prepare(chair, nominal)
    do(chair, "adopt-at-once", nominal, reason="he is on his way")
    assert meeting.decisions.get().step.nominal == nominal


def test_an_adoption_at_once_that_is_not_upheld_goes_to_the_chair(
    chair: Client, member: Client, supervisor: Client, nominal: Nominal
) -> None:
    do(member, "urgent", nominal, reason="he bought petrol and named the day")
    prepare(supervisor, nominal)
    do(supervisor, "adopt-at-once", nominal, reason="he is on his way")
    assert view(member, nominal, "reject") == ""
    assert status(nominal) == "adopted", "he stays adopted until the chair rules"
    assert do(chair, "rule", nominal, view="reject", reason="it was another man") == ""
    assert status(nominal) == "rejected"
    laid_before = meet(chair).decisions.order_by("pk").values_list("step__status", flat=True)
    assert list(laid_before) == ["adopted", "rejected"], "what was decided between meetings"


@pytest.mark.parametrize(
    ("adopted", "due"),
    [
        (datetime(2026, 3, 5, 12, tzinfo=UTC), date(2026, 3, 6)),
        (datetime(2026, 3, 6, 12, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 3, 7, 12, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 6, 4, 23, 30, tzinfo=UTC), date(2026, 6, 8)),
    ],
)
def test_the_second_view_is_due_by_the_next_working_day_in_london(adopted: datetime, due: date) -> None:
    assert second_view_due(adopted) == due


def test_a_conflict_ends_access_at_once_and_a_view_that_was_given(chair: Client, nominal: Nominal) -> None:
    namesake = user(Role.PANEL_MEMBER, surname=nominal.listings.get().name.split()[-1].upper())
    member = _reader(namesake, nominal)
    review(chair, nominal)
    assert "He has your surname" in case(member, nominal)
    assert "He has your surname" not in case(chair, nominal)
    view(member, nominal, "adopt")
    member.get(reverse("find"), {"q": nominal.listings.get().name})
    assert do(member, "conflict", nominal, reason="he is my brother in law") == ""
    name = nominal.listings.get().name
    for page in ("case", "man", "judge", "comment"):
        assert member.get(reverse(page, args=[nominal.pk])).status_code == 404
    for page in (reverse("list"), reverse("queue"), f"{reverse('find')}?q={nominal.reference}"):
        assert name not in member.get(page).content.decode()
    assert nominal.reference in member.get(reverse("conflicts-mine")).content.decode()
    assert "0 of 2 views" in case(chair, nominal)
    said = chair.get(reverse("conflicts")).content.decode()
    assert "he is my brother in law" in said
    assert WHY["why"] in said, "the looks that went before"
    ((_, looks),) = chair.get(reverse("conflicts")).context["rows"]
    assert "searched" in {look.action for look in looks}, "and what showed him among others"
    assert member.get(reverse("conflicts")).status_code == 403


def test_who_comes_second_is_told_and_nothing_is_lost(chair: Client, member: Client, nominal: Nominal) -> None:
    page = reverse("take-up", args=[nominal.pk])
    seen = {client: client.get(page).context["form"]["seen"].value() for client in (chair, member)}
    assert chair.post(page, {"seen": seen[chair], "reason": "whether to adopt him"}).status_code == 302
    answer = member.post(page, {"seen": seen[member], "reason": "whether to adopt him"})
    assert "While you were writing, Made Up-panel_chair changed his status" in answer.content.decode()
    assert Step.objects.filter(nominal=nominal, status="under review").count() == 1


def test_facts_and_assessments_are_marked_apart(member: Client, nominal: Nominal) -> None:
    assert "Say whether it is a fact" in do(member, "comment", nominal, words="he has a van")
    assert do(member, "comment", nominal, kind="fact", words="he has a van") == ""
    assert do(member, "comment", nominal, kind="assessment", words="he will use it") == ""
    said = case(member, nominal)
    assert said.index(">Assessment<") < said.index("he will use it") < said.index(">Fact<") < said.index("he has a van")


def test_a_case_opens_with_a_reason_and_every_look_is_written_down(nominal: Nominal) -> None:
    client, page = signed_in(Role.PANEL_MEMBER), reverse("case", args=[nominal.pk])
    looks = Event.objects.filter(action="opened case", subject=f"nominal:{nominal.pk}")
    assert "Why do you open this page?" in client.get(page).content.decode()
    assert not looks.exists()
    client.post(page, WHY)
    assert "Why he is here" in client.get(page).content.decode()
    assert looks.get().why == WHY["why"]


def test_the_precursor_list_is_read_man_by_man(store: Path) -> None:
    def men(answer: Any) -> list[Nominal]:
        return [row.nominal for row in answer.context["page"]]

    client, page = signed_in(Role.ANALYST), reverse("precursors")
    shown = list(client.get(page).context["page"])
    assert shown
    assert [row.latest_on for row in shown] == sorted((row.latest_on for row in shown), reverse=True)
    assert all(row.latest_on == row.rules[0][2] for row in shown)
    rule = shown[0].rules[-1][0]
    only = client.get(page, {"rule": rule}).context["page"]
    assert {row.nominal for row in only} == {row.nominal for row in shown if rule in [each for each, _, _ in row.rules]}
    assert all((rule, row.latest_on) in [(each, on) for each, _, on in row.rules] for row in only)
    nominal = next(row.nominal for row in shown if not Step.objects.filter(nominal=row.nominal).exists())
    client.post(reverse("precursor-read", args=[nominal.pk]), WHY)
    assert do(client, "precursor-read", nominal, finding="nominated", reason="two stranger reports in a month") == ""
    assert status(nominal) == "nominated"
    assert nominal not in men(client.get(page))
    assert nominal in men(client.get(page, {"read": "yes"}))
    fires = {"person_id": nominal.person_id, "rule": "P18", "latest_on": date(2026, 4, 29), "reports": []}
    month_later(store, precursor=[fires])
    load_new(store)
    assert nominal in men(client.get(page)), "something later fires: he is to be read again"


@pytest.mark.usefixtures("store")
def test_whom_somebody_may_not_see_is_not_on_his_precursor_list() -> None:
    def men(client: Client) -> list[Nominal]:
        page = client.get(reverse("precursors"), {"read": ""}).context["page"]
        assert page.paginator.count == len(page)
        return [row.nominal for row in page]

    analyst = user(Role.ANALYST)
    client, other = signed_in(analyst), signed_in(user(Role.PANEL_MEMBER))
    everybody = men(client)
    assert len(everybody) > 2
    Seal.objects.create(nominal=everybody[0], user=analyst, ground="made up")
    Conflict.objects.create(nominal=everybody[1], user=analyst, reason="a cousin")
    assert men(client) == everybody[2:]
    assert men(other) == everybody[1:]
    roles, facts = (
        [Role.PANEL_CHAIR, Role.PROFESSIONAL_STANDARDS],
        {"forename": "Made", "surname": "Up", "why": "a test"},
    )
    assert men(signed_in(add_user("both", "a long enough secret", roles=roles, **facts))) == everybody


def test_the_case_asks_as_many_questions_for_a_long_history(chair: Client, member: Client, nominal: Nominal) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            case(chair, nominal)
        return len(queries)

    review(chair, nominal)
    do(member, "comment", nominal, kind="fact", words="he has a van")
    view(member, nominal, "adopt")
    asked()  # what a process reads of a run only once
    few = asked()
    for number in range(5):
        do(member, "comment", nominal, kind="fact", words=f"he has a van {number}")
        prepare(chair, nominal)
    assert asked() == few <= 40


def test_home_shows_what_waits(chair: Client, member: Client, nominal: Nominal) -> None:
    review(chair, nominal)
    view(chair, nominal, "adopt")
    figures = {figure.words: figure.number for figure in member.get("/").context["figures"]}
    assert figures["waiting for the panel"] == 5
    assert figures["waiting for your view, the second"] == 1
    figures = {figure.words: figure.number for figure in chair.get("/").context["figures"]}
    assert "waiting for your view, the second" in figures
    assert figures["waiting for your view, the second"] == 0, "his own is in"
