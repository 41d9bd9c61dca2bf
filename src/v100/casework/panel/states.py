"""How a man stands with the programme, and what each standing may become."""

from django.db.models import TextChoices


class Status(TextChoices):
    """From nomination to removal."""

    NOMINATED = "nominated", "Nominated"
    UNDER_REVIEW = "under review", "Under review"
    ADOPTED = "adopted", "Adopted"
    DEFERRED = "deferred", "Deferred"
    REJECTED = "rejected", "Rejected"
    MANAGED = "managed", "Managed"
    REMOVED = "removed", "Removed"


class Ground(TextChoices):
    """Why a man is removed."""

    IN_CUSTODY = "in custody", "In custody long enough"
    AGED_OUT = "aged out", "His harm has aged out"
    DIED = "died", "He died"
    WRONGLY_IDENTIFIED = "wrongly identified", "He was wrongly identified"
    ANOTHER_MAN = "another man", "He was found to be another man, who stands in his place"


BY_HAND = (Ground.IN_CUSTODY, Ground.AGED_OUT, Ground.DIED, Ground.WRONGLY_IDENTIFIED)
"""Grounds that a person gives; the last comes with a run."""

NEXT: dict[Status | None, tuple[Status, ...]] = {
    None: (Status.NOMINATED,),
    # Nominated again: a threat to life, while he waits for the monthly panel.
    Status.NOMINATED: (Status.NOMINATED, Status.UNDER_REVIEW, Status.ADOPTED, Status.REMOVED),
    Status.UNDER_REVIEW: (
        Status.NOMINATED,
        Status.ADOPTED,
        Status.DEFERRED,
        Status.REJECTED,
        Status.REMOVED,
    ),
    # Rejected or deferred: adopted at once by one person, which the second view and the chair do not uphold.
    Status.ADOPTED: (Status.MANAGED, Status.DEFERRED, Status.REJECTED, Status.REMOVED),
    Status.DEFERRED: (Status.NOMINATED, Status.UNDER_REVIEW, Status.REMOVED),
    Status.REJECTED: (Status.NOMINATED, Status.REMOVED),
    Status.MANAGED: (Status.DEFERRED, Status.REJECTED, Status.REMOVED),
    Status.REMOVED: (Status.NOMINATED,),
}
"""What may follow what; nothing may follow otherwise. Before the first there is none."""

QUEUED = (Status.NOMINATED, Status.UNDER_REVIEW)
"""Waiting for the panel; so is a deferred man whose date has come."""

AWAY = (Status.REJECTED, Status.DEFERRED, Status.REMOVED)
"""Out of the queue: what is reported anew brings such a man back."""

HELD = (Status.ADOPTED, Status.MANAGED)
"""Of the programme: the panel took him on."""

STRONGEST = (
    Status.MANAGED,
    Status.ADOPTED,
    Status.UNDER_REVIEW,
    Status.NOMINATED,
    Status.DEFERRED,
    Status.REJECTED,
    Status.REMOVED,
)
"""Where two men are found to be one, he stands as the first of these that either had."""


class View(TextChoices):
    """What one person of the panel thinks should be done."""

    ADOPT = "adopt", "Adopt him"
    DEFER = "defer", "Defer him to a date"
    REJECT = "reject", "Reject him"


BECOMES = {View.ADOPT: Status.ADOPTED, View.DEFER: Status.DEFERRED, View.REJECT: Status.REJECTED}


class NotNow(Exception):
    """This may not be done as things stand; says why and what to do."""
