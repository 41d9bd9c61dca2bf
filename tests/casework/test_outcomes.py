"""What happened to a man: taken over from runs and recorded by people, counted once, corrected by adding."""

from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from outcomes_made_up import FIRST_MAN, MARCH_3, event, offence_row, told
from runs_made_up import became, man, month_later, seal
from site_users import user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.kinds import BY_PEOPLE_ONLY, DETAILS, UNTIL, WITH_DAYS, Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.recording import Overtaken, Recorded, correct_outcome, record_outcome, take_back
from v100.casework.outcomes.take_over import take_over_events
from v100.casework.oversight.models import Event
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import LoadedRun
from v100.tables import EVENT_KINDS, PLANNED_KINDS

SECOND = {"person_id": "S-43694", "mention_id": "M005-0", "report_id": "R005-0"}


@pytest.fixture
def ada() -> User:
    return user(Role.ANALYST)


def first_man() -> Nominal:
    return Nominal.objects.get(person_id=FIRST_MAN)


def standing(nominal: Nominal, kind: str = "charge") -> list[tuple[date, list[int]]]:
    return [
        (outcome.on, outcome.lines)
        for outcome in Outcome.objects.standing().filter(nominal=nominal, kind=kind).order_by("on")
    ]


def loaded(store: Path, *events: dict[str, Any], later: bool = False, **more: Any) -> LoadedRun:
    (month_later if later else seal)(store, event=list(events), **more)
    load_new(store)
    run = current_run()
    assert run
    return run


def record_charge(ada: User, run: LoadedRun, **more: Any) -> Outcome:
    return record_outcome(first_man(), told("charge", **more), run=run, by=ada)


def test_the_vocabulary_is_the_extracts_and_two_words_more() -> None:
    assert set(Kind.values) - set(BY_PEOPLE_ONLY) == set(EVENT_KINDS) - set(PLANNED_KINDS)
    assert {*DETAILS, *UNTIL, *WITH_DAYS} <= set(Kind)


def test_events_come_over_once_with_the_offences_of_their_lines(tmp_path: Path) -> None:
    run = loaded(
        tmp_path,
        event("C1", "charge", lines=[1]),
        event("C2", "conviction"),
        event("C3", "court_date"),
        offence_table=[offence_row("019/08", "rape")],
    )
    found = {outcome.event_id: outcome for outcome in Outcome.objects.filter(nominal=first_man())}
    assert set(found) == {"C1", "C2", "ER000-0"}, "what is only planned has not happened"
    assert [offence.line for offence in found["C1"].offences.all()] == [1]
    assert [(each.line, each.type, each.vawg) for each in found["C2"].offences.order_by("line")] == [
        (1, "rape", True),
        (2, "rape", True),
    ]
    before = Outcome.objects.count()
    take_over_events(run)
    loaded(tmp_path, event("C1", "charge", lines=[1]), event("C2", "conviction"), later=True)
    assert Outcome.objects.count() == before
    assert Event.objects.filter(action="took over outcomes").count() == 1


def test_an_event_that_changes_is_followed_and_the_first_telling_kept(tmp_path: Path) -> None:
    loaded(tmp_path, event("C1", "charge"))
    loaded(tmp_path, event("C1", "charge", date(2026, 3, 5), lines=[2]), later=True)
    assert standing(first_man()) == [(date(2026, 3, 5), [2])]
    now = Outcome.objects.standing().get(event_id="C1")
    assert now.replaces.on == MARCH_3


def test_an_event_that_is_gone_holds_no_more_and_may_come_back(tmp_path: Path) -> None:
    loaded(tmp_path, event("C1", "charge"))
    loaded(tmp_path, later=True)
    assert standing(first_man()) == []
    seal(tmp_path, "2026-05-31-v100-c3", as_at=date(2026, 5, 31), event=[event("C1", "charge")])
    load_new(tmp_path)
    assert standing(first_man()) == [(MARCH_3, [])]
    rows = Outcome.objects.filter(event_id="C1").order_by("pk")
    assert [(row.taken_back, row.offences.count()) for row in rows] == [(False, 2), (True, 0), (False, 2)]


