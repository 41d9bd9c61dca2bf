"""A woman's name, address, contact and words, planted in the extract, are nowhere in the database and on no page."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from site_pages import pages
from site_users import parts, signed_in, user
from small_force import CANARIES, MOVED
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new
from v100.casework.runs.models import MODELS
from v100.casework.women.models import Woman

HERS = [
    word for facts in (CANARIES, MOVED) for said in facts.values() for word in {said, said.split()[-1]} if len(word) > 4
]


@pytest.fixture
def loaded(small_force_store: Path) -> None:
    load_new(small_force_store)


def found_in(text: str) -> list[str]:
    return [word for word in HERS if word.casefold() in text.casefold()]


def tables_that_hold_her() -> dict[str, list[str]]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_migrations":
                cursor.execute(f'select string_agg(t::text, chr(10)) from "{table}" t')
                found[table] = found_in(cursor.fetchone()[0] or "")
    return {table: words for table, words in found.items() if words}


@pytest.mark.usefixtures("loaded")
def test_she_is_in_no_table() -> None:
    assert MODELS["report_victim"].objects.exists()
    assert tables_that_hold_her() == {}


def her_page(client: Client) -> str:
    """Reached from a report of a man of hers, with a reason."""
    (her,) = set(MODELS["report_victim"].objects.values_list("person_id", flat=True))
    nominal = Nominal.objects.earliest("pk")
    client.post(reverse("man", args=[nominal.pk]), {"why": "to keep her safe"})
    answer = client.post(reverse("woman-from-his", args=[nominal.pk, her]), {"why": "to keep her safe"})
    return str(answer.headers["Location"])


@pytest.fixture
def real(small_force_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STORE", small_force_store)


@pytest.mark.usefixtures("loaded", "real")
def test_her_page_alone_says_who_she_is_and_nothing_of_it_is_kept() -> None:
    lead = user(Role.VICTIM_LEAD)
    client = signed_in(lead)
    shown = client.get(her_page(client)).content.decode()
    told = ("forename", "surname", "aliases", "address", "postcode", "phone", "email", "vehicle")
    assert not [name for name in told if CANARIES[name] not in shown]
    assert MOVED["address"] in shown
    assert shown.count("On his record too") == 3, "two of her numbers and her e-mail address"
    assert tables_that_hold_her() == {}
    for page, text in pages(client):
        assert found_in(text) == [], page


@pytest.mark.usefixtures("loaded", "real")
def test_a_number_that_he_gave_too_is_refused_though_no_run_carries_it() -> None:
    """What the two share is left out of a run, so that it is asked of the store (C3)."""
    client = signed_in(Role.VICTIM_LEAD)
    her_page(client)
    page = reverse("record-of-woman", args=[Woman.objects.get().pk, "safe_contact"])
    asked = {"what": "text", "words": "mornings", **parts("on", "1 3 2026")}
    answer = client.post(page, {**asked, "number": CANARIES["phone"]})
    assert "on his record too" in str(answer.context["form"].errors)
    assert client.post(page, {**asked, "number": "07700 900777"}).status_code == 302


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("role", Role)
def test_she_is_on_no_page_and_is_found_by_no_word(role: Role) -> None:
    client = signed_in(role)
    for page, text in pages(client):
        assert found_in(text) == [], page
    for word in HERS:
        answer = client.get(reverse("find"), {"q": word})
        if answer.status_code == 200:
            assert len(answer.context["page"]) == 0, word


ELSEWHERE = ("audit", "users", "own", "waiting-for-her")
"""Pages for other roles."""


@pytest.mark.usefixtures("loaded")
def test_his_page_was_really_read() -> None:
    reader = user(Role.ANALYST)
    reader.roles = [Role.ANALYST, Role.PANEL_CHAIR, Role.SUPERVISOR]
    reader.save()
    for page, text in pages(signed_in(reader)):
        assert "You cannot do this" not in text or page in map(reverse, ELSEWHERE)
    seen = Event.objects.filter(action="opened man").values("subject").distinct().count()
    assert seen == Nominal.objects.count() > 0
