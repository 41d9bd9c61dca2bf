"""Partners' referrals: taken in by a form, kept in the store once, found by runs, laid before the panel."""

from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from referrals_made_up import HER, HIM, SAID, assessed, in_store, take
from runs_made_up import became, seal
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.change import change_user
from v100.casework.nominals.models import Conflict, Nominal, Seal
from v100.casework.oversight.models import Event
from v100.casework.panel.models import Mark, Step
from v100.casework.panel.moving import move as move_man
from v100.casework.panel.states import NotNow
from v100.casework.panel.states import Status as Standing
from v100.casework.referrals.models import Laid, Referral, ReferralStep, Told
from v100.casework.referrals.moving import move
from v100.casework.referrals.states import NEXT, Status
from v100.casework.referrals.tasks import assess, keep_in_store
from v100.casework.runs.load import load_new
from v100.store import ledger, referrals

WHY = {"why": "to assess it"}
REASON = {"reason": "what was told fits his reports"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    seal(tmp_path)
    load_new(tmp_path)
    monkeypatch.setattr(settings, "STORE", tmp_path)
    return tmp_path


@pytest.fixture
def analyst(store: Path) -> Client:
    assert store
    return signed_in(Role.ANALYST)


def at_rank(rank: int) -> Nominal:
    return Nominal.objects.filter(listings__rank=rank).distinct().get()


def below() -> Nominal:
    """A man below the list, whom no run nominates."""
    return at_rank(7)


def status(referral: Referral) -> str:
    return Referral.objects.with_status().get(pk=referral.pk).status


def page(client: Client, referral: Referral, name: str = "referral") -> Any:
    """Opened with a reason."""
    address = reverse(name, args=[referral.pk])
    if "opened" in (answer := client.get(address)).context or ():
        client.post(address, WHY)
        answer = client.get(address)
    return answer


def text(client: Client, referral: Referral, name: str = "referral") -> str:
    return str(page(client, referral, name).content.decode())


def of_man(client: Client, name: str, nominal: Nominal) -> str:
    address = reverse(name, args=[nominal.pk])
    client.post(address, WHY)
    return client.get(address).content.decode()


def lay(client: Client, referral: Referral) -> Any:
    form = page(client, referral, "referral-lay").context["form"]
    return client.post(reverse("referral-lay", args=[referral.pk]), {"seen": form["seen"].value(), **REASON})


def everything_in_database(*but: str) -> str:
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in ("django_migrations", *but):
                cursor.execute(f'select string_agg(t::text, chr(10)) from "{table}" t')
                said.append(cursor.fetchone()[0] or "")
    return "\n".join(said)


# --- Taking in --------------------------------------------------------------------------------------------------


def test_what_is_told_of_him_goes_to_the_store_once_and_is_nowhere_else(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    (job,) = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("v100.casework.referrals.tasks.keep_in_store", {"referral": referral.pk})
    assert "Qxmarlowe" in text(analyst, referral), "whoever took it in reads it at once"

    keep_in_store(referral=referral.pk)
    keep_in_store(referral=referral.pk)

    (entry,) = ledger.entries(store)
    assert (entry["kind"], entry["by"], entry["why"]) == ("referral", "analyst", referral.reference)
    kept = referrals.said_of(store, entry["subject"]["referral"])
    assert kept is not None
    told = ("surname", "forename", "date_of_birth", "aliases", "phone")
    assert [kept[name] for name in told] == ["Qxmarlowe", "Qxtobias", date(1983, 5, 4), ["Qxtoby Qxm"], None]
    assert "Qxmarlowe" not in everything_in_database()
    assert "Qxmarlowe" in text(analyst, referral)
    jobs = ProcrastinateJob.objects.filter(task_name="v100.casework.referrals.tasks.assess")
    assert [job.args for job in jobs] == [{"referral": referral.pk}]


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
        ("he threatens her over her asylum claim", "immigration status"),
    ],
)
def test_free_text_that_tells_where_she_is_is_not_taken_in(analyst: Client, told: str, what: str) -> None:
    for name in ("why", "asks"):
        answer = analyst.post(reverse("referral-take"), {**HIM, **SAID, name: told})
        assert f"Leave out {what}" in " ".join(answer.context["form"].errors[name])
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    "told", ["two clients in 2026 spoke of him", "he broke her arm on 3 March 2026", "see our reference 2026/0012345"]
)
def test_other_free_text_is(analyst: Client, told: str) -> None:
    assert take(analyst, why=told)


