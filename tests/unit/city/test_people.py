import numpy as np
import pytest

from v100.city import people, rates
from v100.city.calendar import age
from v100.city.offenders import build
from v100.city.people import People
from v100.city.streams import Streams

FIRST, LAST = 20_000, 20_365


@pytest.fixture(scope="module")
def london() -> People:
    """A few people in each of the 33 boroughs."""
    from v100.city.places import load

    scale = {"boroughs": list(load().boroughs), "residents": 12_000}
    return people.build(rates.load(), scale, Streams(5), FIRST, LAST)


def test_every_borough_has_people_and_homes_of_its_own(london: People):
    assert len(london.land.boroughs) == 33
    assert set(np.unique(london.borough)) == set(range(33))
    assert (london.homes.borough[london.next_home] == london.borough).all()


def test_partners_are_each_others(london: People):
    has = np.flatnonzero(london.partner >= 0)
    assert len(has) > 3_000
    assert (london.partner[london.partner[has]] == has).all()
    assert (london.parts_on[has] == london.parts_on[london.partner[has]]).all()


def test_mothers_are_women_old_enough_and_live_with_their_children(london: People):
    child = np.flatnonzero(london.mother >= 0)
    mother = london.mother[child]
    assert (london.sex[mother] == 1).all()
    assert (age(london.born[mother], FIRST) - age(london.born[child], FIRST)).min() >= 14
    assert (london.home[mother] == london.home[child]).all()
    assert np.bincount(mother).max() <= 4


def test_nobody_is_his_own_ex_or_the_ex_of_his_partner(london: People):
    for slot in (0, 1):
        who = np.flatnonzero(london.ex[:, slot] >= 0)
        assert (london.ex[who, slot] != who).all()
        assert (london.ex[who, slot] != london.partner[who]).all()


def test_origins_follow_the_census(london: People):
    tower_hamlets = london.land.number("Tower Hamlets")
    bexley = london.land.number("Bexley")
    bangladeshi = london.ethnic == london.groups.index("Bangladeshi")
    assert bangladeshi[london.borough == tower_hamlets].mean() > 0.25
    assert bangladeshi[london.borough == bexley].mean() < 0.05


def test_latent_rates_have_a_heavy_tail(london: People):
    state = build(rates.load(), {"offenders": 0.3}, london, Streams(5), FIRST)
    rate = np.sort(state.latent)[::-1]
    assert rate[: len(rate) // 100].sum() > 0.05 * rate.sum()
    assert (age(london.born[state.offenders], FIRST) >= 10).all()
