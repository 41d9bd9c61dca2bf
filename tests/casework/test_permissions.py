"""Who may do what: the whole table of roles and actions, asked of the code and of every page."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, resolve, reverse
from django.utils import timezone

from agency_actions import given_to_agency
from evidence_made_up import evidence
from links_made_up import lead, undetected
from managed_men import managed
from orders_made_up import granted_order
from referrals_made_up import assessed, referred_by
from site_users import AGENCY, signed_in, user
from v100.casework.access import TABLE, Action, NotAllowed, Role, allowed, check
from v100.casework.access.roles import PURPOSE
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.disruption.criteria import criteria
from v100.casework.disruption.grading import record_disruption
from v100.casework.disruption.models import Disruption
from v100.casework.duties.reading import duties_of
from v100.casework.evidence.models import LoadedEvidence
from v100.casework.facts.book import force_book
from v100.casework.facts.models import Entry
from v100.casework.facts.recording import record_fact
from v100.casework.leaving.models import Aftercare
from v100.casework.links.crimes import crimes_of
from v100.casework.links.decided import decide
from v100.casework.links.models import Decision, Proposal
from v100.casework.links.proposals import propose
from v100.casework.markers.kinds import Kind, Source
from v100.casework.markers.models import Marker
from v100.casework.markers.recording import record_marker
from v100.casework.nominals.models import Nominal
from v100.casework.notes.models import Note
from v100.casework.notes.writing import write_note
from v100.casework.orders.models import OrderState
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.reports import reports_of
from v100.casework.oversight.models import Event
from v100.casework.packs.models import Pack
from v100.casework.panel.meetings import start
from v100.casework.panel.models import Meeting
from v100.casework.panel.moving import standing
from v100.casework.plans.kept_templates import templates
from v100.casework.plans.models import PlanAction
from v100.casework.plans.safety import women_of
from v100.casework.plans.writing import begin_plan
from v100.casework.publishing.models import ReleaseAnswer, ReleaseProposal
from v100.casework.referrals.models import Referral
from v100.casework.runs.current import current_run
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.urls import urlpatterns
from v100.casework.women.kinds import Part
from v100.casework.women.models import Record, Woman
from v100.casework.women.recording import keep
from v100.reports.evidence_document import as_document

OFFICER = {"forename": "Made", "surname": "Up-officer", "why": "for a test"}

FOR_ALL = {"sign-in", "sign-out", "home", "choose-password"}
"""Pages for everybody with an account, or nobody yet."""

GUARDED = [pattern for pattern in urlpatterns if pattern.name not in FOR_ALL]


def action_of(pattern: URLPattern) -> Action:
    action: Action = pattern.callback.action  # type: ignore[union-attr]
    return action


def address(pattern: URLPattern) -> str:
    there: dict[str, Any] = {"name": "arrests", "day": date(2026, 4, 1), "power": "DAPO", "kind": "pdf"}
    there |= {"quarter": "2026-q1", "version": 1}
    if who := User.objects.order_by("pk").first():
        there["user"] = who.pk
    if outcome := Outcome.objects.standing().order_by("nominal", "pk").first():
        there |= {"number": outcome.nominal.pk, "outcome": outcome.pk}
    if marker := Marker.objects.order_by("pk").first():
        there["marker"] = marker.pk
    if note := Note.objects.order_by("pk").first():
        there["note"] = note.pk
    if action := PlanAction.objects.order_by("pk").first():
        there |= {"number": action.objective.plan.nominal_id, "action": action.pk}
    if given := PlanAction.objects.filter(agency=AGENCY).first():
        there["given"] = given.pk
    if disruption := Disruption.objects.order_by("pk").first():
        there |= {"number": disruption.nominal_id, "disruption": disruption.pk}
    if entry := Entry.objects.order_by("pk").first():
        there |= {"number": entry.nominal_id, "entry": entry.pk}
    if state := OrderState.objects.order_by("pk").last():
        there |= {
            "number": state.order.nominal_id,
            "order": state.order_id,
            "state": state.number,
            "clock": "notification",
        }
    if aftercare := Aftercare.objects.order_by("pk").first():
        there["aftercare"] = aftercare.pk
    if pack := Pack.objects.order_by("pk").first():
        there |= {"number": pack.nominal_id, "pack": pack.pk}
    if proposal := Proposal.objects.order_by("pk").first():
        there |= {"number": proposal.nominal_id, "proposal": proposal.pk, "report": proposal.report_id}
    if woman := Woman.objects.first():
        there |= {"woman": woman.pk, "person_id": woman.person_id, "part": Part.RISK}
    if duty := next(iter(duties_of(Nominal.objects.all(), current_run())), None) if current_run() else None:
        there |= {"about": duty.happened.about, "duty": duty.name}
    if kept := Record.objects.first():
        there["record"] = kept.pk
    if meeting := Meeting.objects.order_by("pk").first():
        there["meeting"] = meeting.pk
    if loaded := LoadedEvidence.objects.first():
        there["evidence"] = loaded.pk
    if referral := Referral.objects.first():
        there["referral"] = referral.pk
    return reverse(str(pattern.name), kwargs={name: there.get(name, 1) for name in pattern.pattern.converters})


@pytest.mark.parametrize("role", Role)
def test_the_code_says_what_the_table_says(role: Role) -> None:
    who = user(role)
    for action in Action:
        may = role in TABLE[action]
        assert allowed(who, action) is may, action
        if may:
            check(who, action)
        else:
            with pytest.raises(NotAllowed, match=action.label):
                check(who, action)


def _lead(run: LoadedRun, nominal: Nominal, report_id: str = "U/1") -> str:
    """A lead to this man, in the run that is loaded already; gives the crime's report_id."""
    for table, rows in undetected(report_id).items():
        if table != "offence_table":
            MODELS[table].objects.bulk_create(MODELS[table](run=run, **row) for row in rows)
    MODELS["link"].objects.create(run=run, **lead(report_id, nominal.person_id))
    return report_id


