from datetime import date
from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from v100.city.calendar import age, born_by, day
from v100.city.kinds import ByBirth
from v100.city.rates import VICTIMS

days = st.integers(day(date(1930, 1, 1)), day(date(2026, 3, 1)))


@given(born=st.lists(days, min_size=1, max_size=40), on=st.integers(day(date(2015, 1, 1)), day(date(2030, 1, 1))))
def test_runs_are_those_whom_counting_years_finds(born: list[int], on: int) -> None:
    size = len(born)
    people = SimpleNamespace(sex=np.arange(size) % 2, born=np.array(born))
    key = np.arange(size) % 3
    crowd = ByBirth(people, key, np.arange(size))
    years = age(np.array(born), on)
    band = np.where(years >= 18, 0, np.where(years >= 13, 1, 2))
    kind = np.where(people.sex == 1, band, band + 3)
    for k in range(3):
        for number in range(len(VICTIMS) - 1):
            low, count = crowd.runs(np.array([k]), np.array([number]), on)
            found = set(crowd.people[int(low[0]) : int(low[0] + count[0])].tolist())
            assert found == {i for i in range(size) if key[i] == k and kind[i] == number and born[i] <= on}


@given(born=days, on=st.integers(day(date(1990, 1, 1)), day(date(2030, 1, 1))), years=st.sampled_from([13, 16, 18]))
def test_born_by_is_the_test_of_age(born: int, on: int, years: int) -> None:
    assert (born <= born_by(on, years)) == bool(age(np.array([born]), on)[0] >= years)
