"""What is looked at before a man is adopted: who else has him in hand, and who struck first where that is contested."""

from typing import NamedTuple

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.models import Aggressor, Check, Step
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow, Status
from v100.casework.runs.current import current_run
from v100.casework.runs.models import MODELS

OURS = "V100"
"""Who leads where no other scheme does."""

MUTUAL = "mutual with "
"""How a line that is contested is marked (`harm_line.marks`), before the other report's id."""


class Contested(NamedTuple):
    """A report in which he is accused by somebody whom he, or his side, accuses in another."""

    report_id: str
    crime_ref: str
    found: Aggressor | None


def answers(nominal: Nominal) -> dict[str, Check | None]:
    """Each scheme's last answer since he was last nominated; none where it was not asked since."""
    since = Step.objects.filter(nominal=nominal, status=Status.NOMINATED).order_by("number").last()
    checks = Check.objects.filter(nominal=nominal).select_related("by").order_by("pk")
    last = {check.scheme: check for check in (checks.filter(at__gte=since.at) if since else checks)}
    return {scheme.value: last.get(scheme.value) for scheme in Check.Scheme}


def lead(answered: dict[str, Check | None]) -> str:
    """The one scheme that leads."""
    return next((scheme for scheme, check in answered.items() if check and check.result == Check.Result.LEADS), OURS)


def contested(nominal: Nominal) -> list[Contested]:
    """His reports with a counter-allegation in the current run, each with the last finding."""
    run = current_run()
    lines = MODELS["harm_line"].objects.filter(run=run, person_id=nominal.person_id, marks__len__gt=0)
    ids = sorted({line.report_id for line in lines if any(mark.startswith(MUTUAL) for mark in line.marks)})
    if not ids:
        return []
    reports = dict(
        MODELS["crime_report"].objects.filter(run=run, report_id__in=ids).values_list("report_id", "crime_ref")
    )
    findings = Aggressor.objects.filter(nominal=nominal).select_related("by").order_by("pk")
    found = {finding.report_id: finding for finding in findings}
    return [Contested(each, reports.get(each) or each, found.get(each)) for each in ids]


def lacking(nominal: Nominal, *, urgent: bool = False) -> list[str]:
    """What an adoption still needs. For a threat to life it is enough that every scheme was asked."""
    return missing_of(answers(nominal), [] if urgent else contested(nominal), urgent=urgent)


def missing_of(answered: dict[str, Check | None], reports: list[Contested], *, urgent: bool = False) -> list[str]:
    """The same, of what was read already."""
    names = [
        Check.Scheme(scheme).label
        for scheme, check in answered.items()
        if check is None or (check.result == Check.Result.ASKED and not urgent)
    ]
    missing = [f"{'that it was asked' if urgent else 'the answer'}: {', '.join(names)}"] if names else []
    open_reports = [each.crime_ref for each in reports if each.found is None]
    if open_reports:
        missing.append(f"the primary aggressor of {', '.join(open_reports)}")
    return missing


def write_check(nominal: Nominal, *, by: User, **facts: object) -> Check:
    """Record what a scheme answered.

    Raises NotNow where another scheme leads already: one leads for each man.
    """
    held(nominal)
    leads = lead(answers(nominal))
    if facts["result"] == Check.Result.LEADS and leads not in (OURS, facts["scheme"]):
        raise NotNow(
            f"{Check.Scheme(leads).label} leads already, and one scheme leads for each man: settle it with both"
        )
    check = Check.objects.create(nominal=nominal, by=by, **facts)
    record(Done.CHECKED_SCHEME, by=by, subject=f"nominal:{nominal.pk}", why=f"({check.scheme}: {check.result})")
    return check


def write_aggressor(nominal: Nominal, *, by: User, report_id: str, finding: str, reason: str) -> Aggressor:
    """Record who was found to be the primary aggressor of a contested report."""
    found = Aggressor.objects.create(nominal=nominal, by=by, report_id=report_id, finding=finding, reason=reason)
    record(
        Done.FOUND_AGGRESSOR, by=by, subject=f"nominal:{nominal.pk}", why=f"{reason} (report:{report_id}, {finding})"
    )
    return found
