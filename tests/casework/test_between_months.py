"""A run between months: what is new of a managed man reaches those concerned, and the month's list and queue stay."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from site_users import signed_in, user
from small_force import MARCH, offence, report, suspect, take_delivery, victim
from v100 import policy
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.alerts.finding import alerts_for
from v100.casework.nominals.models import Assignment, Listing, Nominal, Term
from v100.casework.panel.models import Step
from v100.casework.panel.states import Status
from v100.casework.results.programme import men
from v100.casework.results.window import LISTED
from v100.casework.runs.current import NEWS, current_run, month_run
from v100.casework.runs.load import load_new
from v100.monthly import monthly_run

WEEK, APRIL = date(2026, 4, 7), date(2026, 4, 28)
BEGUN = datetime(2026, 4, 1, 9, tzinfo=UTC)
EARL = {
    "mention_id": "S-R10-earl",
    "forename": "Earl",
    "surname": "Newcome",
    "date_of_birth": "1971-03-03",
    "pnc_id": "2005/0000015F",
    "address": "5 Elder Road",
    "postcode": "SE5 5EE",
}


def of_the_week() -> dict[str, list[dict[str, str]]]:
    """A report names Ben, whom somebody manages, and a man of whom nobody heard before."""
    return {
        "crime_report": [report("R10", "2026-04-06")],
        "offence": [offence("R10", "019/08")],
        "suspect": [suspect("ben", "R10"), {**suspect("ben", "R10"), **EARL}],
        "victim": [victim("R10")],
    }


@pytest.fixture
def store(small_force_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "store"
    shutil.copytree(small_force_store, folder)
    monkeypatch.setattr(settings, "STORE", folder)
    load_new(folder)
    return folder


def named(words: str) -> Nominal:
    nominal: Nominal = Term.objects.get(kind="name", words__contains=words).nominal
    return nominal


@pytest.fixture
def officer(store: Path) -> User:
    """Ben is his since the first of April."""
    assert store
    officer, ben = user(Role.LRO), named("Okonkwo")
    number = Step.objects.filter(nominal=ben).latest("number").number + 1
    facts: dict[str, Any] = {"nominal": ben, "number": number, "reason": "she knows him", "by": officer, "at": BEGUN}
    Step.objects.create(status=Status.MANAGED, run=current_run(), **facts)
    Assignment.objects.create(officer=officer, **facts)
    return officer


def waiting(who: User) -> list[str]:
    run = current_run()
    assert run is not None
    return [each.words for each in alerts_for(who, run, timezone.now()).shown]


def steps() -> list[tuple[int, int]]:
    return sorted(Step.objects.values_list("nominal", "number"))


def test_news_of_a_managed_man_comes_at_once_and_the_months_list_and_queue_stay(
    store: Path, officer: User, tmp_path: Path
) -> None:
    march, before = month_run(), steps()
    assert march == current_run()
    take_delivery(store, tmp_path, 9, WEEK, of_the_week())
    monthly_run(store, as_at=WEEK, policy=policy.load(NEWS))
    (week,) = load_new(store)
    assert (current_run(), month_run()) == (week, march)
    assert "Report C-R10 of 6 April 2026 names him" in waiting(officer)
    assert steps() == before, "nobody was brought before the panel"
    analyst = signed_in(Role.ANALYST)
    assert analyst.get(reverse("list")).context["run"] == march
    assert "Newcome" not in analyst.get(reverse("list")).content.decode()
    earl = named("Newcome")
    assert Listing.objects.filter(run=week, nominal=earl, rank__isnull=False).exists()
    assert earl.pk not in on_the_programme()

    monthly_run(store, as_at=APRIL, policy=policy.load("v100"))
    (april,) = load_new(store)
    assert month_run() == current_run() == april
    assert Step.objects.get(nominal=earl).status == Status.NOMINATED
    assert Listing.objects.get(run=april, nominal=earl).movement == "new", "compared with the month before"
    assert earl.pk in on_the_programme()
    assert MARCH < WEEK < APRIL


def test_news_are_counted_as_the_month_is() -> None:
    month, news = policy.load("v100"), policy.load(NEWS)
    assert month.model_copy(update={"name": news.name, "title": news.title}) == news


def on_the_programme() -> set[int]:
    """Whom the results count."""
    rows = Nominal.objects.raw(f"with recursive {men(LISTED)} select nominal_id as id from man")
    return {each.pk for each in rows}
