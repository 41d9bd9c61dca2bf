"""A site with leads, and what tests do with them: open, decide, propose."""

from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from links_made_up import FIRST_MAN, PARTS, SECOND_MAN, THIRD_MAN, lead, undetected
from runs_made_up import seal
from site_users import signed_in
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.links.crimes import crimes_of
from v100.casework.links.decided import decide
from v100.casework.links.models import Decision, Proposal
from v100.casework.links.proposals import propose
from v100.casework.links.waiting import waiting_leads
from v100.casework.nominals.models import Nominal
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import LoadedRun

WEAK, STRONG, INSIDE, THEFT = "U1", "U2", "U3", "U4"
ALIBI = "in custody from 2026-01-01 to 2026-03-30"
WHY = "the same way in"
APRIL = date(2026, 4, 1)


def seal_leads(folder: Path) -> None:
    """Three men with leads to four undetected crimes: one that all three may have done, one that he cannot have."""
    made = undetected(WEAK, STRONG, INSIDE, THEFT, weapon="CANARY weapon")
    links = [
        lead(WEAK, strength="2.1000"),
        lead(STRONG, strength="2.9000", place=3),
        lead(INSIDE, strength="2.5000", alibi=ALIBI),
        lead(STRONG, SECOND_MAN, strength="3.5000", place=1),
        lead(STRONG, THIRD_MAN, strength="3.1000", place=2, decided="not linked, by somebody on 2026-03-02"),
        lead(THEFT, SECOND_MAN, strength="2.2000", category="theft", of_100=None),
    ]
    series = [{"series_id": "S-U1", "report_id": report, "crimes": 2} for report in (WEAK, STRONG)]
    mark = {"person_id": FIRST_MAN, "report_id": WEAK, "kind": "dna", "mark_id": "LAB/7", "own_report_id": "R000-0"}
    seal(folder, link=links, series=series, mark=[mark], **made)
    load_new(folder)


def man(person_id: str = FIRST_MAN) -> Nominal:
    return Nominal.objects.get(person_id=person_id)


def run() -> LoadedRun:
    found = current_run()
    assert found is not None
    return found


def opened(nominal: Nominal, who: User | Role = Role.ANALYST) -> Client:
    """Signed in, with a reason given for this man."""
    client = signed_in(who)
    client.post(reverse("man", args=[nominal.pk]), {"why": "to look for more"})
    return client


def page(name: str, nominal: Nominal, *more: Any) -> str:
    return reverse(name, args=[nominal.pk, *more])


def read(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def decided(client: Client, decision: str, *, seen: int | str = "", report: str = STRONG) -> HttpResponse:
    answer: HttpResponse = client.post(
        page("decide-link", man(), report), {"decision": decision, "why": WHY, "seen": str(seen)}
    )
    return answer


def waiting(who: User, category: str = "") -> list[tuple[str, str]]:
    return [(row.person_id, row.report_id) for row in waiting_leads(run(), who, category)]


def proposed(by: User, report: str = STRONG, on: date = APRIL) -> Proposal:
    decide(man(), run(), report, decision=Decision.TO_TEST, parts=PARTS, why=WHY, seen=None, by=by)
    return propose(man(), crimes_of(run(), [report])[report], to="PC 1234", words="his tags", on=on, by=by)
