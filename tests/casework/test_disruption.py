"""The disruption log: an effect graded by the criteria, a second reader for major, looked at again when a new report
names him within the time that is claimed; harm before and after."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from runs_made_up import man, month_later, seal
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.disruption.criteria import criteria
from v100.casework.disruption.grading import agree, grade_again, record_disruption
from v100.casework.disruption.models import Disruption, Grading
from v100.casework.disruption.reading import Logged, log_of
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Event
from v100.casework.panel.states import NotNow
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.errors import V100Error

ON = date(2026, 3, 10)
HALF_A_YEAR = ON + timedelta(days=182)


def reported(report_id: str, on: date, days: int) -> dict[str, list[dict[str, Any]]]:
    """One counted line of P1."""
    counted = {
        "person_id": "P1",
        "line": 1,
        "ho_code": "008/06",
        "days": Decimal(days),
        "counted": True,
        "why": "counted",
    }
    return {
        "harm_line": [{**counted, "report_id": report_id, "recorded_on": on, "marks": []}],
        "crime_report": [{"report_id": report_id, "crime_ref": f"CR/{report_id}", "recorded_on": on}],
    }


def together(*told: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [row for each in told for row in each[name]] for name in ("harm_line", "crime_report")}


BEFORE = together(
    reported("R1", ON - timedelta(days=5), 100), reported("R2", ON, 40), reported("R3", ON - timedelta(days=90), 7)
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal(tmp_path, person=[man("P1", "Rose Madeup")], **BEFORE)
    load_new(tmp_path)
    return tmp_path


@pytest.fixture
def officer() -> User:
    return user(Role.LRO)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


def nominal() -> Nominal:
    return Nominal.objects.get(person_id="P1")


def recorded(grade: str, until: date, by: User) -> Disruption:
    return record_disruption(
        nominal(),
        words="remanded",
        on=ON,
        grade=criteria(settings.STORE)[grade],
        until=until,
        evidence="the court",
        by=by,
    )


def logged(today: date = ON + timedelta(days=20)) -> Logged:
    run = current_run()
    assert run is not None
    (found,) = log_of(nominal(), [nominal().pk], run, criteria(settings.STORE), today)
    return found


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("grade", "least"), [("major", 182), ("moderate", 28), ("minor", 0)])
def test_a_grade_is_claimed_for_as_long_as_it_needs(officer: User, grade: str, least: int) -> None:
    if least:
        with pytest.raises(NotNow, match=f"{grade} needs {least} or more"):
            recorded(grade, ON + timedelta(days=least - 1), officer)
    recorded(grade, ON + timedelta(days=least), officer)
    assert Grading.objects.get().effect == grade


@pytest.mark.usefixtures("store")
def test_major_counts_once_a_second_person_agreed(officer: User, supervisor: User) -> None:
    disruption = recorded("major", HALF_A_YEAR, officer)
    assert logged().waits_for_reader
    with pytest.raises(NotNow, match="somebody else reads it"):
        agree(nominal(), disruption, evidence="so it is", seen=1, by=officer)
    agree(nominal(), disruption, evidence="the warrant", seen=1, by=supervisor)
    assert not logged().waits_for_reader
    with pytest.raises(NotNow, match="read already"):
        agree(nominal(), disruption, evidence="again", seen=2, by=supervisor)
    grade_again(
        nominal(),
        disruption,
        grade=criteria(settings.STORE)["major"],
        until=HALF_A_YEAR,
        evidence="longer",
        seen=2,
        by=officer,
    )
    assert logged().waits_for_reader, "another claim is read anew"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("grade", ["moderate", "minor"])
def test_lesser_grades_wait_for_nobody(officer: User, grade: str) -> None:
    recorded(grade, HALF_A_YEAR, officer)
    assert not logged().waits_for_reader


@pytest.mark.usefixtures("store")
def test_the_quicker_of_two_counts(officer: User, supervisor: User) -> None:
    disruption, minor = recorded("moderate", HALF_A_YEAR, officer), criteria(settings.STORE)["minor"]
    grade_again(nominal(), disruption, grade=minor, until=HALF_A_YEAR, evidence="he is out", seen=1, by=supervisor)
    with pytest.raises(NotNow, match="graded it meanwhile"):
        grade_again(nominal(), disruption, grade=minor, until=HALF_A_YEAR, evidence="he is out", seen=1, by=officer)


@pytest.mark.parametrize(
    ("on", "again"),
    [
        (ON, False),
        (ON + timedelta(days=1), True),
        (HALF_A_YEAR, True),
        (HALF_A_YEAR + timedelta(days=1), False),
    ],
)
def test_a_new_report_within_the_claim_asks_for_another_grade(
    store: Path, officer: User, on: date, again: bool
) -> None:
    disruption = recorded("moderate", HALF_A_YEAR, officer)
    assert logged().reports == []
    month_later(store, person=[man("P1", "Rose Madeup")], **together(BEFORE, reported("R9", on, 5)))
    load_new(store)
    assert logged().reports == (["CR/R9"] if again else [])
    minor = criteria(store)["minor"]
    grade_again(nominal(), disruption, grade=minor, until=HALF_A_YEAR, evidence="he did it again", seen=1, by=officer)
    assert logged().reports == [], "whoever graded it knew"


def test_harm_is_shown_for_as_many_days_before_as_after(store: Path, officer: User) -> None:
    recorded("moderate", HALF_A_YEAR, officer)
    assert logged(ON).harm == (0, 0, 0)
    assert logged(ON + timedelta(days=4)).harm == (4, 0, 0)
    assert logged(ON + timedelta(days=5)).harm == (5, 100, 0), "the day itself is on neither side"
    month_later(
        store, person=[man("P1", "Rose Madeup")], **together(BEFORE, reported("R9", ON + timedelta(days=30), 5))
    )
    load_new(store)
    assert logged(ON + timedelta(days=29)).harm == (29, 100, 0)
    assert logged(ON + timedelta(days=30)).harm == (30, 100, 5)
    assert logged(ON + timedelta(days=9000)).harm.days == 51, "not beyond what the run knows: to 30 April"


@pytest.mark.usefixtures("store")
def test_harm_that_the_run_does_not_hold_is_not_said_to_be_none(officer: User) -> None:
    """The window of 31 March 2026 opens on 1 April 2025: of what was done on the 4th three days before are known."""
    for on, days in ((date(2025, 4, 4), 3), (date(2025, 4, 1), 0), (date(2024, 4, 1), 0)):
        minor = criteria(settings.STORE)["minor"]
        record_disruption(nominal(), words="x", on=on, grade=minor, until=HALF_A_YEAR, evidence="y", by=officer)
        run = current_run()
        assert run is not None
        last = log_of(nominal(), [nominal().pk], run, criteria(settings.STORE), HALF_A_YEAR)[-1]
        assert (last.disruption.on, last.harm.days) == (on, days)


def opened(who: User) -> Client:
    client = signed_in(who)
    client.post(reverse("man", args=[nominal().pk]), {"why": "the week’s work"})
    return client


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": ""}, "Say what was done"),
        ({"words": "Sarah moved away"}, "It holds Sarah"),
        ({"evidence": ""}, "Say what shows it"),
        ({"grade": "major"}, "major needs 182 or more"),
        ({"until_2": "2025"}, "on or after the day"),
        ({"on_2": "2090"}, "today or in the past"),
    ],
)
def test_what_is_recorded_says_what_it_must(supervisor: User, sent: dict[str, str], said: str) -> None:
    page = reverse("record-disruption", args=[nominal().pk])
    sound = {
        "words": "remanded",
        "grade": "moderate",
        "evidence": "the court",
        **parts("on", "10 3 2026"),
        **parts("until", "30 6 2026"),
    }
    client = opened(supervisor)
    assert said in client.post(page, sound | sent).content.decode()
    assert not Disruption.objects.exists()
    assert client.post(page, sound).status_code == 302
    plan = client.get(reverse("plan", args=[nominal().pk])).content.decode()
    assert "claimed to 30 June 2026" in plan
    assert "A fact, no proof that one came of the other" in plan


@pytest.mark.usefixtures("store")
def test_the_log_is_never_rewritten_and_holds_no_words(officer: User) -> None:
    recorded("minor", HALF_A_YEAR, officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        Grading.objects.update(effect="major")
    (event,) = Event.objects.filter(action="recorded disruption")
    assert "remanded" not in event.why


def test_a_force_has_its_own_criteria_and_a_faulty_file_is_named(tmp_path: Path) -> None:
    def own(*names: str) -> None:
        grades = "".join(
            f'[[grades]]\nname = "{name}"\nwords = "x"\nleast_days = 1\nsecond_reader = true\n' for name in names
        )
        (tmp_path / "disruption.toml").write_text(grades, encoding="utf-8")

    own("major", "moderate", "minor")
    assert {grade.least_days for grade in criteria(tmp_path).values()} == {1}
    own("minor", "major")
    with pytest.raises(V100Error, match=r"disruption\.toml: file: .*give major, moderate, minor"):
        criteria(tmp_path)
