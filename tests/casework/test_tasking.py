"""The tasking meeting: each managed man is on its agenda with the reasons that are on file, and its minutes are what
was said of whom."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from managed_men import adopted, managed
from orders_made_up import granted_order
from runs_made_up import became, man, month_later, seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.disruption.criteria import criteria
from v100.casework.disruption.grading import agree, grade_again, record_disruption
from v100.casework.disruption.models import Disruption
from v100.casework.disruption.reading import log_of
from v100.casework.nominals.models import Conflict, Nominal
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.oversight.models import Event
from v100.casework.panel.managing import manage
from v100.casework.panel.moving import move
from v100.casework.panel.states import Status
from v100.casework.plans.kept_templates import templates
from v100.casework.plans.models import Plan, Review
from v100.casework.plans.writing import begin_plan, review_plan
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.tasking.agenda import PARTS, Item, agenda, with_names
from v100.casework.tasking.minutes import minutes

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def named(report_id: str, on: date) -> dict[str, list[dict[str, Any]]]:
    """A report that names P1 as a suspect, and counts."""
    mention = f"M-{report_id}"
    return {
        "person_mention": [{"person_id": "P1", "mention_id": mention, "side": "suspect"}],
        "suspect": [{"mention_id": mention, "report_id": report_id, "role": "suspect", "named_on": on}],
        "crime_report": [{"report_id": report_id, "crime_ref": f"CR/{report_id}", "recorded_on": on}],
        "harm_line": [{"person_id": "P1", "report_id": report_id, "line": 1, "days": 9, "counted": True}],
    }


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "STORE", tmp_path)
    planned = {"person_id": "P1", "report_id": "R1", "recorded_on": TODAY - DAY}
    seal(
        tmp_path,
        person=[man("P1", "Rose Madeup"), man("P2", "R Madeup"), man("P3", "No Body")],
        event=[
            {"event_id": "E1", "kind": "court_date", "on": TODAY + 28 * DAY, **planned},
            {"event_id": "E2", "kind": "release_due", "on": TODAY + 29 * DAY, **planned},
            {"event_id": "E3", "kind": "court_date", "on": TODAY - DAY, **planned},
        ],
        **named("R1", TODAY - 3 * DAY),
    )
    load_new(tmp_path)
    return tmp_path


@pytest.fixture
def nominal(store: Path, officer: User, supervisor: User) -> Nominal:
    assert store
    return managed(Nominal.objects.get(person_id="P1"), officer, by=supervisor)


def planned(nominal: Nominal, by: User, *, ago: int = 0) -> Plan:
    template = templates(settings.STORE)["stalker"]
    return begin_plan(nominal, "stalker", template, owner=by, begun_on=TODAY - ago * DAY, by=by)


def everybody(who: User, today: date = TODAY) -> dict[str, Item]:
    run = current_run()
    assert run is not None
    return {item.nominal.person_id: item for item in with_names(agenda(who, run, today), run)}


def on_agenda(who: User, today: date = TODAY) -> dict[str, Item]:
    """The managed."""
    return {person: item for person, item in everybody(who, today).items() if item.managed}


def why(who: User, today: date = TODAY) -> dict[str, list[str]]:
    return on_agenda(who, today)["P1"].why


def test_only_managed_men_are_on_it_and_who_is_new_on_the_list(
    nominal: Nominal, officer: User, supervisor: User
) -> None:
    adopted(Nominal.objects.get(person_id="P2"), by=supervisor)
    assert set(on_agenda(supervisor)) == {nominal.person_id}
    (person,) = set(everybody(supervisor)) - {nominal.person_id}
    him = Nominal.objects.get(person_id=person)
    assert everybody(supervisor)[person].why == {"listed": ["New on the list of 31 March 2026, rank 3: nominated"]}
    assert set(everybody(officer)) == {nominal.person_id}, "he finds nobody on the list"
    Conflict.objects.create(nominal=him, user=supervisor, reason="a cousin")
    assert set(everybody(supervisor)) == {nominal.person_id}
    chair = user(Role.PANEL_CHAIR)
    adopted(him, by=chair)
    assert "rank 3: adopted" in everybody(chair)[person].why["listed"][0]
    manage(him, officer, by=chair, reason="she knows him")
    assert "listed" not in everybody(chair)[person].why


def test_who_is_new_on_the_list_and_rejected_waits_for_nobody(nominal: Nominal, supervisor: User) -> None:
    (person,) = set(everybody(supervisor)) - {nominal.person_id}
    him = adopted(Nominal.objects.get(person_id=person), by=supervisor)
    move(him, Status.REJECTED, by=supervisor, reason="leave it with his officers")
    assert person not in everybody(supervisor)


@pytest.mark.parametrize("grade", ["major", "moderate"])
def test_an_effect_that_waits_for_a_second_reader(
    nominal: Nominal, officer: User, supervisor: User, grade: str
) -> None:
    disruption = claimed(nominal, grade, by=officer)
    on = f"{TODAY - 5 * DAY:%-d %B %Y}"
    words = [f"Effect of {on} (major): it counts once a second reader agreed"]
    assert why(supervisor).get("second reader", []) == (words if grade == "major" else [])
    if grade == "major":
        agree(nominal, disruption, evidence="so it is", seen=1, by=supervisor)
        assert "second reader" not in why(supervisor)


def test_an_effect_to_be_graded_again(nominal: Nominal, store: Path, officer: User, supervisor: User) -> None:
    """As the page of his plan says it: a report of that time came which whoever graded it did not know."""
    disruption = claimed(nominal, "moderate", by=officer)
    assert "grade again" not in why(supervisor), "R1 was known"
    on, until = TODAY - 5 * DAY, TODAY + 195 * DAY
    arrives(store, TODAY - DAY)
    said = f"Effect of {on:%-d %B %Y} (moderate), claimed to {until:%-d %B %Y}: CR/R2"
    assert why(supervisor)["grade again"] == [said]
    run = current_run()
    assert run is not None
    (logged,) = log_of(nominal, [nominal.pk], run, criteria(store), TODAY)
    assert logged.reports == ["CR/R2"]
    grade_again(nominal, disruption, grade=criteria(store)["minor"], until=until, evidence="again", seen=1, by=officer)
    assert "grade again" not in why(supervisor)


def claimed(nominal: Nominal, grade: str, *, by: User) -> Disruption:
    """An effect of five days ago, claimed for two hundred days."""
    return record_disruption(
        nominal,
        words="remanded",
        on=TODAY - 5 * DAY,
        grade=criteria(settings.STORE)[grade],
        until=TODAY + 195 * DAY,
        evidence="the court",
        by=by,
    )


def test_who_has_no_plan(nominal: Nominal, officer: User, supervisor: User) -> None:
    assert why(supervisor)["no plan"] == ["He has no plan"]
    planned(nominal, officer)
    assert "no plan" not in why(supervisor)


def test_what_is_late(nominal: Nominal, officer: User, supervisor: User) -> None:
    planned(nominal, officer, ago=28)
    assert why(supervisor)["late"] == ["5 actions past the date"]
    review_due = f"To be discussed by {TODAY:%-d %B %Y}"
    assert why(supervisor, TODAY + DAY)["late"] == ["5 actions past the date", review_due]
    review_plan(nominal, Plan.objects.get(), on=TODAY, words="discussed", by=officer)
    assert why(supervisor, TODAY + DAY)["late"] == ["5 actions past the date"]


def arrives(store: Path, on: date) -> str:
    """A month later a report of that day is in the run too: in words."""
    first, second = named("R1", TODAY - 3 * DAY), named("R2", on)
    month_later(store, person=[man("P1", "Rose Madeup")], **{name: first[name] + second[name] for name in first})
    load_new(store)
    return f"Report CR/R2 of {on:%-d %B %Y}"


@pytest.mark.parametrize("ago", [0, 40])
def test_a_report_that_came_since_he_was_last_discussed(
    nominal: Nominal, store: Path, officer: User, supervisor: User, ago: int
) -> None:
    """Whenever it was recorded: what is delivered late is new all the same."""
    plan = planned(nominal, officer)
    review_plan(nominal, plan, on=TODAY, words="discussed", by=officer)
    assert "reported" not in why(supervisor), "the run of that day held R1"
    said = arrives(store, TODAY - ago * DAY)
    assert why(supervisor)["reported"] == [said]
    Review.objects.create(plan=plan, on=TODAY - DAY, words="written up late", by=officer)
    assert why(supervisor)["reported"] == [said]
    review_plan(nominal, plan, on=TODAY, words="discussed", by=officer)
    assert "reported" not in why(supervisor)


def test_a_meeting_that_is_written_up_late_knew_no_more_than_its_day(
    nominal: Nominal, store: Path, officer: User, supervisor: User
) -> None:
    plan = planned(nominal, officer)
    said = arrives(store, TODAY)
    Outcome.objects.create(nominal=nominal, kind=Kind.BREACH, on=TODAY - 9 * DAY, by=officer)
    review_plan(nominal, plan, on=TODAY - DAY, words="discussed yesterday", by=officer)
    assert said in why(supervisor)["reported"]
    assert why(supervisor)["breached"] == [f"Order breached on {TODAY - 9 * DAY:%-d %B %Y}"]


def test_of_a_man_without_a_plan_all_that_came_since_he_is_managed_is_new(
    nominal: Nominal, store: Path, officer: User, supervisor: User
) -> None:
    assert not {"reported", "breached"} & set(why(supervisor))
    said = arrives(store, TODAY - 40 * DAY)
    Outcome.objects.create(nominal=nominal, kind=Kind.BREACH, on=TODAY - 9 * DAY, by=officer)
    assert why(supervisor)["reported"] == [said]
    assert why(supervisor)["breached"] == [f"Order breached on {TODAY - 9 * DAY:%-d %B %Y}"]


def test_of_a_man_without_a_plan_who_was_found_to_be_another_nothing_is_lost(
    nominal: Nominal, store: Path, officer: User, supervisor: User
) -> None:
    Outcome.objects.create(nominal=nominal, kind=Kind.BREACH, on=TODAY, by=officer)
    told = {**named("R1", TODAY - 3 * DAY)}
    told["person_mention"] = [{**told["person_mention"][0], "person_id": "P2"}]
    month_later(store, person=[man("P2", "R Madeup")], person_lineage=[became("P1", "P2", "merged")], **told)
    load_new(store)
    found = on_agenda(supervisor)["P2"].why
    assert "breached" in found
    assert "reported" not in found, "R1 was known under his other reference"


def test_a_breach_told_since_he_was_last_discussed(nominal: Nominal, officer: User, supervisor: User) -> None:
    """Told since, whenever it was."""
    Outcome.objects.create(nominal=nominal, kind=Kind.BREACH, on=TODAY - 9 * DAY, by=officer)
    plan = planned(nominal, officer)
    review_plan(nominal, plan, on=TODAY, words="discussed", by=officer)
    assert "breached" not in why(supervisor)
    Outcome.objects.create(nominal=nominal, kind=Kind.BREACH, on=TODAY - 11 * DAY, by=officer)
    Outcome.objects.create(nominal=nominal, kind=Kind.ARREST, on=TODAY, by=officer)
    assert why(supervisor)["breached"] == [f"Order breached on {TODAY - 11 * DAY:%-d %B %Y}"]


def test_an_order_to_be_seen_to(nominal: Nominal, officer: User, supervisor: User) -> None:
    """Never served, at its end within 28 days, and its clock of three days run out."""
    until = TODAY + 28 * DAY
    granted_order(nominal, by=officer, on=TODAY - 3 * DAY, until=until)
    assert why(supervisor)["orders"] == [
        "Sexual Harm Prevention Order: he tells the police what the notification requirements ask: "
        f"not recorded by {TODAY - DAY:%-d %B %Y}",
        f"Sexual Harm Prevention Order: ends on {until:%-d %B %Y}",
        "Sexual Harm Prevention Order: not served on him",
    ]


def test_dates_ahead(nominal: Nominal, supervisor: User) -> None:
    assert nominal
    assert why(supervisor)["ahead"] == [f"Court date on {TODAY + 28 * DAY:%-d %B %Y}"]
    assert why(supervisor, TODAY + DAY)["ahead"] == [
        f"Court date on {TODAY + 28 * DAY:%-d %B %Y}",
        f"Release due on {TODAY + 29 * DAY:%-d %B %Y}",
    ]


def test_who_is_new(nominal: Nominal, supervisor: User) -> None:
    assert nominal
    assert "new" in why(supervisor, TODAY + 28 * DAY)
    assert "new" not in why(supervisor, TODAY + 29 * DAY)


def test_a_plan_of_a_man_who_was_found_to_be_another_goes_on(
    nominal: Nominal, store: Path, officer: User, supervisor: User
) -> None:
    planned(nominal, officer, ago=10)
    Outcome.objects.create(nominal=nominal, kind=Kind.BREACH, on=TODAY, by=officer)
    month_later(store, person=[man("P2", "R Madeup")], person_lineage=[became("P1", "P2", "merged")])
    load_new(store)
    found = on_agenda(supervisor)
    assert set(found) == {"P2"}
    assert "no plan" not in found["P2"].why
    assert "breached" in found["P2"].why


def test_nobody_sees_whom_he_may_not_see(nominal: Nominal, officer: User, supervisor: User) -> None:
    other = add_user("two", "a long enough secret", forename="Two", surname="Officer", roles=[Role.LRO], why="joined")
    assert set(on_agenda(officer)) == {"P1"}
    assert on_agenda(other) == {}
    Conflict.objects.create(nominal=nominal, user=supervisor, reason="his neighbour")
    assert on_agenda(supervisor) == {}
    plan = planned(nominal, officer)
    review_plan(nominal, plan, on=TODAY, words="discussed", by=officer)
    assert [review.words for review, _ in minutes(officer, TODAY).said] == ["discussed"]
    assert minutes(supervisor, TODAY).said == minutes(other, TODAY).said == []


def page(client: Client, show: str) -> list[str]:
    return [item.nominal.person_id for item in client.get(reverse("tasking"), {"show": show}).context["shown"]]


def test_the_page_is_narrowed_and_on_the_record(nominal: Nominal, supervisor: User) -> None:
    client = signed_in(supervisor)
    assert {show for show in PARTS if page(client, show)} == {"all", "no plan", "ahead", "new", "listed"}
    event = Event.objects.get(action="saw agenda", why="(show=new)")
    assert event.shown == [f"nominal:{nominal.pk}"]


def test_the_minutes_say_what_was_said_of_whom(nominal: Nominal, officer: User, supervisor: User) -> None:
    plan = planned(nominal, officer)
    review_plan(nominal, plan, on=TODAY, words="arrest him this week", by=officer)
    Review.objects.create(plan=plan, on=TODAY - DAY, words="another day", by=officer)
    client = signed_in(supervisor)
    said = client.get(reverse("minutes", args=[TODAY])).content.decode()
    assert "arrest him this week" in said
    assert "another day" not in said
    assert "Put every incident on one timeline" not in said, "the plan was begun with that"
    assert (
        "No review of a man whom you may see is recorded"
        in client.get(reverse("minutes", args=[TODAY - 9 * DAY])).content.decode()
    )
    assert client.get("/tasking/2026-02-31/").status_code == 404


def test_as_many_questions_for_many_men_as_for_one(nominal: Nominal, officer: User, supervisor: User) -> None:
    run = current_run()
    assert run is not None

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            agenda(supervisor, run, TODAY)
        return len(queries)

    planned(nominal, officer)
    one = asked()
    for person in ("P2", "P3"):
        planned(managed(Nominal.objects.get(person_id=person), officer, by=supervisor), officer)
    assert len(on_agenda(supervisor)) == 3
    assert asked() == one
