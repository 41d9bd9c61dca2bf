"""Orders and notices from draft to end: what may follow what, her safety before he is served, clocks of the law,
warnings before an end, and the same step counted once among outcomes."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from runs_made_up import man, seal
from site_users import parts, signed_in, user
from v100.casework.access import NotAllowed, Role
from v100.casework.accounts.models import User
from v100.casework.clocks import LONDON
from v100.casework.facts.book import force_book
from v100.casework.nominals.models import Conflict, Nominal
from v100.casework.orders.forms import MoveForm
from v100.casework.orders.kinds import NEXT, State
from v100.casework.orders.models import Met, Order, OrderState, Voided
from v100.casework.orders.reading import orders_of, orders_protecting
from v100.casework.orders.standing import Standing
from v100.casework.orders.tracking import Happened, draft_order, meet_clock, move_order, void_step
from v100.casework.orders.warning import warned_of, warnings_of
from v100.casework.outcomes.kinds import ORDERS, Detail, Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.recording import Told, correct_outcome, record_outcome, take_back
from v100.casework.outcomes.reports import reports_of
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.plans.writing import look_at_safety
from v100.casework.powers.power import OrderKind
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new

HER = "V0123456789"
ON = date(2026, 4, 10)
KEEP_OFF = "not to contact her, not to come within 100 metres of where she lives"


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture
def nominal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User, supervisor: User) -> Nominal:
    """Managed by the officer; one report names him, of one woman."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal(
        tmp_path,
        person=[man("P1", "Rose Madeup")],
        person_mention=[{"person_id": "P1", "mention_id": "M1", "side": "suspect"}],
        suspect=[{"mention_id": "M1", "report_id": "R1", "role": "suspect", "named_on": date(2026, 3, 1)}],
        crime_report=[{"report_id": "R1", "crime_ref": "CR/1", "recorded_on": date(2026, 3, 1)}],
        offence=[{"report_id": "R1", "line": 1, "ho_code": "008/06"}],
        report_victim=[{"report_id": "R1", "line": 1, "person_id": HER, "sex": "F", "relationship": "ex_partner"}],
    )
    load_new(tmp_path)
    return managed(Nominal.objects.get(person_id="P1"), officer, by=supervisor)


def begun(nominal: Nominal, by: User, power: str = "DAPO") -> Order:
    run = current_run()
    assert run is not None
    report = reports_of(nominal, run)["R1"]
    return draft_order(nominal, force_book().powers[power], woman=HER, report=report, on=ON, by=by)


def moved(order: Order, to: State, by: User, on: date = ON, **more: Any) -> OrderState:
    last = OrderState.objects.filter(order=order, voided=None).latest("number").number
    terms = {"conditions": KEEP_OFF} if to in (State.GRANTED, State.VARIED) else {}
    step = Happened(to, on, **{**terms, **more})
    return move_order(order.nominal, order, force_book().powers[order.power], step, seen=last, by=by)


def looked_at(nominal: Nominal, by: User) -> None:
    look_at_safety(nominal, woman=HER, on=timezone.localdate(), words="with her adviser", by=by)


def at(on: date, hour: int = 12) -> datetime:
    return datetime.combine(on, time(hour), LONDON)


def one(nominal: Nominal, now: datetime) -> Standing:
    (found,) = orders_of([nominal.pk], force_book(), now)
    return found


def test_every_order_is_one_that_outcomes_know() -> None:
    assert set(get_args(OrderKind)) == set(ORDERS)
    tracked = {power.order for power in force_book().powers.values() if power.order}
    assert tracked == set(ORDERS)


