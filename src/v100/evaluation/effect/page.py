"""The measure as a page of evidence: later harm first, every estimate with what it assumes and cannot say."""

from v100.evaluation.effect import charts, wording
from v100.evaluation.effect.answer import CANNOT_SAY, lead
from v100.evaluation.effect.cut import DESIGN
from v100.evaluation.effect.estimate import Check, Estimate
from v100.evaluation.effect.jump import jump
from v100.evaluation.effect.matched import CALIPER
from v100.evaluation.effect.measuring import CLAIMED, Effect, claim
from v100.evaluation.effect.near import near_the_cut
from v100.evaluation.effect.study import REACH
from v100.reports.evidence import Chart, Evidence, Grid, Section
from v100.reports.wording import long_date

HEAD = ("what is asked", "answer", "95% interval", "smallest it sees", "men", "checks passed")


def effect_evidence(found: Effect) -> Evidence:
    """The page's words, charts and tables."""
    study = found.study
    harm = [each for each in found.estimates if each.about == "harm"]
    arrests = [each for each in found.estimates if each.about == "arrests"]
    sections = [
        Section("Later harm", _HARM_SAYS, _cut_chart(found, "harm"), (_grid("Later harm", harm),)),
        Section(
            "Arrests",
            _ARREST_SAYS,
            (*_cut_chart(found, "arrests"), *_curves(found)),
            (_grid("Arrests and charges", arrests), _claims(arrests)),
        ),
        *([_launch(found)] if found.months else []),
        Section("Near the cut", _NEAR_SAYS, (), (near_the_cut(found),)),
        Section("Men alike", (_matched_says(found),), (), (_balance(found),) if found.matched.pairs else ()),
        Section("Checks", _CHECK_SAYS, (), (_checks(found),)),
        Section("What each assumes", (), (), (_assumed(found),)),
    ]
    first, last = study.days_of_runs[0], study.days_of_runs[-1]
    return Evidence(
        about="effect",
        as_at=last,
        title="What being listed changed",
        when=f"Runs from {long_date(first)} to {long_date(last)}, followed for {study.days} days",
        marking=study.marking,
        lead=lead(found),
        cannot_say=CANNOT_SAY,
        figures=_figures(found),
        sections=tuple(sections),
        made_from=_made_from(found),
    )


_HARM_SAYS = (
    "Counted is harm that counts for the list (the policy's offences, women and girls), that began after the run and "
    "was recorded within the days. A ratio below 1 means that less followed for the listed.",
    "A run counts for a number of days only if the last run is at least so many days later: what is cut off is not "
    "counted as nothing.",
)
_ARREST_SAYS = (
    "Arrests on reports that stood before the run are old work taken up; arrests on later reports need a new report, "
    "which is new harm or old harm told at last. The two are told apart by the report that the arrest names.",
)
_NEAR_SAYS = ("As counted, nothing taken out: the men of 25 places on either side of the cut.",)
_CHECK_SAYS = (
    "A check that did not pass does not say that the number is wrong. It says that something else than the list may "
    "stand behind it. A check fails by chance alone in one of a hundred cases, an interval misses in one of twenty.",
)


def _figures(found: Effect) -> tuple[tuple[str, str, str], ...]:
    days = found.study.days
    keys = (
        ("Later harm, at the cut", f"harm_{days}"),
        ("Later harm, men alike", f"matched_harm_{days}"),
        ("Arrests, at the cut", "arrested"),
        ("Arrests on earlier reports", "arrested_earlier"),
        ("Arrests, men alike", "matched_arrested"),
    )
    shown = [_figure(name, found.named(key)) for name, key in keys]
    study = found.study
    runs = ("Runs followed", str(int(study.rows[study.rows.followed >= days].run.nunique())), f"of {days} days or more")
    return (*shown, runs)


def _figure(name: str, estimate: Estimate) -> tuple[str, str, str]:
    if estimate.found is None:
        return name, "–", "the data cannot say"
    value, around = wording.number(estimate.found.value, "times"), wording.interval(estimate.found, "times")
    return name, f"{value} times", around


def _grid(caption: str, estimates: list[Estimate]) -> Grid:
    return Grid(caption, HEAD, tuple(_row(each) for each in estimates), words=(5,))


def _row(each: Estimate) -> tuple[str, ...]:
    asked = f"{each.design}: {each.question}"
    if each.found is None:
        return asked, "cannot say", "–", "–", "–", each.why_not
    return (
        asked,
        wording.number(each.found.value, each.unit),
        wording.interval(each.found, each.unit),
        wording.smallest(each.found, each.unit, each.about),
        f"{each.men:,}",
        wording.checked(each),
    )


def _claims(arrests: list[Estimate]) -> Grid:
    told = ((each, claim(each)) for each in arrests)
    rows = tuple((each.design, each.question, says) for each, says in told if says)
    caption = f"The claim: the risk of arrest of those listed became more than {CLAIMED:.0f} times as high"
    return Grid(caption, ("design", "what is asked", "what it says of the claim"), rows, words=(1, 2))


