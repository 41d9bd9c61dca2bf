"""Every form of the site, filled in and sent without a mouse: each field in its order, named, seen and used by its
keys; what was left out is told in a summary that has the focus and leads to each field; and the keyboard gets out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse
from playwright.sync_api import Browser, Page

from case_for_meeting import everybody, with_reasons
from every_page import addresses
from keyboard import filled_in, sent_as_it_is
from page_of_client import page_of
from site_users import signed_in, user
from v100 import casework
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.reports import reports_of
from v100.casework.plans.models import Plan
from v100.casework.referrals.models import Referral
from v100.casework.runs.current import current_run

FORM = re.compile(r"<form|pages/(form|ask_why|search)\.html")
PARTS = {"pages/base.html", "pages/form.html", "pages/ask_why.html", "pages/search.html"}
"""Templates with a form that are no page."""
AT_ONCE = ("meeting-close", "saved-views", "alerts", "referral-again", "keep-agenda")
"""Forms that ask nothing: their button does it."""


@pytest.fixture
def shown() -> Iterator[set[str]]:
    """The templates that were drawn so far."""
    found: set[str] = set()

    def drawn(template: Any, **_: Any) -> None:
        found.add(str(template.name))

    template_rendered.connect(drawn)
    yield found
    template_rendered.disconnect(drawn)


def templates_with_a_form() -> set[str]:
    found = Path(casework.__file__).parent.glob("*/templates/*/*.html")
    return {"/".join(each.parts[-2:]) for each in found if FORM.search(each.read_text(encoding="utf-8"))} - PARTS


def pages() -> dict[str, str]:
    """Each page of the case by its name."""
    nominal, run = Plan.objects.get().nominal, current_run()
    assert run is not None
    record, report = reverse("record-outcome", args=[nominal.pk]), next(iter(reports_of(nominal, run)))
    one = Nominal.objects.get(person_id="S-04099")
    return {
        "home": reverse("home"),
        "choose-password": reverse("choose-password"),
        **{name: page for name, page in addresses().items() if name != "released"},  # a file
        "record-sentence": f"{record}?report={report}&kind=sentence",
        "identity-pair": f"{reverse('identity', args=[one.pk])}?one=M000-0&other=M001-0",
        "referral-again": reverse("referral-again", args=[Referral.objects.latest("pk").pk]),
    }


def tried(page: Page, name: str, where: str) -> tuple[list[str], bool]:
    """What is wrong with the forms of a page, and whether one of them told of faults."""
    page.goto(where)
    if not page.locator("main form").count():
        return [], False
    told = None if name in AT_ONCE else sent_as_it_is(page)
    return [f"{name}: {fault}" for fault in (*(told or ()), *filled_in(page))], told is not None


def test_every_form_is_filled_in_and_sent(store: Path, browser: Browser, shown: set[str]) -> None:
    who, faults, refused = everybody(store), [], 0
    there = pages()
    to_open = {name: there[name] for name in ("man", "woman", "referral", "figure")}
    guests = {name: there.pop(name) for name in ("agency-actions", "agency-action")}
    readers: tuple[tuple[Client, dict[str, str]], ...] = (
        (Client(), {"sign-in": reverse("sign-in")}),
        (signed_in(who), to_open),
        (with_reasons(who), there),
        (signed_in(user(Role.GUEST)), guests),
    )
    for client, asked in readers:
        with page_of(client, browser) as page:
            for name, where in asked.items():
                found, told = tried(page, name, where)
                faults += found
                refused += told
    assert not faults, "\n".join(faults)
    assert refused > 60
    assert templates_with_a_form() - shown == set()


def test_what_was_left_out_is_told_without_scripts_too(store: Path, browser: Browser) -> None:
    client, there = with_reasons(everybody(store)), pages()
    with page_of(client, browser, scripts=False) as page:
        for name in ("write-note", "judge", "tell-her"):
            page.goto(there[name])
            assert sent_as_it_is(page) == [], name