def test_from_draft_to_end(nominal: Nominal, officer: User) -> None:
    order = begun(nominal, officer)
    looked_at(nominal, officer)
    moved(order, State.APPLIED, officer)
    moved(order, State.GRANTED, officer, until=ON + timedelta(days=364))
    moved(order, State.SERVED, officer, on=ON + timedelta(days=1), time_of_day=time(9, 30))
    moved(order, State.BREACHED, officer, on=ON + timedelta(days=20))
    moved(order, State.VARIED, officer, on=ON + timedelta(days=30), until=ON + timedelta(days=700))
    found = one(nominal, at(ON + timedelta(days=400)))
    assert found.holds
    assert found.in_words == "Varied"
    assert found.terms is not None
    assert found.terms.until == ON + timedelta(days=700)
    assert one(nominal, at(ON + timedelta(days=701))).in_words == "Expired"
    assert not one(nominal, at(ON + timedelta(days=701))).holds
    moved(order, State.ENDED, officer, on=ON + timedelta(days=500), why="the court discharged it")
    assert not one(nominal, at(ON + timedelta(days=501))).holds
    log = Event.objects.filter(action="moved order").order_by("pk").values_list("why", flat=True)
    assert log[0] == f"(drafted, DAPO, order:{order.pk})"
    assert len(log) == 7


@pytest.mark.parametrize("start", State)
def test_nothing_follows_but_what_may(nominal: Nominal, officer: User, start: State) -> None:
    """From each state each other step is tried."""
    way = {
        State.DRAFTED: [],
        State.APPLIED: [State.APPLIED],
        State.GRANTED: [State.GRANTED],
        State.REFUSED: [State.APPLIED, State.REFUSED],
        State.WITHDRAWN: [State.WITHDRAWN],
        State.SERVED: [State.GRANTED, State.SERVED],
        State.VARIED: [State.GRANTED, State.VARIED],
        State.BREACHED: [State.GRANTED, State.BREACHED],
        State.ENDED: [State.GRANTED, State.ENDED],
    }
    looked_at(nominal, officer)
    order = begun(nominal, officer)
    for to in way[start]:
        moved(order, to, officer, why="as it was")
    for to in State:
        if to in NEXT[start]:
            with transaction.atomic():
                moved(order, to, officer, why="as it was")
                transaction.set_rollback(True)
        else:
            with pytest.raises(NotNow, match="cannot be"):
                moved(order, to, officer, why="as it was")


def test_he_is_not_served_before_her_plan_was_looked_at(nominal: Nominal, officer: User, supervisor: User) -> None:
    order = begun(nominal, officer)
    moved(order, State.GRANTED, officer)
    with pytest.raises(NotNow, match="Her safety first: the plan of V01234567 was not looked at in the last 14 days"):
        moved(order, State.SERVED, officer)
    with pytest.raises(NotAllowed):
        moved(order, State.SERVED, officer, without_safety="it cannot wait")
    with transaction.atomic():
        moved(order, State.SERVED, supervisor, without_safety="she is abroad and knows")
        transaction.set_rollback(True)
    looked_at(nominal, officer)
    moved(order, State.SERVED, officer)


def test_two_at_once_do_not_both_move_it(nominal: Nominal, officer: User) -> None:
    order = begun(nominal, officer)
    moved(order, State.APPLIED, officer)
    power = force_book().powers["DAPO"]
    with pytest.raises(NotNow, match="recorded something meanwhile"):
        move_order(nominal, order, power, Happened(State.APPLIED, ON), seen=1, by=officer)
    with pytest.raises(NotNow, match="cannot be earlier"):
        moved(order, State.GRANTED, officer, on=ON - timedelta(days=1))


def test_a_step_counts_once_among_outcomes(nominal: Nominal, officer: User) -> None:
    """What is told here is an outcome; what the record told already is the same outcome."""
    run = current_run()
    assert run is not None
    told = Told(Kind.ORDER_APPLIED, ON, "R1", "CR/1", (1,), details=(Detail.DOMESTIC_ABUSE,))
    known = record_outcome(nominal, told, run=run, by=officer)
    order = begun(nominal, officer)
    assert moved(order, State.APPLIED, officer).outcome == known
    granted = moved(order, State.GRANTED, officer, until=ON + timedelta(days=100))
    assert granted.outcome is not None
    kinds = Outcome.objects.standing().filter(nominal=nominal).order_by("pk").values_list("kind", "details", "until")
    assert list(kinds) == [
        ("order_applied", ["domestic_abuse"], None),
        ("order", ["domestic_abuse"], ON + timedelta(days=100)),
    ]


