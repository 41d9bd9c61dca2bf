"""Every page of the site with something on it: one man of whom there is a case, and where each page of him is."""

from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import URLPattern, reverse
from django.utils import timezone

from agency_actions import given_to_agency
from evidence_made_up import evidence
from links_made_up import lead, undetected
from managed_men import managed
from orders_made_up import granted_order
from site_users import AGENCY, user
from v100.casework.access import Role
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
from v100.casework.tasking.keeping import keep_agenda
from v100.casework.tasking.meetings import Attended, hold_meeting
from v100.casework.tasking.models import KeptAgenda
from v100.casework.tasking.models import Meeting as TaskingMeeting
from v100.casework.urls import urlpatterns
from v100.casework.women.kinds import Part
from v100.casework.women.models import Record, Woman
from v100.casework.women.recording import keep
from v100.reports.evidence_document import as_document

OFFICER = {"forename": "Made", "surname": "Up-officer", "why": "for a test"}

FOR_ALL = {"sign-in", "sign-out", "home", "choose-password"}
"""Pages for everybody with an account, or nobody yet."""

GUARDED = [pattern for pattern in urlpatterns if pattern.name not in FOR_ALL]


def address(pattern: URLPattern) -> str:
    """As it is now. Who asks for many asks for `addresses`: to look for what stands in them is dearer than a page."""
    return _address(pattern, _there() if pattern.pattern.converters else {})


def addresses() -> dict[str, str]:
    """Of each guarded page by its name, as it is now."""
    there = _there()
    return {str(pattern.name): _address(pattern, there) for pattern in GUARDED}


def _address(pattern: URLPattern, there: dict[str, Any]) -> str:
    return reverse(str(pattern.name), kwargs={name: there.get(name, 1) for name in pattern.pattern.converters})


def _there() -> dict[str, Any]:
    """What of the case stands in an address."""
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
    if held := TaskingMeeting.objects.order_by("pk").first():
        there["tasking"] = held.pk
    if kept := KeptAgenda.objects.first():
        there["kept"] = kept.pk
    if loaded := LoadedEvidence.objects.first():
        there["evidence"] = loaded.pk
    if referral := Referral.objects.first():
        there["referral"] = referral.pk
    return there


def _lead(run: LoadedRun, nominal: Nominal, report_id: str = "U/1") -> str:
    """A lead to this man, in the run that is loaded already; gives the crime's report_id."""
    for table, rows in undetected(report_id).items():
        if table != "offence_table":
            MODELS[table].objects.bulk_create(MODELS[table](run=run, **row) for row in rows)
    MODELS["link"].objects.create(run=run, **lead(report_id, nominal.person_id))
    return report_id


def a_second_person() -> User:
    return add_user("second", "a long enough secret", roles=[Role.COMMANDER], **OFFICER)


def case_of(who: User) -> None:
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
    there = Attended(chair=who, present=[who], others="Housing", apologies="")
    hold_meeting(on=date(2026, 4, 1), attended=there, by=who)
    keep_agenda(run, date(2026, 4, 1), by=who)
    start(by=who, title="April panel", on=date(2026, 4, 1), present=[], guests="")


def in_every_role() -> User:
    who = user(Role.ANALYST)
    who.roles = [role for role in Role if role != Role.GUEST]
    who.save()
    case_of(who)
    return who
