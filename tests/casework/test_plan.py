"""A man's 4P plan: begun from a template, added to, moved on, reviewed; what is late and what changed comes first."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from orders_made_up import granted_order
from runs_made_up import man, month_later, seal, week_later
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.disruption.criteria import criteria
from v100.casework.disruption.grading import agree, record_disruption
from v100.casework.facts.book import force_book
from v100.casework.facts.recording import end_fact, record_fact
from v100.casework.nominals.models import Nominal
from v100.casework.notes.writing import write_note
from v100.casework.orders.tracking import void_step
from v100.casework.oversight.models import Event
from v100.casework.panel.moving import move
from v100.casework.panel.states import Ground, NotNow, Status
from v100.casework.plans.kept_templates import templates
from v100.casework.plans.kinds import NEXT, Infer, State, Strand
from v100.casework.plans.models import ActionState, Objective, Plan, PlanAction, Review
from v100.casework.plans.reading import PlanNow, plan_of
from v100.casework.plans.writing import add_action, add_objective, begin_plan, move_action, review_plan
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import LoadedRun
from v100.errors import V100Error

TEMPLATE = "partner-abuser"


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture
def nominal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User, supervisor: User) -> Nominal:
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal(tmp_path, person=[man("P1", "Rose Madeup"), man("P2", "R Madeup")])
    load_new(tmp_path)
    return managed(Nominal.objects.get(person_id="P1"), officer, by=supervisor)


@pytest.fixture
def plan(nominal: Nominal, officer: User, tmp_path: Path) -> Plan:
    template = templates(tmp_path)[TEMPLATE]
    return begin_plan(nominal, TEMPLATE, template, owner=officer, begun_on=timezone.localdate(), by=officer)


def now(plan: Plan, today: date) -> PlanNow:
    run = current_run()
    assert run is not None
    found = plan_of(plan.nominal, [plan.nominal.pk], run, today)
    assert found is not None
    return found


def changes(plan: Plan) -> list[str]:
    return [each.words for each in now(plan, plan.begun_on).changes]


def opened(who: User, nominal: Nominal) -> Client:
    client = signed_in(who)
    client.post(reverse("man", args=[nominal.pk]), {"why": "the week’s work"})
    return client


def to(action: PlanAction, state: State, *, by: User, **more: Any) -> ActionState:
    last = ActionState.objects.filter(action=action).latest("number")
    said = {"owner": last.owner, "due_on": last.due_on, "why": "", "evidence": "", "seen": last.number} | more
    return move_action(action.objective.plan.nominal, action, state, by=by, **said)


def state_of(action: PlanAction) -> str:
    return str(ActionState.objects.filter(action=action).latest("number").state)


def one_more(plan: Plan, *, by: User, due_on: date | None = None, **more: Any) -> PlanAction:
    said: dict[str, Any] = {"could_infer": Infer.NO, "mitigation": "", "overt": False, "sole_account": False} | more
    objective = Objective.objects.filter(plan=plan).earliest("pk")
    due = due_on or timezone.localdate()
    return add_action(plan.nominal, objective, words="read the file", owner=by, due_on=due, by=by, **said)


def test_a_plan_begins_with_its_template_and_can_be_opened(nominal: Nominal, officer: User) -> None:
    client = opened(officer, nominal)
    assert "He has no plan yet" in client.get(reverse("man", args=[nominal.pk])).content.decode()
    answer = client.post(reverse("begin-plan", args=[nominal.pk]), {"template": TEMPLATE, "owner": officer.pk})
    assert answer.status_code == 302
    shipped = templates(settings.STORE)[TEMPLATE]
    assert list(Objective.objects.values_list("strand", "words").order_by("pk")) == [
        (each.strand, each.words) for each in shipped.objectives
    ]
    assert PlanAction.objects.count() == sum(len(each.actions) for each in shipped.objectives)
    assert set(ActionState.objects.values_list("state", "owner")) == {("proposed", officer.pk)}
    page = client.get(reverse("plan", args=[nominal.pk])).content.decode()
    for strand in Strand:
        assert strand.label in page
    assert "His plan" in client.get(reverse("man", args=[nominal.pk])).content.decode()


def test_the_same_plan_is_begun_once(plan: Plan, officer: User) -> None:
    with pytest.raises(NotNow, match="already"):
        begin_plan(
            plan.nominal,
            TEMPLATE,
            templates(settings.STORE)[TEMPLATE],
            owner=officer,
            begun_on=plan.begun_on,
            by=officer,
        )


def test_another_plan_hides_no_action_that_is_open(plan: Plan, officer: User, supervisor: User) -> None:
    def another() -> Plan:
        stalker = templates(settings.STORE)["stalker"]
        return begin_plan(plan.nominal, "stalker", stalker, owner=officer, begun_on=plan.begun_on, by=officer)

    first, *others = PlanAction.objects.order_by("pk")
    for action in others:
        to(action, State.NOT_POSSIBLE, by=officer, why="he is abroad")
    with pytest.raises(NotNow, match="are open"):
        another()
    to(first, State.AUTHORISED, by=supervisor)
    to(first, State.DONE, by=officer, evidence="on the case file")
    assert another().number == 2


def test_only_a_managed_man_has_a_plan_that_changes(plan: Plan, officer: User, supervisor: User) -> None:
    move(plan.nominal, Status.REMOVED, by=supervisor, reason="long sentence", ground=Ground.IN_CUSTODY)
    with pytest.raises(NotNow, match="not managed"):
        one_more(plan, by=officer)
    page = opened(supervisor, plan.nominal).get(reverse("plan", args=[plan.nominal.pk])).content.decode()
    assert "the plan is kept and cannot be changed" in page
    assert "Propose an action" not in page


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_an_action_goes_only_where_it_may(
    plan: Plan, officer: User, supervisor: User, before: State, after: State
) -> None:
    action = one_more(plan, by=officer)
    ways = {
        State.PROPOSED: [],
        State.AUTHORISED: [State.AUTHORISED],
        State.UNDER_WAY: [State.AUTHORISED, State.UNDER_WAY],
        State.DONE: [State.AUTHORISED, State.DONE],
        State.NOT_POSSIBLE: [State.NOT_POSSIBLE],
    }
    for step in ways[before]:
        to(action, step, by=supervisor, why="so", evidence="seen")
    if after == before or after in NEXT[before]:
        to(action, after, by=supervisor, why="so", evidence="seen")
        assert state_of(action) == after
    else:
        with pytest.raises(NotNow, match=f"it cannot be {after.label.lower()} now"):
            to(action, after, by=supervisor, why="so", evidence="seen")


def test_nobody_authorises_what_he_proposed(plan: Plan, officer: User, supervisor: User) -> None:
    """C19: what is overt and rests on one woman's account alone has a second reader; so has everything else."""
    action = one_more(plan, by=supervisor, overt=True, sole_account=True)
    with pytest.raises(NotNow, match="somebody else authorises it"):
        to(action, State.AUTHORISED, by=supervisor)
    to(action, State.NOT_POSSIBLE, by=officer, why="he is abroad")
    to(action, State.PROPOSED, by=supervisor, why="he is back")
    with pytest.raises(NotNow, match="somebody else authorises it"):
        to(action, State.AUTHORISED, by=supervisor)


