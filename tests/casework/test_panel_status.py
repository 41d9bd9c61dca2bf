"""A man's status: what may follow what, what a new run does to it, and that removed is removed."""

import csv
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from runs_made_up import AS_AT, became, man, month_later, seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Event
from v100.casework.panel.models import Mark, Step
from v100.casework.panel.moving import move
from v100.casework.panel.queue import PARTS, WAITING, steps_of
from v100.casework.panel.states import NEXT, STRONGEST, Ground, NotNow, Status
from v100.casework.runs.current import month_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import LoadedRun

EXTRA = {Status.DEFERRED: {"until": date(2030, 1, 1)}, Status.REMOVED: {"ground": Ground.IN_CUSTODY}}


def at_rank(rank: int) -> Nominal:
    return Nominal.objects.get(listings__rank=rank, listings__run__as_at=AS_AT)


def status(nominal: Nominal) -> str | None:
    last = Step.objects.filter(nominal=nominal).order_by("number").last()
    return last.status if last else None


def chair() -> User:
    return User.objects.filter(username="panel_chair").first() or user(Role.PANEL_CHAIR)


def go(nominal: Nominal, *way: Status) -> None:
    for to in way:
        move(nominal, to, by=chair(), reason="decided so", **EXTRA.get(to, {}))


def ways() -> dict[Status, tuple[Status, ...]]:
    """For each status a shortest way to it from nothing."""
    found: dict[Status | None, tuple[Status, ...]] = {None: ()}
    waiting: list[Status | None] = [None]
    for before in waiting:
        for after in NEXT[before]:
            if after not in found:
                found[after] = (*found[before], after)
                waiting.append(after)
    return {each: way for each, way in found.items() if each is not None}


def test_every_status_is_reached_and_has_its_place() -> None:
    assert set(ways()) == set(Status) == set(STRONGEST)
    assert set(NEXT) == {None, *Status}


@pytest.mark.parametrize("before", [None, *Status])
def test_only_what_may_follow_follows(tmp_path: Path, before: Status | None) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    nominal = at_rank(7)
    go(nominal, *(ways()[before] if before else ()))
    steps = Step.objects.filter(nominal=nominal).count()
    for after in Status:
        with transaction.atomic():
            if after in NEXT[before]:
                go(nominal, after)
                assert status(nominal) == after
            else:
                with pytest.raises(NotNow):
                    go(nominal, after)
                assert status(nominal) == before
                assert Step.objects.filter(nominal=nominal).count() == steps
            transaction.set_rollback(True)


def test_a_run_nominates_its_list_and_nobody_else(tmp_path: Path) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    nominated = Step.objects.filter(status="nominated").values_list("nominal__listings__rank", flat=True)
    assert sorted(nominated) == [1, 2, 3, 4, 5]
    assert Event.objects.filter(action="changed status", by=None).count() == 5
    month_later(tmp_path)
    load_new(tmp_path)
    assert Step.objects.count() == 5, "they wait already"


def test_a_run_of_an_earlier_date_changes_no_case(tmp_path: Path) -> None:
    month_later(tmp_path)
    load_new(tmp_path)
    before = Step.objects.count()
    seal(tmp_path, people=30)
    load_new(tmp_path)
    assert Step.objects.count() == before


def new_report(person_id: str, **suspect: object) -> dict[str, list[dict[str, object]]]:
    return {
        "crime_report": [{"report_id": "R-NEW", "crime_ref": "CR/NEW", "recorded_on": AS_AT + timedelta(days=9)}],
        "suspect": [{"mention_id": "M-NEW", "report_id": "R-NEW", **suspect}],
        "person_mention": [{"person_id": person_id, "mention_id": "M-NEW", "side": "suspect"}],
    }


REJECTED = (Status.UNDER_REVIEW, Status.REJECTED)
DEFERRED = (Status.UNDER_REVIEW, Status.DEFERRED)


