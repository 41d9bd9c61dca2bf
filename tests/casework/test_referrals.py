"""A partner's referral: taken in by a form, kept in the store once, assessed by the engine, in one status at a time."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from referrals_made_up import (
    HER,
    HIM,
    SAID,
    TOLD,
    assessed,
    below,
    everything_in_database,
    in_store,
    lay,
    of_man,
    status,
    take,
    text,
)
from runs_made_up import AS_AT, month_later
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.database.again import AGAIN
from v100.casework.identities.tasks import write_to_ledger
from v100.casework.logs import Scrubbed
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.referrals.models import Referral, ReferralStep, Told
from v100.casework.referrals.moving import move
from v100.casework.referrals.states import NEXT, Status
from v100.casework.referrals.tasks import assess, keep_in_store
from v100.casework.runs.load import load_new
from v100.casework.runs.models import LoadedRun
from v100.store import ledger, referrals


def test_what_is_told_of_him_goes_to_the_store_once_and_is_nowhere_else(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    (job,) = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("v100.casework.referrals.tasks.keep_in_store", {"referral": referral.pk})
    assert all(word in text(analyst, referral) for word in TOLD), "whoever took it in reads it at once"

    keep_in_store(referral=referral.pk)
    keep_in_store(referral=referral.pk)

    (entry,) = ledger.entries(store)
    assert (entry["kind"], entry["by"], entry["why"]) == ("referral", "analyst", referral.reference)
    kept = referrals.said_of(store, entry["subject"]["referral"])
    assert kept is not None
    told = ("surname", "forename", "date_of_birth", "aliases", "phone")
    assert [kept[name] for name in told] == ["Qxmarlowe", "Qxtobias", date(1983, 5, 4), ["Qxtoby Qxm"], None]
    assert "Qxmarlowe" not in everything_in_database()
    assert all(word in text(analyst, referral) for word in TOLD)
    jobs = ProcrastinateJob.objects.filter(task_name="v100.casework.referrals.tasks.assess")
    assert {job.args["referral"] for job in jobs} == {referral.pk}


def test_a_crash_after_the_store_was_written_writes_it_no_second_time(
    store: Path, analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = take(analyst)

    def crash(**_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("v100.casework.referrals.tasks.InStore.objects.create", crash)
        with pytest.raises(RuntimeError):
            keep_in_store(referral=referral.pk)
    keep_in_store(referral=referral.pk)
    assert len(ledger.entries(store)) == 1
    assert len(list((store / "referrals").glob("REF*"))) == 1
    assert Told.objects.get().person is None


def test_what_a_partner_writes_is_on_the_referrals_page_only(store: Path, analyst: Client) -> None:
    """Her name, planted in the free text, the agency and its reference."""
    nominal = below()
    referral = take(analyst)
    assessed(store, referral, nominal)
    lay(analyst, referral)
    said = text(analyst, referral)
    assert (HER in said, "A women’s service" in said, "Qxref 17" in said) == (True, True, True)
    other = everything_in_database("referrals_told").casefold()
    assert [word for word in (HER, "Qxref", "women's service") if word.casefold() in other] == []
    chair = signed_in(Role.PANEL_CHAIR)
    pages = [of_man(chair, name, nominal) for name in ("man", "case")]
    pages += [chair.get(reverse(name)).content.decode() for name in ("queue", "list", "referrals", "precursors")]
    pages.append(signed_in(Role.AUDITOR).get(reverse("audit")).content.decode())
    written = (store / "ledger.jsonl").read_text(encoding="utf-8")
    never = (HER.casefold(), "qxref", "women's service", "women’s service")
    assert [
        (place, word) for place, each in enumerate((*pages, written)) for word in never if word in each.casefold()
    ] == []


@pytest.mark.parametrize(
    "given",
    [
        {"surname": " "},
        {"agency": ""},
        {"agency": "press"},
        {"why": ""},
        {"asks": "x"},
        {"sex": "Q"},
        parts("date_of_birth", "31 2 1983"),
        parts("date_of_birth", "1 1 2999"),
        parts("received_on", "1 1 2999"),
        {"received_on_0": "", "received_on_1": "", "received_on_2": ""},
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_taken_in(analyst: Client, given: dict[str, str]) -> None:
    answer = analyst.post(reverse("referral-take"), {**HIM, **SAID, **given})
    assert "There is a problem" in answer.content.decode()
    (name,) = answer.context["form"].errors
    assert any(field.startswith(name) for field in given)
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("she has gone to SE9 9QX now", "a postcode"),
        ("she is at se99qx since May", "a postcode"),
        ("call her on 07204 123987", "a telephone number"),
        ("call her on +44 (0)7204-123-987", "a telephone number"),
        ("write to qx@example.org first", "an e-mail address"),
        ("he waits outside 77 Hiding Lane", "an address"),
        ("she stays at 5a, New Home Road", "an address"),
        ("she stays at 77 hiding lane", "an address"),
        ("she stays at 3 Hiding Court", "an address"),
        ("he threatens her over her asylum claim", "immigration status"),
    ],
)
def test_free_text_that_tells_where_she_is_is_not_taken_in(analyst: Client, told: str, what: str) -> None:
    for name in ("why", "asks"):
        answer = analyst.post(reverse("referral-take"), {**HIM, **SAID, name: told})
        assert f"Leave out {what}" in " ".join(answer.context["form"].errors[name])
    assert not Referral.objects.exists()


def test_his_other_names_and_their_reference_tell_no_more(analyst: Client) -> None:
    for name, told in (("their_reference", "ring 07204 123987"), ("aliases", "Toby of 77 Hiding Lane")):
        answer = analyst.post(reverse("referral-take"), {**HIM, **SAID, name: told})
        assert "Leave out" in " ".join(answer.context["form"].errors[name])
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        "two clients in 2026 spoke of him",
        "he broke her arm on 3 March 2026",
        "see our reference 2026/0012345",
        "he hit her 3 times in a row",
        "2 reports went to court",
    ],
)
def test_other_free_text_is(analyst: Client, told: str) -> None:
    assert take(analyst, why=told)


def test_an_engine_that_fails_says_why_and_is_tried_again(store: Path, analyst: Client) -> None:
    """This store's runs are made up: it holds no crime report, so the engine, which is really asked, makes none."""
    referral = take(analyst)
    in_store(referral)
    assess(referral=referral.pk)
    assert status(referral) == Status.FAILED
    assert "holds no crime reports" in text(analyst, referral)
    jobs = ProcrastinateJob.objects.filter(task_name="v100.casework.referrals.tasks.keep_in_store")
    before = jobs.count()
    answer = analyst.post(reverse("referral-again", args=[referral.pk]))
    assert answer.status_code == 302
    assert (status(referral), jobs.count()) == (Status.RECEIVED, before + 1)
    assert "cannot be done now" in text(analyst, referral, "referral-again")
    assessed(store, referral)
    assert status(referral) == Status.ASSESSED, "the next run that is loaded assesses it in any case"


