"""An officer's own men: he sees them and nobody else's, from the day they are given to him until they are not."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from managed_men import adopted, managed
from runs_made_up import AS_AT, became, man, month_later, seal
from site_users import parts, signed_in, user
from v100.casework.access import Action, Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.markers.models import Marker
from v100.casework.nominals.assigning import last_assignment
from v100.casework.nominals.models import Conflict, Cover, Nominal, Seal
from v100.casework.nominals.own_men import PARTS
from v100.casework.notes.models import Note
from v100.casework.outcomes.models import Outcome
from v100.casework.oversight.models import Event
from v100.casework.panel.managing import hand_over, stand_in
from v100.casework.panel.moving import move
from v100.casework.panel.states import NotNow, Status
from v100.casework.plans.owners import owners_for
from v100.casework.runs.load import load_new
from v100.casework.urls import urlpatterns

WHY = {"why": "the week’s work"}


@pytest.fixture
def supervisor(store: Path) -> User:
    assert store
    return user(Role.SUPERVISOR)


@pytest.fixture
def officer(store: Path) -> User:
    assert store
    return user(Role.LRO)


@pytest.fixture
def other(store: Path) -> User:
    """Another officer."""
    assert store
    return add_user("two", "a long enough secret", forename="Two", surname="Officer", roles=[Role.LRO], why="joined")


def at_rank(rank: int) -> Nominal:
    return Nominal.objects.filter(listings__rank=rank).earliest("pk")


def mine(client: Client, show: str = "all") -> list[Nominal]:
    return [each.nominal for each in client.get(reverse("own"), {"show": show}).context["page"]]


def do(client: Client, name: str, nominal: Nominal, **said: object) -> str:
    """Fill in a form of the case; gives what is wrong."""
    client.post(reverse("case", args=[nominal.pk]), WHY)
    page = reverse(name, args=[nominal.pk])
    form = client.get(page).context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields()}
    answer = client.post(page, {**hidden, **said})
    return "" if answer.status_code == 302 else str(answer.context["form"].errors)


HIS_OFFICERS = {
    Action.OPEN_MAN,
    Action.RECORD_OUTCOME,
    Action.RECORD_MARKER,
    Action.WRITE_NOTE,
    Action.DECLARE_CONFLICT,
}
OF_A_MAN = [
    pattern
    for pattern in urlpatterns
    if "number" in pattern.pattern.converters and getattr(pattern.callback, "action", None) in HIS_OFFICERS
]


def address(pattern: Any, nominal: Nominal, number: int, by: User) -> str:
    """A page of the man of this number, about what is written of `nominal`, which it is if it was not yet."""
    told = {"nominal": nominal, "by": by}
    what = {
        "outcome": lambda: Outcome.objects.create(**told, kind="arrest", on=timezone.localdate(), report_id="x"),
        "marker": lambda: Marker.objects.create(**told, kind="dog", source="pnc", known_on=timezone.localdate()),
        "note": lambda: Note.objects.create(**told, kind="fact", words="he was seen"),
    }
    more = {name: what[name]().pk for name in pattern.pattern.converters if name in what}
    return reverse(pattern.name, kwargs={"number": number, **more})


@pytest.mark.parametrize("pattern", OF_A_MAN, ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("method", ["get", "post"])
def test_anothers_man_is_answered_as_if_there_were_none(
    officer: User, other: User, supervisor: User, pattern: Any, method: str
) -> None:
    own, anothers, nobodys = at_rank(1), at_rank(2), at_rank(3)
    managed(own, officer, by=supervisor)
    managed(anothers, other, by=supervisor)
    client = signed_in(officer)
    ask = getattr(client, method)
    assert ask(address(pattern, own, own.pk, supervisor)).status_code == 200
    whose = [(anothers, anothers.pk), (nobodys, nobodys.pk), (own, 999999)]
    answers = [ask(address(pattern, nominal, number, supervisor)) for nominal, number in whose]
    assert {answer.status_code for answer in answers} == {404}
    varies = re.compile(r'value="\w{64}"|on \d+ \w+ \d{4}, \d\d:\d\d')
    assert len({varies.sub("", answer.content.decode()) for answer in answers}) == 1, "but for the token and the minute"


def test_his_list_holds_his_men_and_no_others(officer: User, other: User, supervisor: User) -> None:
    own = {managed(at_rank(rank), officer, by=supervisor) for rank in (1, 7)}
    managed(at_rank(2), other, by=supervisor)
    adopted(at_rank(3), by=supervisor)
    client = signed_in(officer)
    assert set(mine(client)) == own
    seen = Event.objects.get(action="saw own men")
    assert set(seen.shown) == {f"nominal:{nominal.pk}" for nominal in own}
    assert client.get(reverse("list")).status_code == client.get(reverse("find")).status_code == 403


def test_the_supervisor_begins_and_names_the_officer(officer: User, supervisor: User) -> None:
    nominal = adopted(at_rank(1), by=supervisor)
    client = signed_in(supervisor)
    assert "Choose an officer" in do(client, "manage", nominal, reason="she knows him")
    assert last_assignment(nominal) is None
    assert do(client, "manage", nominal, officer=officer.pk, reason="she knows him") == ""
    assert mine(signed_in(officer)) == [nominal]
    assert "Made Up-lro" in client.get(reverse("case", args=[nominal.pk])).content.decode()
    event = Event.objects.get(action="gave man")
    assert (event.by, event.subject, event.why) == (
        supervisor.pk,
        f"nominal:{nominal.pk}",
        f"she knows him (to user:{officer.pk})",
    )


def test_another_officer_takes_over_and_the_first_sees_him_no_more(
    officer: User, other: User, supervisor: User
) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    client = signed_in(supervisor)
    assert do(client, "hand-over", nominal, officer=other.pk, reason="she is on leave") == ""
    assert mine(signed_in(officer)) == []
    assert mine(signed_in(other)) == [nominal]
    assert signed_in(officer).get(reverse("man", args=[nominal.pk])).status_code == 404
    told = nominal.assignments.order_by("number").values_list("officer", "reason", "by")
    assert list(told) == [
        (officer.pk, "she knows him", supervisor.pk),
        (other.pk, "she is on leave", supervisor.pk),
    ]


def test_whoever_hands_over_second_is_told(officer: User, other: User, supervisor: User) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    hand_over(nominal, other, by=supervisor, reason="she is on leave", was=1)
    with pytest.raises(NotNow, match="somebody gave him to another officer"):
        hand_over(nominal, officer, by=supervisor, reason="he asked for him", was=1)
    assert last_assignment(nominal).officer == other  # type: ignore[union-attr]


def test_only_a_managed_man_changes_hands(officer: User, supervisor: User) -> None:
    with pytest.raises(NotNow, match="only a managed man has an officer"):
        hand_over(adopted(at_rank(1), by=supervisor), officer, by=supervisor, reason="she knows him", was=0)


@pytest.mark.parametrize("why", ["conflict", "sealed", "no account", "another role"])
def test_who_may_not_see_him_is_not_offered(officer: User, supervisor: User, why: str) -> None:
    nominal = adopted(at_rank(1), by=supervisor)
    if why == "conflict":
        Conflict.objects.create(nominal=nominal, user=officer, reason="a cousin")
    elif why == "sealed":
        Seal.objects.create(nominal=nominal, user=supervisor, ground="address")
        supervisor.roles = [Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS]
        supervisor.save()
    elif why == "no account":
        officer.is_active = False
        officer.save()
    else:
        officer.roles = [Role.VICTIM_LEAD]
        officer.save()
    assert "Select a valid choice" in do(signed_in(supervisor), "manage", nominal, officer=officer.pk, reason="her man")


def stood_in(nominal: Nominal, other: User | None, by: User, *, begins: int = 0, ends: int = 0) -> Cover:
    today = timezone.localdate()
    return stand_in(
        nominal,
        other,
        from_on=today + timedelta(days=begins),
        until=today + timedelta(days=ends),
        by=by,
        reason="on leave",
        was=last_assignment(nominal).number,  # type: ignore[union-attr]
    )


@pytest.mark.parametrize(("begins", "ends", "sees"), [(0, 0, True), (-3, 4, True), (1, 4, False), (-3, -1, False)])
def test_who_stands_in_sees_him_on_those_days(
    officer: User, other: User, supervisor: User, begins: int, ends: int, sees: bool
) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    stood_in(nominal, other, supervisor, begins=begins, ends=ends)
    assert mine(signed_in(officer)) == [nominal]
    assert mine(signed_in(other)) == ([nominal] if sees else [])
    status = signed_in(other).post(reverse("man", args=[nominal.pk]), WHY).status_code
    assert status == (302 if sees else 404)
    assert (other in owners_for(nominal)) is sees


def test_a_cover_ends_with_the_assignment_or_before(officer: User, other: User, supervisor: User) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    stood_in(nominal, other, supervisor)
    stood_in(nominal, None, supervisor)
    assert mine(signed_in(other)) == []
    stood_in(nominal, other, supervisor, ends=9)
    hand_over(nominal, officer_named("three"), by=supervisor, reason="he left", was=1)
    assert mine(signed_in(other)) == []


def officer_named(name: str) -> User:
    return add_user(name, "a long enough secret", forename=name, surname="Officer", roles=[Role.LRO], why="joined")


def test_a_conflict_ends_a_cover_too(officer: User, other: User, supervisor: User) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    stood_in(nominal, other, supervisor)
    Conflict.objects.create(nominal=nominal, user=other, reason="a cousin")
    assert mine(signed_in(other)) == []
    with pytest.raises(NotNow, match="cannot be given"):
        stood_in(nominal, other, supervisor)
    with pytest.raises(NotNow, match="is his officer"):
        stood_in(nominal, officer, supervisor)


def test_a_cover_is_named_on_the_case(officer: User, other: User, supervisor: User) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    client, today = signed_in(supervisor), timezone.localdate()
    days = {**parts("from_on", f"{today:%d %m %Y}"), **parts("until", f"{today + timedelta(days=7):%d %m %Y}")}
    wrong = {**days, **parts("until", "1 1 2020")}
    assert "on or after the first day" in do(client, "cover", nominal, officer=other.pk, reason="on leave", **wrong)
    assert do(client, "cover", nominal, officer=other.pk, reason="he is on leave", **days) == ""
    assert "Two Officer stands in until" in client.get(reverse("man", args=[nominal.pk])).content.decode()
    assert "Two Officer stands in until" in client.get(reverse("case", args=[nominal.pk])).content.decode()
    event = Event.objects.get(action="gave cover")
    assert event.why == f"he is on leave (user:{other.pk}, {today} to {today + timedelta(days=7)})"


def test_a_removed_man_is_nobodys(officer: User, supervisor: User) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    move(nominal, Status.DEFERRED, by=supervisor, reason="in hospital", until=timezone.localdate() + timedelta(days=9))
    assert mine(signed_in(officer)) == []
    assert last_assignment(nominal).officer is None  # type: ignore[union-attr]


def test_a_merged_mans_officer_goes_with_his_case(tmp_path: Path) -> None:
    seal(tmp_path, person=[man("P1", "Mike Madeup"), man("P2", "M Madeup")])
    load_new(tmp_path)
    supervisor, officer = user(Role.SUPERVISOR), user(Role.LRO)
    gone, kept = (Nominal.objects.get(person_id=each) for each in ("P2", "P1"))
    managed(gone, officer, by=supervisor)
    month_later(tmp_path, person=[man("P1", "Mike Madeup")], person_lineage=[became("P2", "P1", "merged")])
    load_new(tmp_path)
    assert mine(signed_in(officer)) == [kept]


@pytest.mark.parametrize("why", ["conflict", "sealed", "no account", "another role"])
def test_a_man_whose_officer_cannot_see_him_waits_for_the_supervisor(officer: User, supervisor: User, why: str) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    client = signed_in(supervisor if why != "sealed" else Role.PROFESSIONAL_STANDARDS)

    def waiting() -> list[Nominal]:
        return [step.nominal for step in client.get(reverse("queue"), {"show": "unled"}).context["page"]]

    assert waiting() == []
    if why == "conflict":
        Conflict.objects.create(nominal=nominal, user=officer, reason="a cousin")
    elif why == "sealed":
        Seal.objects.create(nominal=nominal, user=supervisor, ground="address")
    else:
        officer.is_active, officer.roles = why != "no account", [] if why == "another role" else [Role.LRO]
        officer.save()
    assert waiting() == [nominal]


def test_professional_standards_give_a_sealed_man_to_an_officer_who_may_see_him(
    officer: User, other: User, supervisor: User
) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    Seal.objects.create(nominal=nominal, user=supervisor, ground="address")
    other.roles = [Role.LRO, Role.PROFESSIONAL_STANDARDS]
    other.save()
    client = signed_in(Role.PROFESSIONAL_STANDARDS)
    assert "Select a valid choice" in do(client, "hand-over", nominal, officer=officer.pk, reason="he was his")
    assert do(client, "hand-over", nominal, officer=other.pk, reason="nobody else may see him") == ""
    assert mine(signed_in(other)) == [nominal]
    offered = {client: dict(list_filters(client)) for client in (signed_in(other), signed_in(Role.ANALYST))}
    assert [str(other.pk) in officers for officers in offered.values()] == [True, False]


def list_filters(client: Client) -> list[tuple[str, str]]:
    """The officers by whom the list can be narrowed."""
    choices: list[tuple[str, str]] = client.get(reverse("list")).context["filters"].fields["officer"].choices
    return choices


def test_a_date_is_ahead_only_while_it_holds(tmp_path: Path) -> None:
    reports = ["R1", "R2", "R3"]
    seal(
        tmp_path,
        person=[man("P1", "Mike Madeup")],
        person_mention=[{"person_id": "P1", "mention_id": f"M{each}", "side": "suspect"} for each in reports],
        suspect=[{"mention_id": f"M{each}", "report_id": each} for each in reports],
        crime_report=[{"report_id": each, "crime_ref": each, "recorded_on": AS_AT} for each in reports],
    )
    load_new(tmp_path)
    supervisor, officer = user(Role.SUPERVISOR), user(Role.LRO)
    nominal = managed(Nominal.objects.get(person_id="P1"), officer, by=supervisor)
    today = timezone.localdate()

    def told(report: str, kind: str, before: int, ahead: int | None = None, **more: Any) -> None:
        until = None if ahead is None else today + timedelta(days=ahead)
        on = today - timedelta(days=before)
        Outcome.objects.create(nominal=nominal, by=supervisor, report_id=report, kind=kind, on=on, until=until, **more)

    def ahead() -> list[int]:
        (his,) = signed_in(officer).get(reverse("own")).context["page"]
        return [(on - today).days for on, _ in his.due]

    told("R1", "bail", 9, 3)
    told("R1", "bail", 5, 12)
    told("R2", "bail", 9, 4)
    assert ahead() == [4, 12], "of each report the bail that was set last"
    told("R2", "charge", 4)
    told("R3", "sentence", 9, days=29)
    assert ahead() == [12, 20], "charged: no longer on bail"
    told("R3", "release", 1)
    assert ahead() == [12]


def test_his_home_page_shows_what_waits_and_each_figure_opens_as_many(officer: User, supervisor: User) -> None:
    men = [managed(at_rank(rank), officer, by=supervisor) for rank in (1, 2, 3)]
    today = timezone.localdate()
    report = {"report_id": "x", "by": supervisor}
    Outcome.objects.create(nominal=men[0], kind="remand", on=today, until=today + timedelta(days=3), **report)
    Outcome.objects.create(nominal=men[1], kind="remand", on=today - timedelta(days=3), until=today, **report)
    Outcome.objects.create(nominal=men[2], kind="bail", on=today, until=today + timedelta(days=90), **report)
    client = signed_in(officer)
    figures = client.get("/").context["figures"]
    for figure, part in zip(figures, PARTS, strict=True):
        assert f"show={part}" in figure.url
        assert figure.number == len(mine(client, part)), part
    assert mine(client, "inside") == [men[0]]
    assert set(mine(client, "due")) == set(men[:2]), "a date today still lies ahead"
    assert mine(client)[0] == men[1], "the nearest date first"
    assert set(mine(client, "given")) == set(men)


def test_he_records_what_happened_to_his_man(officer: User, supervisor: User) -> None:
    nominal = managed(at_rank(1), officer, by=supervisor)
    client = signed_in(officer)
    client.post(reverse("man", args=[nominal.pk]), WHY)
    page = client.get(reverse("man", args=[nominal.pk])).content.decode()
    assert reverse("record-outcome", args=[nominal.pk]) in page
    assert reverse("list") not in page
    assert reverse("identity", args=[nominal.pk]) not in page


def test_the_list_asks_as_many_questions_for_eight_men_as_for_one(officer: User, supervisor: User) -> None:
    client, counted = signed_in(officer), []
    for ranks in ((1,), range(2, 9)):
        for rank in ranks:
            managed(at_rank(rank), officer, by=supervisor)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("own"))
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 16
