"""The parts of the fairness page, each with its sentences, pictures and tables."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from v100.evaluation.fairness import trials
from v100.evaluation.fairness.charts import ratios_chart
from v100.evaluation.fairness.given_harm import TWO_KINDS, Expected, Recount
from v100.evaluation.fairness.measure import Fairness
from v100.evaluation.fairness.outcomes import FOLLOWED_DAYS, HAPPENED
from v100.evaluation.fairness.panel import DECIDED_WITHIN
from v100.evaluation.fairness.selection import Selected, largest_of
from v100.evaluation.fairness.wording import (
    CANNOT_SAY,
    HELD,
    NO_ADOPTIONS,
    NO_PAST,
    OUTCOME_TEST,
    listing,
    number,
    part,
    percent,
    ratio,
)
from v100.evaluation.fairness.wording import share as shared
from v100.reports.evidence import Chart, Grid, Section
from v100.reports.wording import count, long_date

MOST_ROWS = 12
"""Of a kind with more groups than this, only those whose number on the list is told have a row."""
LEAST_JOINED = 10
"""Name origins shown: those with the lowest recall."""


def every(found: Fairness) -> Iterator[Section]:
    yield selected(found)
    yield given_harm(found)
    yield followed(found)
    yield decided(found)
    yield who_is_who(found)
    yield trials.named(found)
    yield trials.weighed(found)
    yield Section("What this cannot say", CANNOT_SAY)


def selected(found: Fairness) -> Section:
    says = [
        f"Suspects are the {found.totals.suspects:,} men with a counted line. Each group is set against the largest of "
        "its kind whose number on the list is told: how many times as often it is listed, for each suspect (Katz 1978) "
        "and for each harm day reported (as counts), with intervals of 95%.",
        "Ethnicity is what he said of himself most often; where he never did, what officers saw most often, who have "
        "no code for mixed origins. Age is at the last day; borough is that of most of his counted reports.",
        f"{HELD} stands for a number below {found.smallest}, and for others from which one could be worked out.",
    ]
    if found.unread:
        seen = ", ".join(f"{what!r} ({times:,})" for what, times in found.unread.items())
        says.append(f"Recorded ethnicities that no code says, and that count as not known: {seen}.")
    drawn = ratios_chart(found.selection)
    chart = Chart(drawn, _ratios_in_words(found), "Dot: how many times as often. Bar: 95%. Dashed: as often.")
    by_kind = groupby(found.selection, key=lambda each: each.kind)
    grids = [grid for kind, groups in by_kind for grid in _selection_grids(found, kind, list(groups))]
    return Section("Who is on the list", tuple(says), (chart,) if drawn else (), (*grids, *_aside_grids(found)))


def _ratios_in_words(found: Fairness) -> str:
    return "; ".join(
        f"{each.kind} {each.group}: {ratio(each.to_largest)} for each suspect, {ratio(each.days_to_largest)} by days"
        for each in found.selection
        if each.to_largest
    )


def _selection_grids(found: Fairness, kind: str, groups: list[Selected]) -> Iterator[Grid]:
    """How many, then how often; a group with nothing to tell has no row."""
    whole, told = found.totals, [each for each in groups if each.suspects is not None]
    if len(told) > MOST_ROWS:
        told = [each for each in told if each.listed is not None]
    less = len(groups) - len(told)
    yield Grid(
        f"By {kind}: how many" + (f" ({count(less, 'group')} with small numbers left out)" if less else ""),
        ("group", "suspects", "harm days reported", "ranked", "listed"),
        tuple(
            (
                each.group,
                part(each.suspects, whole.suspects),
                part(each.days, whole.days),
                part(each.ranked, whole.ranked),
                part(each.listed, whole.listed),
            )
            for each in told
        ),
    )
    listed, largest = [each for each in told if each.listed is not None], largest_of(groups)
    if largest and len(listed) > 1:
        yield Grid(
            f"By {kind}: how often listed",
            (
                "group",
                "per 1,000 suspects",
                f"times {largest.group}",
                "per 100,000 days",
                f"times {largest.group}, by days",
            ),
            tuple(
                (
                    each.group,
                    number(each.per_1000),
                    ratio(each.to_largest, "–"),
                    number(each.per_100_000_days, 1),
                    ratio(each.days_to_largest, "–"),
                )
                for each in listed
            ),
        )


def _aside_grids(found: Fairness) -> Iterator[Grid]:
    told = tuple((f"{each.kind}: {each.group}", number(each.aside)) for each in found.selection if each.aside)
    if told:
        caption = (
            "Set aside (dead, in custody, a child, by decision) though their days would have listed them: "
            f"{found.totals.aside:,} men"
        )
        yield Grid(caption, ("group", "men"), told)


def given_harm(found: Fairness) -> Section:
    again = found.recount
    says = [
        "The list was made again from its lines. Ranked men whose days are not the sum of their lines: "
        f"{again.differ:,}. Ranked men who have more days than somebody listed and are not: {again.passed_over:,}. "
        "Both must be 0.",
        "Expected is how many of the group would be listed if only days counted: the chance of being listed is fitted "
        "as whatever rises with days (isotonic regression), and within equal chances any man may be the one (Mantel "
        "and Haenszel 1959). A difference too large for chance is a fault.",
    ]
    if again.sound:
        says.insert(1, _last_place(again))
    two = [each for each in found.given_harm if each.kind == TWO_KINDS]
    says.append(_two_at_once(two, found.smallest))
    one = [(f"{each.kind}: {each.group}", each) for each in found.given_harm if each.kind != TWO_KINDS]
    grids = [_expected_grid("Listed, and expected from days alone", one)]
    if two:
        grids.append(_expected_grid("The same by ethnicity and age together", [(each.group, each) for each in two]))
    return Section("Given the same harm", tuple(says), (), tuple(grids))


def _two_at_once(told: list[Expected], smallest: int) -> str:
    many = count(len(told), "pair is", "pairs are") if told else "No pair is"
    return (
        "A list can fall evenly by ethnicity and by age and still not by both, as when the young men of one group are "
        f"preferred and its old men passed over. So the two are also taken together. {many} told: the others have "
        f"fewer than {smallest} men listed, or would tell such a number beside the tables of each."
    )


def _expected_grid(caption: str, groups: list[tuple[str, Expected]]) -> Grid:
    rows = tuple(
        (
            name,
            f"{each.listed:,}",
            f"{each.expected:.1f}",
            "–" if each.ratio is None else f"{each.ratio:.2f}",
            "harm alone decided" if each.chance is None else percent(each.chance),
            "FAULT" if each.fault else "as expected",
        )
        for name, each in groups
    )
    head = ("group", "listed", "expected", "listed ÷ expected", "as large by chance", "finding")
    return Grid(caption, head, rows, (5,))


def _last_place(again: Recount) -> str:
    if not again.tied:
        return "Nobody below the last place has its days: harm alone parted the listed from the rest."
    return (
        f"{again.tied:,} men have exactly the days of the last place, and not all of them are listed: they were parted "
        "by women, reports and the last report (rule 42). Only among them could a group still matter."
    )


def followed(found: Fairness) -> Section:
    title, after = "What followed for those listed", found.outcomes
    if after is None:
        return Section(title, (NO_PAST, *OUTCOME_TEST))
    told = (
        f"{count(len(after.runs), 'run')} up to {long_date(after.runs[-1])}: {count(after.men, 'man', 'men')} listed "
        f"first at least {FOLLOWED_DAYS} days before what is known ends; {after.waiting:,} listed later are left out. "
        f"A man counts once, from his first listing in these runs. Within {FOLLOWED_DAYS} days, for anything: arrested "
        f"{after.happened['arrest']:,}, charged {after.happened['charge']:,}, "
        f"convicted {after.happened['conviction']:,}."
    )
    rows = tuple(
        (f"{each.kind}: {each.group}", number(each.men), *(shared(each.share(what)) for what in HAPPENED))
        for each in after.groups
        if each.men is not None
    )
    head = ("group", "men", "arrested", "charged", "convicted")
    grid = Grid(f"Within {FOLLOWED_DAYS} days, with intervals of 95% (Wilson)", head, rows)
    return Section(title, (told, *OUTCOME_TEST), (), (grid,) if rows else ())


def decided(found: Fairness) -> Section:
    title, told = "Whom the panel adopted", found.panel
    if told is None:
        return Section(title, (NO_ADOPTIONS,))
    used, every_line = told.lines
    says = [
        f"{count(len(told.runs), 'run')} up to {long_date(told.runs[-1])}: {count(told.men, 'man', 'men')} listed "
        f"first at least {DECIDED_WITHIN} days before what is known ends, of whom {told.adopted:,} were of the "
        f"programme on any of the {DECIDED_WITHIN} days after; {told.waiting:,} listed later are left out. Of the "
        f"{count(every_line, 'line')} of the file of who was adopted, {used:,} are of these men.",
        "Expected is how many of the group would be adopted if only their days at that list counted, reckoned as for "
        "the list itself. The panel weighs more than days: what other schemes do already, whether anything can be "
        "done, how safe she is. A difference too large for chance is a question to it, not a fault.",
    ]
    apart = [f"{each.kind} {each.group}" for each in told.groups if each.apart]
    if apart:
        says.append(f"To be asked about: {listing(apart)}.")
    rows = tuple(
        (
            f"{each.kind}: {each.group}",
            number(each.men),
            number(each.adopted),
            number(each.expected, 1),
            _by_chance(each.chance),
            "ask why" if each.apart else "as expected",
        )
        for each in told.groups
        if each.adopted is not None
    )
    if not rows:
        return Section(title, (*says, "They are too few to tell by group."))
    head = ("group", "listed", "adopted", "expected", "as large by chance", "finding")
    return Section(title, tuple(says), (), (Grid("Adopted, and expected from days alone", head, rows, (5,)),))


def _by_chance(chance: float | None) -> str:
    return "days alone decided" if chance is None else percent(chance)


def who_is_who(found: Fairness) -> Section:
    whole = found.doubt
    says = [
        "A man whose reports are wrongly joined with another's is listed for what he did not do; one whose reports are "
        "not joined is missed. Names of some origins are written in more ways than others.",
        f"{count(whole.men, 'man is', 'men are')} on the list or may be; for {whole.doubtful:,} of them a link in "
        "doubt decides (listed in 5% to 95% of the samples of such links).",
    ]
    doubtful = tuple(
        (f"{each.kind}: {each.group}", number(each.men), number(each.doubtful), shared(each.share))
        for each in whole.groups
        if each.doubtful is not None
    )
    grids = []
    if doubtful:
        head = ("group", "men", "in doubt", "share")
        grids.append(Grid("Men whose place a link in doubt decides", head, doubtful))
    else:
        says.append("They are too few to tell by group.")
    if found.by_origin is None:
        says.append("Errors by name origin are measured against a truth only; no origin is guessed from a name.")
    else:
        grids.append(_origin_grid(found.by_origin, found.smallest))
    return Section("Who is who", tuple(says), (), tuple(grids))


def _origin_grid(by_origin: list[dict[str, Any]], smallest: int) -> Grid:
    measured = [row for row in by_origin if row["recall"] is not None and row["precision"] is not None]
    measured.sort(key=lambda row: (row["recall"], row["group"]))
    rows = tuple(
        (
            row["group"].replace("_", " ").capitalize(),
            number(row["mentions"]),
            number(row["pairs"]),
            percent(row["precision"]),
            percent(row["recall"]),
        )
        for row in measured[:LEAST_JOINED]
    )
    caption = (
        f"Against the truth of the simulated city: the {len(rows)} of {len(measured)} name origins with {smallest} "
        "mentions or more whose mentions were joined least"
    )
    return Grid(caption, ("name origin", "mentions", "true pairs", "of pairs joined, true", "of true, joined"), rows)
