"""What the fairness page and the terminal say: figures, with one sign for what is held back, and the limits."""

from v100.evaluation.fairness.intervals import Interval

HELD = "[c]"
"""Confidential, as official statistics mark it."""


def number(value: float | None, places: int = 0) -> str:
    return HELD if value is None else f"{value:,.{places}f}"


def part(value: float | None, whole: float) -> str:
    """A figure and its share of all: 572 (41.7%)."""
    return HELD if value is None else f"{value:,.0f} ({percent(value / whole)})" if whole else f"{value:,.0f}"


def percent(value: float) -> str:
    return f"{100 * value:.1f}%"


def share(interval: Interval | None) -> str:
    """A share with its interval: 28.6% (17.8 to 42.4)."""
    if interval is None:
        return HELD
    return f"{percent(interval.value)} ({100 * interval.low:.1f} to {100 * interval.high:.1f})"


def ratio(interval: Interval | None, otherwise: str = HELD) -> str:
    """A ratio with its interval: 1.71 (1.07 to 2.73)."""
    if interval is None:
        return otherwise
    return f"{interval.value:.2f} ({interval.low:.2f} to {interval.high:.2f})"


def spread(mean: float, low: float, high: float) -> str:
    """A mean over draws with the middle 90% of them: 12.6 (8 to 17)."""
    return f"{mean:.1f} ({low:.0f} to {high:.0f})"


def listing(names: list[str]) -> str:
    """a, b and c."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


NO_PAST = (
    "Not measured: the store holds no run of this policy for an earlier day, so there is no list whose outcome could "
    "be known. Make a run for each month with v100 run --as-at DATE, oldest first."
)
NO_ADOPTIONS = (
    "Not measured: no run says whom the panel adopted. Give the file that v100 adoptions writes, or the force's own: "
    "--adopted FILE."
)
OUTCOME_TEST = (
    "The outcome test (Becker 1957; Knowles, Persico and Todd 2001): if the men of one group are listed on weaker "
    "ground, fewer of them should turn out to be arrested, charged or convicted.",
    "Its weakness is known (infra-marginality: Simoiu, Corbett-Davies and Goel 2017): rates over all who are listed "
    "may differ though the last man of each group was listed on the same ground, and may agree though he was not. And "
    "it trusts arrest, charge and conviction, which police and courts make (Knox, Lowe and Mummolo 2020).",
)
CANNOT_SAY = (
    "Who was never reported. Most such harm is not; whose is, and whose is believed and recorded, is not in these "
    "records, and no measure here corrects for it.",
    "Who names whom. The trial above says how much an uneven naming would matter, not that there is one.",
    "Whether a rate is right. There is no count of those who did it to set the list against (the benchmark problem): "
    "suspects are those already named, harm days are those already reported. A group may be listed more often because "
    "its men do more harm, because more of it is reported, or because they are more readily named and believed.",
    "Whether the list is fair. Equal rates are neither needed (harm may differ) nor enough (equal rates can hide that "
    "men of one group are listed for less). Rates of listing, of outcomes and of errors cannot in general all be equal "
    "at once (Chouldechova 2017; Kleinberg, Mullainathan and Raghavan 2016).",
    "What is done with the list. Who is visited, arrested or left alone is people's decision, and has to be looked at "
    "where it is recorded. Whom the panel adopts is told above where it was given; why it did is in its own reasons.",
    "Small groups. Where a number is held back, the group is not shown to be treated well. Numbers of two runs, or of "
    "two settings, side by side can tell what each of them holds back: keep them apart.",
)
