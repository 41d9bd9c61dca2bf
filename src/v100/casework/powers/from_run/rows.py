"""The rows of a run that speak of one man, and what a condition asks of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from v100.casework.powers.fact import Kind

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Rows:
    """One man in one run: rows with the columns of `v100.tables`, his own and those of the reports that name him.

    `event` are his events; a row may also have `details` (which order, which sentence), where a person recorded it.
    `women` are the rows of `person` of the women on these reports: reference and age band.
    """

    as_at: date
    person: Row
    suspect: Sequence[Row]
    crime_report: Sequence[Row]
    offence: Sequence[Row]
    report_victim: Sequence[Row]
    event: Sequence[Row]
    offence_table: Sequence[Row]
    women: Sequence[Row] = ()

    @cached_property
    def reports(self) -> dict[str, Row]:
        """Reports that stand: not cancelled, not a duplicate, not found to be false."""
        false = {event["report_id"] for event in self.event if event["kind"] == "false_report"}
        return {
            row["report_id"]: row
            for row in self.crime_report
            if not row.get("cancelled_on") and not row.get("duplicate_of") and row["report_id"] not in false
        }

    @cached_property
    def codes(self) -> dict[str, dict[int, str]]:
        """Home Office code by line, of each report."""
        found: dict[str, dict[int, str]] = defaultdict(dict)
        for row in self.offence:
            found[row["report_id"]][row["line"]] = row["ho_code"]
        return found

    @cached_property
    def category(self) -> dict[str, str]:
        """Category of violence against women and girls, of each code that has one."""
        return {row["ho_code"]: row["vawg_category"] for row in self.offence_table if row["vawg_category"]}

    def says(self, kind: Kind, report: str, lines: Iterable[int]) -> bool:
        """Whether these lines of the report, or the report's flags and methods, say what the kind asks. One that asks
        nothing of them is content with any.
        """
        codes = {code for line, code in self.codes[report].items() if line in set(lines)}
        row = self.reports.get(report, {})
        flags = {*(row.get("flags") or ()), *(["domestic_abuse"] if row.get("domestic_abuse") else [])}
        asked = (kind.offence, kind.categories, kind.codes, kind.flags, kind.methods)
        return not any(asked) or any(
            (
                kind.offence and codes,
                codes & set(kind.codes),
                {self.category.get(code) for code in codes} & set(kind.categories),
                flags & set(kind.flags),
                set(row.get("mo_codes") or ()) & set(kind.methods),
            )
        )

    def women_on(self, report: str, lines: Iterable[int]) -> dict[str, set[str]]:
        """Women and girls on these lines of a report, or on the report itself, by reference, and what he is to each."""
        wanted = {None, *lines}
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.report_victim:
            if row["report_id"] == report and row.get("line") in wanted and row.get("sex") != "M":
                found[row["person_id"]].add(row.get("relationship") or "")
        return found

    def lines_of(self, report: str, lines: Iterable[int] | None) -> list[int]:
        """Lines that a row concerns; none given is all of them."""
        return list(lines or self.codes[report])
