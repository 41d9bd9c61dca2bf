"""What a person's sum rests on: old acts, and reports in which only professionals name him."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from v100.reports.harm import Line, Ranks
from v100.reports.reading import Row, Run

OLD_ACT = "act over a year old"
PROFESSIONALS = ("officer", "other")
"""named_by of third-party and professional reports; victims, witnesses and forensic traces are not (rule 24)."""


@dataclass(frozen=True)
class Sensitivity:
    """Of his counted days, how many are for acts over a year old (rule 15), how many rest on reports in which only
    professionals name him, and his rank without those (rule 24; none when nothing is left)."""

    old_days: Decimal
    professional_days: Decimal
    rank_without_professionals: int | None


def sensitivity(run: Run, ranked: Row, lines: list[Line], ranks: Ranks) -> Sensitivity:
    """Of the counted lines given. Reports that count all the same: said beside the rank, never in it."""
    counted = [line for line in lines if line.row["counted"]]
    named_by: dict[str, set[str | None]] = {}
    for mention in run.mentions.get(ranked["person_id"], []):
        named_by.setdefault(mention["report_id"], set()).add(mention["named_by"])
    by_professionals = {report for report, who in named_by.items() if who <= set(PROFESSIONALS)}
    rest = [line for line in counted if line.row["report_id"] not in by_professionals]
    return Sensitivity(
        old_days=_days(line for line in counted if OLD_ACT in (line.row["marks"] or ())),
        professional_days=_days(counted) - _days(rest),
        rank_without_professionals=ranks.with_lines(ranked, rest),
    )


def _days(lines: Iterable[Line]) -> Decimal:
    return sum((line.row["days"] for line in lines), Decimal(0))
