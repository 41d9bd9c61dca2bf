"""The page of a simulated city beside the published figures."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from v100.reports.city import CityFigures, Figure, city_page, figure_in_words
from v100.reports.page import block_hash

FIGURES = (
    Figure("whole", "recorded crime", 91_000, 91_286.4, "the table", True),
    Figure("borough", "Camden & <Co>", 4000, 4146.3, "the table", True),
    Figure("borough", "City of London", 7, None, "nothing", None),
    Figure("category", "RAPE", 1100, 964.7, "the table", False),
    Figure("category", "NFIB", 0, 0.1, "the table", True),
    Figure("month", "2026-03", 1.02, 0.99, "the table", True, "index"),
    Figure("share", "crimes marked as domestic abuse", 0.11, 0.103, "the dashboard", True, "share"),
    Figure("assumed", "domestic incidents without a crime", 9000, None, "nothing", None),
    Figure("suspects", "VAWG suspects in 365 days", 3700, 3600, "a newspaper", True),
)
CITY = CityFigures(
    scale="london-tenth",
    seed=1,
    as_at=date(2026, 3, 31),
    months=15,
    share=0.1,
    figures=FIGURES,
    harm_days=(Decimal(3650), Decimal(10), Decimal(1)),
    listed=1,
)


def test_the_page_is_whole_in_itself_and_the_same_each_time() -> None:
    page = city_page(CITY)
    assert page == city_page(CITY)
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert f"style-src '{block_hash(style)}'" in page
    assert "<script" not in page


def test_the_page_says_what_agrees_and_what_does_not() -> None:
    page = city_page(CITY)
    assert "<dd>6<small>of 7 compared</small></dd>" in page
    assert "Outside: Rape." in page
    assert "This city is 10% of London." in page
    assert "Camden &amp; &lt;Co&gt;" in page
    assert page.count("<svg") == 4


def test_a_city_with_a_mix_of_its_own_is_not_judged() -> None:
    figures = tuple(replace(figure, within=None) for figure in FIGURES)
    page = city_page(replace(CITY, share=None, figures=figures))
    assert "not meant to match" in page
    assert "Figures that agree" not in page


def test_a_city_in_which_nobody_is_ranked_or_no_month_is_whole_has_its_page() -> None:
    figures = tuple(figure for figure in FIGURES if figure.group != "month")
    page = city_page(replace(CITY, months=1, harm_days=(), figures=figures))
    assert "No whole month" in page
    assert "fewer than twelve months" in page
    assert page.count("<svg") == 2


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (91_286.4, "count", "91,286"),
        (5.0, "count", "5"),
        (4.45, "count", "4.5"),
        (0.1034, "share", "10.3%"),
        (1.02, "index", "102.0%"),
        (None, "share", "–"),
    ],
)
def test_figures_in_words(value, unit, said) -> None:
    assert figure_in_words(value, unit) == said
