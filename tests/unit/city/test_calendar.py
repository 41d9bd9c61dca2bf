from datetime import date
from itertools import pairwise

import numpy as np

from v100.city.calendar import age, day, months_back


def to_date(number: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(number))


def test_a_year_has_a_year_of_days_whatever_the_last_day_is():
    for last in (date(2026, 3, 31), date(2026, 3, 15), date(2025, 2, 28), date(2026, 12, 1)):
        spans = months_back(last, 12)
        days = sum(end - start + 1 for start, end in spans)
        assert days in (365, 366)
        assert to_date(spans[-1][1]) == last


def test_spans_follow_one_another_without_gap():
    spans = months_back(date(2026, 3, 15), 15)
    assert all(after[0] == before[1] + 1 for before, after in pairwise(spans))
    assert to_date(spans[0][0]) == date(2024, 12, 16)


def test_age_changes_on_the_birthday():
    born = np.array([day(date(2008, 3, 10))] * 3)
    on = np.array([day(date(2026, 3, 9)), day(date(2026, 3, 10)), day(date(2008, 3, 10))])
    assert age(born, on).tolist() == [17, 18, 0]