# --- The engine -------------------------------------------------------------------------------------------------


def test_an_engine_that_fails_says_why_and_is_tried_again(store: Path, analyst: Client) -> None:
    """This store's runs are made up: it holds no crime report, so the engine, which is really asked, makes none."""
    referral = take(analyst)
    in_store(referral)
    assess(referral=referral.pk)
    assert status(referral) == Status.FAILED
    assert "holds no crime reports" in text(analyst, referral)
    jobs = ProcrastinateJob.objects.filter(task_name="v100.casework.referrals.tasks.assess")
    before = jobs.count()
    answer = analyst.post(reverse("referral-again", args=[referral.pk]))
    assert answer.status_code == 302
    assert (status(referral), jobs.count()) == (Status.RECEIVED, before + 1)
    assert "cannot be done now" in text(analyst, referral, "referral-again")
    assessed(store, referral)
    assert status(referral) == Status.ASSESSED, "the next run that is loaded assesses it in any case"


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


# --- What was found ---------------------------------------------------------------------------------------------


def test_a_man_known_is_shown_with_his_reports_days_and_rank(store: Path, analyst: Client) -> None:
    nominal = at_rank(1)
    referral = take(analyst)
    assessed(store, referral, nominal)
    said = text(analyst, referral)
    for expected in (reverse("man", args=[nominal.pk]), "CR/000/0", "1,825", "the only man known whom this fits"):
        assert expected in said
    looks = Event.objects.filter(action="opened man", subject=f"nominal:{nominal.pk}")
    assert [look.why for look in looks] == [f"took it in (referral {referral})"]
    assert Event.objects.filter(action="opened referral", subject=f"referral:{referral.pk}").count() == 1


def test_one_who_may_be_several_or_is_contradicted_is_not_guessed_at(store: Path, analyst: Client) -> None:
    several, contradicted = take(analyst), take(analyst, surname="Qxother")
    assessed(store, several, at_rank(6), below())
    assessed(store, contradicted, below(), sound=False)
    assert "any of these 2 men" in text(analyst, several)
    assert "contradicts what was told" in text(analyst, contradicted)
    for referral in (several, contradicted):
        assert below().reference in text(analyst, referral)
        assert "Lay the referral before the panel" not in text(analyst, referral)
        assert "cannot be done now" in text(analyst, referral, "referral-lay")


