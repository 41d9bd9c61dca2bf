"""Whoever looks at a woman who is on a report of a man who may be a colleague is told to professional standards (C8):
he may look for her himself, or have a friend look."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.utils import timezone

from v100.casework.access import Action, allowed
from v100.casework.accounts.models import User
from v100.casework.alerts.models import LookNearColleague
from v100.casework.nominals.models import Nominal
from v100.casework.women.models import Woman
from v100.casework.women.reached import men_ever_of


class Look(NamedTuple):
    """One of them as an alert says it: its key, near which man, at which woman (numbers), in words."""

    key: str
    man: int
    woman: int
    words: str


def tell_of_look(woman: Woman, references: Collection[str], *, why: str, by: User) -> None:
    """Her page, of all these references, was opened: keep it for each sealed man of any report of hers that any run
    carried, whether or not whoever looked may see that report."""
    sealed = Nominal.objects.filter(person_id__in=men_ever_of(references), seals__isnull=False).distinct()
    on = timezone.localdate()
    LookNearColleague.objects.bulk_create(
        (LookNearColleague(nominal=nominal, woman=woman, by=by, why=why, on=on) for nominal in sealed),
        ignore_conflicts=True,
    )


def looks_near_colleagues(user: Any) -> Iterator[Look]:
    """For those who may see such men, but for their own looks and for whoever may be the man himself."""
    if not allowed(user, Action.SEE_SEALED):
        return
    looks = LookNearColleague.objects.visible_to(user).exclude(by=user.pk).exclude(nominal__seals__user=user.pk)
    for look in looks.select_related("woman", "by").order_by("pk"):
        at = timezone.localtime(look.at)
        words = f"{look.by.full_name} opened the page of {look.woman.reference} on {at:%-d %B %Y at %H:%M}: {look.why}"
        yield Look(f"look:{look.pk}", look.nominal_id, look.woman_id, words)
