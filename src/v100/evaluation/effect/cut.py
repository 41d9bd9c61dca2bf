"""What changes at the cut: the last places of the list beside the first places under it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from v100.evaluation.effect import checks
from v100.evaluation.effect.estimate import About, Check, Estimate
from v100.evaluation.effect.jump import FEWEST_CASES, FEWEST_MEN, Jump, jump, moved
from v100.evaluation.effect.study import Study

if TYPE_CHECKING:
    import pandas as pd

DESIGN = "At the cut"
ASSUMES = (
    "Men just above and just below the cut are alike but for the list: what happens to men changes smoothly with rank, "
    "and nothing else begins at this rank."
)
RECORDED = (
    "It counts harm that was recorded. Where officers are near, more is told and less may happen, or more is told and "
    "as much happens: it does not tell these apart. Who is in custody harms nobody outside."
)
ATTENTION = "A ratio of arrests proves attention, not safety, and says nothing of whether they were just."
AT_CUT = " It speaks of men at the cut, not of those of most harm."
FEW = f"Fewer than {FEWEST_MEN} men, or fewer than {FEWEST_CASES} of them to whom it happened, on one side of the cut."


def at_the_cut(study: Study, launched: date | None) -> list[Estimate]:
    """Later harm at each horizon, then arrests on all, earlier and later reports, then charges; from the launch on,
    where one is given."""
    rows = study.rows if launched is None else study.rows[study.rows.as_at >= launched]
    shared = (
        checks.men_alike(rows),
        checks.past_alike(rows, "arrested_before", study.days),
        checks.past_alike(rows, "charged_before", study.days),
        checks.not_pushed(rows),
        checks.kept_apart(rows, study.days),
    )
    harm = [each for horizon in study.horizons for each in _harm(study, rows, horizon, shared, launched)]
    arrests = [_arrests(study, rows, outcome, says, shared, launched) for outcome, says in _ARRESTS.items()]
    return harm + arrests


_NAMES = {
    "arrested": "arrests",
    "arrested_earlier": "arrests on earlier reports",
    "arrested_later": "arrests on later reports",
    "charged": "charges",
}
_ARRESTS = {
    "arrested": "were men arrested",
    "arrested_earlier": "were men arrested on reports that stood before the run",
    "arrested_later": "were men arrested on reports recorded after the run",
    "charged": "were men charged",
}


def _harm(
    study: Study, rows: "pd.DataFrame", horizon: int, shared: tuple[Check, ...], launched: date | None
) -> list[Estimate]:
    any_, days = f"any_{horizon}", f"harm_{horizon}"
    one, two = jump(rows, any_), jump(rows, days)
    return [
        Estimate(
            key=f"harm_{horizon}",
            name=f"new harm in {horizon} days",
            about="harm",
            design=DESIGN,
            question=f"How many times as often as of men just below was new harm to women and girls recorded of men "
            f"just above, within {horizon} days?",
            unit="times",
            found=one.ratio if one else None,
            men=one.men if one else 0,
            rows=one.rows if one else 0,
            assumes=ASSUMES,
            cannot_say=RECORDED + AT_CUT,
            checks=_checked(study, rows, any_, one, shared, launched),
            why_not=_why_not(one),
        ),
        Estimate(
            key=f"harm_days_{horizon}",
            name=f"harm days in {horizon} days",
            about="harm",
            design=DESIGN,
            question=f"How many harm days more were recorded of each man just above, within {horizon} days?",
            unit="days",
            found=two.difference if two else None,
            men=two.men if two else 0,
            rows=two.rows if two else 0,
            assumes=ASSUMES,
            cannot_say=RECORDED + AT_CUT + " A few grave crimes make most harm days, so this number is rarely sure.",
            checks=shared,
            why_not="" if two else FEW,
        ),
    ]


def _arrests(
    study: Study, rows: "pd.DataFrame", outcome: str, says: str, shared: tuple[Check, ...], launched: date | None
) -> Estimate:
    found = jump(rows, outcome)
    return Estimate(
        key=outcome,
        name=_NAMES[outcome],
        about="arrests",
        design=DESIGN,
        question=f"How many times as often as just below {says} just above, within {study.days} days?",
        unit="times",
        found=found.ratio if found else None,
        men=found.men if found else 0,
        rows=found.rows if found else 0,
        assumes=ASSUMES,
        cannot_say=ATTENTION + AT_CUT,
        checks=_checked(study, rows, outcome, found, shared, launched),
        why_not=_why_not(found),
    )


def _checked(
    study: Study,
    rows: "pd.DataFrame",
    outcome: str,
    found: Jump | None,
    shared: tuple[Check, ...],
    launched: date | None,
) -> tuple[Check, ...]:
    if found is None:
        return ()
    own = [checks.widths(rows, outcome, found), checks.elsewhere(rows, outcome)]
    if launched is not None:
        ends = launched - timedelta(days=int(outcome.split("_")[1]) if outcome.startswith("any_") else study.days)
        own.append(checks.before_launch(study.rows[study.rows.as_at <= ends], outcome))
    return (*own, *shared)


def _why_not(found: Jump | None) -> str:
    if found is None:
        return FEW
    return "" if found.ratio else "The line below the cut ends at nought: there is nothing to compare with."


def adopted_at_the_cut(study: Study, launched: date | None) -> list[Estimate]:
    """What adoption changed for the men whom the cut moved into it: a fuzzy discontinuity."""
    rows = study.rows if launched is None else study.rows[study.rows.as_at >= launched]
    told: tuple[tuple[str, About, str, str], ...] = (
        (f"any_{study.days}", "harm", "of men of whom new harm to women and girls was recorded", RECORDED),
        ("arrested", "arrests", "of men arrested", ATTENTION),
    )
    return [_adopted(study, rows, *each) for each in told]


def _adopted(study: Study, rows: "pd.DataFrame", outcome: str, about: About, says: str, cannot_say: str) -> Estimate:
    both = moved(rows, outcome, "adopted")
    near = rows[rows[outcome].notna()]
    checked: tuple[Check, ...] = ()
    if both:
        first = both[0]
        checked = (
            Check(
                "The cut moves men into adoption",
                first.low > 0,
                f"It makes {first.value * 100:.0f} more of 100 men adopted ({first.low * 100:.0f} to "
                f"{first.high * 100:.0f}).",
            ),
        )
    weak = both is not None and both[0].low <= 0
    return Estimate(
        key=f"adopted_{about}",
        name="new harm" if about == "harm" else "arrests",
        about=about,
        design="At the cut, by adoption",
        question=f"Of 100 men whom their place made adopted, how many more were there {says} within {study.days} days?",
        unit="points",
        found=both[1] if both and not weak else None,
        men=near.person_id.nunique() if both else 0,
        rows=len(near) if both else 0,
        assumes=ASSUMES + " The list acts through adoption only, and keeps nobody out of it.",
        cannot_say=cannot_say + " It speaks only of men who were adopted because of their place.",
        checks=checked,
        why_not="The cut moves too few men into adoption: the effect of adoption cannot be told from it."
        if weak
        else ("" if both else FEW),
    )
