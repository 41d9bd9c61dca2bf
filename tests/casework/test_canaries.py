"""A woman's name, address, contact and words, planted in the extract, are nowhere in the database and on no page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from site_users import signed_in, user
from small_force import CANARIES, MOVED
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.reports import reports_of
from v100.casework.oversight.models import Event
from v100.casework.results.figures import FIGURES
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import MODELS

HERS = [
    word for facts in (CANARIES, MOVED) for said in facts.values() for word in {said, said.split()[-1]} if len(word) > 4
]


@pytest.fixture
def loaded(small_force_store: Path) -> None:
    load_new(small_force_store)


def found_in(text: str) -> list[str]:
    return [word for word in HERS if word.casefold() in text.casefold()]


@pytest.mark.usefixtures("loaded")
def test_she_is_in_no_table() -> None:
    assert MODELS["report_victim"].objects.exists()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_migrations":
                cursor.execute(f'select string_agg(t::text, chr(10)) from "{table}" t')
                assert found_in(cursor.fetchone()[0] or "") == [], table


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


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """Every page that this client may open, each man's too."""
    parts = [f"{reverse('list')}?part={part}" for part in ("listed", "below", "ranked", "aside")]
    results = reverse("results")
    panel = [reverse(page) for page in ("queue", "precursors", "meetings", "conflicts", "conflicts-mine")]
    panel += [reverse("referrals"), reverse("referral-take")]
    others = [
        reverse("own"),
        reverse("save-view"),
        reverse("saved-views"),
        reverse("export"),
        results,
        f"{results}?by=offence",
        reverse("audit"),
        reverse("users"),
    ]
    for page in ("/", *parts, *panel, *others):
        yield page, client.get(page).content.decode()
    yield "the file", client.post(reverse("export"), {"why": "for the panel"}).content.decode()
    for name in FIGURES:
        page = f"{reverse('figure', args=[name])}?window=launch&basis=everything"
        client.post(page, {"why": "for the panel"})
        yield page, client.get(page).content.decode()
    for nominal in Nominal.objects.all():
        client.post(reverse("man", args=[nominal.pk]), {"why": "for the panel"})
        for name in ("man", "case", "network", "record-marker", "write-note"):
            page = reverse(name, args=[nominal.pk])
            yield page, client.get(page).content.decode()
        record = reverse("record-outcome", args=[nominal.pk])
        for report in reports_of(nominal, current_run()):  # type: ignore[arg-type]
            page = f"{record}?report={report}&kind=bail"
            yield page, client.get(page).content.decode()
        for outcome in nominal.outcomes.all():
            for name in ("outcome", "correct-outcome"):
                page = reverse(name, args=[nominal.pk, outcome.pk])
                yield page, client.get(page).content.decode()


@pytest.mark.usefixtures("loaded")
def test_his_page_was_really_read() -> None:
    reader = user(Role.ANALYST)
    reader.roles = [Role.ANALYST, Role.PANEL_CHAIR]
    reader.save()
    for page, text in pages(signed_in(reader)):
        assert "You cannot do this" not in text or page in (reverse("audit"), reverse("users"), reverse("own"))
    seen = Event.objects.filter(action="opened man").values("subject").distinct().count()
    assert seen == Nominal.objects.count() > 0
