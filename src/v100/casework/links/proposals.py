"""Links proposed to the officers of undetected crimes: made on a decision, answered, and what came of them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.links.crimes import Crime
from v100.casework.links.decided import last_decisions
from v100.casework.links.kinds import NEXT, State
from v100.casework.links.models import TO_BE_PROPOSED, Proposal, ProposalState
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow


class Proposed(NamedTuple):
    """A proposal and its states, the last of which holds."""

    proposal: Proposal
    states: list[ProposalState]

    @property
    def now(self) -> ProposalState:
        return self.states[-1]

    @property
    def waits(self) -> bool:
        return self.now.state == State.PROPOSED

    @property
    def next(self) -> tuple[State, ...]:
        return NEXT[State(self.now.state)]


def proposals_of(men: Iterable[int]) -> list[Proposed]:
    """A man's, by his references, the latest first."""
    states: dict[int, list[ProposalState]] = {}
    told = ProposalState.objects.filter(proposal__nominal__in=list(men)).select_related("by")
    for state in told.order_by("proposal", "number"):
        states.setdefault(state.proposal_id, []).append(state)
    made = Proposal.objects.filter(pk__in=states).select_related("by", "decision").order_by("-pk")
    return [Proposed(proposal, states[proposal.pk]) for proposal in made]


@transaction.atomic
def propose(nominal: Nominal, crime: Crime, *, to: str, words: str, on: date, by: User) -> Proposal:
    """The lead is put to the officer of the crime. Raises NotNow where it is not decided to be tested or linked, or a
    proposal waits for his answer already.
    """
    held(nominal)
    men = himself(nominal)
    decision = last_decisions(men, [crime.report_id]).get(crime.report_id)
    if decision is None or decision.decision not in TO_BE_PROPOSED:
        raise NotNow("Decide first that it is to be tested or linked")
    if any(each.waits and each.proposal.report_id == crime.report_id for each in proposals_of(men)):
        raise NotNow("It was proposed already, and the proposal waits for an answer")
    proposal: Proposal = Proposal.objects.create(
        nominal=nominal,
        decision=decision,
        report_id=crime.report_id,
        crime_ref=crime.crime_ref,
        to=to,
        words=words,
        by=by,
    )
    _put(proposal, 1, State.PROPOSED, on=on, why="", by=by)
    said = f"(report {crime.report_id}, proposal:{proposal.pk})"
    record(Done.PROPOSED_LINK, by=by, subject=f"nominal:{nominal.pk}", why=said)
    return proposal


@transaction.atomic
def move_proposal(
    nominal: Nominal, proposal: Proposal, to: State, *, on: date, why: str, seen: int, by: User
) -> ProposalState:
    """The officer's answer, or what came of it. Raises NotNow where somebody recorded something since state `seen`, or
    that may not follow.
    """
    held(proposal.nominal)
    last = ProposalState.objects.filter(proposal=proposal).select_related("by").latest("number")
    if last.number != seen:
        raise NotNow(f"{last.by.full_name} recorded “{last.in_words.lower()}” meanwhile: read it, then record yours")
    if to not in NEXT[State(last.state)]:
        raise NotNow(f"It stands as “{last.in_words.lower()}”: it cannot be “{to.label.lower()}” now")
    state = _put(proposal, last.number + 1, to, on=on, why=why, by=by)
    said = f"({to.value}, proposal:{proposal.pk})"
    record(Done.MOVED_PROPOSAL, by=by, subject=f"nominal:{nominal.pk}", why=said)
    return state


def _put(proposal: Proposal, number: int, state: State, *, on: date, why: str, by: User) -> ProposalState:
    found: ProposalState = ProposalState.objects.create(
        proposal=proposal, number=number, state=state, on=on, why=why, by=by
    )
    return found
