"""The steps of an order or notice, and what may follow what."""

from django.db.models import TextChoices

from v100.casework.outcomes.kinds import Kind


class State(TextChoices):
    """What happened to it."""

    DRAFTED = "drafted", "Drafted"
    APPLIED = "applied", "Applied for"
    GRANTED = "granted", "Granted or given"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Not gone on with"
    SERVED = "served", "Served on him"
    VARIED = "varied", "Varied"
    BREACHED = "breached", "Breached"
    ENDED = "ended", "Ended early"


HOLDING = (State.GRANTED, State.SERVED, State.VARIED, State.BREACHED)
"""It was made and was not ended; whether it still holds is a matter of its last day."""

WITH_TERMS = (State.GRANTED, State.VARIED)
"""These say until when it holds and what it forbids or asks."""

WITH_REASON = (State.REFUSED, State.WITHDRAWN, State.ENDED)
"""These say why."""

_FURTHER = (State.VARIED, State.BREACHED, State.ENDED)

NEXT: dict[State, tuple[State, ...]] = {
    State.DRAFTED: (State.APPLIED, State.GRANTED, State.WITHDRAWN),
    State.APPLIED: (State.GRANTED, State.REFUSED, State.WITHDRAWN),
    State.GRANTED: (State.SERVED, *_FURTHER),
    State.SERVED: _FURTHER,
    State.VARIED: (State.SERVED, *_FURTHER),
    State.BREACHED: (State.SERVED, *_FURTHER),
    State.REFUSED: (),
    State.WITHDRAWN: (),
    State.ENDED: (),
}
"""What may follow what. A notice is given, and a court may make an order by itself: neither is applied for."""

OUTCOMES = {
    State.APPLIED: Kind.ORDER_APPLIED,
    State.GRANTED: Kind.ORDER,
    State.SERVED: Kind.ORDER_SERVED,
    State.BREACHED: Kind.BREACH,
}
"""Steps that are outcomes too: recorded once, here, they count among the results."""
