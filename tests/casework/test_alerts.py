"""The inbox: what happens to a managed man comes to those concerned, once, and goes when they have seen it; by e-mail
only how many wait, and only where the force turned that on."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from orders_made_up import granted_order
from runs_made_up import became, man, month_later, seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.alerts.finding import alerts_for
from v100.casework.alerts.tasks import send_waiting
from v100.casework.nominals.assigning import last_assignment
from v100.casework.nominals.models import Conflict, Nominal
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.oversight.models import Event
from v100.casework.panel.managing import hand_over, stand_in
from v100.casework.panel.models import Step
from v100.casework.panel.moving import move
from v100.casework.panel.states import Ground, Status
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def named(*reports: tuple[str, date]) -> dict[str, list[dict[str, Any]]]:
    """Reports that name P1 as a suspect."""
    return {
        "person": [man("P1", "Rose Madeup"), man("P2", "R Madeup")],
        "person_mention": [{"person_id": "P1", "mention_id": f"M-{each}", "side": "suspect"} for each, _ in reports],
        "suspect": [
            {"mention_id": f"M-{each}", "report_id": each, "role": "suspect", "named_on": on} for each, on in reports
        ],
        "crime_report": [{"report_id": each, "crime_ref": f"CR/{each}", "recorded_on": on} for each, on in reports],
    }


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture
def nominal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: User, supervisor: User) -> Nominal:
    """Managed since today; a report of yesterday names him, and a court date lies ahead."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    planned = {"person_id": "P1", "report_id": "R1", "recorded_on": TODAY - DAY}
    events = [
        {"event_id": "E1", "kind": "court_date", "on": TODAY + 28 * DAY, **planned},
        {"event_id": "E2", "kind": "release_due", "on": TODAY + 29 * DAY, **planned},
    ]
    seal(tmp_path, event=events, **named(("R1", TODAY - DAY)))
    load_new(tmp_path)
    return managed(Nominal.objects.get(person_id="P1"), officer, by=supervisor)


def waiting(who: User) -> list[str]:
    run = current_run()
    assert run is not None
    return [each.words for each in alerts_for(who, run, timezone.now()).shown]


AHEAD = f"Court date on {TODAY + 28 * DAY:%-d %B %Y}"


@pytest.mark.usefixtures("nominal")
def test_it_comes_to_those_concerned(officer: User, supervisor: User) -> None:
    """His officer is told that he is his; whoever gave him knows."""
    assert waiting(officer) == [AHEAD, "He is yours"]
    assert waiting(supervisor) == [AHEAD]
    assert (
        waiting(add_user("two", "a long enough secret", forename="T", surname="O", roles=[Role.LRO], why="new")) == []
    )


@pytest.mark.usefixtures("nominal")
def test_a_new_report_that_names_him(officer: User, tmp_path: Path) -> None:
    month_later(tmp_path, **named(("R1", TODAY - DAY), ("R2", TODAY + DAY)))
    load_new(tmp_path)
    assert f"Report CR/R2 of {TODAY + DAY:%-d %B %Y} names him" in waiting(officer)
    assert not [words for words in waiting(officer) if "CR/R1" in words], "it was known when he came to be managed"


@pytest.mark.usefixtures("nominal")
def test_a_report_that_is_delivered_late(officer: User, tmp_path: Path) -> None:
    month_later(tmp_path, **named(("R1", TODAY - DAY), ("R2", TODAY - 30 * DAY)))
    load_new(tmp_path)
    assert f"Report CR/R2 of {TODAY - 30 * DAY:%-d %B %Y} names him" in waiting(officer)
    assert not [words for words in waiting(officer) if "CR/R1" in words]


def test_what_is_told_late(nominal: Nominal, officer: User, supervisor: User) -> None:
    told = Outcome.objects.create(nominal=nominal, kind=Kind.BREACH, on=TODAY - 9 * DAY, by=supervisor)
    words = f"Order breached on {TODAY - 9 * DAY:%-d %B %Y}"
    assert words in waiting(officer)
    Outcome.objects.create(
        nominal=nominal, kind=Kind.BREACH, on=TODAY - 9 * DAY, by=supervisor, replaces=told, why="another report"
    )
    assert words not in waiting(officer), "a correction of what is long past is no news"


def test_what_was_told_before_he_was_managed(officer: User, supervisor: User, tmp_path: Path) -> None:
    seal(tmp_path, **named(("R1", TODAY - DAY)))
    load_new(tmp_path)
    him = Nominal.objects.get(person_id="P1")
    Outcome.objects.create(nominal=him, kind=Kind.BREACH, on=TODAY - 9 * DAY, by=supervisor)
    managed(him, officer, by=supervisor)
    assert waiting(officer) == ["He is yours"]


@pytest.mark.parametrize(("kind", "told"), [(Kind.RELEASE, True), (Kind.BREACH, True), (Kind.INTERVIEW, False)])
def test_a_release_and_a_breach(nominal: Nominal, officer: User, supervisor: User, kind: Kind, told: bool) -> None:
    Outcome.objects.create(nominal=nominal, kind=kind, on=TODAY, by=supervisor)
    Outcome.objects.create(nominal=nominal, kind=kind, on=TODAY - DAY, by=supervisor)
    words = f"{kind.label} on {TODAY:%-d %B %Y}"
    assert (waiting(officer).count(words), waiting(supervisor).count(words)) == (int(told), 0), "she recorded it"


def test_an_order_to_be_seen_to(nominal: Nominal, officer: User) -> None:
    granted_order(nominal, by=officer, on=TODAY - 3 * DAY, until=TODAY + 28 * DAY)
    about = [words for words in waiting(officer) if words.startswith("Sexual Harm")]
    assert len(about) == 3
    assert f"Sexual Harm Prevention Order: ends on {TODAY + 28 * DAY:%-d %B %Y}" in about