@pytest.mark.parametrize(
    ("code", "hour", "due"),
    [("DVPN", 14, datetime(2026, 4, 14, 14)), ("DAPN", 9, datetime(2026, 4, 14, 9))],
)
def test_a_notice_is_heard_within_48_hours_without_the_sunday(
    nominal: Nominal, officer: User, code: str, hour: int, due: datetime
) -> None:
    """Served on Saturday 11 April 2026 it runs out on Tuesday."""
    looked_at(nominal, officer)
    order = begun(nominal, officer, code)
    moved(order, State.GRANTED, officer)
    moved(order, State.SERVED, officer, on=date(2026, 4, 11), time_of_day=time(hour))
    (running,) = one(nominal, at(date(2026, 4, 12))).clocks
    assert running.due == due.replace(tzinfo=LONDON)
    assert running.runs
    assert not running.late
    (late,) = one(nominal, running.due + timedelta(minutes=1)).late
    meet_clock(nominal, late, on=date(2026, 4, 13), words="heard on Monday", by=officer)
    with pytest.raises(NotNow):
        meet_clock(nominal, late, on=date(2026, 4, 13), words="again", by=officer)
    assert one(nominal, running.due + timedelta(days=1)).late == []
    moved(order, State.BREACHED, officer, on=date(2026, 4, 13))
    assert len(one(nominal, running.due).clocks) == 1, "no arrest, no clock"


def test_he_has_three_days_to_tell_where_he_lives(nominal: Nominal, officer: User) -> None:
    looked_at(nominal, officer)
    order = begun(nominal, officer)
    moved(order, State.GRANTED, officer)
    moved(order, State.SERVED, officer, time_of_day=time(8))
    assert not one(nominal, at(ON + timedelta(days=2), 23)).late
    assert one(nominal, at(ON + timedelta(days=3), 0)).late
    moved(order, State.ENDED, officer, why="discharged")
    assert not one(nominal, at(ON + timedelta(days=3), 0)).late, "an order that ended has no clock"


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("code", "to", "step", "due", "lead", "words"),
    [
        ("DVPN", State.SERVED, time(14), datetime(2026, 4, 14, 14), 24, "runs out on 14 April 2026 at 14:00"),
        ("DVPN", State.BREACHED, time(9), datetime(2026, 4, 13, 9), 12, "runs out on 13 April 2026 at 09:00"),
        ("DAPO", State.SERVED, None, datetime.combine(date(2026, 4, 13), time.max), 24, "runs out on 13 April 2026"),
    ],
)
def test_a_clock_warns_before_it_runs_out(
    nominal: Nominal, officer: User, code: str, to: State, step: time | None, due: datetime, lead: int, words: str
) -> None:
    """On a Saturday: 48 hours and 24 hours without the Sunday, and three days; once it ran out that is told anew."""
    looked_at(nominal, officer)
    order = begun(nominal, officer, code)
    moved(order, State.GRANTED, officer)
    moved(order, to, officer, on=date(2026, 4, 11), time_of_day=step)
    begins = due.replace(tzinfo=LONDON) - timedelta(hours=lead)
    assert warned_by(nominal, begins - HOUR) == {}
    before = warned_by(nominal, begins)
    assert [said.split(": ")[-1] for said in before.values()] == [words]
    assert warned_by(nominal, begins + HOUR) == warned_by(nominal, begins + timedelta(hours=lead)) == before
    after = warned_by(nominal, begins + timedelta(hours=lead) + HOUR)
    assert len(after) == 1
    assert not after.keys() & before.keys(), "who had seen that it would run out is told that it did"
    (running,) = one(nominal, begins).clocks
    meet_clock(nominal, running, on=date(2026, 4, 12), words="it happened", by=officer)
    assert warned_by(nominal, begins + HOUR) == {}


def warned_by(nominal: Nominal, now: datetime) -> dict[str, str]:
    """What is said of clocks, by its key."""
    found = warned_of([nominal.pk], force_book(), now)
    return {warned.key: warned.words for _, warned in found if warned.key.startswith("clock")}


