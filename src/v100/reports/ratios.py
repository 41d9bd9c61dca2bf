"""Ratios with their intervals on a line: a dot and a bar for each name, one is where nothing differs."""

from collections.abc import Sequence

from v100.reports.concentration import ACCENT, INK, svg

STEP = 22
"""Pixels from one name to the next."""


def ratios(rows: Sequence[tuple[str, float, float, float]], *, x: str) -> str:
    """As SVG, in the order given: (name, ratio, low, high), on a scale on which twice and half are equally far."""
    import altair as alt  # half a second that nobody waits for who draws nothing

    values = [
        {"name": name, "ratio": round(ratio, 4), "low": round(low, 4), "high": round(high, 4)}
        for name, ratio, low, high in rows
    ]
    data = alt.InlineData(values=values)
    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=320))
    scale = alt.Scale(type="log", nice=False)
    across = alt.X("ratio:Q", title=x, scale=scale, axis=alt.Axis(format="~g", tickCount=6))
    bars = (
        alt.Chart(data).mark_rule(color=INK, strokeWidth=1.5).encode(alt.X("low:Q", scale=scale), alt.X2("high:Q"), y)
    )
    dots = alt.Chart(data).mark_circle(color=ACCENT, size=70, opacity=1).encode(across, y)
    even = (
        alt.Chart(alt.InlineData(values=[{"ratio": 1}]))
        .mark_rule(color="#5c6670", strokeDash=[4, 4])
        .encode(alt.X("ratio:Q"))
    )
    return svg((even + bars + dots).properties(width=460, height=STEP * len(rows)))
