"""Orders that nobody keeps on the site, and bail: where their end is known, people are warned before it and she is
told when it came, as of orders that are kept; where none is known, the page says so; what is kept is not told twice."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from orders_made_up import granted_order
from runs_made_up import became, week_later
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.alerts.finding import alerts_for
from v100.casework.clocks import working_days_after
from v100.casework.duties.reading import Duty, duties_for, late_for, waiting_for
from v100.casework.orders.tracking import void_step
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.recording import Told, correct_outcome, record_outcome, take_back
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import LoadedRun
from v100.casework.tasking.agenda import agenda
from women_made_up import HERS, WHY, him, load_women, on_reports, today

LOCALDATE = timezone.localdate
TODAY = LOCALDATE()
DAY = timedelta(days=1)
MADE = TODAY - 30 * DAY


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User, supervisor: User) -> Path:
    """P1 is managed since today; HERS is the woman of his report R1."""
    load_women(tmp_path, monkeypatch)
    managed(him(), officer, by=supervisor)
    return tmp_path


def event(event_id: str, kind: str, on: date = MADE, **more: Any) -> dict[str, Any]:
    told = {"person_id": "P1", "report_id": "R1", "mention_id": "M0", "recorded_on": on}
    return {"event_id": event_id, "kind": kind, "on": on, **told, **more}


def extract(store: Path, *events: dict[str, Any], weeks: int = 1, **more: Any) -> None:
    """What the record system tells so many weeks later."""
    week_later(store, weeks, event=list(events), **{**on_reports(), **more})
    load_new(store)


def run() -> LoadedRun:
    found = current_run()
    assert found is not None
    return found


def alerts(who: User) -> list[str]:
    return [each.words for each in alerts_for(who, run(), timezone.now()).shown if " ends on " in each.words]


def on_agenda(who: User) -> list[str]:
    return next(each for each in agenda(who, run(), TODAY) if each.man == him().pk).why.get("orders", [])


def ended(who: User) -> list[Duty]:
    return [duty for duty in duties_for(who, run()) if duty.happened.about.endswith(":end")]


def page(who: User, name: str = "orders") -> str:
    client = signed_in(who)
    client.post(reverse("man", args=[him().pk]), WHY)
    return client.get(reverse(name, args=[him().pk])).content.decode()


ENDS = {
    "an order, by its last day": ("order", {"until": TODAY + 28 * DAY}, TODAY + 28 * DAY),
    "an order, by its length": ("order", {"days": 31}, TODAY + DAY),
    "an order on its last day": ("order", {"until": TODAY}, TODAY),
    "bail": ("bail", {"until": TODAY + 3 * DAY}, TODAY + 3 * DAY),
}


@pytest.mark.parametrize(("kind", "more", "until"), ENDS.values(), ids=ENDS)
def test_it_warns_before_an_end_that_the_extract_tells(
    store: Path, officer: User, supervisor: User, kind: str, more: dict[str, Any], until: date
) -> None:
    extract(store, event("E1", kind, **more))
    words = f"{kind.capitalize()} of {MADE:%-d %B %Y} (CR/1): ends on {until:%-d %B %Y}"
    assert alerts(officer) == alerts(supervisor) == [words]
    assert on_agenda(supervisor) == [words]
    for shown in (page(officer), page(officer, "plan")):
        assert "Ends soon" in shown
        assert f"to {until:%-d %B %Y}" in shown
    assert ended(supervisor) == []


@pytest.mark.parametrize("kind", ["order", "bail"])
@pytest.mark.parametrize("until", [None, TODAY + 29 * DAY])
def test_it_warns_of_no_end_that_is_far_or_not_told(
    store: Path, officer: User, supervisor: User, kind: str, until: date | None
) -> None:
    extract(store, event("E1", kind, until=until))
    assert (alerts(officer), on_agenda(supervisor), ended(supervisor)) == ([], [], [])
    shown = page(officer)
    assert ("No end is recorded" in shown) is (until is None)
    assert "Ends soon" not in shown


@pytest.mark.parametrize(("kind", "name"), [("order", "order_changed"), ("bail", "bail_ended")])
def test_she_is_told_once_it_is_over(
    store: Path, supervisor: User, monkeypatch: pytest.MonkeyPatch, kind: str, name: str
) -> None:
    until = TODAY + 3 * DAY
    extract(store, event("E1", kind, until=until))
    pass_days(monkeypatch, 3)
    assert ended(supervisor) == [], "it holds on its last day"
    pass_days(monkeypatch, 4)
    (duty,) = ended(supervisor)
    outcome = Outcome.objects.standing().get(kind=kind)
    assert (duty.happened.about, duty.name, duty.woman) == (f"outcome:{outcome.pk}:end", name, HERS)
    assert (duty.happened.known_on, duty.due_on) == (until, working_days_after(until, 1))
    assert duty.happened.words == {"order": "The last day of an order", "bail": "The last day of bail"}[kind]
    pass_days(monkeypatch, 20)
    assert late_for(supervisor, run(), most=1000) == waiting_for(supervisor, run(), first=0, most=0).late == 1
    client = signed_in(supervisor)
    client.post(reverse("man", args=[him().pk]), WHY)
    address = reverse("tell-her", args=[him().pk, duty.happened.about, duty.name, HERS])
    assert client.post(address, {"how": "call", **parts("on", today())}).status_code == 302
    assert not [each for each in ended(supervisor) if each.open]
    assert late_for(supervisor, run(), most=1000) == 0


def test_what_was_over_before_he_was_managed_is_told_to_nobody(store: Path, officer: User, supervisor: User) -> None:
    extract(store, event("E1", "order", until=TODAY - DAY))
    assert (ended(supervisor), alerts(officer)) == ([], [])
    assert "Over" in page(officer)


SUPERSEDED = {
    "bailed again": event("E2", "bail", MADE + DAY, until=TODAY + 60 * DAY),
    "charged": event("E2", "charge", MADE),
    "no further action": event("E2", "no_further_action", MADE + DAY),
}


@pytest.mark.parametrize("then", SUPERSEDED.values(), ids=SUPERSEDED)
def test_bail_ends_by_what_comes_after_it_on_the_same_report(
    store: Path, officer: User, supervisor: User, monkeypatch: pytest.MonkeyPatch, then: dict[str, Any]
) -> None:
    """That is told by itself. What came on another report, or before, ends it not."""
    bail = event("E1", "bail", until=TODAY + 3 * DAY)
    others = [event("E3", "charge", MADE + DAY, report_id="R2"), event("E4", "interview", MADE + DAY)]
    extract(store, bail, *others, event("E5", "bail", MADE - DAY), event("E6", "charge", MADE - DAY))
    assert len(alerts(officer)) == 1
    extract(store, bail, *others, then, weeks=2)
    assert (alerts(officer), on_agenda(supervisor)) == ([], [])
    assert f"to {TODAY + 3 * DAY:%-d %B %Y}" not in page(officer)
    pass_days(monkeypatch, 10)
    assert ended(supervisor) == []


def test_bail_that_ran_out_stays_to_be_told_whatever_comes_later(
    store: Path, officer: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract(store, event("E1", "bail", until=TODAY + DAY))
    Outcome.objects.create(nominal=him(), kind="charge", on=TODAY + 4 * DAY, report_id="R1", by=officer)
    pass_days(monkeypatch, 5)
    assert [duty.name for duty in ended(supervisor)] == ["bail_ended"]


def test_an_end_that_changes_is_followed(store: Path, officer: User, supervisor: User) -> None:
    extract(store, event("E1", "order", until=TODAY + 3 * DAY))
    extract(store, event("E1", "order", until=TODAY + 5 * DAY), weeks=2)
    assert alerts(officer) == [f"Order of {MADE:%-d %B %Y} (CR/1): ends on {TODAY + 5 * DAY:%-d %B %Y}"]
    take_back(Outcome.objects.standing().get(kind="order"), why="another man's", run=run(), by=officer)
    assert (alerts(officer), on_agenda(supervisor)) == ([], [])


def test_what_a_person_recorded_says_which_order_it_is(officer: User) -> None:
    said = {"report_id": "R1", "crime_ref": "CR/1", "lines": ()}
    until = TODAY + 9 * DAY
    record_outcome(him(), Told("order", MADE, until=until, details=("stalking",), **said), run=run(), by=officer)
    assert alerts(officer) == [f"Stalking protection order of {MADE:%-d %B %Y} (CR/1): ends on {until:%-d %B %Y}"]


@pytest.mark.parametrize("first", ["the record system", "a person here"])
def test_an_order_that_is_kept_here_is_not_told_twice(
    store: Path, officer: User, supervisor: User, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """Whoever told of it first, whatever is said of it later."""
    until = TODAY + 3 * DAY
    told = event("E1", "order", until=until)
    if first == "the record system":
        extract(store, told)
    granted = granted_order(him(), by=officer, on=MADE, until=until)
    one = [f"Sexual Harm Prevention Order: ends on {until:%-d %B %Y}"]
    extract(store, told, weeks=2)
    assert alerts(officer) == one
    extract(store, {**told, "until": until + DAY}, weeks=3)
    assert alerts(officer) == one
    outcome = Outcome.objects.standing().get(kind="order")
    again = Told("order", MADE, "R1", "CR/1", (), until=until + 2 * DAY, details=("sexual_harm",))
    correct_outcome(outcome, again, why="the warrant", run=run(), by=officer)
    assert alerts(officer) == one
    assert "Known from outcomes alone" not in page(officer)
    pass_days(monkeypatch, 10)
    assert [duty.happened.about for duty in ended(supervisor)] == [f"order:{granted.order_id}:end"]


def test_a_step_that_was_wrong_keeps_no_order(store: Path, officer: User) -> None:
    told = event("E1", "order", until=TODAY + 3 * DAY)
    extract(store, told)
    granted = granted_order(him(), by=officer, on=MADE, until=TODAY + 3 * DAY)
    ends = f"ends on {TODAY + 3 * DAY:%-d %B %Y}"
    assert alerts(officer) == [f"Sexual Harm Prevention Order: {ends}"]
    void_step(him(), granted, why="another man's", by=officer)
    assert alerts(officer) == [f"Order of {MADE:%-d %B %Y} (CR/1): {ends}"]


def test_an_order_of_another_day_may_be_the_same_and_the_page_says_so(store: Path, officer: User) -> None:
    extract(store, event("E1", "order", until=TODAY + 3 * DAY))
    assert "may be the same" not in page(officer)
    granted_order(him(), by=officer, on=MADE + DAY, until=TODAY + 3 * DAY)
    assert len(alerts(officer)) == 2
    outcome = Outcome.objects.standing().get(kind="order", on=MADE)
    shown = page(officer)
    assert "may be the same" in shown
    assert reverse("outcome", args=[him().pk, outcome.pk]) in shown


def test_of_a_man_found_to_be_another_nothing_is_lost(store: Path, officer: User, supervisor: User) -> None:
    until = TODAY + 3 * DAY
    extract(store, event("E1", "order", until=until, person_id="P2", report_id="R2", mention_id="M1"))
    assert alerts(officer) == []
    told = on_reports()
    told["person_mention"] = [{**row, "person_id": "P1"} for row in told["person_mention"]]
    told["person"] = told["person"][:1]
    kept = event("E1", "order", until=until, report_id="R2", mention_id="M1")
    extract(store, kept, weeks=2, person_lineage=[became("P2", "P1", "merged")], **told)
    assert alerts(officer) == on_agenda(supervisor) == [f"Order of {MADE:%-d %B %Y} (CR/2): ends on {until:%-d %B %Y}"]


def test_as_many_questions_for_many_as_for_one(store: Path, supervisor: User) -> None:
    def asked() -> list[int]:
        found = []
        for ask in (alerts, on_agenda):
            with CaptureQueriesContext(connection) as questions:
                ask(supervisor)
            found.append(len(questions))
        return found

    extract(store, event("E1", "order", until=TODAY))
    one = asked()
    extract(store, *(event(f"E{n}", "order", MADE + n * DAY, until=TODAY + n * DAY) for n in range(20)), weeks=2)
    assert asked() == one
    assert len(alerts(supervisor)) == 20


def pass_days(patch: pytest.MonkeyPatch, days: int) -> None:
    later = TODAY + days * DAY
    now = timezone.now() + days * DAY
    patch.setattr(timezone, "localdate", lambda at=None: LOCALDATE(at) if at else later)
    patch.setattr(timezone, "now", lambda: now)
