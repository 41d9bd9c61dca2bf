"""Her safety before any step that he will notice (C13): not authorised, not done, before each woman's safety plan was
looked at within the plan's days, or a supervisor says why not."""

from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from runs_made_up import AS_AT, became, man, month_later, seal
from site_users import parts, signed_in, user
from v100.casework.access import NotAllowed, Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.plans.kept_templates import Template, templates
from v100.casework.plans.kinds import Infer, State, Strand
from v100.casework.plans.models import ActionState, Objective, Plan, PlanAction, SafetyLook
from v100.casework.plans.writing import add_action, begin_plan, look_at_safety, move_action
from v100.casework.runs.load import load_new

HERS, ANOTHERS, HIS = "V0123456789", "V9876543210", "V5555555555"
REPORTED = {"crime_ref": "CR/1", "recorded_on": date(2026, 3, 1)}


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User, supervisor: User) -> Plan:
    """Of a man whom two reports name: of a woman, and of another woman and a man; a third report only as a witness."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    mentioned = {"role": "suspect", "named_on": date(2026, 3, 1)}
    told = {"line": 1, "relationship": "ex_partner"}
    seal(
        tmp_path,
        person=[man("P1", "Rose Madeup")],
        person_mention=[{"person_id": "P1", "mention_id": f"M{n}", "side": "suspect"} for n in (1, 2, 3)],
        suspect=[
            {"mention_id": "M1", "report_id": "R1", **mentioned},
            {"mention_id": "M2", "report_id": "R2", **mentioned},
            {"mention_id": "M3", "report_id": "R3", **mentioned, "role": "witness"},
        ],
        crime_report=[{"report_id": f"R{n}", **REPORTED} for n in (1, 2, 3)],
        report_victim=[
            {"report_id": "R1", "person_id": HERS, "sex": "F", **told},
            {"report_id": "R2", "person_id": ANOTHERS, **told},
            {"report_id": "R2", "person_id": HIS, "sex": "M", **told},
            {"report_id": "R3", "person_id": "V7777777777", "sex": "F", **told},
        ],
    )
    load_new(tmp_path)
    nominal = managed(Nominal.objects.get(person_id="P1"), officer, by=supervisor)
    return begin_plan(
        nominal,
        "stalker",
        templates(tmp_path)["stalker"],
        owner=officer,
        begun_on=timezone.localdate(),
        by=officer,
    )


def proposed(plan: Plan, by: User, *, words: str = "arrest him", overt: bool = True, power: str = "") -> PlanAction:
    return add_action(
        plan.nominal,
        Objective.objects.filter(plan=plan).earliest("pk"),
        words=words,
        could_infer=Infer.NO,
        mitigation="",
        overt=overt,
        power=power,
        sole_account=False,
        owner=by,
        due_on=timezone.localdate(),
        by=by,
    )


def to(action: PlanAction, state: State, *, by: User, **more: Any) -> None:
    last = ActionState.objects.filter(action=action).latest("number")
    said = {"seen": last.number, "owner": last.owner, "due_on": last.due_on, "why": "so", "evidence": "seen"}
    move_action(action.objective.plan.nominal, action, state, by=by, **said, **more)


def looked(plan: Plan, by: User, *women: str, ago: int = 0) -> None:
    for woman in women:
        on = timezone.localdate() - timedelta(days=ago)
        look_at_safety(plan.nominal, woman=woman, on=on, words="with the victim lead", by=by)


def test_what_he_will_notice_waits_for_a_look_at_each_womans_plan(plan: Plan, officer: User, supervisor: User) -> None:
    """Not of a man who is a victim beside her, and not of a report in which he is a witness."""
    action = proposed(plan, officer)
    with pytest.raises(NotNow, match=rf"the plan of {HERS[:9]}, {ANOTHERS[:9]} was not looked at"):
        to(action, State.AUTHORISED, by=supervisor)
    looked(plan, officer, HERS)
    with pytest.raises(NotNow, match=rf"the plan of {ANOTHERS[:9]} was not looked at"):
        to(action, State.AUTHORISED, by=supervisor)
    looked(plan, officer, ANOTHERS)
    to(action, State.AUTHORISED, by=supervisor)


@pytest.mark.parametrize(("ago", "enough"), [(0, True), (14, True), (15, False)])
def test_a_look_counts_for_the_plans_days(plan: Plan, officer: User, supervisor: User, ago: int, enough: bool) -> None:
    looked(plan, officer, HERS, ANOTHERS, ago=ago)
    action = proposed(plan, officer)
    if enough:
        to(action, State.AUTHORISED, by=supervisor)
    else:
        with pytest.raises(NotNow, match="not looked at in the last 14 days"):
            to(action, State.AUTHORISED, by=supervisor)


@pytest.mark.parametrize("state", [State.UNDER_WAY, State.DONE])
def test_each_further_step_asks_again(plan: Plan, officer: User, supervisor: User, state: State) -> None:
    action = proposed(plan, officer)
    looked(plan, officer, HERS, ANOTHERS, ago=20)
    to(action, State.AUTHORISED, by=supervisor, without_safety="he is at her door")
    with pytest.raises(NotNow, match="Her safety first"):
        to(action, state, by=officer)
    to(action, State.NOT_POSSIBLE, by=officer)


def test_only_a_supervisor_goes_on_without_it_and_his_reason_is_kept(
    plan: Plan, officer: User, supervisor: User
) -> None:
    action = proposed(plan, supervisor)
    with pytest.raises(NotAllowed):
        to(action, State.AUTHORISED, by=officer, without_safety="I cannot wait")
    mine = proposed(plan, officer)
    to(mine, State.AUTHORISED, by=supervisor, without_safety="he is at her door")
    assert ActionState.objects.filter(action=mine).latest("number").without_safety == "he is at her door"


@pytest.mark.parametrize("power", ["", "MARAC"])
def test_what_he_will_not_notice_needs_no_look(plan: Plan, officer: User, supervisor: User, power: str) -> None:
    action = proposed(plan, officer, words="ask the agencies", overt=False, power=power)
    to(action, State.AUTHORISED, by=supervisor)
    to(action, State.DONE, by=officer)


@pytest.mark.parametrize("power", ["ARREST", "SEARCH", "SPO", "NOTINANYFILE"])
def test_what_he_notices_by_its_power_waits_whatever_was_ticked(
    plan: Plan, officer: User, supervisor: User, power: str
) -> None:
    action = proposed(plan, officer, overt=False, power=power)
    assert action.overt
    with pytest.raises(NotNow, match="Her safety first"):
        to(action, State.AUTHORISED, by=supervisor)


def test_so_does_what_was_proposed_before_its_power_was_known_for_one(
    plan: Plan, officer: User, supervisor: User
) -> None:
    """A force's lawyers say of a power of theirs that he notices it: an action that is open already waits too, and a
    supervisor is asked why it goes on."""
    own = settings.STORE / "powers"
    own.mkdir()
    shipped = (files("v100.data.powers") / "MARAC.toml").read_text(encoding="utf-8")
    action = proposed(plan, officer, overt=False, power="MARAC")
    assert not action.overt
    (own / "MARAC.toml").write_text(shipped.replace("about =", "overt = true\nabout ="), encoding="utf-8")
    with pytest.raises(NotNow, match="Her safety first"):
        to(action, State.AUTHORISED, by=supervisor)
    page = reverse("move-action", args=[plan.nominal.pk, action.pk])
    shown = opened(supervisor, plan.nominal).get(page).content.decode()
    assert "He will notice it" in shown
    assert "without_safety" in shown


def test_a_template_need_not_say_of_an_arrest_that_he_notices_it(plan: Plan) -> None:
    """The shipped ones name the power, and so do a force's own."""
    arrests = [
        action
        for template in templates(settings.STORE).values()
        for objective in template.objectives
        for action in objective.actions
        if action.power == "ARREST"
    ]
    assert len(arrests) == 2
    assert not any(action.overt for action in arrests)
    one = Template(title="made up", objectives=[with_arrest(strand.value) for strand in Strand])
    for action in PlanAction.objects.filter(objective__plan=plan).order_by("pk"):
        to(action, State.NOT_POSSIBLE, by=plan.by)
    begun = begin_plan(plan.nominal, "made-up", one, owner=plan.by, begun_on=plan.begun_on, by=plan.by)
    assert set(PlanAction.objects.filter(objective__plan=begun).values_list("overt", flat=True)) == {True}


