"""Clocks of the law, worked by hand: weekends, bank holidays of England and Wales, nights when the clocks change."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from v100.casework.clocks import (
    LONDON,
    after_hours,
    counts,
    is_bank_holiday,
    last_day,
    working_days,
    working_days_after,
    working_days_before,
)

LAW = ("Sunday", "bank holiday")
FAMILY = ("Sunday", "Christmas Day", "Good Friday")
CLOSURE = ("Christmas Day",)


def london(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("said", "start", "hours", "left_out", "end"),
    [
        ("a Tuesday: two days on", "2026-03-10 14:30", 48, LAW, "2026-03-12 14:30"),
        ("a Saturday: Sunday does not count", "2026-03-14 10:00", 48, LAW, "2026-03-17 10:00"),
        ("late on a Friday: Sunday does not count", "2026-03-13 23:00", 48, LAW, "2026-03-16 23:00"),
        ("out as Sunday begins: no waiting for Monday", "2026-03-14 00:00", 24, LAW, "2026-03-15 00:00"),
        ("on a Sunday: counted from midnight", "2026-03-15 15:00", 48, LAW, "2026-03-18 00:00"),
        (
            "Maundy Thursday: Good Friday, Sunday and Easter Monday do not",
            "2026-04-02 09:00",
            48,
            LAW,
            "2026-04-07 09:00",
        ),
        ("Christmas Eve 2026, a Thursday: Friday to Monday do not", "2026-12-24 12:00", 48, LAW, "2026-12-30 12:00"),
        ("New Year's Eve 2027, a Friday; 3 January 2028 for the 1st", "2027-12-31 08:00", 48, LAW, "2028-01-05 08:00"),
        ("Easter Monday counts where Good Friday alone is named", "2026-04-02 09:00", 24, FAMILY, "2026-04-04 09:00"),
        ("Boxing Day counts where Christmas Day alone is named", "2026-12-24 12:00", 48, CLOSURE, "2026-12-27 12:00"),
        ("every day counts: over the night when clocks go on", "2026-03-28 12:00", 24, (), "2026-03-29 13:00"),
        ("every day counts: over the night when clocks go back", "2026-10-24 12:00", 24, (), "2026-10-25 11:00"),
        ("the clocks go on on a Sunday, which does not count", "2026-03-28 12:00", 24, LAW, "2026-03-30 12:00"),
        ("the clocks go back on a Sunday, which does not count", "2026-10-24 12:00", 48, LAW, "2026-10-27 12:00"),
        ("Christmas Day on a Monday", "2028-12-23 09:00", 24, LAW, "2028-12-27 09:00"),
        (
            "weekends and bank holidays: the early May holiday",
            "2026-05-01 17:00",
            24,
            ("Saturday", *LAW),
            "2026-05-05 17:00",
        ),
    ],
)
def test_hours(said: str, start: str, hours: int, left_out: tuple[str, ...], end: str) -> None:
    found = after_hours(london(start), hours, left_out)
    assert found == london(end), said
    assert f"{found:%H:%M}" == end[-5:], said


def test_which_days_are_bank_holidays() -> None:
    """Of England and Wales, not of Scotland or Northern Ireland; the day in lieu is one too."""
    year = {date(2027, 1, 1) + timedelta(days=day) for day in range(365)}
    assert sorted(f"{day:%d %b}" for day in year if is_bank_holiday(day)) == sorted(
        ["01 Jan", "26 Mar", "29 Mar", "03 May", "31 May", "30 Aug", "25 Dec", "26 Dec", "27 Dec", "28 Dec"]
    )


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [("2026-03-10", 3, "2026-03-12"), ("2026-02-27", 3, "2026-03-01"), ("2026-12-31", 1, "2026-12-31")],
)
def test_days_begin_with_the_first(first: str, days: int, last: str) -> None:
    assert last_day(date.fromisoformat(first), days) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        ("2026-03-25", 1, "2026-03-26"),  # Wednesday
        ("2026-03-27", 1, "2026-03-30"),  # Friday: over the weekend when the clocks go forward
        ("2026-03-28", 1, "2026-03-30"),  # Saturday
        ("2026-03-25", 5, "2026-04-01"),
        ("2026-04-02", 1, "2026-04-07"),  # Thursday before Good Friday and Easter Monday
        ("2026-04-02", 5, "2026-04-13"),
        ("2026-10-23", 1, "2026-10-26"),  # the clocks go back
        ("2026-12-24", 1, "2026-12-29"),  # Boxing Day is a Saturday: Monday is given for it
        ("2027-12-24", 1, "2027-12-29"),  # Christmas Day and Boxing Day fall on a weekend
        ("2022-09-16", 1, "2022-09-20"),  # a bank holiday that was given once
        ("2026-04-03", 0, "2026-04-03"),  # the first night does not wait
        ("2026-12-23", 5, "2027-01-04"),
    ],
)
def test_working_days_come_after_the_day(day: str, days: int, last: str) -> None:
    assert working_days_after(date.fromisoformat(day), days) == date.fromisoformat(last)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 20))
def test_a_limit_ends_on_a_working_day_and_one_day_more_is_never_sooner(day: date, days: int) -> None:
    until = working_days_after(day, days)
    assert until.weekday() < 5
    assert until >= day + timedelta(days=days)
    assert working_days_after(day, days + 1) == working_days_after(until, 1) > until


@pytest.mark.parametrize(
    ("day", "days", "first"),
    [
        ("2026-03-28", 0, "2026-03-28"),  # Saturday: before none it is that day
        ("2026-03-30", 1, "2026-03-27"),  # Monday
        ("2026-04-07", 2, "2026-04-01"),  # after Easter Monday and Good Friday
    ],
)
def test_working_days_come_before_the_day(day: str, days: int, first: str) -> None:
    assert working_days_before(date.fromisoformat(day), days) == date.fromisoformat(first)


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
HOURS = st.integers(1, 200)


@settings(deadline=None)
@given(MOMENTS, HOURS)
def test_where_every_day_counts_it_is_time_that_passes(start: datetime, hours: int) -> None:
    assert after_hours(start, hours) - start == timedelta(hours=hours)


@settings(deadline=None)
@given(MOMENTS, HOURS, st.sets(st.sampled_from(["Saturday", "Sunday", "bank holiday"])))
def test_the_time_of_the_days_that_count_is_the_hours(start: datetime, hours: int, left_out: set[str]) -> None:
    """Hour by hour between the two: those of days that count make up the hours, and the last of them counts."""
    end = after_hours(start, hours, left_out)
    assert counts((end - timedelta(microseconds=1)).astimezone(LONDON).date(), left_out)
    counted, at = timedelta(), start
    while at < end:
        full_hour = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        then = min(full_hour, end.astimezone(UTC))
        if counts(at.astimezone(LONDON).date(), left_out):
            counted += then - at
        at = then
    assert counted == timedelta(hours=hours)


@given(st.dates(date(2024, 1, 1), date(2026, 12, 1)), st.integers(1, 10))
def test_a_day_is_found_by_its_place_among_working_days(day: date, days: int) -> None:
    """As the database counts them."""
    working = working_days(2024, 2027)
    assert working[bisect_right(working, day) + days - 1] == working_days_after(day, days)


def test_working_days_of_years_are_all_of_them_and_no_others() -> None:
    """2026 and 2027 have 104 days of weekends each, and eight bank holidays on other days."""
    working = working_days(2026, 2027)
    assert len(working) == 365 + 365 - 2 * (104 + 8)
    assert (working[0], working[-1]) == (date(2026, 1, 2), date(2027, 12, 31))


@settings(deadline=None)
@given(st.dates(date(2024, 1, 1), date(2026, 12, 1)), st.integers(0, 10), st.integers(-20, 20))
def test_what_was_known_before_so_many_working_days_is_late(today: date, days: int, apart: int) -> None:
    first = working_days_before(today, days)
    known = first + timedelta(days=apart)
    assert (working_days_after(known, days) < today) == (known < first)
