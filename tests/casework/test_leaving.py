"""Out of the hundred is not out of care: two people remove a man, her safety is looked at first, she is asked after by
rule, and he is back at once when he is named again."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from managed_men import managed
from runs_made_up import man, month_later, seal, week_later
from site_users import parts, signed_in, user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.leaving.aftercare import record_aftercare, waiting
from v100.casework.leaving.models import Aftercare, RemovalAnswer
from v100.casework.leaving.removing import AFTERCARE, answer_removal, propose_removal
from v100.casework.nominals.models import Conflict, Nominal
from v100.casework.oversight.models import Event
from v100.casework.panel.models import Step
from v100.casework.panel.moving import move, standing
from v100.casework.panel.states import Ground, NotNow, Status
from v100.casework.plans.writing import look_at_safety
from v100.casework.runs.load import load_new

HERS, ANOTHERS = "V0123456789", "V9876543210"
TODAY = timezone.localdate()
NAMED = {
    "person_mention": [{"person_id": "P1", "mention_id": "M1", "side": "suspect"}],
    "suspect": [{"mention_id": "M1", "report_id": "R1", "role": "suspect", "named_on": date(2026, 3, 1)}],
    "crime_report": [{"report_id": "R1", "crime_ref": "CR/1", "recorded_on": date(2026, 3, 1)}],
    "report_victim": [
        {"report_id": "R1", "line": 1, "person_id": HERS, "sex": "F", "relationship": "ex_partner"},
        {"report_id": "R1", "line": 2, "person_id": ANOTHERS, "sex": "F", "relationship": "family"},
    ],
}


@pytest.fixture
def chair() -> User:
    return user(Role.PANEL_CHAIR)


@pytest.fixture
def supervisor() -> User:
    return user(Role.SUPERVISOR)


@pytest.fixture
def nominal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, supervisor: User) -> Nominal:
    """Managed; a report names him, of two women."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal(tmp_path, person=[man("P1", "Rose Madeup")], **NAMED)
    load_new(tmp_path)
    return managed(Nominal.objects.get(person_id="P1"), user(Role.LRO), by=supervisor)


def proposed(nominal: Nominal, by: User, ground: Ground = Ground.AGED_OUT) -> None:
    propose_removal(nominal, ground, reason="nothing of him for two years", by=by)


def looked_at(nominal: Nominal, by: User) -> None:
    for woman in (HERS, ANOTHERS):
        look_at_safety(nominal, woman=woman, on=TODAY, words="with her adviser", by=by)


def status(nominal: Nominal) -> str:
    step = standing(nominal)
    assert step is not None
    return step.status


def test_two_people_remove_him_and_each_woman_is_asked_after(nominal: Nominal, supervisor: User, chair: User) -> None:
    looked_at(nominal, supervisor)
    proposed(nominal, supervisor)
    assert status(nominal) == Status.MANAGED
    with pytest.raises(NotNow, match="proposed it already"):
        proposed(nominal, chair)
    with pytest.raises(NotNow, match="somebody else answers"):
        answer_removal(nominal, agrees=True, reason="so it is", by=supervisor)
    answer_removal(nominal, agrees=True, reason="I read his reports", by=chair)
    last = standing(nominal)
    assert last is not None
    assert (last.status, last.ground, last.by) == (Status.REMOVED, Ground.AGED_OUT, chair)
    assert last.reason == "nothing of him for two years Agreed: I read his reports"
    found = set(Aftercare.objects.values_list("woman", "due_on"))
    assert found == {(woman, TODAY + timedelta(days=days)) for woman in (HERS, ANOTHERS) for days in AFTERCARE}