def test_every_clock_warns_within_a_half_of_it() -> None:
    for power in force_book().powers.values():
        for clock in power.clocks:
            length = clock.hours or (clock.days or 0) * 24
            assert 0 < clock.warn_hours <= length / 2, (power.code, clock.name)


def test_it_warns_before_an_end_and_where_he_was_not_served(nominal: Nominal, officer: User) -> None:
    """A DAPO 28 days before, a DVPO seven."""
    for code, days in (("DAPO", 28), ("DVPO", 7)):
        with transaction.atomic():
            order = begun(nominal, officer, code)
            until = ON + timedelta(days=27)
            moved(order, State.GRANTED, officer, until=until)
            assert one(nominal, at(until - timedelta(days=days))).ends_soon
            assert one(nominal, at(until - timedelta(days=days + 1))).ends_soon is False
            assert one(nominal, at(until)).holds
            assert one(nominal, at(until)).not_served
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("days", "fault"), [(12, "this would be 13"), (13, ""), (27, ""), (28, "this would be 29"), (None, "give the last")]
)
def test_a_dvpo_holds_for_14_to_28_days(nominal: Nominal, officer: User, days: int | None, fault: str) -> None:
    begun(nominal, officer, "DVPO")
    until = f"{ON + timedelta(days=days):%d %m %Y}" if days is not None else "  "
    said = {
        "to": "granted",
        "conditions": KEEP_OFF,
        "seen": "1",
        **parts("on", f"{ON:%d %m %Y}"),
        **parts("until", until),
    }
    form = MoveForm(said, [], one(nominal, at(ON)), supervises=False)
    assert form.is_valid() is (not fault), form.errors
    if fault:
        assert fault in form.errors["until"][0]
        assert "s.28(10)" in form.errors["until"][0]


def test_rows_are_kept_as_they_are(nominal: Nominal, officer: User) -> None:
    order = begun(nominal, officer)
    state = moved(order, State.GRANTED, officer)
    met = Met.objects.create(state=state, clock="notification", on=ON, words="he did", by=officer)
    for row in (order, state, met):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(by=officer)
    for wrong in ({"state": State.GRANTED}, {"state": State.ENDED, "why": " "}):
        with pytest.raises(DatabaseError), transaction.atomic():
            OrderState.objects.create(order=order, number=9, on=ON, by=officer, **wrong)


def voided(state: OrderState, by: User, why: str = "it was another man's") -> None:
    void_step(state.order.nominal, state, why=why, by=by)


def counted(nominal: Nominal) -> list[str]:
    return list(Outcome.objects.standing().filter(nominal=nominal).order_by("pk").values_list("kind", flat=True))


def test_a_step_that_was_wrong_holds_no_more_and_the_order_stands_as_before_it(
    nominal: Nominal, officer: User, supervisor: User
) -> None:
    order = begun(nominal, officer)
    looked_at(nominal, officer)
    granted = moved(order, State.GRANTED, officer, until=ON + timedelta(days=364))
    served = moved(order, State.SERVED, officer, on=ON + timedelta(days=1), time_of_day=time(9))
    breached = moved(order, State.BREACHED, officer, on=ON + timedelta(days=2))
    assert counted(nominal) == [Kind.ORDER, Kind.ORDER_SERVED, Kind.BREACH]
    voided(breached, supervisor)
    now = one(nominal, at(ON + timedelta(days=3)))
    assert (now.now, now.in_words, now.holds) == (served, "Served on him", True)
    assert [each.number for each in now.steps] == [1, 2, 3, 4]
    assert counted(nominal) == [Kind.ORDER, Kind.ORDER_SERVED]
    assert {each.state.state for each in now.clocks} >= {"served"}
    voided(served, supervisor)
    now = one(nominal, at(ON + timedelta(days=3)))
    assert (now.now, now.not_served) == (granted, True)
    assert {each.state.state for each in now.clocks} <= {"granted"}, "no clock runs from a step that was not"
    assert counted(nominal) == [Kind.ORDER]
    again = moved(order, State.SERVED, officer, on=ON + timedelta(days=1), time_of_day=time(10))
    assert again.number == 5
    assert counted(nominal) == [Kind.ORDER, Kind.ORDER_SERVED]
    told = Event.objects.filter(action="corrected order").order_by("pk").values_list("by", "why")
    assert told[0] == (supervisor.pk, f"it was another man's (breached, DAPO, order:{order.pk}, step:4)")


