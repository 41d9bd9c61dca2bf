"""A simulated city beside the published figures, as one HTML file of pictures and tables."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Literal

from markupsafe import Markup

from v100.reports import page, wording
from v100.reports.concentration import harm_curve
from v100.reports.side_by_side import dots, months

Unit = Literal["count", "share", "index"]
Group = Literal["whole", "borough", "category", "month", "share", "assumed", "suspects"]


@dataclass(frozen=True)
class Figure:
    """One figure: ours, the published one at the city's size, whether ours is within reach of it.

    `published` is empty where nothing is published, `within` where the two are only shown side by side. An index is 1
    on the mean day of the year.
    """

    group: Group
    name: str
    ours: float
    published: float | None
    source: str
    within: bool | None
    unit: Unit = "count"


@dataclass(frozen=True)
class CityFigures:
    """What the page shows. `share` is how much of London the city is meant to be; None where its mix is its own."""

    scale: str
    seed: int
    as_at: date
    months: int
    share: float | None
    figures: tuple[Figure, ...]
    harm_days: tuple[Decimal, ...]
    listed: int

    def of(self, group: Group) -> list[Figure]:
        return [figure for figure in self.figures if figure.group == group]

    @property
    def compared(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.within is not None]


def city_page(city: CityFigures) -> str:
    """The page of a city; the same figures give the same bytes. It opens without network and has no script."""
    environment = page.environment()
    environment.filters.update(date=wording.long_date, figure=figure_in_words, name=name_in_words, svg=Markup)
    style = page.asset("style.css")
    return environment.get_template("city.html.j2").render(
        city=city,
        whole=city.of("whole")[0],
        outside=[figure for figure in city.compared if not figure.within],
        boroughs=dots(_pairs(city, "borough"), log=False),
        categories=dots(_pairs(city, "category"), log=True),
        months=months(_pairs(city, "month")),
        curve=harm_curve(list(accumulate(city.harm_days, initial=Decimal(0))), city.listed)
        if any(city.harm_days)
        else "",
        style=Markup(style),
        style_hash=page.block_hash(style),
    )


def figure_in_words(value: float | None, unit: Unit) -> str:
    """1,234; 4.5; 12.3%; an index as a percentage of the mean; a dash when there is none."""
    if value is None:
        return "–"
    if unit == "count":
        return f"{value:,.0f}" if value >= 20 or value == int(value) else f"{value:.1f}"
    return f"{value:.1%}"


def name_in_words(name: str) -> str:
    """A category of the published table as a sentence has it: Violence with injury."""
    return name.capitalize().replace("Nfib", "NFIB") if name.isupper() else name


def _pairs(city: CityFigures, group: Group) -> list[tuple[str, float, float]]:
    """Name, ours, published of the figures that have both."""
    return [
        (name_in_words(figure.name), figure.ours, figure.published)
        for figure in city.of(group)
        if figure.published is not None
    ]
