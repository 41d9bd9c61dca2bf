"""The same-day route: a threat to life does not wait for the monthly panel."""

from datetime import date, datetime

from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.clocks import working_days_after
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.deconfliction import lacking
from v100.casework.panel.meetings import decided_at, open_meeting
from v100.casework.panel.models import Judgement, Step
from v100.casework.panel.moving import held, move
from v100.casework.panel.states import NotNow, Status, View


def adopt_at_once(nominal: Nominal, *, by: User, reason: str, conditions: str) -> Step:
    """One person adopts a man who was nominated for a threat to life; it is the first view, the second is due.

    Raises NotNow where he was not nominated so, or not every other scheme was asked.
    """
    last = held(nominal)
    if last is None or last.status != Status.NOMINATED or not last.urgent:
        raise NotNow("Only a man who is nominated for a threat to life is adopted at once: nominate him so first")
    missing = lacking(nominal, urgent=True)
    if missing:
        raise NotNow(f"He cannot be adopted yet. Record first {'; '.join(missing)}")
    step = move(nominal, Status.ADOPTED, by=by, reason=reason, conditions=conditions, urgent=True)
    Judgement.objects.create(step=step, by=by, view=View.ADOPT, reason=reason, conditions=conditions)
    decided_at(open_meeting(), step)
    record(Done.JUDGED, by=by, subject=f"nominal:{nominal.pk}", why="(adopted at once, the second view is due)")
    return step


def second_view_due(adopted: datetime) -> date:
    """The next working day, in London."""
    return working_days_after(timezone.localdate(adopted), 1)