def a_second_person() -> User:
    return add_user("second", "a long enough secret", roles=[Role.COMMANDER], **OFFICER)


def _case_of(who: User) -> None:
    """Everything that pages are about, of one man; where this person is an officer, he is his man."""
    nominal = Outcome.objects.standing().order_by("nominal", "pk")[0].nominal
    officer = who if Role.LRO in who.roles else add_user("officer", "a long enough secret", roles=[Role.LRO], **OFFICER)
    managed(nominal, officer, by=who)
    kind = force_book().kinds["lawyer_confirmed"]
    record_fact(nominal, kind, woman="", power="SPO", on=date(2026, 4, 1), until=None, words="she did", by=officer)
    template = templates(settings.STORE)["stalker"]
    record_disruption(
        nominal,
        words="remanded",
        on=date(2026, 4, 1),
        grade=criteria(settings.STORE)["major"],
        until=date(2027, 4, 1),
        evidence="the court",
        by=officer,
    )
    plan = begin_plan(nominal, "stalker", template, owner=officer, begun_on=date(2026, 4, 1), by=who)
    given_to_agency(plan, "find him a room", owner=officer, by=who)
    record_marker(nominal, kind=Kind.WEAPON, source=Source.OFFICER, known_on=date(2026, 4, 1), by=who)
    granted_order(nominal, by=officer)
    Aftercare.objects.create(nominal=nominal, step=standing(nominal), woman="V1", due_on=date(2026, 4, 1))
    Pack.objects.create(nominal=nominal, power="SRO", run="a run", reports=["R1"], expires_on=date.max, by=officer)
    write_note(nominal, kind="fact", words="he was seen", by=who)
    run = current_run()
    assert run is not None
    report = _lead(run, nominal)
    decide(nominal, run, report, decision=Decision.TO_TEST, parts=None, why="near his crimes", seen=None, by=who)
    crime = crimes_of(run, [report])[report]
    propose(nominal, crime, to="PC 1234", words="the tags of that day", on=date(2026, 4, 1), by=who)
    woman = Woman.objects.create(person_id=women_of(nominal, run)[0], first_run=run)
    keep(woman, Part.REFERRAL, what="idva", on=date(2026, 4, 1), values={}, by=who)
    report = next(iter(reports_of(nominal, run)))
    Outcome.objects.create(nominal=nominal, kind="arrest", on=timezone.localdate(), report_id=report, by=who)
    measured = {"about": "policies", "as_at": date(2026, 3, 31), "document": as_document(evidence("policies"))}
    LoadedEvidence.objects.create(evidence_id="made-up", seal="0", **measured)
    page = {"page": b"x", "sha256": sha256(b"x").hexdigest(), "told": {}, "run": run.run_id, "reason": "read it"}
    first = ReleaseProposal.objects.create(quarter="2026-q1", version=1, by=who, **page)
    ReleaseAnswer.objects.create(proposal=first, agrees=True, reason="I read it", proposed_by=who, by=a_second_person())
    start(by=who, title="April panel", on=date(2026, 4, 1), present=[], guests="")


