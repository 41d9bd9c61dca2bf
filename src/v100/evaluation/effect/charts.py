"""Pictures of an effect: the jump at the cut, the months around the launch, arrests as they add up."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from v100.evaluation.effect.jump import Jump
from v100.evaluation.effect.launch import Month
from v100.reports.concentration import ACCENT, INK, svg

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

SOFT = "#5c6670"
BIN = 5
"""Places of the list that one dot stands for."""
SHOWN = 2
"""Places beyond this many widths from the cut are not drawn."""


def at_the_cut(rows: "pd.DataFrame", outcome: str, found: Jump, what: str) -> str:
    """Mean of the outcome (a share) over every BIN places, and the line on either side, as SVG."""
    import altair as alt

    known = rows[rows[outcome].notna()]
    size, reach = int(known["size"].max()), max(found.width * SHOWN, 10 * BIN)
    near = known[known.x.abs() < reach]
    place = (near.x // BIN) * BIN + BIN / 2
    means = near.groupby(place)[outcome].mean()
    shares = zip(means.index.to_numpy(float), means.to_numpy(float), strict=True)
    dots = [{"rank": size + 0.5 - float(x), "share": round(float(y), 4)} for x, y in shares]
    lines = [
        {"rank": size + 0.5 - x, "share": round(min(max(height + slope * x, 0.0), 1.0), 4), "side": side}
        for side, sign, (height, slope) in (("above", 1, found.line_above), ("below", -1, found.line_below))
        for x in (0.0, sign * min(found.width, size if sign > 0 else found.width))
    ]
    x = alt.X("rank:Q", title="Rank", scale=alt.Scale(zero=False), axis=alt.Axis(grid=False))
    y = alt.Y("share:Q", title=what, axis=alt.Axis(format=".0%"))
    cut = alt.Chart(_values([{"rank": size + 0.5}])).mark_rule(color=SOFT, strokeDash=[4, 4]).encode(x)
    dot = alt.Chart(_values(dots)).mark_circle(color=INK, size=45, opacity=0.8).encode(x, y)
    line = alt.Chart(_values(lines)).mark_line(color=ACCENT, strokeWidth=2.5).encode(x, y, detail="side:N")
    return _drawn(cut + dot + line)


def around_launch(months: tuple[Month, ...]) -> str:
    """Each month's difference from the month before the launch with its interval, in points of 100 men, as SVG."""
    import altair as alt

    rows = [
        {
            "month": month.months,
            "points": round(month.moved.value * 100, 2) if month.moved else 0.0,
            "low": round(month.moved.low * 100, 2) if month.moved else 0.0,
            "high": round(month.moved.high * 100, 2) if month.moved else 0.0,
        }
        for month in months
    ]
    around = alt.Scale(domain=[months[0].months - 0.7, months[-1].months + 0.7], nice=False)
    axis = alt.Axis(grid=False, tickMinStep=1, format="d")
    x = alt.X("month:Q", title="Months since the launch", axis=axis, scale=around)
    y = alt.Y("points:Q", title="Points of 100 men, against the month before")
    zero = alt.Chart(_values([{"points": 0}])).mark_rule(color=SOFT).encode(y)
    start = alt.Chart(_values([{"month": -0.5}])).mark_rule(color=SOFT, strokeDash=[4, 4]).encode(x)
    bar = alt.Chart(_values(rows)).mark_rule(color=ACCENT, strokeWidth=1.5).encode(x, y=alt.Y("low:Q"), y2="high:Q")
    dot = alt.Chart(_values(rows)).mark_circle(color=ACCENT, size=60, opacity=1).encode(x, y)
    return _drawn(zero + start + bar + dot)


def added_up(curves: dict[str, list[tuple[float, float]]]) -> str:
    """Share arrested by each day, the newly listed drawn through, those beside them dashed, as SVG."""
    import altair as alt

    x = alt.X("day:Q", title="Days since the run", axis=alt.Axis(grid=False))
    y = alt.Y("share:Q", title="Arrested by then", axis=alt.Axis(format=".0%"))
    layers = []
    for (name, curve), (colour, dash) in zip(curves.items(), ((ACCENT, [1, 0]), (SOFT, [5, 4])), strict=True):
        rows = [{"day": day, "share": round(share, 4)} for day, share in curve]
        line = alt.Chart(_values(rows)).mark_line(
            color=colour, strokeDash=dash, strokeWidth=2.5, interpolate="step-after"
        )
        words = alt.Chart(_values(rows[-1:])).mark_text(align="left", dx=6, color=colour, fontSize=12)
        layers += [line.encode(x, y), words.encode(x, y, text=alt.value(name))]
    return _drawn(alt.layer(*layers))


def _values(rows: Sequence[Mapping[str, object]]) -> "alt.InlineData":
    import altair as alt

    return alt.InlineData(values=list(rows))


def _drawn(chart: Any) -> str:
    return svg(chart.properties(width=560, height=280))
