"""Who may own a task of her safety plan: people with an account who may open her page and record of her."""

from collections.abc import Collection

from django.db.models import Q

from v100.casework.access import TABLE, Action, Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Assignment, Cover
from v100.casework.runs.models import LoadedRun
from v100.casework.women.reached import men_of, reports_for


def owners_for(references: Collection[str], run: LoadedRun) -> list[User]:
    """By name. Of officers only those of men whom her reports name, and who stands in for them."""
    given = Assignment.objects.current().filter(nominal__person_id__in=men_of(references, run))
    stand_in = Cover.objects.current().filter(assignment__in=given).values("officer")
    open_to_all = sorted(TABLE[Action.RECORD_OF_WOMAN] - {Role.LRO})
    active = User.objects.filter(is_active=True)
    people = active.filter(roles__overlap=open_to_all) | active.filter(
        Q(pk__in=given.values("officer")) | Q(pk__in=stand_in)
    )
    return [
        each for each in people.distinct().order_by("surname", "forename", "pk") if reports_for(each, references, run)
    ]
