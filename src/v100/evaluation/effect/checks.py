"""Whether the cut may be read as an experiment: what must be so on both sides of it, and is it?"""

from typing import TYPE_CHECKING

from v100.evaluation.effect.estimate import Check, of_logarithm
from v100.evaluation.effect.jump import FEWEST_MEN, Jump, jump

if TYPE_CHECKING:
    import pandas as pd

WITHIN, BINS = 0.5, 10
"""How far from the cut men are counted, in logarithms of harm days, and in how many bins on either side."""
BEFORE = {"harm_days": "harm days", "reports": "reports", "quiet_days": "days since the last report"}
LITTLE = 0.05


def past_alike(rows: "pd.DataFrame", outcome: str, days: int) -> Check:
    """What happened before the run cannot come of it."""
    what = {"arrested_before": "arrests", "charged_before": "charges"}[outcome]
    name = f"{what.capitalize()} before the run do not jump"
    found = jump(rows, outcome)
    if found is None:
        return Check(name, None, f"Too few {what} in the {days} days before the runs to ask.")
    passed = not found.difference.odd(0)
    return Check(name, passed, f"In the {days} days before, {_points(found)} between the sides of the cut.")


def men_alike(rows: "pd.DataFrame") -> Check:
    """Harm days, reports and days of quiet are of before the run: where they jump, other men stand above than below.
    They do where many have the same harm days and the cut falls near the edge of such a heap. By rank harm days hardly
    scatter, so that a jump of less than LITTLE of what stands below is none."""
    name = "The same kind of men on both sides"
    found = {name: jump(rows, column) for column, name in BEFORE.items()}
    told = {name: each for name, each in found.items() if each is not None}
    if not told:
        return Check(name, None, "Too few men to ask.")
    alike = all(
        not each.difference.odd(0) or abs(each.difference.value) <= LITTLE * each.below for each in told.values()
    )
    said = ((name, each.difference) for name, each in told.items())
    words = "; ".join(f"{name} {each.value:+.1f} ({each.low:+.1f} to {each.high:+.1f})" for name, each in said)
    return Check(name, alike, f"Above against below: {words}.")


def elsewhere(rows: "pd.DataFrame", outcome: str) -> Check:
    """Nothing changes hands at other ranks, so nothing may jump there. Each side is asked alone, so that the jump at
    the cut does not show in the answers."""
    name, size = "No jump where there is no cut", int(rows["size"].max())
    asked = {
        size // 2: rows[rows.x > 0],
        size + size // 2: rows[rows.x < 0],
        size * 2: rows[rows.x < 0],
    }
    jumps = {rank: jump(side, outcome, at=size - rank) for rank, side in asked.items()}
    found = {rank: each for rank, each in jumps.items() if each is not None}
    if not found:
        return Check(name, None, "Too few men to ask elsewhere.")
    odd = [rank for rank, each in found.items() if each.difference.odd(0)]
    ranks = ", ".join(map(str, found))
    says = f"Asked at rank {ranks}: " + (f"it jumps at {', '.join(map(str, odd))}." if odd else "it jumps at none.")
    return Check(name, not odd, says)


def widths(rows: "pd.DataFrame", outcome: str, found: Jump) -> Check:
    """The answer should not hang on how far from the cut one looks."""
    name = "Half and one and a half times as wide, the answer is the same"
    tried = [(times, jump(rows, outcome, width=found.width * times)) for times in (0.5, 1.5)]
    others = [(times, each) for times, each in tried if each is not None]
    if not others:
        return Check(name, None, "Too few men to ask.")
    apart = [times for times, each in others if each.difference.odd(found.difference.value)]
    said = ", ".join(f"{(each.above - each.below) * 100:+.1f} points at {times} times" for times, each in others)
    return Check(name, not apart, f"{said}; {(found.above - found.below) * 100:+.1f} at the width taken.")


def not_pushed(rows: "pd.DataFrame") -> Check:
    """Were men moved over the cut, there would be too many just on one side of it. By rank there are always as many, so
    harm days are asked, as McCrary (2008) does: men are counted in bins of 5% of the cut's harm days, each man where he
    first stood, and a line is laid through the counts on either side; harm days come in heaps, so the doubt is as large
    as the counts scatter."""
    import numpy as np
    import statsmodels.api as sm

    name = "Nobody is pushed over the cut"
    free = rows[~rows.tied & (rows.harm_days > 0) & (rows.harm_days != rows.cut)]
    far = free.assign(far=np.log(free.harm_days / free.cut))
    first = far[far.far.abs() < WITHIN].groupby("person_id").far.first()
    ties = int(rows.tied.sum())
    left_out = f" {ties} rows with as many days as the cut are left out." if ties else ""
    if min((first > 0).sum(), (first < 0).sum()) < FEWEST_MEN:
        return Check(name, None, f"Too few men near the cut to ask.{left_out}")
    edges = np.linspace(-WITHIN, WITHIN, 2 * BINS + 1)
    counts, middle = np.histogram(first, edges)[0], (edges[1:] + edges[:-1]) / 2
    above = (middle > 0).astype(float)
    facts = sm.add_constant(np.column_stack([above, middle, above * middle]))
    fitted = sm.GLM(counts, facts, family=sm.families.Poisson()).fit(scale="X2")
    times = of_logarithm(float(fitted.params[1]), float(fitted.bse[1]))
    return Check(
        name,
        not times.odd_times(1),
        f"Just above the cut stand {times.value:.2f} times as many men by harm days as just below it "
        f"({times.low:.2f} to {times.high:.2f}; 1 is even).{left_out}",
    )


def kept_apart(rows: "pd.DataFrame", days: int) -> Check:
    """Men below the cut who are listed soon after are treated too: what is measured shrinks."""
    near = rows[rows.x.abs() <= 10]
    below = near[near.x < 0]
    if below.empty:
        return Check("Who is not listed stays so", None, "Nobody stands just below the cut.")
    came = float((below.listed_day <= days).mean())
    return Check(
        "Who is not listed stays so",
        came <= 0.25,
        f"Of the ten just below the cut {came:.0%} came onto the list within {days} days. "
        "The more do, the smaller the difference that can be seen.",
    )


def _points(found: Jump) -> str:
    difference = found.difference
    return f"{difference.value * 100:+.1f} points ({difference.low * 100:+.1f} to {difference.high * 100:+.1f})"


def before_launch(rows: "pd.DataFrame", outcome: str) -> Check:
    """The list of a month before the launch was in nobody's hands. `rows` were followed to the end before it."""
    name = "Before the launch nothing jumped at this rank"
    found = jump(rows, outcome)
    if found is None:
        return Check(name, None, "Too few runs followed to the end before the launch to ask.")
    return Check(name, not found.difference.odd(0), f"Before it, {_points(found)} between the sides of the cut.")
