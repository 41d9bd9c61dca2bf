"""How much of all harm sits with how few: the curve and its table."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

import vl_convert

from v100.reports.reading import Run

if TYPE_CHECKING:
    import altair as alt

POINTS = 200
"""Points of the drawn curve; the table is exact."""
INK, ACCENT, GRID = "#1b1f23", "#1d4f91", "#d8dde3"


@dataclass(frozen=True)
class Share:
    """The first so many by rank bear so much of the harm of everyone ranked."""

    label: str
    people: int
    harm: Decimal
    part: Decimal


@dataclass(frozen=True)
class Concentration:
    """Shares of all harm by rank, as a table and as a picture (SVG)."""

    shares: list[Share]
    svg: str


def concentration(run: Run) -> Concentration:
    """The share of harm days that sits with the first 10, the list, 1%, 5% ... of everyone ranked.

    Each person's own days are added, so a line that two suspects carry is in both (rule 31).
    """
    sums = [Decimal(0)]
    for row in run.ranking:
        sums.append(sums[-1] + row["harm_days"])
    if not sums[-1]:
        return Concentration([], "")
    return Concentration(
        [_share(label, people, sums) for label, people in _cuts(run)], harm_curve(sums, run.facts.policy.list_size)
    )


def _cuts(run: Run) -> list[tuple[str, int]]:
    everyone, size = len(run.ranking), run.facts.policy.list_size
    firsts = [(f"First {number:,}", number) for number in sorted({1, 10, size, 1000}) if number < everyone]
    parts = [(f"First {percent}%", ceil(everyone * percent / 100)) for percent in (1, 5, 10, 20, 50)]
    return [*sorted(firsts + parts, key=lambda cut: cut[1]), ("Everyone ranked", everyone)]


def _share(label: str, people: int, sums: list[Decimal]) -> Share:
    return Share(label, people, sums[people], sums[people] * 100 / sums[-1])


def harm_curve(sums: list[Decimal], listed: int) -> str:
    """The curve as SVG. `sums` is the harm of the first 0, 1, 2 ... by rank; the first `listed` are the list."""
    import altair as alt  # half a second that nobody waits for who draws nothing

    everyone, size = len(sums) - 1, min(listed, len(sums) - 1)
    places = sorted({round(everyone * step / POINTS) for step in range(POINTS + 1)} | {size})
    points = [
        {"people": round(100 * place / everyone, 3), "harm": round(float(sums[place] * 100 / sums[-1]), 3)}
        for place in places
    ]
    cut = [point for place, point in zip(places, points, strict=True) if place == size]
    axis = alt.Axis(labelExpr="datum.value + '%'", values=[0, 20, 40, 60, 80, 100])
    x = alt.X("people:Q", title="Share of everyone ranked, most harm first", axis=axis)
    y = alt.Y("harm:Q", title="Share of harm days", axis=axis)
    data = alt.InlineData(values=points)
    line = alt.Chart(data).mark_line(color=ACCENT, strokeWidth=2.5).encode(x, y)
    even = (
        alt.Chart(alt.InlineData(values=[{"people": 0, "harm": 0}, {"people": 100, "harm": 100}]))
        .mark_line(color="#5c6670", strokeDash=[4, 4], strokeWidth=1)
        .encode(x, y)
    )
    dot = alt.Chart(alt.InlineData(values=cut)).mark_point(color=INK, fill="white", size=70, opacity=1).encode(x, y)
    label = (
        alt.Chart(alt.InlineData(values=cut))
        .mark_text(align="left", dx=10, dy=14, color=INK, fontSize=12)
        .encode(x, y, text=alt.value(f"The list: {size:,} of {everyone:,}"))
    )
    return svg((even + line + dot + label).properties(width=520, height=300))


def svg(chart: "alt.LayerChart") -> str:
    """A chart as SVG in the briefing's ink, without script, style or ids."""
    styled = chart.configure_view(stroke=None).configure_axis(
        gridColor=GRID, domainColor=INK, tickColor=INK, labelColor=INK, titleColor=INK, titleFontWeight="normal"
    )
    drawn: str = vl_convert.vegalite_to_svg(styled.to_json())
    return drawn