def test_a_store_that_takes_nothing_is_said_and_tried_again(store: Path, analyst: Client) -> None:
    (store / "ledger.jsonl").write_text("{}\n", encoding="utf-8")
    referral = take(analyst)
    keep_in_store(referral=referral.pk)
    assert status(referral) == Status.FAILED
    assert "ledger" in text(analyst, referral)
    keep_in_store(referral=referral.pk)  # put back: its worker died when it had said so
    assert status(referral) == Status.FAILED
    (store / "ledger.jsonl").unlink()
    analyst.post(reverse("referral-again", args=[referral.pk]))
    keep_in_store(referral=referral.pk)
    assert len(ledger.entries(store)) == 1


def test_what_was_erased_on_its_way_to_the_store_is_not_looked_for(analyst: Client) -> None:
    referral = take(analyst)
    Told.objects.get().delete()
    keep_in_store(referral=referral.pk)
    assert "erased before it lay in the store" in text(analyst, referral)


def test_a_job_that_died_after_the_store_was_written_has_it_assessed(analyst: Client) -> None:
    referral = take(analyst)
    in_store(referral)
    jobs = ProcrastinateJob.objects.filter(task_name="v100.casework.referrals.tasks.assess")
    before = jobs.count()
    keep_in_store(referral=referral.pk)
    assert jobs.count() == before + 1


