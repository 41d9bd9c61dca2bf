"""The one place where a disruption is recorded and graded: under a lock, on the record."""

from datetime import date

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.disruption.criteria import Grade
from v100.casework.disruption.models import Disruption, Grading
from v100.casework.disruption.reading import lines_of, within
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow
from v100.casework.runs.current import current_run


@transaction.atomic
def record_disruption(
    nominal: Nominal, *, words: str, on: date, grade: Grade, until: date, evidence: str, by: User
) -> Disruption:
    """What was done, with its effect as whoever records it claims it. Raises NotNow where the claim is too short for
    the grade."""
    held(nominal)
    disruption: Disruption = Disruption.objects.create(nominal=nominal, words=words, on=on, by=by)
    _grade(nominal, disruption, grade, until=until, evidence=evidence, by=by, number=1)
    _record(nominal, Done.RECORDED_DISRUPTION, disruption, grade, by)
    return disruption


@transaction.atomic
def grade_again(
    nominal: Nominal, disruption: Disruption, *, grade: Grade, until: date, evidence: str, seen: int, by: User
) -> Grading:
    """Another grade, or another end. Raises NotNow where somebody graded it since grading `seen`, or the claim is too
    short for the grade."""
    last = _unchanged(nominal, disruption, seen)
    grading = _grade(nominal, disruption, grade, until=until, evidence=evidence, by=by, number=last.number + 1)
    _record(nominal, Done.GRADED_DISRUPTION, disruption, grade, by)
    return grading


@transaction.atomic
def agree(nominal: Nominal, disruption: Disruption, *, evidence: str, seen: int, by: User) -> Grading:
    """A second reader agrees with the grade as it stands, and says by what. Raises NotNow where he claimed it himself,
    or somebody graded it since."""
    last = _unchanged(nominal, disruption, seen)
    if last.read:
        raise NotNow("It was read already")
    if by.pk in (last.by_id, disruption.by_id):
        raise NotNow("You claimed this effect: somebody else reads it")
    grading: Grading = Grading.objects.create(
        disruption=disruption,
        number=last.number + 1,
        effect=last.effect,
        until=last.until,
        evidence=evidence,
        known=_known(nominal, disruption.on, last.until),
        read=True,
        by=by,
    )
    why = f"({last.effect}, disruption:{disruption.pk})"
    record(Done.READ_DISRUPTION, by=by, subject=f"nominal:{nominal.pk}", why=why)
    return grading


def _unchanged(nominal: Nominal, disruption: Disruption, seen: int) -> Grading:
    held(nominal)
    last: Grading = Grading.objects.filter(disruption=disruption).select_related("by").latest("number")
    if last.number != seen:
        raise NotNow(f"{last.by.full_name} graded it meanwhile: read what it says now, then decide")
    return last


def _grade(
    nominal: Nominal, disruption: Disruption, grade: Grade, *, until: date, evidence: str, by: User, number: int
) -> Grading:
    claimed = (until - disruption.on).days
    if claimed < grade.least_days:
        raise NotNow(f"The effect is claimed for {claimed} days: {grade.name} needs {grade.least_days} or more")
    grading: Grading = Grading.objects.create(
        disruption=disruption,
        number=number,
        effect=grade.name,
        until=until,
        evidence=evidence,
        known=_known(nominal, disruption.on, until),
        by=by,
    )
    return grading


def _known(nominal: Nominal, on: date, until: date) -> list[str]:
    run = current_run()
    return sorted({line.report_id for line in within(lines_of(nominal, run), on, until)}) if run else []


def _record(nominal: Nominal, done: Done, disruption: Disruption, grade: Grade, by: User) -> None:
    record(done, by=by, subject=f"nominal:{nominal.pk}", why=f"({grade.name}, disruption:{disruption.pk})")