def test_an_officer_is_not_offered_to_authorise(plan: Plan, officer: User, supervisor: User) -> None:
    action = PlanAction.objects.earliest("pk")
    page = reverse("move-action", args=[plan.nominal.pk, action.pk])
    sent = {
        "to": "authorised",
        "owner": officer.pk,
        "seen": 1,
        **parts("due_on", f"{plan.begun_on:%d %m %Y}"),
    }
    assert opened(officer, plan.nominal).post(page, sent).status_code == 200
    assert state_of(action) == "proposed"
    assert opened(supervisor, plan.nominal).post(page, sent).status_code == 302
    assert state_of(action) == "authorised"


@pytest.mark.usefixtures("plan")
def test_the_quicker_of_two_counts(officer: User, supervisor: User) -> None:
    action = PlanAction.objects.earliest("pk")
    to(action, State.AUTHORISED, by=supervisor)
    with pytest.raises(NotNow, match="Made Up-supervisor changed this action meanwhile"):
        to(action, State.NOT_POSSIBLE, by=officer, why="no", seen=1)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"could_infer": "might"}, "say what is done about that"),
        ({"could_infer": ""}, "Say whether he could infer that she spoke"),
        ({"words": ""}, "Say what is done"),
        ({"words": "ask Sarah again"}, "It holds Sarah"),
        ({"could_infer": "would", "mitigation": "she moves to N1 1AA"}, "It holds N1 1AA"),
        ({"owner": ""}, "Choose who does it"),
        ({"power": "MAGIC"}, "Select a valid choice"),
        ({"due_on_0": ""}, "must include a day"),
    ],
)
def test_an_action_says_what_it_must(plan: Plan, officer: User, sent: dict[str, str], said: str) -> None:
    objective = Objective.objects.earliest("pk")
    sound = {"objective": objective.pk, "words": "read it all", "could_infer": "no", "owner": officer.pk}
    page = reverse("add-action", args=[plan.nominal.pk])
    client = opened(officer, plan.nominal)
    before = PlanAction.objects.count()
    answer = client.post(page, sound | parts("due_on", "27 3 2027") | sent)
    assert said in answer.content.decode().replace("&#x27;", "'")
    assert PlanAction.objects.count() == before
    whole = sound | parts("due_on", "27 3 2027") | {"power": "SPO"}
    assert "not compared with what is hers" in client.post(page, whole).content.decode(), (
        "no run carries a report of his"
    )
    assert client.post(page, whole | {"looked_at": "sure"}).status_code == 302
    assert PlanAction.objects.count() == before + 1
    assert PlanAction.objects.latest("pk").power == "SPO"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"to": "done"}, "Say what shows that it was done"),
        ({"to": "not possible"}, "Say why"),
        ({"to": "authorised", "due_on_2": "2031"}, "Say why"),
        ({"to": "authorised"}, "Nothing changes"),
        ({"to": "proposed"}, "proposed is not one of the available choices"),
        ({"to": "done", "evidence": "Emma said so"}, "It holds Emma"),
    ],
)
def test_where_an_action_stands_says_what_it_must(
    plan: Plan, officer: User, supervisor: User, sent: dict[str, str], said: str
) -> None:
    action = PlanAction.objects.earliest("pk")
    to(action, State.AUTHORISED, by=supervisor)
    now = ActionState.objects.filter(action=action).latest("number")
    sound = {"owner": now.owner_id, "seen": 2, **parts("due_on", f"{now.due_on:%d %m %Y}")}
    page = reverse("move-action", args=[plan.nominal.pk, action.pk])
    answer = opened(officer, plan.nominal).post(page, sound | sent)
    assert said in answer.content.decode()
    assert ActionState.objects.filter(action=action).count() == 2


