"""A demo's leads: one not linked, one to be tested and proposed, one whose proposal was accepted; the others wait."""

from django.utils import timezone

from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.links.crimes import crimes_of
from v100.casework.links.decided import decide
from v100.casework.links.kinds import State
from v100.casework.links.models import Decision
from v100.casework.links.proposals import move_proposal, propose
from v100.casework.links.waiting import waiting_leads
from v100.casework.nominals.models import Nominal
from v100.casework.runs.current import current_run

DECIDED = (
    (Decision.TO_TEST, "Near in place and method to crimes of his: worth an hour of the officer’s time"),
    (Decision.NOT_LINKED, "The man on the camera is another: the officer has looked"),
    (Decision.TO_TEST, "The same way of speaking to her, a mile off"),
)
ASKED = "Where was he that evening? Is there anything of the scene to be compared with his record?"


def work_leads() -> None:
    """The strongest, by the analyst; what is to be tested is proposed today, and the first proposal is accepted."""
    run, today = current_run(), timezone.localdate()
    assert run is not None
    analyst = User.objects.get(username=Role.ANALYST.value)
    accepted = False
    for (decision, why), row in zip(DECIDED, list(waiting_leads(run, analyst)[: len(DECIDED)]), strict=False):
        nominal = Nominal.objects.get(person_id=row.person_id)
        decide(nominal, run, row.report_id, decision=decision, parts=row.parts, why=why, seen=None, by=analyst)
        if decision == Decision.TO_TEST:
            crime = crimes_of(run, [row.report_id])[row.report_id]
            to = crime.report["officer"] or "The officer of the report"
            proposal = propose(nominal, crime, to=to, words=ASKED, on=today, by=analyst)
            if not accepted:
                said = "Worth testing: the officer asks for the list of his tags"
                move_proposal(nominal, proposal, State.ACCEPTED, on=today, why=said, seen=1, by=analyst)
                accepted = True
