"""Who is in custody, from what happened: asked of the database, never man by man."""

from datetime import date

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Coalesce

from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome, OutcomeQuerySet

BEGINS = (Kind.REMAND, Kind.RECALL)


def in_custody(day: date) -> OutcomeQuerySet:
    """What put men into custody who are still there on this day, by the rule of the monthly run.

    Custody runs from a remand, a recall or a sentence with days to the first release from that day on, else to its
    planned end; with none of these its end is not known, and it goes on.
    """
    return _not_released(day).filter(Q(planned__isnull=True) | Q(planned__gt=day))


def planned_to_end(day: date) -> OutcomeQuerySet:
    """What holds men on this day or held them until then, and is to end (`planned`) on it or later."""
    return _not_released(day).filter(planned__gte=day)


def _not_released(day: date) -> OutcomeQuerySet:
    planned = ExpressionWrapper(Coalesce(F("until"), F("on") + F("days")), output_field=DateField())
    released = Outcome.objects.standing().filter(
        nominal=OuterRef("nominal"), kind=Kind.RELEASE, on__gte=OuterRef("on"), on__lte=day
    )
    begun = Outcome.objects.standing().filter(
        Q(kind__in=BEGINS) | Q(kind=Kind.SENTENCE, days__isnull=False), on__lte=day
    )
    found: OutcomeQuerySet = begun.annotate(planned=planned).filter(~Exists(released))
    return found
