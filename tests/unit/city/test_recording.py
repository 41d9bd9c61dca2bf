from datetime import date

import numpy as np

from v100.city.calendar import day
from v100.city.recording import _add_years, _swap_day_and_month


def to_date(number: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(number))


def days(*dates: date) -> np.ndarray:
    return np.array([day(each) for each in dates])


def test_day_and_month_change_places_where_that_gives_a_date():
    swapped = _swap_day_and_month(days(date(1990, 12, 3), date(1990, 12, 25)))
    assert [to_date(each) for each in swapped] == [date(1990, 3, 12), date(1990, 12, 25)]


def test_another_year_keeps_day_and_month_and_a_leap_day_stays_possible():
    moved = _add_years(days(date(1990, 5, 20), date(1992, 2, 29)), np.array([10, 1]))
    assert [to_date(each) for each in moved] == [date(2000, 5, 20), date(1993, 2, 28)]