def test_only_the_last_step_that_holds_and_never_the_draft(nominal: Nominal, officer: User) -> None:
    order = begun(nominal, officer)
    applied = moved(order, State.APPLIED, officer)
    granted = moved(order, State.GRANTED, officer, until=ON + timedelta(days=364))
    with pytest.raises(NotNow, match="correct that first"):
        voided(applied, officer)
    voided(granted, officer)
    with pytest.raises(NotNow, match="correct that first"):
        voided(granted, officer)
    voided(applied, officer)
    with pytest.raises(NotNow, match="It is the draft"):
        voided(OrderState.objects.get(order=order, number=1), officer)
    assert one(nominal, at(ON)).in_words == "Drafted"
    with pytest.raises(DatabaseError), transaction.atomic():
        Voided.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Voided.objects.create(state=OrderState.objects.get(order=order, number=1), why=" ", by=officer)


@pytest.mark.parametrize("before", ["recorded by hand", "corrected by hand", "taken back by hand"])
def test_the_outcome_that_it_told_is_taken_back_and_one_recorded_before_stays(
    nominal: Nominal, officer: User, before: str
) -> None:
    run = current_run()
    assert run is not None
    order = begun(nominal, officer)
    told = Told(kind=Kind.ORDER, on=ON, report_id="R1", crime_ref="CR/1", lines=(), details=(Detail.DOMESTIC_ABUSE,))
    if before == "recorded by hand":
        record_outcome(nominal, told, run=run, by=officer)
    granted = moved(order, State.GRANTED, officer, until=ON + timedelta(days=364))
    if before == "corrected by hand":
        assert granted.outcome is not None
        correct_outcome(
            granted.outcome, replace(told, on=ON - timedelta(days=1)), why="a day late", run=run, by=officer
        )
    if before == "taken back by hand":
        assert granted.outcome is not None
        take_back(granted.outcome, why="it was refused", run=run, by=officer)
    voided(granted, officer)
    assert counted(nominal) == ([Kind.ORDER] if before == "recorded by hand" else [])


def test_a_clock_of_a_step_that_was_wrong_is_not_met(nominal: Nominal, officer: User) -> None:
    order = begun(nominal, officer)
    looked_at(nominal, officer)
    moved(order, State.GRANTED, officer, until=ON + timedelta(days=364))
    served = moved(order, State.SERVED, officer, time_of_day=time(9))
    running = next(each for each in one(nominal, at(ON)).clocks if each.state == served)
    voided(served, officer)
    with pytest.raises(NotNow, match="corrected the step"):
        meet_clock(nominal, running, on=ON, words="he came", by=officer)