def with_arrest(strand: str) -> dict[str, Any]:
    action = {"words": "arrest him", "due_in": 1, "could_infer": "no", "power": "ARREST"}
    return {"strand": strand, "words": "made up", "actions": [action]}


def test_the_form_says_which_powers_he_notices_and_they_count_though_nothing_is_ticked(
    plan: Plan, officer: User
) -> None:
    client, page = opened(officer, plan.nominal), reverse("add-action", args=[plan.nominal.pk])
    form = client.get(page).context["form"]
    offered = dict(form.fields["power"].choices)
    assert offered["ARREST"] == "Arrest (he notices)"
    assert offered["MARAC"] == "Multi-agency risk assessment conference"
    sent = {
        "objective": Objective.objects.filter(plan=plan).earliest("pk").pk,
        "words": "arrest him",
        "could_infer": "no",
        "power": "ARREST",
        "owner": officer.pk,
        "looked_at": "sure",
        **parts("due_on", f"{timezone.localdate():%d %m %Y}"),
    }
    answer = client.post(page, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert PlanAction.objects.latest("pk").overt


def test_where_the_run_carries_none_of_his_reports_nothing_is_taken_for_safe(
    plan: Plan, officer: User, supervisor: User
) -> None:
    looked(plan, officer, HERS, ANOTHERS)
    month_later(settings.STORE, person=[man("P1", "Rose Madeup")])
    load_new(settings.STORE)
    action = proposed(plan, officer)
    with pytest.raises(NotNow, match="it is not known whose plan is to be looked at"):
        to(action, State.AUTHORISED, by=supervisor)
    page = opened(officer, plan.nominal).get(reverse("plan", args=[plan.nominal.pk])).content.decode()
    assert "The last run carries no report of his" in page
    to(action, State.AUTHORISED, by=supervisor, without_safety="asked the victim lead by telephone")


def test_a_look_under_an_old_reference_of_hers_counts_for_the_new_one(
    plan: Plan, officer: User, supervisor: User
) -> None:
    """A run that names another woman asks; once she is found to be the one whose plan was looked at, it counts."""
    looked(plan, officer, HERS)
    named = {"line": 1, "relationship": "ex_partner", "sex": "F"}
    month_later(
        settings.STORE,
        person=[man("P1", "Rose Madeup")],
        person_mention=[{"person_id": "P1", "mention_id": "M1", "side": "suspect"}],
        suspect=[{"mention_id": "M1", "report_id": "R1", "role": "suspect"}],
        crime_report=[{"report_id": "R1", "crime_ref": "CR/1", "recorded_on": plan.begun_on}],
        report_victim=[{"report_id": "R1", "person_id": "V5555555555", **named}],
        person_lineage=[became(HERS, "V4444444444", "merged")],
    )
    load_new(settings.STORE)
    action = proposed(plan, officer)
    with pytest.raises(NotNow, match="the plan of V55555555 was not looked at"):
        to(action, State.AUTHORISED, by=supervisor)
    seal(
        settings.STORE,
        "2026-05-31-v100-c3",
        as_at=AS_AT + timedelta(days=61),
        person=[man("P1", "Rose Madeup")],
        person_mention=[{"person_id": "P1", "mention_id": "M1", "side": "suspect"}],
        suspect=[{"mention_id": "M1", "report_id": "R1", "role": "suspect"}],
        crime_report=[{"report_id": "R1", "crime_ref": "CR/1", "recorded_on": plan.begun_on}],
        report_victim=[{"report_id": "R1", "person_id": "V5555555555", **named}],
        person_lineage=[became("V4444444444", "V5555555555", "merged")],
    )
    load_new(settings.STORE)
    to(action, State.AUTHORISED, by=supervisor)


def opened(who: User, nominal: Nominal) -> Client:
    client = signed_in(who)
    client.post(reverse("man", args=[nominal.pk]), {"why": "the week’s work"})
    return client


def test_the_page_says_whose_plan_lacks_a_look_and_takes_one_down(plan: Plan, officer: User) -> None:
    client = opened(officer, plan.nominal)
    page = reverse("plan", args=[plan.nominal.pk])
    assert [(look.woman, look.lacking) for look in client.get(page).context["looks"]] == [
        (HERS, True),
        (ANOTHERS, True),
    ]
    record = reverse("look-at-safety", args=[plan.nominal.pk])
    sent = {"woman": HERS, "words": "the victim lead", **parts("on", f"{timezone.localdate():%d %m %Y}")}
    for wrong, said in (
        ({"woman": HIS}, "Select a valid choice"),
        ({"woman": ""}, "Choose whose plan"),
        ({"words": "Sarah herself"}, "It holds Sarah"),
        ({"on_2": "2090"}, "today or in the past"),
    ):
        assert said in client.post(record, sent | wrong).content.decode()
    assert not SafetyLook.objects.exists()
    assert client.post(record, sent).status_code == 302
    assert [(look.woman, look.lacking) for look in client.get(page).context["looks"]] == [
        (HERS, False),
        (ANOTHERS, True),
    ]
    (event,) = Event.objects.filter(action="looked at safety")
    assert "victim lead" not in event.why


def test_an_officers_form_offers_no_way_round(plan: Plan, officer: User, supervisor: User) -> None:
    action = proposed(plan, officer)
    looked(plan, officer, HERS, ANOTHERS, ago=20)
    to(action, State.AUTHORISED, by=supervisor, without_safety="he is at her door")
    page = reverse("move-action", args=[plan.nominal.pk, action.pk])
    now = ActionState.objects.filter(action=action).latest("number")
    due = parts("due_on", f"{now.due_on:%d %m %Y}")
    sent = {
        "to": "done",
        "owner": officer.pk,
        "seen": now.number,
        "evidence": "seen",
        "without_safety": "I must",
        **due,
    }
    assert "Her safety first" in opened(officer, plan.nominal).post(page, sent).content.decode()
    assert opened(supervisor, plan.nominal).post(page, sent).status_code == 302
