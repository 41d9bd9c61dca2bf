"""Lines over the length of a list: one for each rule, told apart by colour, dash and name."""

from collections.abc import Sequence

from v100.reports.concentration import svg

COLOURS = ("#1d4f91", "#8a3b00", "#00695c", "#6a1b9a", "#ad1457", "#4e342e", "#37474f", "#827717", "#9aa3ad")
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [10, 4], [2, 4], [6, 2, 2, 2], [1, 3])


def curves(lines: Sequence[tuple[str, Sequence[tuple[int, float]]]], *, x: str, y: str, mark: int) -> str:
    """As SVG: of each name its (length, share) points, the length on a scale of powers of ten; a rule at `mark`, the
    length of the list that is used."""
    import altair as alt  # half a second that nobody waits for who draws nothing

    names = [name for name, _ in lines]
    rows = [
        {"rule": name, "length": length, "share": round(100 * share, 3)}
        for name, points in lines
        for length, share in points
    ]
    lengths = sorted({length for _, points in lines for length, _ in points})
    scale = alt.Scale(domain=names, range=list(COLOURS[: len(names)]))
    dash = alt.Scale(domain=names, range=[list(each) for each in DASHES[: len(names)]])
    across = alt.X(
        "length:Q", title=x, scale=alt.Scale(type="log", nice=False), axis=alt.Axis(values=lengths, format=",d")
    )
    up = alt.Y("share:Q", title=y, axis=alt.Axis(labelExpr="datum.value + '%'"))
    legend = alt.Legend(title=None, symbolStrokeWidth=2.5, symbolSize=300, labelLimit=300)
    drawn = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=18))
        .encode(
            across,
            up,
            color=alt.Color("rule:N", scale=scale, legend=legend),
            strokeDash=alt.StrokeDash("rule:N", scale=dash, legend=legend),
        )
    )
    cut = (
        alt.Chart(alt.InlineData(values=[{"length": mark}]))
        .mark_rule(color="#5c6670", strokeDash=[4, 4])
        .encode(alt.X("length:Q"))
    )
    return svg((cut + drawn).properties(width=560, height=340))