def test_late_next_and_changed_come_first(plan: Plan, officer: User, supervisor: User) -> None:
    today = plan.begun_on
    review_plan(plan.nominal, plan, on=today, words="discussed at length", by=officer)
    late = one_more(plan, by=officer, due_on=today + timedelta(days=1))
    soon = one_more(plan, by=officer, due_on=today + timedelta(days=5))
    far = one_more(plan, by=officer, due_on=today + timedelta(days=90))
    done = one_more(plan, by=officer, due_on=today + timedelta(days=1))
    to(done, State.AUTHORISED, by=supervisor)
    to(done, State.DONE, by=officer, evidence="the custody record")
    soon_after = now(plan, today + timedelta(days=2))
    mine = {late.pk, soon.pk, far.pk, done.pk}
    assert [each.action.pk for each in soon_after.late if each.action.pk in mine] == [late.pk]
    assert [each.action.pk for each in soon_after.next if each.action.pk in mine] == [soon.pk]
    assert soon_after.review_due == today + timedelta(days=28)
    assert not soon_after.review_late
    assert now(plan, today + timedelta(days=29)).review_late


@pytest.mark.parametrize(("ago", "changed"), [(timedelta(days=1), True), (timedelta(days=-1), False)])
def test_what_changed_is_since_he_was_last_discussed(
    plan: Plan, officer: User, supervisor: User, ago: timedelta, changed: bool
) -> None:
    Review.objects.create(plan=plan, on=plan.begun_on, words="as it stood", by=officer, at=timezone.now() - ago)
    action = one_more(plan, by=officer)
    to(action, State.AUTHORISED, by=supervisor)
    to(action, State.AUTHORISED, by=officer, why="later", due_on=plan.begun_on + timedelta(days=9))
    write_note(plan.nominal, kind="fact", words="he was seen", by=officer)
    said = changes(plan)
    mine = ["A note was written (fact)", *(f"{word}: read the file" for word in ("Proposed", "Authorised"))]
    assert [words for words in mine if words in said] == (mine if changed else [])
    assert ("Owner or date changed: read the file" in said) is changed


