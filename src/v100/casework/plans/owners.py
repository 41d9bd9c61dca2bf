"""Who may own an action about a man: people with an account who may read his plan; of officers his own, and who stands
in for him."""

from django.db.models import Q

from v100.casework.access import TABLE, Action, Role
from v100.casework.accounts.models import User
from v100.casework.nominals.assigning import current_cover, last_assignment
from v100.casework.nominals.models import Conflict, Nominal, Seal


def owners_for(nominal: Nominal) -> list[User]:
    """By name. None who declared a conflict of interest; of a sealed man only those who may see such men."""
    assignment = last_assignment(nominal)
    cover = current_cover(assignment)
    officers = [assignment.officer_id if assignment else None, cover.officer_id if cover else None]
    readers = sorted(TABLE[Action.SEE_PLAN] - {Role.LRO})
    people = User.objects.filter(
        Q(roles__overlap=readers) | Q(pk__in=[each for each in officers if each]), is_active=True
    )
    people = people.exclude(pk__in=Conflict.objects.filter(nominal=nominal).values("user"))
    if Seal.objects.filter(nominal=nominal).exists():
        people = people.filter(roles__overlap=sorted(TABLE[Action.SEE_SEALED]))
    return list(people.order_by("surname", "forename", "pk"))
