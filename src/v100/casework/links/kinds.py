"""How a proposal to the officer of an undetected crime stands, and what each standing may become."""

from django.db.models import TextChoices


class State(TextChoices):
    """From the proposal to what came of it."""

    PROPOSED = "proposed", "Waits for an answer"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    CHARGED = "charged", "Charged"
    CONSIDERED = "taken into consideration", "Taken into consideration"
    BAD_CHARACTER = "bad character", "Bad character admitted"
    NO_OUTCOME = "no outcome", "Nothing came of it"


OUTCOMES = (State.CHARGED, State.CONSIDERED, State.BAD_CHARACTER, State.NO_OUTCOME)

NEXT: dict[State, tuple[State, ...]] = {
    State.PROPOSED: (State.ACCEPTED, State.REJECTED),
    State.ACCEPTED: (*OUTCOMES, State.REJECTED),
    State.REJECTED: (State.ACCEPTED,),
    **{outcome: tuple(other for other in OUTCOMES if other != outcome) for outcome in OUTCOMES},
}
"""What may follow what. One outcome may follow another: what was recorded too early is put right by a later row."""

WITH_WHY = (State.ACCEPTED, State.REJECTED, State.NO_OUTCOME)
"""For these the page asks why."""
