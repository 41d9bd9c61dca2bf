"""Guests of partner agencies (C23): they see their own agency's actions and nothing else, until their last day; what
partners hear holds nothing of hers."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agency_actions import given_to_agency
from managed_men import managed
from runs_made_up import became, man, month_later, seal
from site_users import AGENCY, parts, signed_in, user
from small_force import CANARIES
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.change import change_user, last_change
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal, Seal, Term
from v100.casework.oversight.models import Event
from v100.casework.panel.models import Step
from v100.casework.panel.moving import move
from v100.casework.panel.states import Ground, Status
from v100.casework.plans.kept_templates import templates
from v100.casework.plans.kinds import State
from v100.casework.plans.models import ActionState, Objective, Plan, PlanAction, Review
from v100.casework.plans.writing import begin_plan
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.errors import V100Error

DAY = timedelta(days=1)
TODAY = timezone.localdate()
PASSWORD = "a long enough secret"


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture
def guest() -> User:
    return user(Role.GUEST)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "STORE", tmp_path)
    told = {
        "person_mention": [{"person_id": "P1", "mention_id": "M1", "side": "suspect"}],
        "suspect": [{"mention_id": "M1", "report_id": "R1", "role": "suspect"}],
        "crime_report": [{"report_id": "R1", "crime_ref": "CR/1", "recorded_on": date(2026, 3, 1)}],
        "report_victim": [{"report_id": "R1", "line": 1, "person_id": "V0123456789", "sex": "F"}],
    }
    seal(tmp_path, person=[man("P1", "Rose Madeup"), man("P2", "R Madeup")], **told)
    load_new(tmp_path)
    return tmp_path


@pytest.fixture
def plan(store: Path, officer: User, supervisor: User) -> Plan:
    nominal = managed(Nominal.objects.get(person_id="P1"), officer, by=supervisor)
    template = templates(store)["partner-abuser"]
    return begin_plan(nominal, "partner-abuser", template, owner=officer, begun_on=TODAY, by=officer)


def page(client: Client) -> str:
    return client.get(reverse("agency-actions")).content.decode()


def answer(client: Client, action: PlanAction, **sent: str | int) -> str:
    """Say where it stands; gives the page with its errors, nothing where it was kept."""
    said = client.post(reverse("agency-action", args=[action.pk]), {"seen": 2, **sent})
    return "" if said.status_code == 302 else said.content.decode()


def test_a_guest_sees_the_open_actions_of_his_own_agency_and_nothing_else_of_the_case(
    plan: Plan, officer: User, guest: User
) -> None:
    own = given_to_agency(plan, "find him a room", owner=officer, by=officer)
    given_to_agency(plan, "of another agency", owner=officer, by=officer, agency="Made-up probation")
    states = {"only proposed": State.PROPOSED, "all done": State.DONE, "never possible": State.NOT_POSSIBLE}
    for words, state in states.items():
        given_to_agency(plan, words, owner=officer, by=officer, state=state)
    client = signed_in(guest)
    shown = page(client)
    for said in (own.words, plan.nominal.reference, f"{TODAY.day} {TODAY:%B %Y}", "Authorised"):
        assert said in shown
    shown += client.get(reverse("agency-action", args=[own.pk])).content.decode()
    of_template = Objective.objects.filter(plan=plan).values_list("words", flat=True)
    hidden = ("of another agency", *states, "Rose", "R Madeup", "CR/1", "V01234567", officer.full_name, plan.title)
    for said in (*hidden, *of_template, reverse("man", args=[plan.nominal.pk])):
        assert said not in shown, said
    assert client.get(reverse("home")).headers["Location"] == reverse("agency-actions")
    for other in PlanAction.objects.exclude(pk=own.pk):
        assert client.get(reverse("agency-action", args=[other.pk])).status_code == 404


def test_every_look_is_on_the_record(plan: Plan, officer: User, guest: User) -> None:
    action = given_to_agency(plan, "find him a room", owner=officer, by=officer)
    client = signed_in(guest)
    page(client)
    client.get(reverse("agency-action", args=[action.pk]))
    looks = Event.objects.filter(action="saw agency actions", by=guest.pk)
    assert [(each.why, each.shown) for each in looks] == [(f"(action:{action.pk})", [f"nominal:{plan.nominal.pk}"])] * 2


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"to": "under way"}, ""),
        ({"to": "done", "words": "he has a room"}, ""),
        ({"to": "not possible", "words": "none is free"}, ""),
        ({"to": "done"}, "Say what shows that it was done"),
        ({"to": "not possible", "words": " "}, "why it is not possible"),
        ({"to": "authorised"}, "not one of the available choices"),
        ({"to": "under way", "words": "Sarah moved to N1 1AA"}, "It holds Sarah"),
    ],
)
def test_a_guest_says_where_it_stands(plan: Plan, officer: User, guest: User, sent: dict[str, str], wrong: str) -> None:
    action = given_to_agency(plan, "find him a room", owner=officer, by=officer)
    said = answer(signed_in(guest), action, **sent)
    last = ActionState.objects.filter(action=action).latest("number")
    if wrong:
        assert wrong in said
        assert last.number == 2
    else:
        assert (said, last.state, last.by, last.owner) == ("", sent["to"], guest, officer)
        assert sent.get("words", "") in (last.why, last.evidence)
        assert Event.objects.filter(action="moved action", by=guest.pk).exists()


def test_a_guest_is_not_told_why_the_site_refuses(plan: Plan, officer: User, guest: User) -> None:
    """Her safety comes first for him too (C13), and the page says nothing of her."""
    action = given_to_agency(plan, "call on him", owner=officer, by=officer, overt=True)
    said = answer(signed_in(guest), action, to="done", words="we called")
    assert "Ask the officer who gave you this action" in said
    assert "safety" not in said
    assert "V01234567" not in said
    assert ActionState.objects.filter(action=action).count() == 2


@pytest.mark.parametrize("closes", ["sealed", "removed"])
def test_nothing_is_shown_of_a_man_who_is_sealed_or_managed_no_more(
    plan: Plan, officer: User, supervisor: User, guest: User, closes: str
) -> None:
    given_to_agency(plan, "find him a room", owner=officer, by=officer)
    client = signed_in(guest)
    assert "find him a room" in page(client)
    if closes == "sealed":
        Seal.objects.create(nominal=plan.nominal, user=guest, ground="address")
    else:
        move(plan.nominal, Status.REMOVED, by=supervisor, reason="he died", ground=Ground.DIED)
    assert "Nothing is open" in page(client)


def test_of_a_man_found_to_be_another_it_is_shown_under_his_reference_now(
    plan: Plan, store: Path, officer: User, supervisor: User, guest: User
) -> None:
    given_to_agency(plan, "find him a room", owner=officer, by=officer)
    month_later(store, person=[man("P2", "R Madeup")], person_lineage=[became("P1", "P2", "merged")])
    load_new(store)
    kept = Nominal.objects.get(person_id="P2")
    facts = {"status": Status.MANAGED, "reason": "they are one", "by": supervisor, "run": current_run()}
    Step.objects.create(nominal=kept, number=99, **facts)
    shown = page(signed_in(guest))
    assert kept.reference in shown


def test_after_his_last_day_he_is_signed_out_and_cannot_sign_in(guest: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(guest)
    assert client.get(reverse("agency-actions")).status_code == 200
    monkeypatch.setattr("v100.casework.accounts.models.timezone.localdate", lambda *_: TODAY + DAY)
    assert "/sign-in/" in client.get(reverse("agency-actions")).headers["Location"]
    said = Client().post(reverse("sign-in"), {"username": guest.username, "password": PASSWORD})
    assert "No account has this user name and password" in said.content.decode()
    monkeypatch.undo()
    assert Client().post(reverse("sign-in"), {"username": guest.username, "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("role", "agency", "last_day", "wrong"),
    [
        ("guest", AGENCY, TODAY + 90 * DAY, ""),
        ("guest", AGENCY, TODAY, ""),
        ("guest", AGENCY, TODAY + 91 * DAY, "at the latest"),
        ("guest", AGENCY, TODAY - DAY, "today or later"),
        ("guest", "", TODAY, "Enter the guest’s agency"),
        ("guest", AGENCY, None, "Enter the guest’s last day"),
        ("auditor", AGENCY, None, "Only a guest has this"),
        ("auditor", "", TODAY, "Only a guest has this"),
    ],
)
def test_an_administrator_invites_for_so_many_days_at_most(
    role: str, agency: str, last_day: date | None, wrong: str
) -> None:
    sent = {
        "username": "guest1",
        "forename": "A",
        "surname": "B",
        "roles": [role],
        "agency": agency,
        "why": "asked by the council",
    }
    days = parts("last_day", f"{last_day:%d %m %Y}") if last_day else {}
    said = signed_in(Role.ADMINISTRATOR).post(reverse("add-user"), {**sent, **days}).content.decode()
    assert wrong in said
    assert User.objects.filter(username="guest1").exists() is (not wrong), said


def test_a_guest_has_no_other_role_and_his_last_day_no_further_when_changed(guest: User) -> None:
    with pytest.raises(IntegrityError, match="a_guest_has_an_agency"), transaction.atomic():
        User.objects.filter(pk=guest.pk).update(roles=["guest", "analyst"])
    by, seen = user(Role.ADMINISTRATOR), last_change(guest)
    with pytest.raises(V100Error, match="at the latest"):
        change_user(guest, by=by, why="asked", seen=seen, last_day=TODAY + 91 * DAY)
    assert change_user(guest, by=by, why="asked", seen=seen, last_day=TODAY + 9 * DAY) == ["last_day"]


def test_one_agency_is_written_in_one_way(guest: User) -> None:
    who = add_user(
        "two",
        PASSWORD,
        forename="A",
        surname="B",
        roles=[Role.GUEST],
        why="asked",
        agency=AGENCY.upper(),
        last_day=TODAY,
    )
    assert who.agency == guest.agency


def test_where_nothing_can_be_compared_whoever_writes_says_that_it_names_nobody(plan: Plan, officer: User) -> None:
    """The store does not have the reports that the run carries."""
    client = signed_in(officer)
    client.post(reverse("man", args=[plan.nominal.pk]), {"why": "the week’s work"})
    page = reverse("review-plan", args=[plan.nominal.pk])
    said = {"words": "he was seen", **parts("on", f"{TODAY:%d %m %Y}")}
    assert "not compared with what is hers" in client.post(page, said).content.decode()
    assert client.post(page, said | {"looked_at": "sure"}).status_code == 302


@pytest.fixture
def ben(small_force_store: Path, monkeypatch: pytest.MonkeyPatch, officer: User, supervisor: User) -> Plan:
    """The plan of a man whose reports' woman has canaries for her name and address."""
    monkeypatch.setattr(settings, "STORE", small_force_store)
    load_new(small_force_store)
    nominal = managed(Term.objects.get(kind="name", words__contains="Okonkwo").nominal, officer, by=supervisor)
    template = templates(small_force_store)["partner-abuser"]
    return begin_plan(nominal, "partner-abuser", template, owner=officer, begun_on=TODAY, by=officer)