def test_the_pages(nominal: Nominal, officer: User) -> None:
    client = signed_in(officer)
    client.post(reverse("man", args=[nominal.pk]), {"why": "an order is wanted"})
    begin = {"power": "DAPO", "woman": HER, "report": "R1", **parts("on", "10 4 2026")}
    assert client.post(reverse("draft-order", args=[nominal.pk]), begin | {"woman": ""}).status_code == 200
    assert client.post(reverse("draft-order", args=[nominal.pk]), begin).status_code == 302
    order = Order.objects.get()
    page = reverse("move-order", args=[nominal.pk, order.pk])
    granted = {
        "to": "granted",
        "seen": "1",
        "conditions": KEEP_OFF,
        **parts("on", "12 4 2026"),
        **parts("until", "1 4 2027"),
    }
    assert client.post(page, granted).status_code == 302
    served = {"to": "served", "seen": "2", **parts("on", "13 4 2026")}
    assert "Her safety first" in client.post(page, served).content.decode()
    looked_at(nominal, officer)
    assert client.post(page, served).status_code == 302
    meet = reverse("meet-clock", args=[nominal.pk, order.pk, 3, "notification"])
    assert "Late" in client.get(meet).content.decode()
    assert client.post(meet, {"words": "he came to the station", **parts("on", "14 4 2026")}).status_code == 302
    shown = client.get(reverse("orders", args=[nominal.pk])).content.decode()
    assert all(said in shown for said in ("Served on him", KEEP_OFF, "he came to the station", "to 1 April 2027"))
    assert "Domestic Abuse Protection Order" in client.get(reverse("plan", args=[nominal.pk])).content.decode()
    assert client.get(reverse("meet-clock", args=[nominal.pk, order.pk, 2, "notification"])).status_code == 404
    assert client.get(reverse("move-order", args=[nominal.pk, order.pk + 1])).status_code == 404
    assert client.get(reverse("void-step", args=[nominal.pk, order.pk, 2])).status_code == 404, "not the last"
    wrong = reverse("void-step", args=[nominal.pk, order.pk, 3])
    assert wrong in shown
    assert "Say what is wrong with it" in client.post(wrong, {"why": ""}).content.decode()
    assert "It holds Sarah" in client.post(wrong, {"why": "Sarah says he was away"}).content.decode()
    assert client.post(wrong, {"why": "he was not at home"}).status_code == 302
    shown = client.get(reverse("orders", args=[nominal.pk])).content.decode()
    assert "Recorded wrongly" in shown
    assert "Corrected: he was not at home" in shown


def test_another_mans_order_is_not_moved_here(nominal: Nominal, officer: User) -> None:
    """An order is reached through its man alone."""
    order = begun(nominal, officer)
    other = Nominal.objects.exclude(pk=nominal.pk).earliest("pk")
    client = signed_in(Role.PROFESSIONAL_STANDARDS)
    client.post(reverse("man", args=[other.pk]), {"why": "to read it"})
    assert client.get(reverse("move-order", args=[other.pk, order.pk])).status_code == 404


def test_it_stands_on_her_page_for_whoever_may_see_him(nominal: Nominal, officer: User, supervisor: User) -> None:
    begun(nominal, officer)

    def protecting(who: User) -> list[str]:
        return [each.name for each in orders_protecting([HER], who, force_book(), timezone.now())]

    assert protecting(supervisor) == ["Domestic Abuse Protection Order"]
    assert orders_protecting(["V9"], supervisor, force_book(), timezone.now()) == []
    Conflict.objects.create(nominal=nominal, user=supervisor, reason="a cousin")
    assert protecting(supervisor) == []


def test_no_order_to_be_seen_to_is_passed_over(nominal: Nominal, officer: User) -> None:
    """Of many orders only some are read: whatever became of each, the same is said as where all are."""
    day, book = timezone.localdate(), force_book()
    ways = [
        [State.GRANTED],
        [State.GRANTED, State.SERVED],
        [State.GRANTED, State.SERVED, State.VARIED],
        [State.GRANTED, State.ENDED],
        [State.APPLIED, State.REFUSED],
        [State.GRANTED, State.BREACHED],
    ]
    for code in ("SHPO", "SPO", "DVPN", "DAPO", "CBO"):
        for way in ways:
            for lasts in (5, 400, None):
                order = Order.objects.create(nominal=nominal, power=code, report_id="R1", crime_ref="C", by=officer)
                for number, state in enumerate([State.DRAFTED, *way], start=1):
                    terms = state in (State.GRANTED, State.VARIED)
                    OrderState.objects.create(
                        order=order,
                        number=number,
                        state=state,
                        on=day,
                        time_of_day=time(9),
                        until=day + timedelta(days=lasts) if terms and lasts else None,
                        conditions="not to call her" if terms else "",
                        why="a reason",
                        by=officer,
                    )
    for state in OrderState.objects.filter(state=State.SERVED, order__power="SPO").order_by("pk")[::2]:
        Met.objects.create(state=state, clock="notification", on=day, words="he told", by=officer)
    for days in (0, 2, 4, 6, 380, 401):
        now = timezone.now() + timedelta(days=days)
        every = [warned for each in orders_of([nominal.pk], book, now) for warned in warnings_of(each)]
        assert sorted(warned for _, warned in warned_of([nominal.pk], book, now)) == sorted(every)
        assert every