@pytest.mark.parametrize("way", [REJECTED, DEFERRED, (Status.REMOVED,)])
def test_who_is_out_of_the_queue_stays_out_until_something_new_is_reported(
    tmp_path: Path, way: tuple[Status, ...]
) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    nominal = at_rank(1)
    go(nominal, *way)
    seal(tmp_path, "2026-04-15-v100-c3", as_at=AS_AT + timedelta(days=15))
    load_new(tmp_path)
    assert status(nominal) == way[-1], "he is still listed: that alone is nothing new"
    assert nominal.listings.get(run__run_id="2026-04-15-v100-c3").rank == 1, "he leaves the queue, not the ranking"
    month_later(tmp_path, **new_report(nominal.person_id))
    load_new(tmp_path)
    last = Step.objects.filter(nominal=nominal).order_by("number").last()
    assert (last.status, last.by) == ("nominated", None)
    assert last.reason == f"New since he was {way[-1]}: CR/NEW names him"
    client = signed_in(Role.PANEL_MEMBER)
    assert "CR/NEW names him" in client.get(reverse("queue")).content.decode()


@pytest.mark.parametrize("suspect", [{"role": "witness"}, {"eliminated_on": AS_AT}])
def test_a_report_that_does_not_accuse_him_is_nothing_new(tmp_path: Path, suspect: dict[str, object]) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    nominal = at_rank(1)
    go(nominal, *REJECTED)
    month_later(tmp_path, **new_report(nominal.person_id, **suspect))
    load_new(tmp_path)
    assert status(nominal) == "rejected"


def line(person_id: str, report_id: str, days: int) -> dict[str, object]:
    return {
        "person_id": person_id,
        "report_id": report_id,
        "line": 77,
        "ho_code": "019/08",
        "days": days,
        "counted": True,
        "why": "counted",
    }


@pytest.mark.parametrize(("way", "comes_back"), [(REJECTED, True), ((Status.REMOVED,), False)])
def test_a_line_that_counts_now_is_new(tmp_path: Path, way: tuple[Status, ...], comes_back: bool) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    nominal = at_rank(1)
    go(nominal, *way)
    with connection.cursor() as cursor:
        cursor.execute("select report_id from run_harm_line where person_id = %s limit 1", [nominal.person_id])
        (report_id,) = cursor.fetchone()
    month_later(tmp_path, harm_line=[line(nominal.person_id, report_id, 20)])
    load_new(tmp_path)
    assert (status(nominal) == "nominated") is comes_back
    if comes_back:
        assert "line 77 counts now" in Step.objects.filter(nominal=nominal).order_by("number").last().reason


MANAGED = (Status.NOMINATED, Status.UNDER_REVIEW, Status.ADOPTED, Status.MANAGED)


def two_men(
    tmp_path: Path, first: tuple[Status, ...], second: tuple[Status, ...], kind: str
) -> tuple[Nominal, Nominal]:
    """P2, of the first standing, was found to be P1, of the second, or some of P2's mentions were."""
    seal(tmp_path, person=[man("P1", "Mike Madeup"), man("P2", "M Madeup")])
    load_new(tmp_path)
    into, gone = (Nominal.objects.get(person_id=each) for each in ("P1", "P2"))
    go(gone, *first)
    go(into, *second)
    left = [man("P2", "M Madeup")] if kind == "split" else []
    month_later(tmp_path, person=[man("P1", "Mike Madeup"), *left], person_lineage=[became("P2", "P1", kind)])
    load_new(tmp_path)
    return gone, into


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        (MANAGED, (), "managed"),
        (MANAGED, (Status.NOMINATED, *REJECTED), "managed"),
        ((Status.NOMINATED,), MANAGED, "managed"),
        ((Status.NOMINATED, *DEFERRED), (), "deferred"),
        ((Status.NOMINATED, Status.UNDER_REVIEW), (Status.NOMINATED, Status.REMOVED), "under review"),
    ],
)
def test_a_status_follows_a_man_who_was_found_to_be_another(
    tmp_path: Path, first: tuple[Status, ...], second: tuple[Status, ...], stands: str
) -> None:
    gone, into = two_men(tmp_path, first, second, "merged")
    assert status(into) == stands
    assert status(gone) == "removed"
    last = Step.objects.filter(nominal=gone).order_by("number").last()
    assert last.ground == Ground.ANOTHER_MAN
    mark = Mark.objects.get()
    assert mark.nominal == into
    assert gone.reference in mark.words
    assert first[-1].value in mark.words


def test_of_a_man_who_was_two_the_status_stays_and_both_are_marked(tmp_path: Path) -> None:
    gone, into = two_men(tmp_path, MANAGED, (), "split")
    assert (status(gone), status(into)) == ("managed", None)
    assert {mark.nominal for mark in Mark.objects.all()} == {gone, into}


