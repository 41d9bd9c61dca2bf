"""How a report stands against a man: one answer, from what happened and how the report ended."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from v100.casework.outcomes.kinds import Kind


class State(StrEnum):
    """The state of one report against one man, as people say it."""

    NEVER_ARRESTED = "Never arrested"
    WANTED = "Wanted"
    ON_BAIL = "On bail"
    UNDER_INVESTIGATION = "Released under investigation"
    WITH_CPS = "With the CPS"
    CHARGED = "Charged"
    NO_FURTHER_ACTION = "No further action"
    OUT_OF_COURT = "Dealt with out of court"
    ACQUITTED = "Acquitted"
    CONVICTED = "Convicted"


OPEN = (State.NEVER_ARRESTED, State.UNDER_INVESTIGATION, State.ON_BAIL, State.WITH_CPS)
ENDED = (State.NO_FURTHER_ACTION, State.OUT_OF_COURT)
JUDGED = (State.ACQUITTED, State.CONVICTED)
NOT_CONVICTED = (*OPEN, *ENDED, State.CHARGED, State.ACQUITTED)

NEXT: dict[str, tuple[State, tuple[State, ...]]] = {
    Kind.ARREST: (State.UNDER_INVESTIGATION, (State.NEVER_ARRESTED, *ENDED)),
    Kind.BAIL: (State.ON_BAIL, (State.NEVER_ARRESTED, State.UNDER_INVESTIGATION, *ENDED)),
    Kind.SENT_TO_CPS: (State.WITH_CPS, (*OPEN, *ENDED)),
    Kind.CHARGE: (State.CHARGED, (*OPEN, *ENDED)),
    Kind.REMAND: (State.CHARGED, (*OPEN, *ENDED)),
    Kind.PLEA: (State.CHARGED, (*OPEN, *ENDED)),
    Kind.NO_FURTHER_ACTION: (State.NO_FURTHER_ACTION, (*OPEN, State.CHARGED)),
    Kind.DISCONTINUED: (State.NO_FURTHER_ACTION, (*OPEN, State.CHARGED)),
    Kind.FALSE_REPORT: (State.NO_FURTHER_ACTION, (*OPEN, State.CHARGED)),
    Kind.ACQUITTAL: (State.ACQUITTED, (*OPEN, *ENDED, State.CHARGED)),
    Kind.CONVICTION: (State.CONVICTED, NOT_CONVICTED),
    Kind.SENTENCE: (State.CONVICTED, NOT_CONVICTED),
}
"""What happened: the state after it, and the states in which it changes anything."""

FINDS_HIM = (Kind.ARREST, Kind.BAIL, Kind.CHARGE, Kind.REMAND, Kind.RECALL)
"""After these a man is no longer sought."""

OUTCOMES = {
    **dict.fromkeys(("1", "1A"), State.CHARGED),
    **dict.fromkeys(("2", "2A", "3", "3A", "4", "6", "7", "8"), State.OUT_OF_COURT),
}
"""Home Office outcome types that are not the end of the matter without action."""

ORDER = {kind: place for place, kind in enumerate(Kind)}
"""Of several on one day, the order in which they come."""


def state_of(happened: Iterable[tuple[date, str]], outcome_type: str | None = None) -> State:
    """The state after all that happened (day and kind, in any order) and the report's Home Office outcome.

    The outcome is the record's last word on a report of which no event tells an end: where it says that he was
    charged he is not said to be less, and where it says the matter ended it is not said to be open.
    """
    state, sought = State.NEVER_ARRESTED, False
    for _, kind in sorted(happened, key=lambda each: (each[0], ORDER[Kind(each[1])])):
        after, changes = NEXT.get(kind, (state, ()))
        state = after if state in changes else state
        sought = kind == Kind.WANTED or (sought and kind not in FINDS_HIM)
    if outcome_type and state in OPEN:
        state = OUTCOMES.get(outcome_type, State.NO_FURTHER_ACTION)
    return State.WANTED if sought and state not in (*ENDED, *JUDGED) else state
