"""The answer in sentences: later harm, arrests, what the checks say, what it does not show."""

from v100.evaluation.effect import wording
from v100.evaluation.effect.estimate import Estimate
from v100.evaluation.effect.measuring import Effect, claim

CANNOT_SAY = (
    "A higher risk of arrest shows that the list had the police's attention. It does not show that anybody is safer: "
    "only later harm can.",
)


def lead(found: Effect) -> tuple[str, ...]:
    """The answer in plain English, later harm before arrests."""
    days = found.study.days
    harm, arrests = found.named(f"harm_{days}"), found.named("arrested")
    failed = sorted({check.name for each in (harm, arrests) for check in each.checks if check.passed is False})
    care = (
        f"These checks did not pass: {'; '.join(failed)}."
        if failed
        else "None of the checks of the two failed that could be asked."
    )
    return (
        f"Later harm comes first. {_harm_said(harm, days)}",
        f"Arrests. {_arrests_said(arrests, days)}",
        care if harm.found or arrests.found else "No check could be made of what could not be estimated.",
    )


def _harm_said(harm: Estimate, days: int) -> str:
    if harm.found is None:
        return f"Whether less harm followed cannot be said. {harm.why_not}"
    says = (
        "a check did not pass, so that this cannot be relied on"
        if harm.sound is False
        else wording.direction(harm.found, 1, "more was recorded of the listed", "less was recorded of the listed")
    )
    return (
        f"Within {days} days, new harm to women and girls was recorded of men just above the cut "
        f"{wording.number(harm.found.value, 'times')} times as often as of men just below "
        f"({wording.interval(harm.found, 'times')}): {says}."
    )


def _arrests_said(arrests: Estimate, days: int) -> str:
    claimed = "that the risk of arrest of those listed more than doubled"
    if arrests.found is None:
        return f"The claim {claimed} cannot be checked at the cut. {arrests.why_not}"
    return (
        f"Men just above the cut were arrested {wording.number(arrests.found.value, 'times')} times as often within "
        f"{days} days as men just below ({wording.interval(arrests.found, 'times')}). As to the claim {claimed}, "
        f"this {claim(arrests)}. A study of this size finds a ratio of {arrests.found.rise:.2f} or more in 80 of 100 "
        "cases."
    )