def test_an_officer_who_changes(nominal: Nominal, officer: User, supervisor: User) -> None:
    chair = user(Role.PROFESSIONAL_STANDARDS)
    other = add_user("two", "a long enough secret", forename="Two", surname="Officer", roles=[Role.LRO], why="joined")
    stand_in(nominal, other, from_on=TODAY, until=TODAY, by=supervisor, reason="on leave", was=1)
    assert f"You stand in until {TODAY:%-d %B %Y}" in waiting(other)
    assert f"Two Officer stands in until {TODAY:%-d %B %Y}" in waiting(officer)
    hand_over(nominal, other, by=supervisor, reason="he left", was=last_assignment(nominal).number)  # type: ignore[union-attr]
    assert "He is yours" in waiting(other)
    assert "His officer is Two Officer" in waiting(chair)
    assert waiting(officer) == []


def test_who_is_removed_or_hidden_alerts_nobody(nominal: Nominal, supervisor: User) -> None:
    victim_lead = user(Role.VICTIM_LEAD)
    assert waiting(victim_lead) == [AHEAD]
    Conflict.objects.create(nominal=nominal, user=victim_lead, reason="a cousin")
    assert waiting(victim_lead) == []
    move(nominal, Status.REMOVED, by=supervisor, reason="he died", ground=Ground.DIED)
    assert waiting(supervisor) == []


def test_what_is_seen_is_gone_for_who_saw_it(nominal: Nominal, officer: User, supervisor: User) -> None:
    client = signed_in(officer)
    shown = client.get(reverse("alerts")).content.decode()
    assert "2 not seen yet" in shown
    key = f"planned:{nominal.pk}:court_date:{TODAY + 28 * DAY}"
    assert client.post(reverse("alerts"), {"key": [key, "planned:0:made up"]}).status_code == 302
    assert (waiting(officer), waiting(supervisor)) == (["He is yours"], [AHEAD])
    assert client.post(reverse("alerts"), {"key": [key]}).status_code == 200, "it is gone already"
    assert Event.objects.get(action="dealt with alerts").why == "(1 of 2)"
    assert Event.objects.filter(action="saw alerts", shown=[f"nominal:{nominal.pk}"]).count() == 2


@pytest.mark.usefixtures("nominal")
def test_it_asks_as_many_questions_however_many_men(officer: User, supervisor: User) -> None:
    with CaptureQueriesContext(
        connection,
    ) as one:
        waiting(supervisor)
    for rank in (1, 2, 3):
        managed(Nominal.objects.filter(listings__rank=rank).earliest("pk"), officer, by=supervisor)
    with CaptureQueriesContext(connection) as several:
        waiting(supervisor)
    assert len(several) == len(one) < 20


@pytest.mark.usefixtures("nominal")
def test_mail_is_off_until_turned_on_and_names_nobody(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    officer.email = "officer@force.example"
    officer.save()
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    mail.outbox = []
    assert settings.MAIL_FROM == ""
    assert (send_waiting(), mail.outbox) == (0, [])
    monkeypatch.setattr(settings, "MAIL_FROM", "v100@force.example")
    assert send_waiting() == 1
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["officer@force.example"], "V100: alerts wait for you")
    assert message.body == "2 alerts wait for you in V100. Sign in to read."
    assert message.from_email == "v100@force.example"
    officer.is_active = False
    officer.save()
    assert send_waiting() == 0


def test_of_a_man_found_to_be_another_no_alert_is_lost(
    nominal: Nominal, officer: User, supervisor: User, tmp_path: Path
) -> None:
    """What happened while he stood under another reference is told of him as he stands now."""
    Outcome.objects.create(nominal=nominal, kind=Kind.BREACH, on=TODAY, by=supervisor)
    told = named(("R1", TODAY - DAY))
    told["person"] = [man("P2", "R Madeup")]
    told["person_mention"] = [{"person_id": "P2", "mention_id": "M-R1", "side": "suspect"}]
    tomorrow = timezone.now() + DAY
    month_later(tmp_path, person_lineage=[became("P1", "P2", "merged")], **told)
    load_new(tmp_path)
    Step.objects.create(
        nominal=Nominal.objects.get(person_id="P2"),
        number=99,
        status=Status.MANAGED,
        reason="they are one",
        by=supervisor,
        run=current_run(),
        at=tomorrow,
    )
    assert f"Order breached on {TODAY:%-d %B %Y}" in waiting(officer)


def test_the_pages_of_a_long_list_are_the_list(
    nominal: Nominal, officer: User, supervisor: User, tmp_path: Path
) -> None:
    for _ in range(30):
        Outcome.objects.create(nominal=nominal, kind=Kind.BREACH, on=TODAY, by=supervisor)
    granted_order(nominal, by=supervisor, on=TODAY - 3 * DAY, until=TODAY + 28 * DAY)
    month_later(tmp_path, **named(*((f"R{number}", TODAY + DAY) for number in range(30))))
    load_new(tmp_path)
    run, now = current_run(), timezone.now()
    assert run is not None
    every = alerts_for(officer, run, now)
    assert every.number == len(every.shown) > 60
    pages = [alerts_for(officer, run, now, first, 25) for first in range(0, 75, 25)]
    assert [each for page in pages for each in page.shown] == every.shown
    assert {page.number for page in pages} == {every.number}
    client = signed_in(officer)
    shown = [each for page in "123" for each, _ in client.get(reverse("alerts"), {"page": page}).context["shown"]]
    assert shown == every.shown
    seen = [each.key for each in every.shown[20:50]]
    client.post(reverse("alerts"), {"key": seen})
    left = [each for each in every.shown if each.key not in seen]
    assert alerts_for(officer, run, now).shown == left
