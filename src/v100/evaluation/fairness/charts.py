"""The pictures of the fairness page: how often each group is listed, and what an uneven naming would do."""

from typing import Any

from v100.evaluation.fairness.naming import RATES, Renamed
from v100.evaluation.fairness.selection import Selected
from v100.reports.concentration import INK, svg
from v100.reports.ratios import ratios

COLOURS = ("#1d4f91", "#b8480f", "#1b7f5c", "#7a3b8f", "#8a6d00", "#5c6670")
"""Told apart by most who are colour blind, and dark enough on white."""


def ratios_chart(selected: list[Selected]) -> str:
    """Two lines for each group that can be compared, by suspects and by days; empty where there is none."""
    rows = [
        (f"{each.kind} {each.group}, {by}", ratio.value, ratio.low, ratio.high)
        for each in selected
        for by, ratio in (("for each suspect", each.to_largest), ("for each day", each.days_to_largest))
        if ratio
    ]
    return ratios(rows, x="Times as often listed as the largest group") if rows else ""


def naming_chart(renamed: list[Renamed], list_size: int) -> str:
    """A line for each group, with the middle 90% of the draws; empty where no group can be shown."""
    import altair as alt

    if not renamed:
        return ""
    rows: list[dict[str, Any]] = [
        {
            "group": each.group,
            "rate": each.rate,
            "share": 100 * each.of_group / list_size,
            "low": 100 * each.of_group_low / list_size,
            "high": 100 * each.of_group_high / list_size,
        }
        for each in renamed
    ]
    groups = list(dict.fromkeys(row["group"] for row in rows))
    axis = alt.Axis(values=list(RATES), format="~r", title="Reports against the group, as times those of today")
    x = alt.X("rate:Q", scale=alt.Scale(type="log", domain=[RATES[0], RATES[-1]], nice=False), axis=axis)
    up = alt.Axis(labelExpr="datum.value + '%'", title="Share of the list")
    y = alt.Y("share:Q", axis=up, scale=alt.Scale(zero=True))
    colour = alt.Color("group:N", sort=groups, scale=alt.Scale(domain=groups, range=list(COLOURS)), legend=None)
    base = alt.Chart(alt.InlineData(values=rows))
    bands = base.mark_area(opacity=0.15).encode(x, alt.Y("low:Q", axis=up), alt.Y2("high:Q"), colour)
    lines = base.mark_line(strokeWidth=2, point=True).encode(x, y, colour)
    ends = alt.Chart(alt.InlineData(values=_apart([row for row in rows if row["rate"] == RATES[-1]])))
    names = ends.mark_text(align="left", dx=8, fontSize=12).encode(x, alt.Y("label:Q"), colour, text="group:N")
    today = alt.Chart(alt.InlineData(values=[{"rate": 1}])).mark_rule(color=INK, strokeDash=[4, 4]).encode(x)
    return svg((today + bands + lines + names).properties(width=520, height=300))


def _apart(ends: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ends of the lines with `label`, where each name stands: none on another."""
    gap, last, placed = max(row["high"] for row in ends) / 16, float("-inf"), []
    for row in sorted(ends, key=lambda row: row["share"]):
        last = max(row["share"], last + gap)
        placed.append({**row, "label": last})
    return placed