def _cut_chart(found: Effect, about: str) -> tuple[Chart, ...]:
    outcome, what = (f"any_{found.study.days}", "New harm recorded") if about == "harm" else ("arrested", "Arrested")
    rows = found.since_launch
    drawn = jump(rows, outcome)
    if drawn is None:
        return ()
    label = (
        f"{what} within {found.study.days} days: {max(drawn.above, 0):.0%} just above the cut, "
        f"{max(drawn.below, 0):.0%} just below"
    )
    return (
        Chart(
            charts.at_the_cut(rows, outcome, drawn, what),
            label,
            f"Each dot is the share of {charts.BIN} ranks, all runs together, within {found.study.days} days. The list "
            f"is to the left of the dashed line. The lines are fitted to the {drawn.width:.0f} ranks on either side.",
        ),
    )


def _curves(found: Effect) -> tuple[Chart, ...]:
    if not found.curves:
        return ()
    ends = ", ".join(f"{curve[-1][1]:.0%} of {name}" for name, curve in found.curves.items())
    return (
        Chart(
            charts.added_up(found.curves),
            f"Arrested in the end: {ends}",
            "The share arrested by each day (Aalen and Johansen's curves): who went into custody without an arrest, or "
            "died, is not arrested later, and is not taken to be.",
        ),
    )


def _launch(found: Effect) -> Section:
    rows = tuple(
        (
            f"{month.as_at}",
            str(month.months),
            f"{month.listed:.1%}",
            f"{month.beside:.1%}",
            wording.interval(month.moved, "points") if month.moved else "compared with",
        )
        for month in found.months
    )
    return Section(
        "Around the launch",
        (
            f"Launched {found.launched}. From each run to the next: the share arrested of the listed and of those "
            "beside them. Dots before the launch should lie on nought; those after it are what changed.",
        ),
        (
            Chart(
                charts.around_launch(found.months),
                "Difference between the listed and those beside them by month, against the month before the launch",
                "Dots with 95% intervals, errors clustered by man. The dashed line is the launch.",
            ),
        ),
        (Grid("By month", ("run", "month", "listed", "beside", "moved, points of 100"), rows),),
    )


def _matched_says(found: Effect) -> str:
    pairs = found.matched
    return (
        f"{pairs.newly} men were newly listed; {pairs.pairs} of them are beside an unlisted man of the same run who "
        f"differs by no more than {CALIPER} standard deviations in harm days, in reports or in days since the last "
        "report. A man stands in one pair at most. The others have nobody like them: this comparison does not speak "
        "of them, and they are mostly those of most harm."
    )


def _balance(found: Effect) -> Grid:
    rows = tuple(
        (each.name, f"{each.listed:.1f}", f"{each.beside:.1f}", f"{each.before:+.2f}", f"{each.after:+.2f}")
        for each in found.matched.balance
    )
    head = ("before the run", "newly listed", "beside them", "apart before matching", "apart after")
    return Grid("How alike the pairs are: means, and standard deviations between them", head, rows)


def _checks(found: Effect) -> Grid:
    """Of the main estimates; what was asked once for several of them stands once."""
    asked: dict[Check, list[str]] = {}
    for each in found.estimates:
        if each.key in ("arrested", f"harm_{found.study.days}") or each.design != DESIGN:
            for check in each.checks:
                asked.setdefault(check, []).append(_short(each))
    rows = tuple(
        (check.name, "; ".join(names), wording.passed(check.passed), check.says) for check, names in asked.items()
    )
    return Grid("Checks of the main estimates", ("check", "of", "", "what was found"), rows, words=(1, 2, 3))


def _short(each: Estimate) -> str:
    return f"{each.design}: {each.name}"


def _assumed(found: Effect) -> Grid:
    said: dict[tuple[str, str], list[str]] = {}
    for each in found.estimates:
        said.setdefault((each.assumes, each.cannot_say), []).append(_short(each))
    rows = tuple(("; ".join(names), assumes, cannot) for (assumes, cannot), names in said.items())
    return Grid("By estimate", ("estimates", "assumes", "cannot say"), rows, words=(1, 2))


def _made_from(found: Effect) -> tuple[tuple[str, str], ...]:
    study = found.study
    made = [
        ("Policy", study.policy),
        ("Runs", ", ".join(study.run_ids)),
        ("People", "told apart as in the last run"),
        ("Rows", f"{len(study.rows):,} of {study.rows.person_id.nunique():,} men, ranks up to {REACH} times the list"),
        ("Launched", str(found.launched or "not given")),
    ]
    if study.adoptions:
        made.append(("Adoptions", f"{study.adoptions[0]} of {study.adoptions[1]} lines of the file are of these men"))
    return tuple(made)