def test_of_a_man_whom_the_later_run_does_not_show_nothing_is_gone(tmp_path: Path) -> None:
    """Runs carry the events of whom they show: that others are missing says nothing."""
    outside = man("P1", "Mike Madeup")
    loaded(tmp_path, event("C1", "charge", person_id="P1", mention_id=None, report_id=None), person=[outside])
    loaded(tmp_path, later=True, person=[outside])
    assert standing(Nominal.objects.get(person_id="P1")) == [(MARCH_3, [])]


def test_a_run_that_knows_less_tells_nothing_new(tmp_path: Path) -> None:
    loaded(tmp_path, event("C1", "charge", date(2026, 3, 5)), later=True)
    loaded(tmp_path, event("C1", "charge"), event("C9", "charge"))
    assert standing(first_man()) == [(date(2026, 3, 5), [])]


def test_an_event_goes_with_the_man_whose_mention_it_is(tmp_path: Path) -> None:
    loaded(tmp_path, event("C1", "charge"))
    loaded(tmp_path, event("C1", "charge", person_id="P1"), later=True, person=[man("P1", "Mike Madeup")])
    assert standing(first_man()) == []
    assert standing(Nominal.objects.get(person_id="P1")) == [(MARCH_3, [])]


def test_what_a_person_recorded_goes_with_the_mention_too(tmp_path: Path, ada: User) -> None:
    mention = {"person_id": "P1", "mention_id": "M-P1", "side": "suspect"}
    named = {"mention_id": "M-P1", "report_id": "R-P1"}
    report = {"report_id": "R-P1", "crime_ref": "CR/P1", "recorded_on": date(2026, 1, 1)}
    run = loaded(
        tmp_path,
        person=[man("P1", "Mike Madeup"), man("P2", "M Madeup")],
        person_mention=[mention],
        suspect=[named],
        crime_report=[report],
    )
    one = Nominal.objects.get(person_id="P1")
    record_outcome(one, told("charge", report_id="R-P1", lines=(1,)), run=run, by=ada)
    loaded(
        tmp_path,
        later=True,
        person=[man("P2", "M Madeup")],
        person_mention=[{**mention, "person_id": "P2"}],
        person_lineage=[became("P1", "P2", "merged")],
        suspect=[named],
        crime_report=[report],
    )
    other = Nominal.objects.get(person_id="P2")
    assert (standing(one), standing(other)) == ([], [(MARCH_3, [1])])
    assert Outcome.objects.standing().get(nominal=other).by == ada


@pytest.mark.parametrize("more", [{}, {"lines": [1]}, {"report_id": None}])
def test_the_same_told_by_a_person_and_then_by_the_record_system_counts_once(
    tmp_path: Path, ada: User, more: dict[str, Any]
) -> None:
    own = record_charge(ada, loaded(tmp_path))
    loaded(tmp_path, event("C1", "charge", **more), later=True)
    assert standing(first_man()) == [(MARCH_3, [1, 2])]
    assert [row.event_id for row in own.told_again.all()] == ["C1"]


@pytest.mark.parametrize("more", [{"on": date(2026, 3, 4)}, {"lines": [2]}, {"kind": "interview"}, SECOND])
def test_what_is_not_the_same_stands_beside(tmp_path: Path, ada: User, more: dict[str, Any]) -> None:
    record_charge(ada, loaded(tmp_path), lines=(1,))
    before = Outcome.objects.standing().count()
    loaded(tmp_path, event("C1", **{"kind": "charge", **more}), later=True)
    assert Outcome.objects.standing().count() == before + 1


def test_two_events_of_one_day_are_not_both_taken_for_what_a_person_said(tmp_path: Path, ada: User) -> None:
    record_charge(ada, loaded(tmp_path))
    loaded(tmp_path, event("C1", "charge"), event("C2", "charge"), later=True)
    assert len(standing(first_man())) == 2


def test_a_person_cannot_record_twice_what_holds(tmp_path: Path, ada: User) -> None:
    run = loaded(tmp_path, event("C1", "charge"))
    for lines in ((1,), (1, 2)):
        with pytest.raises(Recorded) as said:
            record_charge(ada, run, lines=lines)
        assert said.value.outcome.event_id == "C1"
    record_outcome(first_man(), told("plea", lines=(1,), details=("guilty",)), run=run, by=ada)
    record_outcome(first_man(), told("plea", lines=(2,), details=("not_guilty",)), run=run, by=ada)
    record_outcome(first_man(), told("order", details=("restraining",)), run=run, by=ada)
    record_outcome(first_man(), told("order", details=("sexual_harm",)), run=run, by=ada)
    with pytest.raises(Recorded):
        record_outcome(first_man(), told("order", details=("sexual_harm",)), run=run, by=ada)