def test_what_it_was_begun_with_is_no_change(plan: Plan, officer: User) -> None:
    assert changes(plan) == []
    one_more(plan, by=officer)
    assert changes(plan) == ["Proposed: read the file"]


def reported(*reports: str) -> dict[str, list[dict[str, Any]]]:
    """P1 is named in these, long ago."""
    on = date(2026, 1, 10)
    return {
        "person": [man("P1", "Rose Madeup")],
        "person_mention": [{"person_id": "P1", "mention_id": f"M-{each}", "side": "suspect"} for each in reports],
        "suspect": [{"mention_id": f"M-{each}", "report_id": each, "role": "suspect"} for each in reports],
        "crime_report": [{"report_id": each, "crime_ref": f"CR/{each}", "recorded_on": on} for each in reports],
    }


def test_what_changed_tells_reports_that_came_whenever_they_were_recorded(
    plan: Plan, officer: User, tmp_path: Path
) -> None:
    month_later(tmp_path, **reported("R1"))
    load_new(tmp_path)
    assert changes(plan) == ["Report CR/R1 of 10 January 2026 names him"]
    came = LoadedRun.objects.latest("number").loaded_at
    week_later(tmp_path, 6, **reported("R1"))
    load_new(tmp_path)
    assert [each.at for each in now(plan, plan.begun_on).changes] == [came], "when it came, not when it was told again"
    review_plan(plan.nominal, plan, on=plan.begun_on, words="discussed", by=officer)
    assert changes(plan) == []


def test_what_changed_tells_steps_of_orders_once(plan: Plan, officer: User, supervisor: User, tmp_path: Path) -> None:
    month_later(tmp_path, **reported("R1"))
    load_new(tmp_path)
    review_plan(plan.nominal, plan, on=plan.begun_on, words="discussed", by=officer)
    granted = granted_order(plan.nominal, by=officer)
    shpo = "Sexual Harm Prevention Order"
    assert sorted(changes(plan)) == [f"{shpo}: drafted on 1 April 2026", f"{shpo}: granted or given on 1 April 2026"]
    review_plan(plan.nominal, plan, on=plan.begun_on, words="discussed", by=officer)
    assert changes(plan) == []
    void_step(plan.nominal, granted, why="it was another’s", by=supervisor)
    assert changes(plan) == [f"{shpo}: granted or given on 1 April 2026 was recorded wrongly"]