def test_the_database_too_wants_two(nominal: Nominal, supervisor: User) -> None:
    removal = propose_removal(nominal, Ground.DIED, reason="he died in March", by=supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        RemovalAnswer.objects.create(removal=removal, agrees=True, reason="so", proposed_by=supervisor, by=supervisor)


def test_who_does_not_agree_keeps_him(nominal: Nominal, supervisor: User, chair: User) -> None:
    proposed(nominal, supervisor)
    answer_removal(nominal, agrees=False, reason="he is out in May", by=chair)
    assert status(nominal) == Status.MANAGED
    with pytest.raises(NotNow, match="Nobody proposes"):
        answer_removal(nominal, agrees=True, reason="on second thoughts", by=chair)
    proposed(nominal, chair)


def test_what_changed_since_leaves_no_proposal(nominal: Nominal, supervisor: User, chair: User) -> None:
    proposed(nominal, supervisor)
    move(nominal, Status.DEFERRED, by=chair, reason="in hospital", until=TODAY)
    with pytest.raises(NotNow, match="Nobody proposes"):
        answer_removal(nominal, agrees=True, reason="so it is", by=chair)


def test_her_safety_comes_before_his_removal(nominal: Nominal, supervisor: User, chair: User) -> None:
    proposed(nominal, chair)
    with pytest.raises(NotNow, match="Her safety first"):
        answer_removal(nominal, agrees=True, reason="so it is", by=supervisor)
    assert status(nominal) == Status.MANAGED
    answer_removal(nominal, agrees=True, reason="so it is", without_safety="both moved abroad and know", by=supervisor)
    assert status(nominal) == Status.REMOVED


@pytest.mark.parametrize("ground", [Ground.DIED, Ground.WRONGLY_IDENTIFIED])
def test_of_a_dead_man_or_the_wrong_man_nobody_is_asked_after(
    nominal: Nominal, supervisor: User, chair: User, ground: Ground
) -> None:
    proposed(nominal, supervisor, ground)
    answer_removal(nominal, agrees=True, reason="the register says so", by=chair)
    assert status(nominal) == Status.REMOVED
    assert not Aftercare.objects.exists()


def named_in(*reports: str) -> dict[str, list[dict[str, Any]]]:
    """P1 is named in R1, as before, and in these."""
    told = {name: list(rows) for name, rows in NAMED.items()}
    for report in reports:
        told["person_mention"].append({"person_id": "P1", "mention_id": f"M-{report}", "side": "suspect"})
        told["suspect"].append({**NAMED["suspect"][0], "mention_id": f"M-{report}", "report_id": report})
        told["crime_report"].append({**NAMED["crime_report"][0], "report_id": report, "crime_ref": f"CR/{report}"})
    return {"person": [man("P1", "Rose Madeup")], **told}


@pytest.fixture
def removed(nominal: Nominal, supervisor: User, chair: User) -> Nominal:
    looked_at(nominal, supervisor)
    proposed(nominal, supervisor)
    answer_removal(nominal, agrees=True, reason="I read his reports", by=chair)
    return nominal


@pytest.mark.parametrize("later", [week_later, month_later])
def test_named_again_he_is_back_at_once_and_her_days_stay(
    removed: Nominal, supervisor: User, chair: User, tmp_path: Path, later: Callable[..., Any]
) -> None:
    later(tmp_path, **named_in("R2"))
    load_new(tmp_path)
    last = standing(removed)
    assert last is not None
    assert (last.status, last.reason) == (Status.NOMINATED, "New since he was removed: CR/R2 names him")
    assert waiting(supervisor).count() == 2 * len(AFTERCARE)
    client = signed_in(chair)
    assert removed.reference in client.get(reverse("queue")).content.decode()
    client.post(reverse("man", args=[removed.pk]), {"why": "to read it"})
    assert "CR/R2 names him" in client.get(reverse("case", args=[removed.pk])).content.decode()


def test_a_week_without_a_new_report_leaves_him_removed(removed: Nominal, tmp_path: Path) -> None:
    week_later(tmp_path, **named_in())
    load_new(tmp_path)
    assert status(removed) == Status.REMOVED


def test_what_the_panel_answered_in_a_week_the_month_does_not_ask_again(
    removed: Nominal, chair: User, tmp_path: Path
) -> None:
    """The report of the week is new once; a later one is new again."""
    week_later(tmp_path, **named_in("R2"))
    load_new(tmp_path)
    for to in (Status.UNDER_REVIEW, Status.REJECTED):
        move(removed, to, by=chair, reason="R2 is another man’s")
    week_later(tmp_path, 2, **named_in("R2"))
    month_later(tmp_path, **named_in("R2"))
    load_new(tmp_path)
    assert status(removed) == Status.REJECTED
    week_later(tmp_path, 5, **named_in("R2", "R3"))
    load_new(tmp_path)
    assert status(removed) == Status.NOMINATED, "days of aftercare are left for the women of his reports"


def test_what_was_read_before_he_was_removed_is_not_new(
    nominal: Nominal, supervisor: User, chair: User, tmp_path: Path
) -> None:
    week_later(tmp_path, **named_in("R2"))
    load_new(tmp_path)
    proposed(nominal, supervisor, Ground.DIED)
    answer_removal(nominal, agrees=True, reason="I read R2 too", by=chair)
    week_later(tmp_path, 2, **named_in("R2"))
    month_later(tmp_path, **named_in("R2"))
    load_new(tmp_path)
    assert status(nominal) == Status.REMOVED


def test_in_a_week_nobody_else_comes_before_the_panel(nominal: Nominal, chair: User, tmp_path: Path) -> None:
    """He was rejected without ever having been removed: the month asks again."""
    move(nominal, Status.REJECTED, by=chair, reason="leave it with his officers")
    steps = Step.objects.count()
    week_later(tmp_path, **named_in("R2"))
    load_new(tmp_path)
    assert Step.objects.count() == steps
    month_later(tmp_path, **named_in("R2"))
    load_new(tmp_path)
    assert status(nominal) == Status.NOMINATED


def test_a_week_that_is_loaded_after_a_later_run_changes_no_case(removed: Nominal, tmp_path: Path) -> None:
    month_later(tmp_path, **named_in())
    load_new(tmp_path)
    week_later(tmp_path, **named_in("R2"))
    load_new(tmp_path)
    assert status(removed) == Status.REMOVED


def test_the_pages(nominal: Nominal, supervisor: User, chair: User) -> None:
    looked_at(nominal, supervisor)
    seen = {"seen": standing(nominal).number}  # type: ignore[union-attr]
    first, second = signed_in(supervisor), signed_in(chair)
    for client in (first, second):
        client.post(reverse("man", args=[nominal.pk]), {"why": "to read it"})
    first.post(reverse("remove", args=[nominal.pk]), {"ground": "aged out", "reason": "nothing for two years", **seen})
    case = reverse("case", args=[nominal.pk])
    assert "Answer the proposal" not in first.get(case).content.decode()
    shown = second.get(case).content.decode()
    assert "Proposed to be removed" in shown
    assert "Answer the proposal to remove him" in shown
    assert "proposed to be removed" in second.get(reverse("home")).content.decode()
    second.post(reverse("answer-removal", args=[nominal.pk]), {"agrees": "agrees", "reason": "I read it all", **seen})
    assert status(nominal) == Status.REMOVED
    listed = first.get(reverse("aftercare")).content.decode()
    assert listed.count(HERS[:9]) == 2 * len(AFTERCARE)
    assert "Madeup" not in listed
    one = Aftercare.objects.filter(woman=HERS).earliest("due_on")
    page = reverse("record-aftercare", args=[one.pk])
    said = {"words": "the victim lead asked", **parts("on", f"{TODAY:%d %m %Y}")}
    assert first.post(page, said).status_code == 302
    assert first.get(page).status_code == 404
    with pytest.raises(NotNow):
        record_aftercare(one, on=TODAY, words="again", by=supervisor)
    assert Event.objects.get(action="recorded aftercare").subject == f"nominal:{nominal.pk}"


def test_whom_she_may_not_see_is_not_on_the_list(nominal: Nominal, supervisor: User) -> None:
    Aftercare.objects.create(nominal=nominal, step=standing(nominal), woman=HERS, due_on=TODAY)
    assert waiting(supervisor).count() == 1
    Conflict.objects.create(nominal=nominal, user=supervisor, reason="a cousin")
    assert waiting(supervisor).count() == 0


def test_where_the_last_run_carries_him_no_more_the_women_of_the_run_that_did_are_asked_after(
    nominal: Nominal, supervisor: User, chair: User, tmp_path: Path
) -> None:
    """He is removed because he is long in prison: that is when no run carries his reports."""
    month_later(tmp_path)
    load_new(tmp_path)
    proposed(nominal, chair, Ground.IN_CUSTODY)
    answer_removal(nominal, agrees=True, reason="ten years", without_safety="both know of it", by=supervisor)
    assert {each.woman for each in Aftercare.objects.all()} == {HERS, ANOTHERS}