def test_a_store_out_of_reach_holds_up_no_decision_of_who_is_who() -> None:
    assert keep_in_store.lock != write_to_ledger.lock


def test_a_fault_that_nobody_foresaw_is_said_too(
    analyst: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told = "what a report says"

    def broken(*_: Any) -> None:
        raise RuntimeError(told)

    monkeypatch.setattr("v100.casework.referrals.tasks.run_again", broken)
    referral = take(analyst)
    in_store(referral)
    assess(referral=referral.pk)
    assert status(referral) == Status.FAILED
    assert "nobody foresaw" in text(analyst, referral)
    assert told not in text(analyst, referral)
    job = Job(id=1, queue="", lock="", queueing_lock=None, task_name="a task")
    AGAIN.get_retry_decision(exception=RuntimeError(told), job=job)
    foreseen, again = (Scrubbed().format(each) for each in caplog.records if each.name.startswith("v100"))
    assert "ERROR v100.casework.referrals.tasks the run for referrals failed" in foreseen
    assert foreseen.endswith("RuntimeError")
    assert again.endswith("a task 1 failed (RuntimeError): it is tried again")
    assert told not in foreseen + again


def test_a_month_that_is_loaded_while_the_engine_runs_is_made_again_too(
    store: Path, analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates: list[date] = []

    def run_again(_: Path, run: LoadedRun) -> None:
        dates.append(run.as_at)
        if len(dates) == 1:
            month_later(store)
            load_new(store)

    monkeypatch.setattr("v100.casework.referrals.tasks.run_again", run_again)
    referral = take(analyst)
    in_store(referral)
    assess(referral=referral.pk)
    assert dates == [AS_AT, AS_AT + timedelta(days=30)]


def test_without_a_run_there_is_nothing_to_make_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STORE", tmp_path)
    client = signed_in(Role.ANALYST)
    referral = take(client)
    in_store(referral)
    assess(referral=referral.pk)
    assert "No run is loaded yet" in text(client, referral)


def test_of_several_that_wait_the_first_job_takes_all_along(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a job that was left in the middle by a crash is taken up again."""
    runs: list[Path] = []
    monkeypatch.setattr("v100.casework.referrals.tasks.run_again", lambda store, _: runs.append(store))
    first, second = take(analyst), take(analyst, surname="Qxother")
    not_in_store = take(analyst, surname="Qxthird")
    in_store(first)
    in_store(second)
    move(first, Status.ASSESSING)
    for each in (first, second, not_in_store):
        assess(referral=each.pk)
    assert len(runs) == 1
    assert [status(each) for each in (first, second)] == [Status.FAILED] * 2, "this engine found nobody"
    assert status(not_in_store) == Status.RECEIVED


def ways() -> dict[Status, tuple[Status, ...]]:
    found: dict[Status | None, tuple[Status, ...]] = {None: ()}
    waiting: list[Status | None] = [None]
    for before in waiting:
        for after in NEXT[before]:
            if after not in found:
                found[after] = (*found[before], after)
                waiting.append(after)
    return {each: way for each, way in found.items() if each is not None}


def test_every_status_is_reached_and_has_its_place() -> None:
    assert set(ways()) == set(Status)
    assert set(NEXT) == {None, *Status}


@pytest.mark.parametrize(("before", "after"), [*product(Status, Status)])
def test_only_what_may_follow_does(before: Status, after: Status) -> None:
    who = user(Role.ANALYST)
    referral = Referral.objects.create(received_on=date(2026, 4, 2), by=who)
    for step in ways()[before]:
        move(referral, step, by=who, why="so")
    if after in NEXT[before]:
        move(referral, after, by=who, why="so")
        assert status(referral) == after
    else:
        with pytest.raises(NotNow, match="Open it again"):
            move(referral, after, by=who, why="so")
        assert status(referral) == before
    assert (
        ReferralStep.objects.filter(referral=referral).count() == Event.objects.filter(action="moved referral").count()
    )
