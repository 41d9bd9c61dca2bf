"""Pictures of two figures side by side: the published one as a ring, the simulated one as a dot."""

import altair as alt

from v100.reports.concentration import ACCENT, INK, svg

Pairs = list[tuple[str, float, float]]
"""Name, simulated, published."""
STEP = 19
"""Pixels from one name to the next."""


def dots(pairs: Pairs, *, log: bool) -> str:
    """A line for each name with its ring and its dot, in the order given, as SVG. A logarithm has no place for 0."""
    scale = alt.Scale(type="log") if log else alt.Scale(zero=True)
    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(grid=True, labelLimit=300))
    x = alt.X("value:Q", title="Offences a year", scale=scale, axis=alt.Axis(format=",~f", tickCount=6, orient="top"))
    simulated, published = (_values(pairs, which, above_zero=log) for which in (1, 2))
    ring = alt.Chart(published).mark_point(color=INK, size=90, strokeWidth=1.5, opacity=1).encode(x, y)
    dot = alt.Chart(simulated).mark_circle(color=ACCENT, size=45, opacity=1).encode(x, y)
    return svg((ring + dot).properties(width=520, height=STEP * len(pairs)))


def months(pairs: Pairs) -> str:
    """Offences a day by month, as a percentage of the mean day: two lines with their marks, as SVG."""
    x = alt.X("name:N", sort=None, title=None, axis=alt.Axis(labelAngle=0))
    y = alt.Y("value:Q", title="Share of the mean day", scale=alt.Scale(zero=False), axis=alt.Axis(format=".0%"))
    simulated, published = (_values(pairs, which) for which in (1, 2))
    dashes = alt.Chart(published).mark_line(color=INK, strokeDash=[5, 4], strokeWidth=1.5).encode(x, y)
    line = alt.Chart(simulated).mark_line(color=ACCENT, strokeWidth=2.5).encode(x, y)
    ring = alt.Chart(published).mark_point(color=INK, size=90, strokeWidth=1.5, opacity=1).encode(x, y)
    dot = alt.Chart(simulated).mark_circle(color=ACCENT, size=45, opacity=1).encode(x, y)
    return svg((dashes + line + ring + dot).properties(width=760, height=260))


def _values(pairs: Pairs, which: int, *, above_zero: bool = False) -> alt.InlineData:
    rows = [{"name": pair[0], "value": round(float(pair[which]), 4)} for pair in pairs]
    return alt.InlineData(values=[row for row in rows if row["value"] or not above_zero])
