"""Where one person's harm days come from: report by report, line by line, and what each is worth in rank."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from v100.reports.reading import Row, Run
from v100.reports.reference import offence_titles, outcomes
from v100.reports.wording import percent

Standing = tuple[Decimal, int, int, int, str]


@dataclass(frozen=True)
class Line:
    """One offence line that names him, counted or not, ready to read."""

    row: Row
    report: Row
    title: str
    attempt: bool
    victims: list[Row]
    outcome: str


@dataclass(frozen=True)
class Bar:
    """One step of the waterfall: a report's counted days on top of the days before it, as percentages of all."""

    report: Row
    offences: int
    days: Decimal
    start: Decimal
    width: Decimal
    total: Decimal
    rank_without: int | None


class Ranks:
    """What rank somebody would have with fewer days, everybody else as they are (method, rule 42, for ties)."""

    def __init__(self, ranking: list[Row]) -> None:
        self._order = sorted(
            _standing(row["harm_days"], row["victims"], row["reports"], row["last_on"], row["person_id"])
            for row in ranking
        )

    def with_lines(self, ranked: Row, counted: list[Line]) -> int | None:
        """His rank with only these counted lines; None when nothing is left."""
        if not counted:
            return None
        women = {victim["person_id"] for line in counted for victim in line.victims if victim["sex"] == "F"}
        ahead = self.ahead(
            sum((line.row["days"] for line in counted), Decimal(0)),
            len(women),
            len({line.row["report_id"] for line in counted}),
            max(line.report["recorded_on"] for line in counted),
            ranked["person_id"],
        )
        was_ahead = ranked["rank"] is not None and ranked["rank"] - 1 < ahead
        return ahead + 1 - (1 if was_ahead else 0)

    def ahead(self, days: Decimal, victims: int, reports: int, last_on: date, person_id: str) -> int:
        """How many of the ranking stand before somebody with these."""
        return bisect_left(self._order, _standing(days, victims, reports, last_on, person_id))


def _standing(days: Decimal, victims: int, reports: int, last_on: date, person_id: str) -> Standing:
    return (-days, -victims, -reports, -last_on.toordinal(), person_id)


def lines(run: Run, person_id: str) -> list[Line]:
    """Every line that names him, latest report first."""
    found = [_line(run, row) for row in run.lines.get(person_id, [])]
    return sorted(found, key=lambda line: (-_recorded(line).toordinal(), line.row["report_id"], line.row["line"]))


def _line(run: Run, row: Row) -> Line:
    key = (row["report_id"], row["line"])
    report = run.reports.get(row["report_id"], {"report_id": row["report_id"]})
    offence = run.offences.get(key, {})
    outcome = report.get("outcome_type")
    return Line(
        row=row,
        report=report,
        title=offence_titles().get(row["ho_code"]) or offence.get("title") or "Offence without a title",
        attempt=bool(offence.get("attempt")),
        victims=run.victims.get(key, []),
        outcome=f"{outcome}: {outcomes().get(outcome, 'not in the table')}" if outcome else "",
    )


def _recorded(line: Line) -> date:
    return line.report.get("recorded_on") or date.min


def bars(run: Run, ranked: Row, ranks: Ranks) -> list[Bar]:
    """His counted reports in the order of recording, each on top of those before it."""
    counted = [line for line in lines(run, ranked["person_id"]) if line.row["counted"]]
    whole = sum((line.row["days"] for line in counted), Decimal(0))
    found: list[Bar] = []
    total = Decimal(0)
    for report_id in dict.fromkeys(line.row["report_id"] for line in reversed(counted)):
        of_report = [line for line in counted if line.row["report_id"] == report_id]
        rest = [line for line in counted if line.row["report_id"] != report_id]
        days = sum((line.row["days"] for line in of_report), Decimal(0))
        found.append(
            Bar(
                report=of_report[0].report,
                offences=len(of_report),
                days=days,
                start=percent(total, whole),
                width=percent(days, whole),
                total=total + days,
                rank_without=ranks.with_lines(ranked, rest),
            )
        )
        total += days
    return found