def test_what_changed_tells_effects_and_facts(plan: Plan, officer: User, supervisor: User) -> None:
    review_plan(plan.nominal, plan, on=plan.begun_on, words="discussed", by=officer)
    on, until = date(2026, 3, 10), date(2027, 3, 10)
    facts: dict[str, Any] = {"grade": criteria(settings.STORE)["major"], "until": until, "evidence": "the court"}
    disruption = record_disruption(plan.nominal, words="remanded", on=on, by=officer, **facts)
    agree(plan.nominal, disruption, evidence="so it is", seen=1, by=supervisor)
    kind = force_book().kinds["necessity"]
    entry = record_fact(
        plan.nominal, kind, woman="", power="SPO", on=on, until=None, words="nothing else will do", by=officer
    )
    end_fact(plan.nominal, entry, reason="he moved", by=officer)
    assert changes(plan) == [
        f"Does not hold any more: {kind.words}",
        f"Recorded: {kind.words}",
        "Effect of 10 March 2026 agreed by a second reader (major)",
        "Effect of 10 March 2026 recorded (major)",
    ]


def test_what_changed_is_asked_in_as_many_questions_for_much_as_for_little(
    plan: Plan, officer: User, tmp_path: Path
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert changes(plan)
        return len(queries)

    def comes(weeks: int, *reports: str) -> None:
        week_later(tmp_path, weeks, **reported(*reports))
        load_new(tmp_path)
        granted_order(plan.nominal, by=officer)

    comes(1, "R1")
    one = asked()
    comes(2, "R1", "R2", "R3")
    one_more(plan, by=officer)
    assert asked() == one


def test_a_plan_cannot_be_rewritten(plan: Plan) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Objective.objects.filter(plan=plan).update(words="another")
    with pytest.raises(DatabaseError), transaction.atomic():
        ActionState.objects.all().delete()


def test_the_log_holds_what_was_done_and_none_of_the_words(plan: Plan, officer: User, supervisor: User) -> None:
    add_objective(plan.nominal, plan, strand=Strand.PREVENT, words="a secret aim", by=officer)
    to(PlanAction.objects.earliest("pk"), State.AUTHORISED, by=supervisor, why="a secret reason")
    events = Event.objects.filter(
        subject=f"nominal:{plan.nominal.pk}", action__in=["began plan", "added to plan", "moved action"]
    )
    assert [each.action for each in events.order_by("pk")] == ["began plan", "added to plan", "moved action"]
    assert not [each for each in events if "secret" in each.why]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PANEL_MEMBER])
def test_who_may_not_read_plans_sees_none_on_his_page(plan: Plan, role: Role) -> None:
    client = opened(user(role), plan.nominal)
    assert "His plan" not in client.get(reverse("man", args=[plan.nominal.pk])).content.decode()


def test_a_force_has_its_own_templates_and_a_faulty_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    own = tmp_path / "plans" / "ours.toml"
    strands = "".join(f'[[objectives]]\nstrand = "{each}"\nwords = "x"\n' for each in Strand)
    own.write_text(f'title = "Ours"\nreview_days = 14\n{strands}', encoding="utf-8")
    assert templates(tmp_path)["ours"].review_days == 14
    assert set(templates(tmp_path)) == {"child-abuser", "in-custody", "ours", TEMPLATE, "stalker", "stranger-rapist"}
    own.write_text('title = "Ours"\n[[objectives]]\nstrand = "pursue"\nwords = "x"\n', encoding="utf-8")
    with pytest.raises(V100Error, match=r"ours\.toml: file: .*no objective on prepare, prevent, protect"):
        templates(tmp_path)
    action = '[[objectives.actions]]\nwords = "arrest"\ndue_in = 1\ncould_infer = "might"\n'
    own.write_text(f'title = "Ours"\n{strands}{action}', encoding="utf-8")
    with pytest.raises(V100Error, match="say the mitigation"):
        templates(tmp_path)
