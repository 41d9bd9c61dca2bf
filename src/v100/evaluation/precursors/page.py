"""What followed the precursor rules, as a page of evidence."""

from collections.abc import Sequence

from v100.evaluation.past import made_from
from v100.evaluation.precursors.after import FEWEST, Fired
from v100.reports.evidence import Chart, Evidence, Grid, Section
from v100.reports.ratios import ratios
from v100.reports.reference import precursor_rules
from v100.reports.wording import long_date
from v100.store.runs import Run

FEW = 30


def precursors_page(found: Sequence[Fired], past: Sequence[Run]) -> Evidence:
    """A section for each horizon."""
    first, last = past[0], past[-1]
    return Evidence(
        about="precursors",
        as_at=last.as_at,
        title="What followed the precursor rules",
        when=f"{len(past)} months from {long_date(first.as_at)} to {long_date(last.as_at)}, each as it was",
        marking=str(last.manifest["settings"]["marking"]),
        lead=(
            *_answer(found),
            "For each rule: of the men for whom it fired, by how many was harm to a woman or girl recorded afterwards; "
            "and of men of equal harm in the same month for whom it did not fire. A ratio above one: the rule points "
            "where the harm days alone do not.",
        ),
        cannot_say=(
            "A rule that is acted on prevents what it points to, and the homicides that it was made for are too few "
            "to count. A ratio of one is no reason to stop reading; a high one says nothing of this man or that.",
            f"Of fewer than {FEWEST} men no ratio is told; of fewer than {FEW} its interval is rough.",
        ),
        figures=(),
        sections=tuple(_horizon(horizon, found) for horizon in sorted({each.horizon for each in found})),
        made_from=made_from("v100 evaluate precursors", past),
    )


def _answer(found: Sequence[Fired]) -> tuple[str, ...]:
    """Of the longest horizon, which rules point where harm days alone do not."""
    longest = max((each.horizon for each in found), default=0)
    told = [(each.rule, each.told) for each in found if each.horizon == longest and each.told]
    if not told:
        return ("No rule fired for enough men with enough days after it: nothing can be said of what they are worth.",)
    names = precursor_rules()
    above = [names[rule].name for rule, (_, low, _) in told if low > 1]
    whether = f"they are clearly above one: {', '.join(above)}" if above else "none is clearly above one"
    return (f"Ratios can be told of {len(told)} rules within {longest} days; of {len(above)} {whether}.",)


def _horizon(horizon: int, found: Sequence[Fired]) -> Section:
    names = {rule: f"{rule} {said.name}" for rule, said in precursor_rules().items()}
    rows = {each.rule: each for each in found if each.horizon == horizon}
    shown = [rows[rule] for rule in names if rule in rows]
    dots = [(names[each.rule], *said) for each in shown if (said := each.told)]
    chart = Chart(
        ratios(dots, x="times as many as of men of equal harm"),
        "Ratio and interval of each rule; the table says the same",
        "Dot: how many times as many of the men for whom the rule fired did harm that was recorded afterwards, as of "
        "men of equal harm. Bar: 95% interval.",
    )
    silent = [names[rule] for rule in names if rule not in rows]
    grid = Grid(
        f"Within {horizon} days; a man for whom a rule fired in two months is counted in both",
        (
            "rule",
            "fired",
            "men",
            "harm followed",
            "of equal harm",
            "ratio",
            "95% interval",
            "harm days",
            "of equal harm",
        ),
        tuple(
            (
                names[each.rule],
                f"{each.fired:,}",
                f"{each.men:,}",
                f"{each.harmed:.1%}",
                f"{each.expected:.1%}",
                "–" if each.told is None else f"{each.told[0]:.2f}",
                "–" if each.told is None else f"{each.told[1]:.2f} to {each.told[2]:.2f}",
                f"{each.harm:,.0f}",
                f"{each.harm_expected:,.0f}",
            )
            for each in shown
        ),
    )
    return Section(
        f"Within {horizon} days",
        (f"Never fired: {', '.join(silent)}.",) if silent else (),
        charts=(chart,) if dots else (),
        grids=(grid,),
    )
