"""The words of a plan: four strands, where an action stands, what may follow what, and what he could infer."""

from django.db.models import TextChoices


class Strand(TextChoices):
    """The 4P of CONTEST (2023) and of the serious and organised crime strategy."""

    PURSUE = "pursue", "Pursue: bring him to justice"
    PREVENT = "prevent", "Prevent: stop him from doing it again"
    PROTECT = "protect", "Protect: keep women, girls and children safe"
    PREPARE = "prepare", "Prepare: know what happens if he strikes"


class State(TextChoices):
    """Where an action stands."""

    PROPOSED = "proposed", "Proposed"
    AUTHORISED = "authorised", "Authorised"
    UNDER_WAY = "under way", "Under way"
    DONE = "done", "Done"
    NOT_POSSIBLE = "not possible", "Not possible"


NEXT: dict[State, tuple[State, ...]] = {
    State.PROPOSED: (State.AUTHORISED, State.NOT_POSSIBLE),
    State.AUTHORISED: (State.UNDER_WAY, State.DONE, State.NOT_POSSIBLE),
    State.UNDER_WAY: (State.DONE, State.NOT_POSSIBLE),
    State.DONE: (State.UNDER_WAY,),
    State.NOT_POSSIBLE: (State.PROPOSED,),
}
"""What may follow what. An action may also stay where it is, with another owner or date."""

OPEN = (State.PROPOSED, State.AUTHORISED, State.UNDER_WAY)
"""Something is still to be done."""


AT_WORK = (State.AUTHORISED, State.UNDER_WAY, State.DONE)
"""It will happen, happens or has happened: of what he will notice, not without a look at each woman's safety."""


class Infer(TextChoices):
    """Could he infer from it that she spoke? (C19: a tactic tips him off.)"""

    NO = "no", "No"
    MIGHT = "might", "He might"
    WOULD = "would", "He would"
