"""A look at each woman's safety plan that is due: before what is planned, and after what he noticed although nobody had
looked."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from runs_made_up import month_later
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.clocks import working_days_after
from v100.casework.duties.reading import Duty, duties_of
from v100.casework.nominals.models import Assignment
from v100.casework.outcomes.models import Outcome
from v100.casework.plans.kept_templates import templates
from v100.casework.plans.writing import begin_plan, look_at_safety
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from women_made_up import ANOTHERS, HERS, WHY, him, load_women, on_reports


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User) -> Path:
    """P2, whose reports R2 and R3 are of HERS and of ANOTHERS, is managed."""
    load_women(tmp_path, monkeypatch)
    managed(him("P2"), officer, by=user(Role.SUPERVISOR))
    return tmp_path


def due() -> list[Duty]:
    run = current_run()
    assert run is not None
    return duties_of([him("P2")], run)


def open_looks() -> list[tuple[str, str]]:
    return [(duty.name, duty.woman) for duty in due() if duty.limit.look and duty.open]


def happened(kind: str, by: User, **more: Any) -> Outcome:
    said: dict[str, Any] = {"on": timezone.localdate(), "report_id": "R3"} | more
    outcome: Outcome = Outcome.objects.create(nominal=him("P2"), kind=kind, by=by, **said)
    return outcome


def looked(by: User, *women: str, ago: int = 0) -> None:
    for woman in women:
        look_at_safety(him("P2"), woman=woman, on=timezone.localdate() - timedelta(days=ago), words="so", by=by)


@pytest.mark.parametrize(("kind", "details"), [("arrest", []), ("order_served", ["stalking"])])
def test_an_arrest_or_a_service_that_was_recorded_opens_a_look_for_each_woman_where_none_is_fresh(
    officer: User, kind: str, details: list[str]
) -> None:
    """Of whichever report it was: she who did not speak is in danger too. A look from before does it, as on his plan,
    while it is fresh; so does one from after."""
    looked(officer, ANOTHERS, ago=14)
    arrested = happened(kind, officer, details=details)
    assert open_looks() == [("arrest_look", HERS)]
    assert {each.due_on for each in due() if each.limit.look} == {working_days_after(arrested.on, 1)}
    looked(officer, HERS)
    assert open_looks() == []


def test_what_he_does_not_notice_opens_none(officer: User) -> None:
    happened("interview", officer)
    happened("order", officer, details=["stalking"])
    assert open_looks() == []


@pytest.mark.parametrize(("days", "ago", "fresh"), [(None, 14, True), (None, 15, False), (7, 7, True), (7, 8, False)])
def test_how_long_a_look_is_fresh_stands_in_his_plan(officer: User, days: int | None, ago: int, fresh: bool) -> None:
    looked(officer, HERS, ANOTHERS, ago=ago)
    if days is not None:
        template = templates(settings.STORE)["stalker"].model_copy(update={"safety_days": days})
        begin_plan(him("P2"), "stalker", template, owner=officer, begun_on=timezone.localdate(), by=officer)
    happened("arrest", officer)
    assert open_looks() == ([] if fresh else [("arrest_look", HERS), ("arrest_look", ANOTHERS)])


def test_the_page_of_duties_leads_to_the_look(officer: User) -> None:
    happened("arrest", officer)
    client = signed_in(officer)
    client.post(reverse("man", args=[him("P2").pk]), WHY)
    shown = client.get(reverse("duties")).content.decode()
    assert "look at her safety plan with her" in shown
    assert f"{reverse('look-at-safety', args=[him('P2').pk])}?woman={HERS}" in shown


@pytest.mark.parametrize(
    ("recorded", "planned", "known", "by"),
    [
        (date(2026, 4, 2), date(2026, 4, 4), date(2026, 4, 2), date(2026, 4, 3)),  # the working day is after it
        (date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 2), date(2026, 4, 2)),
        (date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 2), date(2026, 4, 6)),
        (date(2026, 4, 2), date(2026, 4, 8), date(2026, 4, 2), date(2026, 4, 7)),
        (date(2026, 4, 2), date(2026, 4, 30), date(2026, 4, 2), date(2026, 4, 7)),  # the limit comes first
        (date(2026, 4, 4), date(2026, 4, 2), date(2026, 4, 4), date(2026, 4, 4)),  # not before it is known
        (date(2026, 3, 20), date(2026, 4, 4), date(2026, 4, 1), date(2026, 4, 2)),  # known before he was managed
        (date(2026, 4, 9), date(2026, 4, 9), date(2026, 4, 8), date(2026, 4, 8)),  # when it was recorded is not told
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1)),
    ],
)
def test_over_easter_it_is_due_before_the_day_that_is_planned(
    store: Path, officer: User, recorded: date, planned: date, known: date, by: date
) -> None:
    """In 2026 Good Friday is 3 April and Easter Monday the 6th: one working day after Thursday the 2nd is Tuesday the
    7th. He came to be managed on the 1st."""
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    Assignment.objects.create(nominal=him("P2"), number=9, officer=officer, reason="she knows him", at=at)
    event = {"on": planned, "recorded_on": recorded, "report_id": "R3", "person_id": "P2"}
    kinds = ("release_due", "court_date")
    month_later(store, event=[{"event_id": f"Q {kind}", "kind": kind, **event} for kind in kinds], **on_reports())
    load_new(store)
    assert {(duty.name, duty.happened.known_on, duty.due_on) for duty in due()} == {
        (name, known, by) for name in ("release_ahead", "release_look", "court_date")
    }
