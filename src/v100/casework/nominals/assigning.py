"""Whose man he is: the one place where a man is given to a lead responsible officer, and taken from him."""

from datetime import date

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Assignment, Cover, Nominal, may_have
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


def last_cover(assignment: Assignment) -> Cover | None:
    """The last row of who stands in for this officer; its officer is empty where nobody does any more."""
    found: Cover | None = (
        Cover.objects.filter(assignment=assignment).select_related("officer").order_by("number").last()
    )
    return found


def current_cover(last: Assignment | None) -> Cover | None:
    """Who stands in for his officer today; `last` is the last row of whose man he is."""
    found: Cover | None = (
        Cover.objects.current().filter(assignment=last, officer__isnull=False).select_related("officer").first()
    )
    return found


def cover(assignment: Assignment, officer: User | None, *, from_on: date, until: date, by: User, reason: str) -> Cover:
    """This officer stands in from one day to another, or nobody does."""
    last = last_cover(assignment)
    found: Cover = Cover.objects.create(
        assignment=assignment,
        number=last.number + 1 if last else 1,
        officer=officer,
        from_on=from_on,
        until=until,
        by=by,
        reason=reason,
    )
    whose = f"user:{officer.pk}" if officer else "nobody"
    subject = f"nominal:{assignment.nominal.pk}"
    record(Done.GAVE_COVER, by=by, subject=subject, why=f"{reason} ({whose}, {from_on} to {until})")
    return found


def released(nominal: Nominal, *, by: User | None, reason: str) -> None:
    """He is nobody's man any more; where he was nobody's already, nothing changes."""
    last = last_assignment(nominal)
    if last and last.officer:
        assign(nominal, None, by=by, reason=reason)
