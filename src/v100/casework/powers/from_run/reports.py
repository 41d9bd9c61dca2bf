"""Facts from reports that name him as a suspect."""

from collections.abc import Iterator, Mapping

from v100.casework.powers.fact import ABOUT_MAN, Fact, Kind
from v100.casework.powers.from_run.rows import Row, Rows


def of_reports(kinds: Mapping[str, Kind], rows: Rows) -> Iterator[Fact]:
    """One fact for each kind that a report answers: about him, or about him and each woman on his lines of it."""
    for mention in rows.suspect:
        report = rows.reports.get(mention["report_id"])
        if report and mention.get("role") in (None, "suspect") and not mention.get("eliminated_on"):
            for kind in kinds.values():
                if kind.source == "report" and _ended_so(kind, report):
                    yield from _of_one(kind, rows, mention, report)


def _ended_so(kind: Kind, report: Row) -> bool:
    return not kind.outcomes or report.get("outcome_type") in kind.outcomes


def _of_one(kind: Kind, rows: Rows, mention: Row, report: Row) -> Iterator[Fact]:
    number = report["report_id"]
    lines = rows.lines_of(number, mention.get("lines"))
    if kind.about == ABOUT_MAN:
        if rows.says(kind, number, lines):
            yield _fact(kind, report, mention, None)
        return
    for woman, relationships in rows.women_on(number, lines).items():
        hers = [line for line in lines if woman in rows.women_on(number, [line])]
        known = not kind.relationships or relationships & set(kind.relationships)
        if known and rows.says(kind, number, hers):
            yield _fact(kind, report, mention, woman)


def _fact(kind: Kind, report: Row, mention: Row, woman: str | None) -> Fact:
    return Fact(
        kind=kind,
        on=report["recorded_on"],
        known_on=mention.get("named_on"),
        opens=report["report_id"],
        words=kind.words,
        woman=woman,
    )
