"""Who is in custody: the database answers as the monthly run does, and the list can be narrowed by it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from managed_men import managed
from runs_made_up import seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.custody import in_custody
from v100.casework.outcomes.models import Outcome
from v100.casework.runs.load import load_new
from v100.harm.events import in_custody as in_custody_by_the_run

DAY = date(2026, 3, 31)
NEAR = st.dates(DAY - timedelta(days=12), DAY)
EVENT = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["remand", "recall", "sentence", "release", "arrest"]),
        "on": NEAR,
        "until": st.none() | st.dates(DAY - timedelta(days=6), DAY + timedelta(days=6)),
        "days": st.none() | st.integers(1, 15),
        "man": st.integers(0, 2),
    }
)


@pytest.fixture
def men(tmp_path: Path) -> list[Nominal]:
    seal(tmp_path)
    load_new(tmp_path)
    return list(Nominal.objects.order_by("listings__rank")[:3])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(events=st.lists(EVENT, min_size=1, max_size=7))
def test_the_database_answers_as_the_monthly_run(men: list[Nominal], events: list[dict[str, Any]]) -> None:
    schema = {
        "event_id": "string",
        "person_id": "string",
        "kind": "string",
        "on": "date",
        "until": "date",
        "days": "int64",
    }
    rows = [
        {"event_id": str(number), "person_id": str(men[each["man"]].pk)}
        | {name: each[name] for name in ("kind", "on", "until", "days")}
        for number, each in enumerate(events)
    ]
    run = in_custody_by_the_run(ibis.memtable(rows, schema=ibis.schema(schema)), as_at=DAY, beyond_days=0)
    with transaction.atomic():
        for each in events:
            facts = {name: each[name] for name in ("kind", "on", "until", "days")}
            # As the record system tells them: people are asked for less.
            Outcome.objects.create(nominal=men[each["man"]], run=men[0].first_run, **facts)
        found = {str(number) for number in in_custody(DAY).values_list("nominal", flat=True)}
        transaction.set_rollback(True)
    assert found == set(run.person_id.execute())


def test_what_was_taken_back_or_corrected_puts_nobody_into_custody(men: list[Nominal]) -> None:
    by = user(Role.ANALYST)
    remand = Outcome.objects.create(nominal=men[0], kind="remand", on=DAY, by=by)
    assert in_custody(DAY).get().nominal == men[0]
    Outcome.objects.create(
        nominal=men[0], kind="remand", on=DAY, by=by, replaces=remand, taken_back=True, why="another man"
    )
    assert not in_custody(DAY).exists()


def test_the_list_is_narrowed_by_custody_and_by_officer(men: list[Nominal]) -> None:
    officer, client = user(Role.LRO), signed_in(Role.ANALYST)
    managed(men[0], officer, by=user(Role.SUPERVISOR))
    Outcome.objects.create(nominal=men[1], kind="remand", on=timezone.localdate(), by=officer)

    def ranks(**asked: str) -> list[int]:
        return [row.rank for row in client.get(reverse("list"), asked).context["page"]]

    assert ranks(custody="yes") == [2]
    assert ranks(custody="no") == [1, 3, 4, 5]
    assert ranks(officer=str(officer.pk)) == [1]
    assert ranks(officer="none") == [2, 3, 4, 5]
    assert ranks(officer="999999") == [], "who has no man is no choice"
    page = client.get(reverse("list")).content.decode()
    assert "Officer: Made Up-lro" in page
    assert page.count(">In custody</strong>") == 1
