"""The parts of the fairness page that say what would change the list: another naming, other weights."""

from v100.evaluation.fairness.charts import naming_chart
from v100.evaluation.fairness.groups import ETHNICITY
from v100.evaluation.fairness.measure import Fairness
from v100.evaluation.fairness.naming import DRAWS
from v100.evaluation.fairness.weighting import Reweighed
from v100.evaluation.fairness.wording import number, spread
from v100.reports.evidence import Chart, Grid, Section


def named(found: Fairness) -> Section:
    title = "If a group were named more readily"
    says = (
        "Suspects are named by victims and witnesses, mostly. If the men of one group are named more readily than "
        "others for the same acts, the list carries that on, and no record shows it. This tries how much it would "
        "matter.",
        "Below 1, reports against the group are left out by chance: at 0.5 half of them, as if its men were named "
        "twice as readily as others today. Above 1, reports against all others are left out instead, as if the group "
        f"were named less readily. {DRAWS} draws each, the same for every group; in brackets the middle 90% of draws. "
        "Men who were never named cannot be brought in.",
    )
    if not found.naming:
        return Section(title, (*says, "No group's number on the list is told, so none is tried."))
    rows = tuple(
        (
            each.group,
            f"{each.rate:g}",
            spread(each.changed, each.changed_low, each.changed_high),
            spread(each.of_group, each.of_group_low, each.of_group_high),
        )
        for each in found.naming
        if each.rate != 1
    )
    head = ("group", "reports, times today's", "others on the list", "of the group on the list")
    grid = Grid(f"Of the {found.totals.listed:,} men listed, how many would be others", head, rows)
    label = "; ".join(f"{each.group} at {each.rate:g}: {each.of_group:.0f} listed" for each in found.naming)
    caption = "Line: mean share of the list. Band: middle 90% of draws. Dashed: as recorded today."
    return Section(title, says, (Chart(naming_chart(found.naming, found.totals.listed), label, caption),), (grid,))


def weighed(found: Fairness) -> Section:
    says = [
        "How many of the list would be other men if offences were weighed otherwise, and how many of each group would "
        "then be listed. Lines that count and men who are ranked stay as they are.",
    ]
    if still := _unmoved(found.weighting):
        says.append(f"Nobody would change with: {', '.join(still)}.")
    if lacking := [f"{each.weighting} ({each.unweighted:,})" for each in found.weighting if each.unweighted]:
        says.append(f"Counted lines without a weight, taken as nothing: {', '.join(lacking)}.")
    now = {each.group: each.listed for each in found.selection if each.kind == ETHNICITY and each.listed is not None}
    rows = [("as in the run", "–", *map(number, now.values()))]
    for each in found.weighting:
        if each.changed:
            rows.append((each.weighting, f"{each.changed:,}", *(number(each.groups[group]) for group in now)))
    grid = Grid(f"Of the {found.totals.listed:,} men listed", ("weighting", "others on the list", *now), tuple(rows))
    return Section("If offences were weighed otherwise", tuple(says), (), (grid,))


def _unmoved(weightings: list[Reweighed]) -> list[str]:
    """Weightings under which nobody changes; a category halved and doubled is named once."""
    names = [each.weighting for each in weightings if not each.changed]
    both = {name.removesuffix(" halved") for name in names} & {name.removesuffix(" doubled") for name in names}
    told = [name.rsplit(" ", 1)[0] if name.rsplit(" ", 1)[0] in both else name for name in names]
    return [f"{name} halved or doubled" if name in both else name for name in dict.fromkeys(told)]