def test_a_persons_correction_holds_against_later_versions(tmp_path: Path, ada: User) -> None:
    run = loaded(tmp_path, event("C1", "charge"))
    outcome = Outcome.objects.get(event_id="C1")
    correct_outcome(outcome, told("charge", date(2026, 3, 2)), why="the charge sheet", run=run, by=ada)
    loaded(tmp_path, event("C1", "charge", date(2026, 3, 4)), later=True)
    assert standing(first_man()) == [(date(2026, 3, 2), [1, 2])]
    assert Outcome.objects.order_by("pk").filter(event_id="C1", by=None).last().beside.on == date(2026, 3, 2)
    assert Event.objects.get(action="corrected outcome").why.startswith("the charge sheet (charge, outcome:")


def test_what_a_person_took_back_stays_so(tmp_path: Path, ada: User) -> None:
    run = loaded(tmp_path, event("C1", "charge"))
    take_back(Outcome.objects.get(event_id="C1"), why="it was his brother", run=run, by=ada)
    assert standing(first_man()) == []
    loaded(tmp_path, event("C1", "charge", date(2026, 3, 4)), later=True)
    assert standing(first_man()) == []


def test_who_comes_second_is_told_what_was_made_of_it(tmp_path: Path, ada: User) -> None:
    run = loaded(tmp_path, event("C1", "charge"))
    seen = Outcome.objects.get(event_id="C1")
    first = correct_outcome(seen, told("charge", date(2026, 3, 2)), why="the charge sheet", run=run, by=ada)
    for change in (
        lambda: correct_outcome(seen, told("charge", date(2026, 3, 1)), why="the other sheet", run=run, by=ada),
        lambda: take_back(seen, why="it was his brother", run=run, by=ada),
    ):
        with pytest.raises(Overtaken) as said:
            change()
        assert said.value.outcome == first


def test_one_row_is_replaced_once_whoever_asks(tmp_path: Path, ada: User) -> None:
    loaded(tmp_path, event("C1", "charge"))
    seen = Outcome.objects.get(event_id="C1")
    facts = {"nominal": seen.nominal, "kind": "charge", "on": MARCH_3, "by": ada, "why": "x", "replaces": seen}
    Outcome.objects.create(**facts)
    with pytest.raises(IntegrityError, match="replaces_id"):
        Outcome.objects.create(**facts)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"kind": "pardoned"}, "its_kind_is_known"),
        ({"details": ["lives at 3 Rose Lane"]}, "its_details_are_known"),
        ({"by": None}, "somebody_told_it"),
        ({"taken_back": True}, "a_correction_has_a_reason"),
        ({"until": date(2026, 3, 2)}, "it_ends_after_it_begins"),
        ({"days": 30}, "only_some_kinds_have_a_length"),
    ],
)
def test_postgresql_refuses_what_makes_no_sense(
    tmp_path: Path, ada: User, facts: dict[str, Any], constraint: str
) -> None:
    loaded(tmp_path)
    said = {"nominal": first_man(), "kind": "arrest", "on": MARCH_3, "by": ada, **facts}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Outcome.objects.create(**said)


@pytest.mark.parametrize("table", ["outcomes_outcome", "outcomes_outcomeoffence"])
def test_rows_are_never_changed(server: str, table: str) -> None:
    with psycopg.connect(server) as owner:
        with pytest.raises(psycopg.errors.RestrictViolation, match="added, never changed or removed"):
            owner.execute(f"delete from {table}".encode())
        owner.rollback()
    with connection.cursor() as cursor:
        cursor.execute("select has_table_privilege(%s, 'update'), has_table_privilege(%s, 'delete')", [table, table])
        assert cursor.fetchone() == (False, False)


def test_change_and_record_are_written_together_or_not_at_all(
    tmp_path: Path, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = loaded(tmp_path)
    before = Outcome.objects.count()
    monkeypatch.setattr("v100.casework.oversight.record.Event.objects.create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record_charge(ada, run)
    assert Outcome.objects.count() == before
