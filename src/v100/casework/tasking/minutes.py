"""The minutes of a tasking meeting: what was said of each man who was discussed on that day."""

from datetime import date
from typing import Any

from django.db.models import F

from v100.casework.nominals.models import Nominal
from v100.casework.plans.models import PlanAction, Review


def minutes(user: Any, on: date) -> list[tuple[Review, list[PlanAction]]]:
    """Each review of that day of a man whom this person may see, with the actions proposed for him on the same day."""
    seen = Nominal.objects.visible_to(user).values("pk")
    reviews = Review.objects.filter(on=on, plan__nominal__in=seen).select_related("plan__nominal", "by")
    found = list(reviews.order_by("plan__nominal", "pk"))
    plans = {review.plan_id for review in found}
    proposed: dict[int, list[PlanAction]] = {}
    told = PlanAction.objects.filter(objective__plan__in=plans, at__date=on).exclude(at=F("objective__plan__at"))
    for action in told.select_related("objective").order_by("pk"):
        proposed.setdefault(action.objective.plan_id, []).append(action)
    return [(review, proposed.get(review.plan_id, [])) for review in found]


def days(user: Any) -> list[date]:
    """Days on which somebody was discussed whom this person may see, the latest first."""
    seen = Nominal.objects.visible_to(user).values("pk")
    told = Review.objects.filter(plan__nominal__in=seen).order_by("-on").values_list("on", flat=True).distinct()
    return list(told[:SHOWN])


SHOWN = 24
"""How many days are offered."""
