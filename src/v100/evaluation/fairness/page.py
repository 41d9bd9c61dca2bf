"""The fairness of one run as a page of evidence: the answer, what it rests on, and what it cannot say."""

from v100.evaluation.fairness import sections
from v100.evaluation.fairness.groups import NOT_KNOWN, SELF
from v100.evaluation.fairness.measure import Fairness
from v100.evaluation.fairness.selection import Selected
from v100.evaluation.fairness.wording import HELD, listing, percent, ratio
from v100.reports.evidence import Evidence
from v100.reports.wording import long_date

LIMITS = (
    "None of this says whether the reports themselves fall evenly: who was never reported or never named is in no "
    "record, and equal rates are neither needed for fairness nor enough for it."
)
EVEN = (
    "Given the harm that is reported of a man, his group makes no difference to whether he is listed. The list was "
    "made again from its counted lines: nobody with more days was passed over, and no group is listed more or less "
    "often than chance allows among men with the same days."
)
UNEVEN = (
    "A fault was found: the list is not what the reported harm makes it. It is not to be used before that is explained."
)


def evidence(found: Fairness) -> Evidence:
    """What the page says (reports.evidence); the terminal prints its sentences and tables."""
    runs = [day.isoformat() for day in found.outcomes.runs] if found.outcomes else ["none: there is no run before"]
    return Evidence(
        about="fairness",
        as_at=found.as_at,
        title="Does the list fall evenly?",
        when=f"{found.totals.listed:,} men listed at {long_date(found.as_at)}, policy {found.policy}",
        marking=found.marking,
        lead=(_given_harm(found), _rates(found)),
        cannot_say=(LIMITS,),
        figures=_figures(found),
        sections=tuple(sections.every(found)),
        made_from=(
            ("Run", found.run_id),
            ("Runs whose lists were followed", ", ".join(runs)),
            ("Smallest number told", f"{found.smallest} ({HELD} where held back)"),
            ("Command", f"v100 evaluate fairness --run {found.run_id} --smallest {found.smallest}{_adopted(found)}"),
        ),
        for_all=(EVEN if found.sound else UNEVEN, LIMITS),
    )


def _adopted(found: Fairness) -> str:
    return " --adopted FILE" if found.panel else ""


def _given_harm(found: Fairness) -> str:
    if found.sound:
        return EVEN
    at_fault = [f"{each.kind} {each.group}" for each in found.given_harm if each.fault]
    remains = f", and given the same days a difference remains for {listing(at_fault)}" if at_fault else ""
    return (
        "FAULT. The list is not what the reported harm makes it: "
        f"{found.recount.differ:,} men have other days than their lines add up to, {found.recount.passed_over:,} men "
        f"with more days than somebody listed are not listed{remains}. Do not use this list before it is explained: "
        "v100 verify --recompute."
    )


def _rates(found: Fairness) -> str:
    compared = [each for each in found.selection if each.to_largest]
    apart = [each for each in compared if each.to_largest and not each.to_largest.low <= 1 <= each.to_largest.high]
    if not compared:
        return f"No two groups of a kind have {found.smallest} men on the list, so no rates can be compared."
    if not apart:
        return "For each suspect, no group is listed clearly more or less often than the largest of its kind."
    return (
        f"For each suspect, {len(apart)} of the {len(compared)} groups compared {'is' if len(apart) == 1 else 'are'} "
        "listed clearly more or less often than the largest of the kind (of twenty, one would be by chance): "
        f"{'; '.join(map(_told, apart))}."
    )


def _told(each: Selected) -> str:
    return (
        f"{each.kind} {each.group} {ratio(each.to_largest)} times as often, and for each harm day reported "
        f"{ratio(each.days_to_largest)} times"
    )


def _figures(found: Fairness) -> tuple[tuple[str, str, str], ...]:
    suspects, himself, unknown = found.totals.suspects, found.basis.get(SELF, 0), found.basis.get(NOT_KNOWN, 0)
    known = HELD if unknown is None or not suspects else percent(1 - unknown / suspects)
    said = "" if himself is None or not suspects else f"; {percent(himself / suspects)} said it themselves"
    untold = sum(each.listed is None for each in found.selection)
    return (
        ("Passed over", f"{found.recount.passed_over:,}", "ranked men with more days than somebody listed"),
        ("Days that do not add up", f"{found.recount.differ:,}", "ranked men whose days are not those of their lines"),
        ("Ethnicity known", known, f"of {suspects:,} suspects{said}"),
        ("Groups with no figure", f"{untold:,} of {len(found.selection):,}", "too few on the list to be told"),
    )