@pytest.mark.parametrize("role", Role)
def test_every_page_says_what_the_table_says(role: Role, store: Path) -> None:
    who = user(role)
    _case_of(who)
    assessed(store, referred_by(who), Nominal.objects.earliest("pk"))
    client = signed_in(who)
    for pattern in GUARDED:
        expected = 200 if role in TABLE[action_of(pattern)] else 403
        for method in (client.get, client.post):
            assert method(address(pattern)).status_code == expected, (role, pattern.name)


def in_every_role() -> User:
    who = user(Role.ANALYST)
    who.roles = [role for role in Role if role != Role.GUEST]
    who.save()
    _case_of(who)
    return who


@pytest.mark.usefixtures("store")
def test_no_page_about_a_man_is_shown_without_a_line_on_the_record() -> None:
    client = signed_in(in_every_role())
    of_a_man = [pattern for pattern in GUARDED if "number" in pattern.pattern.converters]
    for pattern in of_a_man:
        page = address(pattern)
        number = resolve(page).kwargs["number"]
        client.post(reverse("man", args=[number]), {"why": "to read it"})
        before = Event.objects.filter(subject=f"nominal:{number}").count()
        assert client.get(page).status_code == 200
        assert Event.objects.filter(subject=f"nominal:{number}").count() == before + 1, pattern.name
    assert len(of_a_man) > 10


def test_no_page_of_a_referral_is_shown_without_a_line_on_the_record_of_it_and_of_the_man(store: Path) -> None:
    who = in_every_role()
    nominal = Nominal.objects.earliest("pk")
    referral = referred_by(who)
    assessed(store, referral, nominal)
    client = signed_in(who)
    client.post(reverse("referral", args=[referral.pk]), {"why": "to read it"})
    of_a_referral = [pattern for pattern in GUARDED if "referral" in pattern.pattern.converters]
    for number, pattern in enumerate(of_a_referral, start=1):
        assert client.get(address(pattern)).status_code == 200
        for subject in (f"referral:{referral.pk}", f"nominal:{nominal.pk}"):
            seen = Event.objects.filter(subject=subject, action__startswith="opened", why__startswith="to read it")
            assert seen.count() == number, pattern.name
    assert len(of_a_referral) == 4


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_nobody_who_is_not_signed_in_sees_a_page(pattern: URLPattern) -> None:
    answer = Client().get(address(pattern))
    expected = 200 if pattern.name == "sign-in" else 302
    assert answer.status_code == expected
    if expected == 302:
        assert answer.headers["Location"].startswith("/sign-in/?next=")


def test_somebody_without_an_account_may_do_nothing() -> None:
    assert not [action for action in Action if allowed(AnonymousUser(), action)]


def test_every_page_names_its_action_and_every_role_its_purpose() -> None:
    assert all(isinstance(action_of(pattern), Action) for pattern in GUARDED)
    assert set(TABLE) == set(Action)
    assert set(PURPOSE) == set(Role)


def test_several_roles_add_up() -> None:
    who = user(Role.LRO)
    who.roles = [Role.LRO, Role.AUDITOR]
    assert allowed(who, Action.SEE_AUDIT)
    assert not allowed(who, Action.SEE_LIST)


def test_a_closed_account_is_signed_out() -> None:
    who = user(Role.ANALYST)
    client = signed_in(who)
    assert client.get("/").status_code == 200
    who.is_active = False
    who.save()
    assert client.get("/").status_code == 302


def test_a_refusal_is_on_the_record_and_says_why() -> None:
    answer = signed_in(Role.LRO).get(reverse("list"))
    assert "your roles do not allow you to read and search the list" in answer.content.decode()
    assert Event.objects.filter(action="refused", subject="see_list", why="/list/").count() == 1


def test_signing_in_and_failing_to_are_on_the_record() -> None:
    who = user(Role.ANALYST)
    client = Client()
    client.post(reverse("sign-in"), {"username": who.username, "password": "not-to-be-seen"})
    client.post(reverse("sign-in"), {"username": "not-to-be-seen", "password": "x"})
    client.post(reverse("sign-in"), {"username": who.username.upper(), "password": "a long enough secret"})
    client.post(reverse("sign-out"))
    said = Event.objects.filter(action__contains="sign").order_by("pk").values_list("action", "by", "subject", "why")
    assert list(said) == [
        ("failed to sign in", None, f"user:{who.pk}", ""),
        ("failed to sign in", None, "user:unknown", ""),
        ("signed in", who.pk, f"user:{who.pk}", ""),
        ("signed out", who.pk, f"user:{who.pk}", ""),
    ]