@pytest.mark.usefixtures("guest")
@pytest.mark.parametrize("form", ["review-plan", "add-action"])
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("he goes to 77 qxhiding lane", "address"),
        (f"{CANARIES['forename'].upper()} was asked", "name"),
        ("he was seen near qx99qx", "postcode"),
        ("he is to find another room", ""),
    ],
)
def test_the_minutes_and_what_partners_hear_hold_nothing_of_hers(
    ben: Plan, officer: User, form: str, words: str, kind: str
) -> None:
    client = signed_in(officer)
    client.post(reverse("man", args=[ben.nominal.pk]), {"why": "the week’s work"})
    objective = Objective.objects.filter(plan=ben).earliest("pk").pk
    asked = {"objective": objective, "could_infer": "no", "agency": AGENCY, "owner": officer.pk}
    days = {**parts("on", f"{TODAY:%d %m %Y}"), **parts("due_on", f"{TODAY:%d %m %Y}")}
    said = client.post(reverse(form, args=[ben.nominal.pk]), {"words": words, "looked_at": "sure", **asked, **days})
    kept = Review.objects.filter(words=words).exists() or PlanAction.objects.filter(words=words).exists()
    assert kept is (not kind)
    if kind:
        (wrong,) = said.context["form"].errors["words"]
        assert wrong.startswith("It holds what leads to a woman or girl")
        assert kind in wrong
        assert not Event.objects.filter(why__icontains="qx").exists()
