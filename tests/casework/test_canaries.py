"""A woman's name, address, contact and words, planted in the extract, are nowhere in the database and on no page."""

from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from site_pages import pages
from site_users import signed_in, user
from small_force import CANARIES, FEBRUARY, MARCH, MOVED, take_delivery
from v100 import policy
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new
from v100.casework.runs.models import MODELS
from v100.monthly import monthly_run

HERS = [
    word for facts in (CANARIES, MOVED) for said in facts.values() for word in {said, said.split()[-1]} if len(word) > 4
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two deliveries that hold her, and the month's run."""
    folder = tmp_path_factory.mktemp("force")
    for number, month in enumerate((FEBRUARY, MARCH), start=1):
        take_delivery(folder / "store", folder, number, month)
    monthly_run(folder / "store", as_at=MARCH, policy=policy.load("v100"))
    return folder / "store"


@pytest.fixture
def loaded(store: Path) -> None:
    load_new(store)


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


@pytest.mark.usefixtures("loaded")
def test_his_page_was_really_read() -> None:
    reader = user(Role.ANALYST)
    reader.roles = [Role.ANALYST, Role.PANEL_CHAIR]
    reader.save()
    for page, text in pages(signed_in(reader)):
        assert "You cannot do this" not in text or page in (reverse("audit"), reverse("users"), reverse("own"))
    seen = Event.objects.filter(action="opened man").values("subject").distinct().count()
    assert seen == Nominal.objects.count() > 0
