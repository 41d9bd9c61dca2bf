"""What a run found of a referral, and who sees it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from referrals_made_up import (
    REASON,
    WHY,
    assessed,
    at_rank,
    below,
    in_store,
    lay,
    page,
    status,
    tables_that_say,
    take,
    text,
)
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.change import change_user, last_change
from v100.casework.nominals.models import Conflict, Seal
from v100.casework.oversight.models import Event
from v100.casework.referrals.models import Closing, Finding, Told
from v100.casework.referrals.states import Outcome, Status
from v100.casework.runs.models import LoadedRun
from v100.reports.facts import Recognition
from v100.store import referrals


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


def test_the_site_has_words_for_whatever_a_run_can_find() -> None:
    assert set(Outcome.values) == set(Recognition)


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


def test_why_it_was_closed_is_not_printed_and_can_be_erased(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    assessed(store, referral)
    page(analyst, referral, "referral-close")
    analyst.post(reverse("referral-close", args=[referral.pk]), {"why": "Qxtold that nothing is known"})
    said = text(analyst, referral)
    assert re.search(r'class="[^"]*v100-no-print[^"]*">Qxtold', said)
    assert tables_that_say("Qxtold") == ["referrals_closing"]
    Closing.objects.get().delete()
    assert "Qxtold" not in text(analyst, referral)
    assert status(referral) == Status.CLOSED


def test_a_run_of_an_earlier_date_assesses_nothing(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    assessed(store, referral, below(), later=True)
    assessed(store, referral)
    assert LoadedRun.objects.count() == 3
    assert below().reference in text(analyst, referral)
    assert Finding.objects.count() == 1


def test_a_man_as_whom_it_was_laid_is_hidden_and_on_the_record_too(store: Path, analyst: Client) -> None:
    nominal = below()
    referral = take(analyst)
    assessed(store, referral, nominal)
    lay(analyst, referral)
    assessed(store, referral, at_rank(6), later=True)
    reader = signed_in(Role.PANEL_CHAIR)
    page(reader, referral)
    looks = Event.objects.filter(action="opened man", why__startswith=WHY["why"]).values_list("subject", flat=True)
    assert set(looks) == {f"nominal:{each.pk}" for each in (nominal, at_rank(6))}
    Seal.objects.create(nominal=nominal, user=user(Role.LRO), ground="surname and date of birth")
    assert (seen_by(reader), page(reader, referral).status_code) == (0, 404)


def test_one_whose_file_is_damaged_is_sealed_and_stops_nobody(store: Path, analyst: Client) -> None:
    referral = take(analyst)
    kept = in_store(referral)
    referrals.path(store, kept.kept_as).write_bytes(b"not a file of rows")
    other = take(analyst, surname="Qxother")
    assert page(analyst, referral).status_code == 200, "nobody is new since he was compared"
    user(Role.LRO)
    assert page(analyst, referral).status_code == 404
    assert page(analyst, other).status_code == 200
    assert "cannot be read" in text(signed_in(Role.PROFESSIONAL_STANDARDS), referral)
    user(Role.COMMANDER)
    assert Event.objects.filter(action="sealed referral", subject=f"referral:{referral.pk}").count() == 1


def test_professional_standards_close_what_only_they_see(store: Path, analyst: Client) -> None:
    user(Role.LRO, surname="Qxmarlowe", date_of_birth=date(1983, 5, 4))
    referral = take(analyst)
    assessed(store, referral)
    standards = signed_in(Role.PROFESSIONAL_STANDARDS)
    page(standards, referral, "referral-close")
    standards.post(reverse("referral-close", args=[referral.pk]), {"why": "it goes on as a conduct matter"})
    assert status(referral) == Status.CLOSED


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
    born = date(1983, 5, 4)
    admin = user(Role.ADMINISTRATOR)
    change_user(colleague, by=admin, why="as on his file", seen=last_change(colleague), date_of_birth=born)
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
