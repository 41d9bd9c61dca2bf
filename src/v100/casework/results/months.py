"""Figures month by month, as bars that need no script."""

from dataclasses import dataclass
from datetime import date

from v100.casework.results.figures import BY_MONTH, FIGURES, Counts, Figure
from v100.casework.results.window import Window

WIDTH, HEIGHT, LEFT, BOTTOM = 400, 150, 4, 26
"""Of a chart, in its own units, with room for the scale and the months."""

MOST_LABELS = 6


@dataclass(frozen=True)
class Bar:
    """One month: its number, and where its bar and its label stand."""

    month: str
    words: str
    label: str
    number: int
    x: float
    y: float
    width: float
    height: float
    middle: float


@dataclass(frozen=True)
class Chart:
    """A figure by month; `most` is the number that the scale ends with."""

    figure: Figure
    bars: list[Bar]
    most: int


def months(window: Window) -> list[date]:
    """The first day of every month that the window touches."""
    first, last = (day.year * 12 + day.month - 1 for day in (window.first, window.last))
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]


def charts(window: Window, counted: dict[str, Counts]) -> list[Chart]:
    """A chart for each of the figures that are shown by month."""
    return [
        _chart(FIGURES[name], months(window), {key: each[name] for key, each in counted.items()}) for name in BY_MONTH
    ]


def table(drawn: list[Chart]) -> list[tuple[Bar, list[tuple[str, int]]]]:
    """The same as rows: a month, and of each figure its name and number."""
    return [
        (bars[0], [(chart.figure.name, bar.number) for chart, bar in zip(drawn, bars, strict=True)])
        for bars in zip(*(chart.bars for chart in drawn), strict=True)
    ]


def _chart(figure: Figure, each: list[date], numbers: dict[str, int]) -> Chart:
    most = max([1, *numbers.values()])
    step = (WIDTH - LEFT) / len(each)
    every = -(-len(each) // MOST_LABELS)
    bars = []
    for place, month in enumerate(each):
        number = numbers.get(f"{month:%Y-%m}", 0)
        height = (HEIGHT - BOTTOM - 16) * number / most
        left = LEFT + step * place
        bars.append(
            Bar(
                month=f"{month:%Y-%m}",
                words=f"{month:%B %Y}",
                label=f"{month:%b %y}" if place % every == 0 else "",
                number=number,
                x=round(left + step * 0.15, 1),
                y=round(HEIGHT - BOTTOM - height, 1),
                width=round(step * 0.7, 1),
                height=round(height, 1),
                middle=round(left + step / 2, 1),
            )
        )
    return Chart(figure, bars, most)
