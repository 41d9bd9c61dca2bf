"""A demo's panel: its two members judge the first who wait, and what they decide differs from man to man."""

from datetime import timedelta
from enum import Enum, auto

from django.utils import timezone

from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Listing, Nominal
from v100.casework.panel.deconfliction import contested, write_aggressor, write_check
from v100.casework.panel.judging import judge
from v100.casework.panel.managing import manage
from v100.casework.panel.meetings import start
from v100.casework.panel.models import Aggressor, Check, Meeting
from v100.casework.panel.moving import move
from v100.casework.panel.queue import WAITING, steps_of
from v100.casework.panel.states import Status, View
from v100.casework.runs.current import current_run, month_run


class Fate(Enum):
    """What becomes of a man."""

    MANAGED = auto()
    ADOPTED = auto()
    DEFERRED = auto()
    REJECTED = auto()
    VIEWS_DIFFER = auto()
    ONE_VIEW = auto()


LAST_PANEL = (
    *[Fate.MANAGED] * 6,
    Fate.REJECTED,
    *[Fate.MANAGED] * 4,
    Fate.DEFERRED,
    *[Fate.MANAGED] * 4,
    Fate.REJECTED,
    *[Fate.MANAGED] * 3,
    Fate.ADOPTED,
    Fate.REJECTED,
    Fate.ADOPTED,
    Fate.DEFERRED,
    Fate.REJECTED,
)
THIS_PANEL = (Fate.ADOPTED, Fate.VIEWS_DIFFER, Fate.REJECTED, Fate.ONE_VIEW)
"""What becomes of the men who wait, in the order of the queue; the others go on waiting."""

VIEWS = {
    Fate.MANAGED: (View.ADOPT, View.ADOPT),
    Fate.ADOPTED: (View.ADOPT, View.ADOPT),
    Fate.DEFERRED: (View.DEFER, View.DEFER),
    Fate.REJECTED: (View.REJECT, View.REJECT),
    Fate.VIEWS_DIFFER: (View.ADOPT, View.REJECT),
    Fate.ONE_VIEW: (View.ADOPT,),
}
"""The member's view, then the chair's."""

REASONS = {
    View.ADOPT: (
        "{reports} in the year, and no other scheme leads: one officer should hold what is known of him together",
        "The harm that is reported is grave, and nobody else has him in hand",
    ),
    View.DEFER: (
        "{reports} in the year: read him again when more is known",
        "Not enough is known yet to say what the programme could do",
    ),
    View.REJECT: (
        "{reports} in the year, which officers have in hand: the programme would add nothing now",
        "Leave it with the officers who have his reports",
    ),
}
CONDITIONS = {View.ADOPT: "Read again in a month", View.DEFER: "", View.REJECT: ""}

DEFERRED_FOR = timedelta(days=60)


def open_panel() -> Meeting:
    """A meeting two days after the last run."""
    run = current_run()
    assert run is not None
    on = run.as_at + timedelta(days=2)
    chair, member = user(Role.PANEL_CHAIR), user(Role.PANEL_MEMBER)
    return start(by=chair, title=f"Panel of {on:%B %Y}", on=on, present=[member.pk], guests="Probation, by post")


def hold(fates: tuple[Fate, ...]) -> None:
    """Judge the first men of the queue, one for each fate."""
    queued = steps_of(WAITING, user(Role.PANEL_CHAIR), month_run())
    waiting = [step.nominal for step in queued if step.status == Status.NOMINATED]
    for fate, nominal in zip(fates, waiting, strict=False):
        _look_at_first(nominal)
        _judge(nominal, fate)


def user(role: Role) -> User:
    """The demo's user of this role."""
    return User.objects.get(username=role.value)


def _look_at_first(nominal: Nominal) -> None:
    """The other schemes' answers, and who struck first where that is contested."""
    analyst, run = user(Role.ANALYST), current_run()
    assert run is not None
    for scheme in Check.Scheme:
        write_check(
            nominal,
            by=analyst,
            scheme=scheme,
            result=Check.Result.NOT_THERE,
            answered_by=f"{scheme.label}, duty officer",
            asked_on=run.as_at,
            note="",
        )
    for each in contested(nominal):
        write_aggressor(
            nominal,
            by=analyst,
            report_id=each.report_id,
            finding=Aggressor.Finding.HE,
            reason="Her injuries are of defence, and earlier reports are all of him",
        )


def _judge(nominal: Nominal, fate: Fate) -> None:
    move(nominal, Status.UNDER_REVIEW, by=user(Role.PANEL_MEMBER), reason="Whether the programme should manage him")
    line = Listing.objects.filter(nominal=nominal, run=current_run()).first()
    reports = f"{line.reports} report{'' if line.reports == 1 else 's'}" if line else "No report that counts"
    for view, role, place in zip(VIEWS[fate], (Role.PANEL_MEMBER, Role.PANEL_CHAIR), (0, 1), strict=False):
        judge(
            nominal,
            by=user(role),
            view=view,
            reason=REASONS[view][place].format(reports=reports),
            conditions=CONDITIONS[view],
            until=timezone.localdate() + DEFERRED_FOR if view == View.DEFER else None,
        )
    if fate == Fate.MANAGED:
        manage(nominal, user(Role.LRO), by=user(Role.SUPERVISOR), reason="First of all his open reports")
