"""A demo's cases: decided by its users, through what the pages call, the same each time."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from runs_made_up import month_later, seal
from v100.casework import demo as site_demo
from v100.casework.accounts.demo import add_demo_users
from v100.casework.leaks.finding import Identifier, Kind, Passage, leaks_in, vocabulary
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Event
from v100.casework.packs.demo import WORDS
from v100.casework.panel.demo import LAST_PANEL, Fate, hold, open_panel
from v100.casework.panel.judging import differ, judged
from v100.casework.panel.meetings import close
from v100.casework.panel.models import Meeting, Step
from v100.casework.panel.states import Status
from v100.casework.plans.demo import begin_plans
from v100.casework.plans.reading import plan_of
from v100.casework.referrals.demo import UNKNOWN, known, lay_what_was_found, refer
from v100.casework.referrals.models import InStore, Laid, Referral
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.women.demo import CHILD, FRIEND
from v100.errors import V100Error

BECOMES = {
    Fate.MANAGED: Status.MANAGED,
    Fate.ADOPTED: Status.ADOPTED,
    Fate.DEFERRED: Status.DEFERRED,
    Fate.REJECTED: Status.REJECTED,
    Fate.VIEWS_DIFFER: Status.UNDER_REVIEW,
    Fate.ONE_VIEW: Status.UNDER_REVIEW,
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of sixty men, five of them listed, and a user for each role."""
    monkeypatch.setattr(settings, "STORE", tmp_path)
    seal(tmp_path, people=60)
    load_new(tmp_path)
    add_demo_users(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("store")
def test_every_fate_comes_about() -> None:
    listed = list(Nominal.objects.filter(listings__rank__lte=5).order_by("listings__rank"))
    open_panel()
    fates = (Fate.MANAGED, Fate.VIEWS_DIFFER, Fate.REJECTED, Fate.ONE_VIEW, Fate.DEFERRED)
    hold(fates)
    last = [Step.objects.current().get(nominal=man) for man in listed]
    assert [step.status for step in last] == [BECOMES[fate] for fate in fates]
    views = [list(judged(step)) for step in last]
    assert (differ(views[1]), len(views[3])) == (True, 1)
    people = Event.objects.filter(action="judged").values_list("by", flat=True).distinct()
    assert people.count() == 2, "nobody judged alone"


def test_a_month_later_the_referred_man_is_before_the_panel_and_another_waits(store: Path) -> None:
    meeting = open_panel()
    hold(LAST_PANEL[:3])
    close(meeting, by=meeting.opened_by)
    man = Nominal.objects.get(listings__rank=25)
    refer(known(), at_once=True)
    kept = InStore.objects.get()
    made = {"position": kept.position, "person_id": man.person_id, "found": "known", "may_be": [man.person_id]}
    month_later(store, people=60, decisions=[made], referrals={kept.kept_as: "a1"})
    load_new(store)
    lay_what_was_found()
    assert Laid.objects.get().nominal == man
    assert Step.objects.current().get(nominal=man).status == Status.NOMINATED
    refer(UNKNOWN, at_once=False)
    waiting = Referral.objects.with_status().get(status="received")
    assert not hasattr(waiting, "in_store")
    open_panel()
    assert Meeting.objects.filter(closed_at=None).count() == 1


def test_no_program_decides_of_anybody_real(store: Path) -> None:
    assert store == settings.STORE
    with pytest.raises(V100Error, match="no program decides of anybody in it"):
        site_demo.demo()
    assert not Meeting.objects.exists()


@pytest.mark.usefixtures("store")
def test_each_managed_man_has_a_plan_with_something_late_and_something_next() -> None:
    open_panel()
    hold((Fate.MANAGED, Fate.REJECTED, Fate.MANAGED))
    begin_plans()
    managed = Step.objects.current().filter(status=Status.MANAGED).values_list("nominal", flat=True)
    assert len(managed) == 2
    run = current_run()
    assert run is not None
    for number in managed:
        now = plan_of(Nominal.objects.get(pk=number), [number], run, timezone.localdate())
        assert now is not None
        assert (bool(now.late), bool(now.next), now.review_late) == (True, True, False)


def test_its_draft_holds_no_word_that_it_records_as_a_name_of_hers() -> None:
    """Else the draft of the first month could not be taken in the second."""
    said = [CHILD["name"], CHILD["lives_with"], FRIEND["name"]]
    hers = [Identifier(Kind.NAME, name, "V1") for name in said]
    assert leaks_in([Passage("", " ".join(WORDS))], hers, vocabulary(), his_names=[]) == []
