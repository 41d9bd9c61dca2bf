"""Told in time: what opens a duty, until when it is open, and who sees that it is late."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from orders_made_up import granted_order
from runs_made_up import became, month_later
from site_users import parts, signed_in, user
from v100 import casework
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.clocks import working_days_after
from v100.casework.duties.limits import limits
from v100.casework.duties.models import Told
from v100.casework.duties.reading import OF_ORDERS, Duty, duties_for, duties_of, late_for, waiting_for
from v100.casework.facts.book import force_book
from v100.casework.nominals.models import Assignment, Conflict
from v100.casework.orders.kinds import State
from v100.casework.orders.tracking import Happened, move_order
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.oversight.models import Event
from v100.casework.plans.writing import look_at_safety
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.women.models import Woman
from v100.tables import EVENT_KINDS
from women_made_up import ANOTHERS, HERS, WHY, him, load_women, on_reports, reach, today


def test_every_limit_is_of_a_known_event_and_enhanced_rights_are_no_slower() -> None:
    for name, limit in limits().told.items():
        assert set(limit.kinds) <= {*EVENT_KINDS, *Kind.values, *OF_ORDERS}, name
        assert limit.enhanced_days <= limit.days, name
    covered = {kind for limit in limits().told.values() for kind in limit.kinds}
    assert covered >= {
        *("arrest", "interview", "bail", "charge", "no_further_action", "discontinued", "remand", "court_date"),
        *("plea", "conviction", "acquittal", "sentence", "release"),
    }


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User, supervisor: User) -> Path:
    """P1 is the officer’s man, and P2 another’s."""
    load_women(tmp_path, monkeypatch)
    managed(him("P1"), officer, by=supervisor)
    managed(him("P2"), user_two(), by=supervisor)
    return tmp_path


def user_two() -> User:
    return add_user(
        "another", "a long enough secret", roles=[Role.LRO], forename="Made", surname="Up-another", why="for a test"
    )


def happened(kind: str, by: User, *, man: str = "P1", report_id: str = "R1", days: int = 0, **more: Any) -> Outcome:
    on = timezone.localdate() + timedelta(days=days)
    outcome: Outcome = Outcome.objects.create(nominal=him(man), kind=kind, on=on, report_id=report_id, by=by, **more)
    return outcome


def open_for(who: User) -> list[tuple[str, str, str]]:
    return [(duty.happened.nominal.person_id, duty.name, duty.woman) for duty in found(who) if duty.open]


def found(who: User) -> list[Duty]:
    run = current_run()
    assert run is not None
    return duties_for(who, run)


def tell(client: Client, duty: Duty, **said: Any) -> str:
    address = reverse("tell-her", args=[duty.happened.nominal.pk, duty.happened.about, duty.name, duty.woman])
    client.post(reverse("man", args=[duty.happened.nominal.pk]), WHY)
    answer = client.post(address, {**parts("on", today()), **said})
    return "" if answer.status_code == 302 else str(answer.context["form"].errors)


def test_what_happens_to_a_managed_man_opens_a_duty_to_each_woman_of_that_report(
    supervisor: User, officer: User
) -> None:
    assert open_for(supervisor) == []
    happened("interview", officer)
    happened("contact", officer)
    happened("charge", officer, days=-1)  # before he was managed
    assert open_for(supervisor) == [("P1", "interview", HERS)]
    happened("interview", officer, man="P2", report_id="R3")
    happened("release", officer, man="P2", report_id="")  # of no one report: each woman of his is told
    assert sorted(each for each in open_for(supervisor) if each[0] == "P2") == [
        ("P2", "interview", ANOTHERS),
        ("P2", "release", HERS),
        ("P2", "release", ANOTHERS),
        ("P2", "release_look", HERS),
        ("P2", "release_look", ANOTHERS),
    ]
    assert open_for(officer) == [("P1", "interview", HERS)], "another officer’s men"
    Conflict.objects.create(nominal=him("P1"), user=supervisor, reason="his cousin")
    assert {man for man, _, _ in open_for(supervisor)} == {"P2"}


def test_enhanced_rights_are_told_sooner(store: Path, supervisor: User, officer: User) -> None:
    asked = happened("interview", officer)
    (duty,) = found(supervisor)
    assert duty.due_on == working_days_after(asked.on, 5)
    told = on_reports()
    told["crime_report"][0]["domestic_abuse"] = True
    month_later(store, **told)
    load_new(store)
    (duty,) = found(supervisor)
    assert duty.due_on == working_days_after(asked.on, 1)


def test_the_prison_blocks_her_numbers_before_his_first_night(supervisor: User, officer: User) -> None:
    """C22"""
    remanded = happened("remand", officer)
    happened("sentence", officer, details=["community"])
    blocks = [duty for duty in found(supervisor) if duty.name == "contact_block"]
    assert [(duty.happened.about, duty.due_on) for duty in blocks] == [(f"outcome:{remanded.pk}", remanded.on)]
    happened("sentence", officer, details=["custody"])
    assert [name for _, name, _ in open_for(supervisor)].count("contact_block") == 2
    assert "Select a valid choice" in tell(signed_in(supervisor), blocks[0], how="call")
    assert tell(signed_in(supervisor), blocks[0], how="done") == ""


@pytest.mark.parametrize(
    ("kind", "names"), [("court_date", ["court_date"]), ("release_due", ["release_ahead", "release_look"])]
)
def test_what_lies_ahead_is_told_once_it_is_known(store: Path, supervisor: User, kind: str, names: list[str]) -> None:
    """A release too: her safety plan is looked at before it, not after. What was known before he came to be managed is
    told as well, from that day on: the man in custody whose release everybody knew of is the one who is adopted, and
    nobody was there to tell her. What was planned for a day before that is not."""
    day = timezone.localdate()
    planned = {"kind": kind, "report_id": "R1", "person_id": "P1"}
    ahead, past = day + timedelta(days=40), day - timedelta(days=1)
    known = {"event_id": "Q1", "recorded_on": day, "on": ahead, **planned}
    before = {"event_id": "Q2", "recorded_on": past, "on": ahead, **planned}
    over = {"event_id": "Q3", "recorded_on": past, "on": past, **planned}
    month_later(store, event=[known, before, over], **on_reports())
    load_new(store)
    due = working_days_after(day, 1)
    told = [(duty.happened.about, duty.name, duty.happened.known_on, duty.due_on) for duty in found(supervisor)]
    assert told == [(f"event:{about}", name, day, due) for about in ("Q1", "Q2") for name in names]


@pytest.mark.parametrize("where", ["his plan", "her page", "under an old reference"])
def test_a_look_at_her_safety_plan_does_the_duty_that_a_release_opens(
    store: Path, supervisor: User, officer: User, where: str
) -> None:
    day = timezone.localdate()
    look_at_safety(him("P1"), woman=HERS, on=day - timedelta(days=1), words="before it was known", by=officer)
    look_at_safety(him("P1"), woman=ANOTHERS, on=day, words="another woman's", by=officer)
    look_at_safety(him("P2"), woman=HERS, on=day, words="for another man", by=officer)
    happened("release", officer)
    asked = [("P1", "release", HERS), ("P1", "release_look", HERS)]
    assert open_for(supervisor) == asked, "a look from before, at another's plan, or for another man"
    client = signed_in(user(Role.VICTIM_LEAD))
    page = reach(client)
    if where == "her page":
        record = reverse("look-at-her-plan", args=[Woman.objects.get().pk])
        assert client.post(record, {"words": "with her", **parts("on", today())}).status_code == 302
    else:
        look_at_safety(him("P1"), woman=HERS, on=day, words="with her", by=officer)
    if where == "under an old reference":
        told = on_reports()
        told["report_victim"] = [{**row, "person_id": "V7777777777"} for row in told["report_victim"]]
        month_later(store, person_lineage=[became(HERS, "V7777777777", "merged")], **told)
        load_new(store)
        asked = [("P1", "release", "V7777777777")]
    assert open_for(supervisor) == asked[:1]
    assert "looked at on" in client.get(page).content.decode()


def test_what_she_was_told_under_an_old_reference_is_not_asked_again(
    store: Path, supervisor: User, officer: User
) -> None:
    happened("interview", officer)
    assert tell(signed_in(supervisor), found(supervisor)[0], how="in_person") == ""
    told = on_reports()
    told["report_victim"] = [{**row, "person_id": "V7777777777"} for row in told["report_victim"]]
    month_later(store, person_lineage=[became(HERS, "V7777777777", "merged")], **told)
    load_new(store)
    assert open_for(supervisor) == []


def test_it_is_late_until_somebody_recorded_how_she_was_told(
    supervisor: User, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened("interview", officer)
    (duty,) = found(supervisor)
    client = signed_in(supervisor)
    shown = client.get(reverse("duties")).content.decode()
    assert "1 to be told, 0 of them late" in shown
    later, of = duty.due_on + timedelta(days=1), timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda at=None: of(at) if at else later)
    assert "1 to be told, 1 of them late" in client.get(reverse("duties")).content.decode()
    assert "Choose how" in tell(client, duty)
    assert tell(client, duty, how="in_person") == ""
    shown = client.get(reverse("duties")).content.decode()
    assert "0 to be told, 0 of them late" in shown
    told = Told.objects.get()
    assert (told.how, told.by, told.woman) == ("in_person", supervisor, HERS)
    assert "recorded it meanwhile" in tell(client, duty, how="call")
    assert Told.objects.count() == 1


def test_of_no_prosecution_she_is_told_that_she_may_ask_for_a_review(supervisor: User, officer: User) -> None:
    happened("no_further_action", officer)
    (duty,) = found(supervisor)
    client = signed_in(supervisor)
    assert "Tell her that she may ask for a review" in tell(client, duty, how="in_person")
    assert tell(client, duty, how="in_person", review="said") == ""


def test_who_does_not_want_to_be_told_is_not_told_of_a_review(supervisor: User, officer: User) -> None:
    happened("discontinued", officer)
    (duty,) = found(supervisor)
    assert tell(signed_in(supervisor), duty, how="not_wanted") == ""


def test_what_was_corrected_is_told_anew(supervisor: User, officer: User) -> None:
    first = happened("bail", officer)
    assert tell(signed_in(supervisor), found(supervisor)[0], how="in_person") == ""
    assert open_for(supervisor) == []
    happened("bail", officer, replaces=first, why="with another condition")
    assert open_for(supervisor) == [("P1", "bail", HERS)]


def test_another_officers_duty_is_not_found(officer: User, supervisor: User) -> None:
    happened("interview", officer)
    (duty,) = found(supervisor)
    client = signed_in(User.objects.get(username="another"))
    address = reverse("tell-her", args=[duty.happened.nominal.pk, duty.happened.about, duty.name, duty.woman])
    assert client.post(address, {"how": "call"}).status_code == 404
    mine = signed_in(supervisor)
    mine.post(reverse("man", args=[duty.happened.nominal.pk]), WHY)
    assert mine.get(address.replace("/interview/", "/charge/")).status_code == 404


def test_the_list_and_what_is_told_are_on_the_record_by_reference(supervisor: User, officer: User) -> None:
    happened("interview", officer)
    client = signed_in(supervisor)
    client.get(reverse("duties"))
    assert Event.objects.get(action="saw duties").shown == [f"nominal:{him().pk}"]
    (duty,) = found(supervisor)
    tell(client, duty, how="call")
    told = Event.objects.get(action="recorded told")
    assert (told.subject, told.why) == (f"nominal:{him().pk}", f"(interview, {HERS}, told:{Told.objects.get().pk})")


def test_the_database_keeps_one_row_for_each(officer: User) -> None:
    one = {"nominal": him(), "woman": HERS, "about": "outcome:1", "duty": "arrest", "on": timezone.localdate()}
    Told.objects.create(**one, how="call", by=officer)
    with pytest.raises(IntegrityError, match="she_is_told_once"), transaction.atomic():
        Told.objects.create(**one, how="text", by=officer)


def test_the_site_sends_nothing_but_a_number_to_those_with_an_account() -> None:
    """C4: a message may be read by him."""
    folder = Path(casework.__file__).parent
    sending = re.compile(r"django\.core\.mail|smtplib|send_mail|twilio")
    files = [file for file in folder.rglob("*.py") if sending.search(file.read_text(encoding="utf-8"))]
    assert files == [folder / "alerts" / "tasks.py"]
    assert files[0].read_text(encoding="utf-8").count("[user.email]") == 1


def test_an_order_that_is_made_changed_or_over_is_told(supervisor: User, officer: User) -> None:
    """Made and served by its outcomes; varied and over by its own steps. It ran out on the day that its terms name."""
    day = timezone.localdate()
    granted = granted_order(him(), by=officer, on=day, until=day + timedelta(days=2))
    assert open_for(supervisor) == [("P1", "order", HERS)]
    power = force_book().powers["SHPO"]
    for seen, to in enumerate((State.VARIED, State.ENDED), start=2):
        until = day + timedelta(days=3) if to == State.VARIED else None
        step = Happened(to, day, until=until, conditions="not to call her", why="the court said so")
        with transaction.atomic():
            move_order(him(), granted.order, power, step, seen=seen, by=officer)
    assert sorted(name for _, name, _ in open_for(supervisor)) == ["order", "order_changed", "order_changed"]


def test_an_order_that_ran_out_is_told(supervisor: User, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    day = timezone.localdate()
    granted_order(him(), by=officer, on=day, until=day + timedelta(days=2))
    then = timezone.now() + timedelta(days=3)
    monkeypatch.setattr("v100.casework.duties.reading.timezone.now", lambda: then)
    assert [(duty.name, duty.due_on) for duty in found(supervisor)][-1] == (
        "order_changed",
        working_days_after(day + timedelta(days=2), 1),
    )


def test_what_she_is_told_stands_on_her_page_and_holds_up_erasure(supervisor: User, officer: User) -> None:
    happened("interview", officer)
    client = signed_in(user(Role.VICTIM_LEAD))
    page = reach(client)
    assert "Due</strong> He was interviewed" in client.get(page).content.decode()
    erase = reverse("erase-of-woman", args=[Woman.objects.get().pk])
    asked = client.post(erase, {"reason": "nothing is awaited"})
    assert "She is to be told something yet" in asked.content.decode()
    (duty,) = found(supervisor)
    assert tell(client, duty, how="call") == ""
    assert "Told</strong> He was interviewed" in client.get(page).content.decode()
    assert client.post(erase, {"reason": "nothing is awaited"}).status_code == 302


def test_the_home_page_says_what_is_late(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    happened("interview", officer)
    assert "she is to be told" in signed_in(officer).get(reverse("home")).content.decode()
    real, later = timezone.localdate, timezone.localdate() + timedelta(days=30)
    monkeypatch.setattr(timezone, "localdate", lambda value=None: real(value) if value else later)
    assert "late: she was to be told" in signed_in(officer).get(reverse("home")).content.decode()


def pass_days(patch: pytest.MonkeyPatch, days: int) -> None:
    real, later = timezone.localdate, timezone.localdate() + timedelta(days=days)
    patch.setattr(timezone, "localdate", lambda value=None: real(value) if value else later)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.VICTIM_LEAD])
def test_what_is_late_rises_to_those_who_see_every_man(
    supervisor: User, officer: User, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """Of men whom they may see; the figure opens as many."""
    who = supervisor if role == Role.SUPERVISOR else user(role)
    happened("interview", officer)
    happened("interview", officer, man="P2", report_id="R3")
    happened("charge", officer, days=31)
    client = signed_in(who)
    assert figures_of_duties(client) == []
    pass_days(monkeypatch, 30)
    ((number, words, url),) = figures_of_duties(client)
    assert (number, words) == (2, "late: she was to be told")
    shown = client.get(url)
    assert "2 late" in shown.content.decode()
    assert [duty.name for duty in shown.context["page"]] == ["interview", "interview"]
    assert "3 to be told, 2 of them late" in client.get(reverse("duties")).content.decode()
    Conflict.objects.create(nominal=him("P1"), user=who, reason="his cousin")
    assert [number for number, _, _ in figures_of_duties(client)] == [1]
    monkeypatch.setattr("v100.casework.pages.home.MOST_LATE", 1)
    assert [words for _, words, _ in figures_of_duties(client)] == ["or more late: she was to be told"]


def figures_of_duties(client: Client) -> list[Any]:
    figures = client.get(reverse("home")).context["figures"]
    return [figure for figure in figures if figure.url.startswith(reverse("duties"))]


def test_the_late_are_counted_as_they_are_shown(
    store: Path, supervisor: User, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = {"kind": "release_due", "report_id": "R1", "person_id": "P1", "recorded_on": timezone.localdate()}
    ahead = [{"event_id": f"Q{days}", "on": timezone.localdate() + timedelta(days=days), **planned} for days in (2, 20)]
    month_later(store, event=ahead, **on_reports())
    load_new(store)
    many_duties(officer)
    happened("arrest", officer, days=3)
    happened("arrest", officer, man="P2", report_id="R3", days=3)
    happened("sentence", officer, details=["community"])
    happened("sentence", officer, details=["custody"])
    for duty in found(supervisor)[::7]:
        about = {"nominal": duty.happened.nominal, "woman": duty.woman, "about": duty.happened.about}
        Told.objects.create(**about, duty=duty.name, how="call", on=timezone.localdate(), by=officer)
    look_at_safety(him("P2"), woman=HERS, on=timezone.localdate(), words="with her", by=officer)
    run = current_run()
    assert run is not None
    seen = set()
    for days in range(40):
        with monkeypatch.context() as patch:
            pass_days(patch, days)
            seen.add(late_for(supervisor, run, most=1000))
            assert late_for(supervisor, run, most=1000) == waiting_for(supervisor, run, first=0, most=0).late, days
    assert len(seen) > 10


def merged_into_p1(store: Path) -> None:
    """A month later P2 is found to be P1."""
    told = on_reports()
    told["person_mention"] = [{**row, "person_id": "P1"} for row in told["person_mention"]]
    told["person"] = told["person"][:1]
    month_later(store, person_lineage=[became("P2", "P1", "merged")], **told)
    load_new(store)


def test_of_a_man_found_to_be_another_no_duty_is_lost_and_none_is_asked_twice(
    supervisor: User, officer: User, store: Path
) -> None:
    happened("interview", officer, man="P2", report_id="R3")
    happened("charge", officer, man="P2", report_id="R3")
    client = signed_in(user(Role.VICTIM_LEAD))
    interview = next(duty for duty in found(supervisor) if duty.name == "interview")
    assert tell(client, interview, how="call") == ""
    monday = timezone.now() + timedelta(days=3)
    Assignment.objects.create(nominal=him("P1"), number=9, officer=officer, reason="they are one", at=monday)
    merged_into_p1(store)
    assert open_for(supervisor) == [("P1", "charge", ANOTHERS)]
    assert [duty.told is None for duty in found(supervisor)] == [False, True]


def test_of_a_man_whom_the_last_run_carries_no_more_she_is_still_told(
    supervisor: User, officer: User, store: Path
) -> None:
    """Long in prison he is in no run, and then he is released."""
    month_later(store)
    load_new(store)
    happened("release", officer, report_id="")
    assert open_for(supervisor) == [("P1", "release", HERS), ("P1", "release_look", HERS)]


def many_duties(officer: User) -> None:
    """Sixty, of both men, some told; one is of all her reports, one of an order."""
    for days in range(30):
        happened("interview", officer, days=days)
        happened("charge", officer, man="P2", report_id="R3", days=days)
    happened("release", officer, man="P2", report_id="")
    granted_order(him(), by=officer, on=timezone.localdate(), until=timezone.localdate() + timedelta(days=9))


def test_the_pages_of_a_long_list_are_the_list(supervisor: User, officer: User) -> None:
    many_duties(officer)
    for duty in found(supervisor)[::7]:
        about = {"nominal": duty.happened.nominal, "woman": duty.woman, "about": duty.happened.about}
        Told.objects.create(**about, duty=duty.name, how="call", on=timezone.localdate(), by=officer)
    waiting = [duty for duty in found(supervisor) if duty.told is None]
    assert len(waiting) > 50
    assert waiting == sorted(waiting, key=lambda each: (each.due_on, each.happened.about, each.name, each.woman))
    run = current_run()
    assert run is not None
    parts_of = [waiting_for(supervisor, run, first, 25) for first in range(0, 75, 25)]
    assert [duty for part in parts_of for duty in part.shown] == waiting
    late = sum(duty.late(timezone.localdate()) for duty in waiting)
    assert {(part.number, part.late) for part in parts_of} == {(len(waiting), late)}
    one_by_one = [duty for man in ("P1", "P2") for duty in duties_of([him(man)], run)]
    assert sorted(map(repr, one_by_one)) == sorted(map(repr, found(supervisor)))


@pytest.mark.parametrize(
    ("asked", "shown"), [("1", 1), ("3", 3), ("99", 3), ("9" * 30, 3), ("0", 3), ("x", 1), ("", 1)]
)
def test_a_page_that_is_not_there_is_the_nearest(supervisor: User, officer: User, asked: str, shown: int) -> None:
    many_duties(officer)
    page = signed_in(supervisor).get(reverse("duties"), {"page": asked}).context["page"]
    waiting = [duty for duty in found(supervisor) if duty.told is None]
    assert (page.number, list(page)) == (shown, waiting[(shown - 1) * 25 : shown * 25])


def test_it_asks_as_many_questions_however_many_duties(supervisor: User, officer: User) -> None:
    client = signed_in(supervisor)
    happened("interview", officer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse("duties"))
        return len(questions)

    one = asked()
    many_duties(officer)
    assert asked() == one < 20