def test_a_month_that_is_run_again_tells_nothing_twice(tmp_path: Path) -> None:
    gone, into = two_men(tmp_path, MANAGED, (), "split")
    told = [*Mark.objects.values_list("nominal", "words")], [*into.came_from.values_list("nominal", "kind")]
    people = [man("P1", "Mike Madeup"), man("P2", "M Madeup")]
    again = seal(
        tmp_path,
        "2026-04-30-v100-c3",
        as_at=AS_AT + timedelta(days=30),
        person=people,
        person_lineage=[became("P2", "P1", "split"), became("P1", "P2", "split")],
    )
    load_new(tmp_path)
    assert LoadedRun.objects.filter(run_id=again.run_id).exists()
    assert ([*Mark.objects.values_list("nominal", "words")], [*into.came_from.values_list("nominal", "kind")]) == told
    assert [each.nominal for each in gone.came_from.all()] == [into], "but what it tells for the first time"


def test_removed_is_removed_everywhere(tmp_path: Path) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    nominal = at_rank(1)
    go(nominal, Status.UNDER_REVIEW, Status.ADOPTED, Status.MANAGED)
    client = signed_in(Role.SUPERVISOR)
    taker = signed_in(chair())

    def shown() -> dict[str, bool]:
        name = nominal.listings.get().name
        asked = {"part": "ranked", "status": "managed"}
        file = taker.post(f"{reverse('export')}?part=ranked", {"why": "for the panel"}).content.decode()
        row = next(row for row in csv.reader(StringIO(file)) if row[1] == nominal.reference)
        client.post(reverse("man", args=[nominal.pk]), {"why": "for the panel"})
        return {
            "list by status": name in client.get(reverse("list"), asked).content.decode(),
            "file by status": nominal.reference
            in taker.post(f"{reverse('export')}?part=ranked&status=managed", {"why": "for the panel"}).content.decode(),
            "list": "Managed</strong>" in client.get(reverse("list")).content.decode(),
            "file": "managed" in row,
            "man": "Managed</strong>" in client.get(reverse("man", args=[nominal.pk])).content.decode(),
            "queue": name in client.get(reverse("queue"), {"show": "managed"}).content.decode(),
        }

    assert all(shown().values()), shown()
    move(nominal, Status.REMOVED, by=chair(), reason="in custody for years", ground=Ground.IN_CUSTODY)
    assert not any(shown().values()), shown()
    assert steps_of("removed", chair(), month_run()).filter(nominal=nominal).exists()
    assert not steps_of(WAITING, chair(), month_run()).filter(nominal=nominal).exists()


def test_a_deferred_man_waits_again_when_his_date_has_come(tmp_path: Path) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    soon, later = at_rank(1), at_rank(2)
    go(soon, Status.UNDER_REVIEW)
    move(soon, Status.DEFERRED, by=chair(), reason="until the trial", until=date(2020, 1, 1))
    go(later, *DEFERRED)
    waiting = {step.nominal for step in steps_of(WAITING, chair(), month_run())}
    assert soon in waiting
    assert later not in waiting


NONSENSE: tuple[dict[str, object], ...] = (
    {"status": "deferred"},
    {"status": "nominated", "until": date(2030, 1, 1)},
    {"status": "removed"},
    {"status": "nominated", "ground": "died"},
    {"status": "nominated", "reason": " "},
    {"status": "rejected", "by": None},
    {"status": "friend"},
    {"status": "nominated", "number": 1},
)


def test_the_database_refuses_a_step_that_makes_no_sense(tmp_path: Path) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    nominal = at_rank(1)
    step = Step.objects.get(nominal=nominal)
    for wrong in NONSENSE:
        facts = {"number": 2, "reason": "decided so", "by": chair(), "run": step.run, **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.create(nominal=nominal, **facts)


def test_every_part_of_the_queue_asks_as_many_questions_for_many_as_for_few(tmp_path: Path) -> None:
    counted: list[list[int]] = []
    client = signed_in(chair())
    for make, people in ((seal, 8), (month_later, 60)):
        make(tmp_path, people=people)  # type: ignore[operator]
        load_new(tmp_path)
        asked = []
        for part in PARTS:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("queue"), {"show": part}).status_code == 200
            asked.append(len(queries))
        counted.append(asked)
        for nominal in Nominal.objects.all()[people // 2 :]:
            if status(nominal) is None:
                go(nominal, Status.NOMINATED)
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 9, counted
