"""Whose man he is: the one place where a man is given to a lead responsible officer, and taken from him."""

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Assignment, Nominal, may_have
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record


def last_assignment(nominal: Nominal) -> Assignment | None:
    """The last row of whose man he is; its officer is empty where he is nobody's any more."""
    found: Assignment | None = (
        Assignment.objects.filter(nominal=nominal).select_related("officer").order_by("number").last()
    )
    return found


def officers_for(nominal: Nominal) -> list[User]:
    """Officers with an account who may see this man once he is theirs, by name."""
    return list(User.objects.filter(may_have(nominal)).order_by("surname", "forename", "pk"))


def assign(nominal: Nominal, officer: User | None, *, by: User | None, reason: str) -> Assignment:
    """He is this officer's from now on, or nobody's."""
    last = last_assignment(nominal)
    assignment: Assignment = Assignment.objects.create(
        nominal=nominal, number=last.number + 1 if last else 1, officer=officer, by=by, reason=reason
    )
    whose = f"user:{officer.pk}" if officer else "nobody"
    record(Done.GAVE_MAN, by=by, subject=f"nominal:{nominal.pk}", why=f"{reason} (to {whose})")
    return assignment


def released(nominal: Nominal, *, by: User | None, reason: str) -> None:
    """He is nobody's man any more; where he was nobody's already, nothing changes."""
    last = last_assignment(nominal)
    if last and last.officer:
        assign(nominal, None, by=by, reason=reason)
