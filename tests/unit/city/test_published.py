"""The published figures as the city reads them."""

import csv
from importlib.resources import files

import numpy as np
import pytest

from v100.city import rates
from v100.city.published import category_of_offence, recorded_crime
from v100.offences import offence_table


def test_nothing_is_lost_when_the_unknown_borough_is_spread():
    text = (files("v100.data.london") / "recorded_crime.csv").read_text(encoding="utf-8")
    listed = list(csv.DictReader(text.splitlines()))
    crime = recorded_crime()
    assert crime.counts.shape == (33, 31, 24)
    assert "Unknown" not in crime.boroughs
    for number, month in enumerate(crime.months):
        assert crime.counts[:, :, number].sum() == pytest.approx(sum(int(row[month]) for row in listed))


def test_twelve_months_to_november_2025_are_the_published_total():
    crime = recorded_crime()
    assert (crime.months[0], crime.months[-1]) == ("2023-12", "2025-11")
    assert crime.counts[:, :, -12:].sum() == pytest.approx(912_864)


def test_every_offence_has_a_category_and_every_category_an_offence():
    category = category_of_offence()
    assert set(category) == set(offence_table()["ho_code"].to_pylist())
    assert set(category.values()) == set(recorded_crime().categories)


def test_the_kinds_of_a_category_add_up_to_it():
    crime = recorded_crime()
    year = dict(zip(crime.categories, crime.counts[:, :, -12:].sum(axis=(0, 2)), strict=True))
    for name, published in year.items():
        ours = sum(kind.volume for kind in rates.load().kinds if kind.category == name)
        assert ours == pytest.approx(np.rint(published)), name