def test_of_one_unknown_it_says_what_the_panel_can_and_cannot_do(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    assessed(store, referral)
    said = text(analyst, referral)
    assert "Nothing is known of him" in said
    assert "The panel cannot adopt him" in said
    assert "cannot be done now" in text(analyst, referral, "referral-lay")


def test_an_erased_one_is_said_to_be(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    kept = in_store(referral)
    referrals.path(store, kept.kept_as).unlink()
    assessed(store, referral, erased=True)
    Told.objects.get().delete()
    said = text(analyst, referral)
    assert "erased before this run" in said
    assert "What the partner wrote was erased" in said
    assert "Qxmarlowe" not in said
    user(Role.LRO)  # every referral is compared with a new user


def test_a_closed_one_opens_again_when_a_later_run_finds_somebody(store: Path, analyst: Client) -> None:
    referral, other = take(analyst), take(analyst, surname="Qxother")
    for each in (referral, other):
        assessed(store, each)
        page(analyst, each, "referral-close")
        answer = analyst.post(reverse("referral-close", args=[each.pk]), {"why": "the partner was told so"})
        assert answer.status_code == 302
    assert status(referral) == Status.CLOSED
    assessed(store, referral, below(), later=True)
    assert (status(referral), status(other)) == (Status.ASSESSED, Status.CLOSED)


# --- Who sees it ------------------------------------------------------------------------------------------------


def seen_by(client: Client) -> int:
    return int(client.get(reverse("referrals"), {"show": "all"}).context["page"].paginator.count)


def test_until_it_is_assessed_only_whoever_took_it_in_sees_it(store: Path, analyst: Client) -> None:
    """Nobody can say yet whether a reader is in conflict with him, or he a colleague."""
    referral = take(analyst)
    others = [signed_in(role) for role in (Role.PANEL_CHAIR, Role.VICTIM_LEAD)]
    standards = signed_in(Role.PROFESSIONAL_STANDARDS)
    assert [seen_by(client) for client in (analyst, *others, standards)] == [1, 0, 0, 1]
    assert [page(client, referral).status_code for client in (analyst, *others, standards)] == [200, 404, 404, 200]
    assessed(store, referral, below())
    assert [seen_by(client) for client in (analyst, *others, standards)] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "facts",
    [
        {"surname": "qxmarlowe", "date_of_birth": date(1983, 5, 4)},
        {"surname": "Qxm", "date_of_birth": date(1983, 5, 4)},
        {"surname": "Other", "address": "1 qxroad", "postcode": "SE9 9QX"},
    ],
    ids=["his surname and birth", "his other name and birth", "his address"],
)
@pytest.mark.parametrize("when", ["before", "waiting", "in store"])
def test_one_who_may_be_a_colleague_is_seen_by_professional_standards_only(
    store: Path, analyst: Client, facts: dict[str, Any], when: str
) -> None:
    if when == "before":
        user(Role.LRO, **facts)
    referral = take(analyst, address="1 Qxroad", postcode="SE99QX")
    if when == "in store":
        assessed(store, referral)
    if when != "before":
        assert page(analyst, referral).status_code == 200
        user(Role.LRO, **facts)
    assert (seen_by(analyst), page(analyst, referral).status_code) == (0, 404)
    standards = signed_in(Role.PROFESSIONAL_STANDARDS)
    assert (seen_by(standards), page(standards, referral).status_code) == (1, 200)
    assert Event.objects.filter(action="sealed referral", subject=f"referral:{referral.pk}").count() == 1


def test_so_it_is_when_a_users_facts_are_put_right(analyst: Client) -> None:
    referral = take(analyst)
    colleague = user(Role.LRO, surname="Qxmarlowe")
    assert page(analyst, referral).status_code == 200
    change_user(colleague, by=user(Role.ADMINISTRATOR), why="as on his file", date_of_birth=date(1983, 5, 4))
    assert page(analyst, referral).status_code == 404


@pytest.mark.parametrize("men", [1, 2])
def test_nothing_leads_to_a_man_hidden_from_the_reader(store: Path, analyst: Client, men: int) -> None:
    hidden = below()
    referral = take(analyst)
    assessed(store, referral, *[hidden, at_rank(6)][:men])
    member = user(Role.PANEL_MEMBER)
    assert seen_by(signed_in(member)) == 1
    Conflict.objects.create(nominal=hidden, user=member, reason="his neighbour")
    assert (seen_by(signed_in(member)), page(signed_in(member), referral).status_code) == (0, 404)
    Seal.objects.create(nominal=hidden, user=user(Role.LRO), ground="surname and date of birth")
    assert (seen_by(analyst), page(analyst, referral).status_code) == (0, 404)
    for name in ("lay", "close", "again"):
        assert analyst.post(reverse(f"referral-{name}", args=[referral.pk]), {**REASON, "seen": 0}).status_code == 404
    assert seen_by(signed_in(Role.PROFESSIONAL_STANDARDS)) == 1


def test_it_opens_with_a_reason(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    assessed(store, referral)
    reader = signed_in(Role.SUPERVISOR)
    address = reverse("referral", args=[referral.pk])
    assert "Qxmarlowe" not in reader.get(address).content.decode()
    assert "Why do you open this page?" in reader.post(address, {"why": "x"}).content.decode()
    reader.post(address, WHY)
    assert "Qxmarlowe" in reader.get(address).content.decode()
    assert [event.why for event in Event.objects.filter(action="opened referral")] == ["to assess it"]


# --- Before the panel -------------------------------------------------------------------------------------------


def test_laid_before_the_panel_he_is_nominated_and_marked_for_good(store: Path, analyst: Client) -> None:
    nominal = below()
    referral = take(analyst)
    assessed(store, referral, nominal)
    chair = signed_in(Role.PANEL_CHAIR)
    assert "Referral</strong>" not in of_man(chair, "man", nominal)
    assert lay(analyst, referral).status_code == 302
    assert status(referral) == Status.BEFORE_PANEL
    step = Step.objects.get(nominal=nominal)
    assert (step.status, step.reason) == (Standing.NOMINATED, REASON["reason"])
    for place in (Standing.UNDER_REVIEW, Standing.REJECTED):
        move_man(
            nominal,
            place,
            by=user(Role.PANEL_MEMBER) if place == Standing.UNDER_REVIEW else None or step.by,
            reason="so",
        )
        show = "waiting" if place == Standing.UNDER_REVIEW else "rejected"
        pages = [
            of_man(chair, "man", nominal),
            of_man(chair, "case", nominal),
            chair.get(reverse("queue"), {"show": show}).content.decode(),
            chair.get(reverse("list"), {"part": "ranked"}).content.decode(),
        ]
        assert all(each.count("Referral</strong>") == 1 for each in pages)
    assert "cannot be done now" in text(analyst, referral, "referral-lay")


def test_one_who_waits_already_or_is_managed_is_marked_and_stays_as_he_is(store: Path, analyst: Client) -> None:
    listed = at_rank(2)
    referral = take(analyst)
    assessed(store, referral, listed)
    before = Step.objects.filter(nominal=listed).count()
    assert before == 1, "the run nominated him"
    assert lay(analyst, referral).status_code == 302
    assert Step.objects.filter(nominal=listed).count() == before
    assert Laid.objects.get().nominal == listed


def test_of_two_who_lay_it_at_once_the_second_is_told(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    assessed(store, referral, at_rank(2))
    other = signed_in(Role.SUPERVISOR)
    seen = page(other, referral, "referral-lay").context["form"]["seen"].value()
    lay(analyst, referral)
    late = other.post(reverse("referral-lay", args=[referral.pk]), {"seen": seen, **REASON})
    assert "cannot be done now" in late.content.decode()
    assert Laid.objects.count() == 1


@pytest.mark.parametrize("reason", ["see 77 Hiding Lane, where she is", "ring 07204 123987 first", "x"])
def test_a_reason_for_the_panel_must_not_tell_either(store: Path, analyst: Client, reason: str) -> None:
    referral = take(analyst)
    assessed(store, referral, below())
    form = page(analyst, referral, "referral-lay").context["form"]
    answer = analyst.post(reverse("referral-lay", args=[referral.pk]), {"seen": form["seen"].value(), "reason": reason})
    assert "reason" in answer.context["form"].errors
    assert not Laid.objects.exists()


def test_the_mark_follows_him_where_he_is_found_to_be_another(store: Path, analyst: Client) -> None:
    nominal, other = below(), at_rank(2)
    referral = take(analyst)
    assessed(store, referral, nominal)
    lay(analyst, referral)
    lineage = [became(nominal.person_id, other.person_id, "merged")]
    assessed(store, referral, other, later=True, person_lineage=lineage)
    assert {laid.nominal for laid in Laid.objects.all()} == {nominal, other}
    assert status(referral) == Status.BEFORE_PANEL
    assert "Referral</strong>" in of_man(signed_in(Role.PANEL_CHAIR), "case", other)
    assert not Mark.objects.filter(words__contains=referral.reference).exists()


def test_a_case_whose_referral_is_found_to_be_of_another_is_marked_to_be_looked_at(
    store: Path, analyst: Client
) -> None:
    nominal = below()
    referral = take(analyst)
    assessed(store, referral, nominal)
    lay(analyst, referral)
    assessed(store, referral, at_rank(6), later=True)
    (mark,) = Mark.objects.all()
    assert (mark.nominal, referral.reference in mark.words) == (nominal, True)


# --- Status -----------------------------------------------------------------------------------------------------


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
