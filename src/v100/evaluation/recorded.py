"""Recorded crime of a simulated city, counted as the published table counts it, beside that table."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.city import FORCES
from v100.city.published import category_of_offence
from v100.city.shipped import rows
from v100.evaluation.expected import WHOLE, Expected
from v100.evaluation.figure import TOLERANCE, counted, shown
from v100.evaluation.simulated import City
from v100.harm.judged import is_domestic
from v100.reports.city import Figure, Group

YEAR = 365
TABLE = "MPS Recorded Crime: Geographic Breakdown, twelve months to November 2025"
ABUSE = "MPS Monthly Crime Dashboard Data, April 2023 to January 2024"
ASSUMED = "nothing: assumed, not in the published table"


def recorded_figures(backend: Backend, known: Mapping[str, ir.Table], city: City, expected: Expected) -> list[Figure]:
    """Yearly totals (the whole, by borough, by category), the season, the share of domestic abuse, what is assumed.

    A crime is a principal offence line of a report of the Metropolitan Police that is neither cancelled nor a
    duplicate, by its day of recording, of the last 365 days; fewer days are scaled up to a year.
    """
    reports = engine.keep(backend, "reports_of_year", _of_year(known["crime_report"], city.as_at))
    first = max(city.first_day, city.as_at - timedelta(days=YEAR - 1))
    times = YEAR / ((city.as_at - first).days + 1)
    crimes = engine.keep(backend, "recorded", _recorded(reports, known["offence"]))
    whole = crimes.count().to_pyarrow().as_py()
    if not expected.compared:
        expected = expected.brought_to(whole * times)
    return [
        *_totals(expected, "whole", {WHOLE: whole}, times),
        *_totals(expected, "borough", _by(crimes, "borough"), times),
        *_totals(expected, "category", _by(crimes, "category"), times),
        *_season(expected, _by(crimes, "month"), first, city.as_at),
        _domestic(crimes, compared=expected.compared),
        *_assumed(reports, times),
    ]


def _of_year(reports: ir.Table, as_at: date) -> ir.Table:
    """Reports of the last 365 days that stand, of both forces."""
    recent = (_.recorded_on > as_at - timedelta(days=YEAR)) & (_.recorded_on <= as_at)
    return reports.filter(recent & _.cancelled_on.isnull() & _.duplicate_of.isnull()).select(
        "report_id",
        "force",
        "borough",
        "recorded_on",
        month=_.recorded_on.strftime("%Y-%m"),
        domestic=is_domestic(reports),
        incident=_.flags.contains("incident").fill_null(False),
    )


def _recorded(reports: ir.Table, offences: ir.Table) -> ir.Table:
    """One row for each crime: borough, month, domestic, category."""
    names = category_of_offence()
    category = ibis.memtable({"ho_code": list(names), "category": list(names.values())})
    crimes = offences.filter(_.role.fill_null("principal") == "principal").join(category, "ho_code")
    return crimes.join(reports.filter(_.force == FORCES[0]), "report_id").select(
        "borough", "month", "domestic", "category"
    )


def _by(crimes: ir.Table, column: str) -> dict[str, int]:
    found = crimes.group_by(column).agg(crimes=_.count()).order_by(column).to_pyarrow()
    return dict(zip(found[column].to_pylist(), found["crimes"].to_pylist(), strict=True))


def _totals(expected: Expected, group: Group, ours: dict[str, int], times: float) -> list[Figure]:
    published = expected.of[group]
    names = sorted(published, key=lambda name: -published[name])
    return [
        *(
            counted(group, name, ours.get(name, 0) * times, published[name], TABLE, compared=expected.compared)
            for name in names
        ),
        *(shown(group, str(name), ours[name] * times, ASSUMED) for name in ours if name not in published),
    ]


def _season(expected: Expected, ours: dict[str, int], first: date, last: date) -> list[Figure]:
    """Crimes a day of each whole month, as a share of the mean day of all of them: ours and the published."""
    days = _whole_months(first, last)
    of_ours, published = _by_day(ours, days), _by_day({month: expected.month[month[5:]] for month in days}, days)
    return [
        Figure(
            "month",
            month,
            of_ours[month],
            published[month],
            TABLE,
            abs(of_ours[month] / published[month] - 1) <= TOLERANCE if expected.compared else None,
            "index",
        )
        for month in days
    ]


def _by_day(counts: Mapping[str, float], days: dict[str, int]) -> dict[str, float]:
    """Each month's count a day, 1 being the mean day of them all."""
    whole = sum(counts.get(month, 0) for month in days)
    mean = whole / sum(days.values()) if whole else 1.0
    return {month: counts.get(month, 0) / number / mean for month, number in days.items()}


def _whole_months(first: date, last: date) -> dict[str, int]:
    """YYYY-MM of each month that lies between the two days, with its length."""
    months = (divmod(at, 12) for at in range(first.year * 12 + first.month - 1, last.year * 12 + last.month))
    length = {(year, month + 1): monthrange(year, month + 1)[1] for year, month in months}
    return {
        f"{year}-{month:02}": days
        for (year, month), days in length.items()
        if first <= date(year, month, 1) and date(year, month, days) <= last
    }


def _domestic(crimes: ir.Table, *, compared: bool) -> Figure:
    """The share of crimes marked as domestic abuse: within what the published months range over."""
    ours = crimes.domestic.mean().fill_null(0.0).to_pyarrow().as_py()
    months = [(int(row["domestic_abuse"]), int(row["all_offences"])) for row in rows("london", "domestic_abuse.csv")]
    shares = [abuse / offences for abuse, offences in months]
    mean = sum(month[0] for month in months) / sum(month[1] for month in months)
    within = min(shares) <= ours <= max(shares) if compared else None
    return Figure("share", "crimes marked as domestic abuse", ours, mean, ABUSE, within, "share")


def _assumed(reports: ir.Table, times: float) -> list[Figure]:
    incidents = reports.filter(_.incident).count().to_pyarrow().as_py()
    city = reports.filter((_.force == FORCES[1]) & ~_.incident).count().to_pyarrow().as_py()
    return [
        shown("assumed", "domestic incidents without a crime", incidents * times, ASSUMED),
        shown("assumed", "reports of the City of London Police", city * times, ASSUMED),
    ]
