"""The programme's figures: counted as a plain count would, each the length of its list, for whom each may see."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outcomes_made_up import FIRST_MAN, event, offence_row, told
from runs_made_up import AS_AT, became, man, month_later, seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Listing, Nominal, Seal
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome, OutcomeOffence
from v100.casework.outcomes.recording import record_outcome, take_back
from v100.casework.oversight.models import Event
from v100.casework.panel.meetings import decided_at, start
from v100.casework.panel.moving import move, standing
from v100.casework.panel.states import Status
from v100.casework.results import figures as counting
from v100.casework.results.counted import Counted, Narrowed
from v100.casework.results.figures import BY_MONTH, BY_TYPE, FIGURES, Unit, results
from v100.casework.results.months import charts, months
from v100.casework.results.window import ADOPTED, EVERYTHING, LISTED, Window, WindowForm
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new

WHY = {"why": "briefing of 3 April"}
WIDE = Window(date(2025, 1, 1), date(2026, 12, 31), EVERYTHING)


@pytest.fixture
def ada() -> User:
    return user(Role.COMMANDER)


def listed(rank: int) -> Nominal:
    return Nominal.objects.get(listings__rank=rank)


def happen(
    nominal: Nominal, kind: str, on: date, *, by: User, lines: tuple[tuple[int, str], ...] = (), **more: Any
) -> Outcome:
    """An outcome as it stands in the database, with its offences: line and type, which is VAWG unless it is theft."""
    outcome = Outcome.objects.create(nominal=nominal, kind=kind, on=on, by=by, **{"report_id": "R1", **more})
    OutcomeOffence.objects.bulk_create(
        OutcomeOffence(outcome=outcome, line=line, ho_code=type, type=type, vawg=type != "theft")
        for line, type in lines
    )
    return outcome


def counted(window: Window, who: User, *names: str) -> list[int]:
    found = results(window, who).all
    return [found[name] for name in names]


@pytest.mark.usefixtures("store")
def test_a_man_counts_once_his_arrests_and_their_offences_apart(ada: User) -> None:
    one, two = listed(1), listed(2)
    days = [date(2026, 4, 1), date(2026, 4, 9)]
    both = ((1, "rape"), (2, "theft"))
    happen(one, "arrest", days[0], by=ada, lines=both)
    happen(one, "arrest", days[0], by=ada, lines=((1, "rape"),), report_id="R2")
    happen(one, "arrest", days[1], by=ada, lines=both)
    happen(two, "arrest", days[1], by=ada, lines=((1, "theft"),), report_id="R3")
    window = Window(date(2026, 4, 1), date(2026, 12, 31))
    names = ("people-arrested", "arrests", "vawg-arrests", "offences-arrested-for")
    assert counted(window, ada, *names) == [2, 3, 2, 4]


@pytest.mark.usefixtures("store")
def test_of_sentences_passed_on_one_day_the_longest_counts(ada: User) -> None:
    """They may run at the same time; nothing recorded says so."""
    for number, days in enumerate((365, 730, None)):
        happen(listed(1), "sentence", date(2026, 4, 1), by=ada, days=days, report_id=f"R{number}")
    happen(listed(1), "sentence", date(2026, 5, 1), by=ada, days=10)
    happen(listed(2), "sentence", date(2026, 5, 1), by=ada, days=5)
    assert counted(Window(AS_AT, date(2026, 12, 31)), ada, "custodial-days") == [745]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("basis", "expected"), [(LISTED, 1), (EVERYTHING, 2)])
def test_what_came_before_he_was_listed_counts_only_where_asked(ada: User, basis: str, expected: int) -> None:
    happen(listed(1), "arrest", AS_AT, by=ada)
    happen(listed(2), "arrest", AS_AT - timedelta(days=1), by=ada)
    happen(listed(6), "arrest", AS_AT, by=ada)
    days = (AS_AT - timedelta(days=1), AS_AT)
    before = [row.nominal_id for row in rows("arrests", Window(*days, EVERYTHING), ada)]
    assert listed(6).pk not in before, "he is below the list"
    mine = {listed(1).pk, listed(2).pk}
    assert len({row.nominal_id for row in rows("arrests", Window(*days, basis), ada)} & mine) == expected


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("meeting_on", "since"), [(AS_AT + timedelta(days=7), 7), (date(2999, 1, 1), None)])
def test_a_man_may_count_from_the_meeting_that_adopted_him(ada: User, meeting_on: date, since: int | None) -> None:
    """Listed or not; from the day it was written down where that came before the meeting."""
    below, listed_only = listed(6), listed(1)
    meeting = start(by=ada, title="Panel of April", on=meeting_on, present=[], guests="")
    for status in (Status.NOMINATED, Status.UNDER_REVIEW, Status.ADOPTED):
        if standing(below) is None or status != Status.NOMINATED:
            step = move(below, status, by=ada, reason="three women in a year")
    decided_at(meeting, step)
    begins = AS_AT + timedelta(days=since) if since is not None else timezone.localdate(step.at)
    happen(below, "arrest", begins - timedelta(days=1), by=ada)
    happen(below, "arrest", begins, by=ada)
    happen(listed_only, "arrest", begins, by=ada)
    window = Window(AS_AT, begins, ADOPTED)
    assert [(row.nominal_id, row.first) for row in rows("arrests", window, ada)] == [(below.pk, begins)]
    assert counting.men(window, ada) == 1


def rows(name: str, window: Window, who: User, narrowed: Narrowed | None = None) -> list[Any]:
    return list(Paginator(Counted(FIGURES[name], window, narrowed or Narrowed(), who), 1000).page(1))


def test_a_man_found_to_be_another_counts_once_from_the_day_either_was_listed(tmp_path: Path, ada: User) -> None:
    outside = man("P1", "Mike Madeup")
    seal(tmp_path, person=[outside])
    load_new(tmp_path)
    first = listed(1)
    before = counting.men(WIDE, ada)
    month_later(tmp_path, person=[outside], person_lineage=[became(first.person_id, "P1", "merged")])
    load_new(tmp_path)
    now = Nominal.objects.get(person_id="P1")
    assert not Listing.objects.filter(nominal=now).exists()
    happen(now, "arrest", AS_AT, by=ada)
    assert now.pk in {row.nominal_id for row in rows("arrests", Window(AS_AT, AS_AT), ada)}
    assert counting.men(WIDE, ada) == before


@pytest.mark.usefixtures("store")
def test_what_is_replaced_taken_back_or_told_again_is_not_counted(ada: User) -> None:
    run = current_run()
    assert run
    his = Nominal.objects.get(person_id=FIRST_MAN)
    day = date(2026, 4, 1)
    before = results(WIDE, ada).all["orders"]
    first = record_outcome(his, told("order", day), run=run, by=ada)
    happen(his, "order", day, by=ada, beside=first)
    happen(his, "order", day, by=ada, replaces=first, why="x")
    expected = before + (his.listings.get().rank <= run.list_size)
    assert results(WIDE, ada).all["orders"] == expected
    again = record_outcome(his, told("order", day + timedelta(days=1)), run=run, by=ada)
    take_back(again, why="never made", run=run, by=ada)
    assert results(WIDE, ada).all["orders"] == expected


KINDS = sorted({figure.kind.value for figure in FIGURES.values() if isinstance(figure.kind, Kind)})
"""Figures of links have a test of their own."""
OUTCOMES = st.lists(
    st.fixed_dictionaries(
        {
            "rank": st.integers(1, 8),
            "kind": st.sampled_from(KINDS),
            "on": st.dates(AS_AT - timedelta(days=40), AS_AT + timedelta(days=60)),
            "report_id": st.sampled_from(["R1", "R2"]),
            "days": st.none() | st.integers(1, 900),
            "lines": st.lists(
                st.tuples(st.integers(1, 3), st.sampled_from(["rape", "theft"])),
                max_size=3,
                unique_by=lambda each: each[0],
            ),
        }
    ),
    max_size=12,
)


def plain(name: str, told: list[dict[str, Any]], window: Window) -> int:
    """The same count, done as one would by hand."""
    figure = FIGURES[name]
    mine = [
        each
        for each in told
        if each["kind"] == figure.kind
        and each["rank"] <= 5
        and window.first <= each["on"] <= window.last
        and (window.basis == EVERYTHING or each["on"] >= AS_AT)
        and (not figure.vawg or any(type != "theft" for _, type in each["lines"]))
    ]
    if figure.unit == Unit.MAN:
        return len({each["rank"] for each in mine})
    if figure.unit == Unit.OCCASION:
        return len({(each["rank"], each["on"]) for each in mine})
    if figure.unit == Unit.OFFENCE:
        return len({(each["rank"], each["report_id"], line) for each in mine for line, _ in each["lines"]})
    if figure.unit == Unit.DAYS:
        longest: dict[Any, int] = {}
        for each in mine:
            key = (each["rank"], each["on"])
            longest[key] = max(longest.get(key, 0), each["days"] or 0)
        return sum(longest.values())
    return len(mine)


@pytest.mark.usefixtures("store")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OUTCOMES, st.sampled_from([LISTED, EVERYTHING]), st.integers(0, 100), st.integers(0, 100))
def test_every_figure_is_what_one_would_count_by_hand_and_as_long_as_its_list(
    ada: User, told: list[dict[str, Any]], basis: str, start: int, length: int
) -> None:
    first = AS_AT - timedelta(days=40) + timedelta(days=start)
    window = Window(first, first + timedelta(days=length), basis)
    men = {rank: listed(rank) for rank in range(1, 9)}
    with transaction.atomic():
        for outcome in list(Outcome.objects.standing()):  # the made-up run's own events, out of the way
            Outcome.objects.create(
                nominal=outcome.nominal,
                kind=outcome.kind,
                on=outcome.on,
                by=ada,
                replaces=outcome,
                taken_back=True,
                why="x",
            )
        for each in told:
            lines = tuple(each["lines"])
            more = {name: each[name] for name in ("report_id",)}
            days = each["days"] if each["kind"] in ("sentence", "order", "remand", "recall") else None
            happen(men[each["rank"]], each["kind"], each["on"], by=ada, lines=lines, days=days, **more)
        found = results(window, ada)
        numbers = found.all
        for name in FIGURES:
            assert numbers[name] == plain(name, told, window), name
            its = rows(name, window, ada)
            assert (sum(row.days for row in its) if FIGURES[name].unit == Unit.DAYS else len(its)) == numbers[name], (
                name
            )
        for type, numbers_of in found.by_type.items():
            for name in BY_TYPE:
                assert len(rows(name, window, ada, Narrowed(type=type))) == numbers_of[name]
        for month, numbers_of in found.by_month.items():
            for name in BY_MONTH:
                assert len(rows(name, window, ada, Narrowed(month=month))) == numbers_of[name]
        transaction.set_rollback(True)


@pytest.mark.usefixtures("store")
def test_a_sealed_man_is_in_no_figure_and_on_no_list_but_for_professional_standards(ada: User) -> None:
    happen(listed(1), "arrest", AS_AT, by=ada)
    window = Window(AS_AT, AS_AT)
    arrested = counted(window, ada, "people-arrested")[0]
    men = counting.men(window, ada)
    Seal.objects.create(nominal=listed(1), user=user(Role.LRO), ground="address")
    assert counted(window, ada, "people-arrested") == [arrested - 1]
    assert counting.men(window, ada) == men - 1
    assert listed(1).pk not in {row.nominal_id for row in rows("people-arrested", window, ada)}
    standards = user(Role.PROFESSIONAL_STANDARDS)
    assert counted(window, standards, "people-arrested") == [arrested]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({}, date(2025, 4, 1), AS_AT),
        ({"window": "financial"}, date(2025, 4, 1), AS_AT),
        ({"window": "launch"}, AS_AT, AS_AT),
        (
            dict(parse_qsl("window=own&first_0=2&first_1=1&first_2=2026&last_0=3&last_1=2&last_2=2026")),
            date(2026, 1, 2),
            date(2026, 2, 3),
        ),
    ],
)
def test_a_window_is_stated_to_the_day(asked: dict[str, str], first: date, last: date) -> None:
    window = WindowForm(asked).chosen()
    assert window is not None
    assert (window.first, window.last, window.basis) == (first, last, LISTED)
    assert WindowForm(dict(parse_qsl(window.asked))).chosen() == window


@pytest.mark.usefixtures("store")
def test_the_window_goes_on_with_what_people_record(ada: User) -> None:
    happen(listed(1), "arrest", date(2026, 4, 20), by=ada)
    window = WindowForm({}).chosen()
    assert window is not None
    assert (window.first, window.last) == (date(2025, 4, 21), date(2026, 4, 20))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("window=own", "Enter the first day"),
        ("window=own&first_0=2&first_1=1&first_2=2026&last_0=1&last_1=1&last_2=2026", "must not be before the first"),
        ("window=own&first_0=31&first_1=2&first_2=2026", "must be a real date"),
        ("window=never", "Select a valid choice"),
    ],
)
def test_a_window_that_makes_no_sense_shows_no_figure(asked: str, fault: str) -> None:
    said = signed_in(Role.COMMANDER).get(f"{reverse('results')}?{asked}").content.decode()
    assert "There is a problem" in said
    assert fault in said
    assert "people arrested" not in said


def test_months_are_whole_and_none_is_left_out(store: Path, ada: User) -> None:
    assert store
    window = Window(date(2025, 11, 30), date(2026, 2, 1), EVERYTHING)
    assert months(window) == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    for chart in charts(window, results(window, ada).by_month):
        assert [bar.month for bar in chart.bars] == ["2025-11", "2025-12", "2026-01", "2026-02"]
        assert all((bar.height > 0) is (bar.number > 0) for bar in chart.bars)


@pytest.fixture
def commander(store: Path, ada: User) -> Client:
    """Signed in where three listed men were arrested, one charged."""
    assert store
    for rank in (1, 2, 3):
        happen(listed(rank), "arrest", AS_AT, by=ada, lines=((1, "rape"),), crime_ref=f"CR/{rank}")
    happen(listed(1), "charge", AS_AT, by=ada, lines=((1, "rape"),))
    return signed_in(ada)


def test_every_figure_opens_the_list_that_it_counts(commander: Client) -> None:
    page = commander.get(reverse("results"))
    window = page.context["window"]
    opened = reverse("figure", args=["people-arrested"]) + f"?{window.asked}"
    assert opened.replace("&", "&amp;") in page.content.decode()
    assert "Why do you open what the figures count?" in commander.get(opened).content.decode()
    assert commander.post(opened, WHY).headers["Location"] == opened
    for _, each in page.context["groups"]:
        for figure, number in each:
            its = commander.get(reverse("figure", args=[figure.name]) + f"?{window.asked}").context
            shown = sum(row.days for row in its["rows"]) if figure.unit == Unit.DAYS else its["page"].paginator.count
            assert shown == number, figure.name
    for words, narrows, numbers in page.context["types"]:
        for name, number in numbers:
            its = commander.get(reverse("figure", args=[name]) + f"?{window.asked}&{narrows}").context
            assert its["page"].paginator.count == number, (words, name)


def test_every_look_at_the_results_and_their_lists_is_on_the_record(commander: Client) -> None:
    window = commander.get(reverse("results")).context["window"]
    assert Event.objects.get(action="saw results").why == f"({window})"
    opened = reverse("figure", args=["people-charged"]) + f"?{window.asked}"
    commander.get(opened)
    assert not Event.objects.filter(action="opened figure").exists()
    commander.post(opened, {"why": ""})
    commander.post(opened, WHY)
    commander.get(opened)
    look = Event.objects.get(action="opened figure")
    assert look.why.startswith("briefing of 3 April (people-charged, ")
    assert f"nominal:{listed(1).pk}" in look.shown


def test_what_nobody_records_yet_is_said_and_not_counted_as_nothing(commander: Client) -> None:
    said = commander.get(reverse("results")).content.decode()
    assert said.count("Not recorded here yet") == 2


def test_who_may_not_open_lists_reads_plain_numbers(commander: Client) -> None:
    assert commander
    said = signed_in(Role.VICTIM_LEAD).get(reverse("results")).content.decode()
    assert "people arrested" in said
    assert reverse("figure", args=["people-arrested"]) not in said


@pytest.mark.usefixtures("store")
def test_no_figure_of_that_name() -> None:
    client = signed_in(Role.COMMANDER)
    assert client.get(reverse("figure", args=["hit-rate"])).status_code == 404


def test_the_page_asks_as_many_questions_however_much_happened(tmp_path: Path, ada: User) -> None:
    seal(tmp_path, people=60, offence_table=[offence_row("019/08", "rape")])
    load_new(tmp_path)
    client = signed_in(ada)
    asked = []
    for more in ([], [event(f"X{number}", "charge", AS_AT) for number in range(200)]):
        if more:
            month_later(tmp_path, people=60, event=more)
            load_new(tmp_path)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("results"))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 16


def test_without_a_run_the_page_says_what_to_do() -> None:
    assert "v100 run" in signed_in(Role.COMMANDER).get(reverse("results")).content.decode()
