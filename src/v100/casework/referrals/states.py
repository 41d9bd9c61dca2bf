"""How a referral stands, and what each standing may become."""

from django.db.models import TextChoices

from v100.reports.facts import Recognition


class Status(TextChoices):
    """From the form to the panel."""

    RECEIVED = "received", "Received"
    ASSESSING = "being assessed", "Being assessed"
    FAILED = "not assessed", "Not assessed"
    ASSESSED = "assessed", "Assessed"
    BEFORE_PANEL = "before the panel", "Before the panel"
    CLOSED = "closed", "Closed"


NEXT: dict[Status | None, tuple[Status, ...]] = {
    None: (Status.RECEIVED,),
    # Failed: the store refuses it. Assessed: by a month's run that was made meanwhile.
    Status.RECEIVED: (Status.ASSESSING, Status.FAILED, Status.ASSESSED),
    Status.ASSESSING: (Status.FAILED, Status.ASSESSED),
    Status.FAILED: (Status.RECEIVED, Status.ASSESSED),
    Status.ASSESSED: (Status.BEFORE_PANEL, Status.CLOSED),
    Status.BEFORE_PANEL: (),
    # A later run finds somebody whom the one before did not.
    Status.CLOSED: (Status.ASSESSED,),
}
"""What may follow what; nothing may follow otherwise. Before the first there is none."""

WAITING = (Status.RECEIVED, Status.ASSESSING)
"""For the engine."""


class Outcome(TextChoices):
    """Who a run takes the referred man for, in words."""

    KNOWN = Recognition.KNOWN.value, "One man known"
    SEVERAL = Recognition.SEVERAL.value, "May be several men"
    CONTRADICTED = Recognition.CONTRADICTED.value, "May be one man, who is contradicted"
    NOBODY = Recognition.NOBODY.value, "Nobody known"
    ERASED = Recognition.ERASED.value, "What was said of him was erased"
