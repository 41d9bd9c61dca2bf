"""What the matched comparison and the time to arrest say, as estimates."""

from v100.evaluation.effect.cut import ATTENTION, RECORDED
from v100.evaluation.effect.estimate import About, Check, Estimate, Interval, Unit
from v100.evaluation.effect.jump import FEWEST_CASES, FEWEST_MEN
from v100.evaluation.effect.matched import EVEN, Matched, difference, ratio
from v100.evaluation.effect.times import LONGEST, Times

DESIGN = "Men alike"
ASSUMES = (
    "Two men of the same run with like harm days, reports and days of quiet differ in nothing else that leads to "
    "arrest or harm. What still differs between the pairs is not taken out."
)
FEW = f"Fewer than {FEWEST_MEN} pairs, or fewer than {FEWEST_CASES} on one side to whom it happened."
SEEN_ONLY = " Whatever else the two differ in, and is not in the reports, counts as the list's doing."


def beside(found: Matched, how_soon: Times, days: int) -> list[Estimate]:
    """Later harm first, then arrests, arrests on earlier reports, and how soon."""
    alike = even(found)
    earlier = "were arrested on a report that stood before the run"
    told: tuple[tuple[str, str, str, About, str], ...] = (
        (f"any_{days}", f"matched_harm_{days}", "new harm", "harm", "was new harm to women and girls recorded of"),
        ("arrested", "matched_arrested", "arrests", "arrests", "were arrested"),
        ("arrested_earlier", "matched_earlier", "arrests on earlier reports", "arrests", earlier),
    )
    shares = [_ratio(found, *each, days, alike) for each in told]
    return [shares[0], _days(found, days, alike), *shares[1:], _soon(how_soon, alike)]


def even(found: Matched) -> Check:
    """Whether the groups are alike after matching."""
    name = "The pairs are alike"
    if not found.pairs:
        return Check(name, None, "There are no pairs.")
    apart = ", ".join(f"{each.name} {each.after:+.2f}" for each in found.balance)
    passed = all(abs(each.after) <= EVEN for each in found.balance)
    return Check(name, passed, f"Standard deviations between the means (up to {EVEN} is alike): {apart}.")


def _ratio(
    found: Matched, outcome: str, key: str, name: str, about: About, says: str, days: int, alike: Check
) -> Estimate:
    question = (
        f"How many times as often {says} newly listed men as of those beside them, within {days} days?"
        if about == "harm"
        else f"How many times as often as those beside them {says} newly listed men, within {days} days?"
    )
    return _estimate(found, key, name, about, question, "times", ratio(found, outcome), alike)


def _days(found: Matched, days: int, alike: Check) -> Estimate:
    told = difference(found, f"harm_{days}")
    question = f"How many harm days more were recorded of each newly listed man within {days} days?"
    return _estimate(found, f"matched_harm_days_{days}", "harm days", "harm", question, "days", told, alike)


def _estimate(
    found: Matched, key: str, name: str, about: About, question: str, unit: Unit, told: Interval | None, alike: Check
) -> Estimate:
    return Estimate(
        key=key,
        name=name,
        about=about,
        design=DESIGN,
        question=question,
        unit=unit,
        found=told,
        men=2 * found.pairs if told else 0,
        rows=2 * found.pairs if told else 0,
        assumes=ASSUMES,
        cannot_say=(RECORDED if about == "harm" else ATTENTION) + SEEN_ONLY,
        checks=(alike,) if told else (),
        why_not="" if told else FEW,
    )


def _soon(how_soon: Times, alike: Check) -> Estimate:
    return Estimate(
        key="how_soon",
        name="first arrest, on any day",
        about="arrests",
        design="How soon",
        question="On any day, how many times as likely as of those beside them is the first arrest of newly listed men "
        f"who are free and alive, within {LONGEST} days?",
        unit="times",
        found=how_soon.found,
        men=how_soon.men,
        rows=how_soon.men,
        assumes=ASSUMES + " Custody and death end a man's time, and so does the run that lists who was not listed; who "
        "leaves the list counts as listed on.",
        cannot_say=ATTENTION + SEEN_ONLY,
        checks=(how_soon.check, alike) if how_soon.found else (),
        why_not="" if how_soon.found else FEW,
    )
