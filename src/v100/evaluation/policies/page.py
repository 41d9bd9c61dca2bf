"""The comparison of rules as a page of evidence."""

from collections.abc import Sequence

from v100.evaluation.following import HORIZONS, SERIOUS_DAYS
from v100.evaluation.past import made_from
from v100.evaluation.policies.compare import BY_LOT, Comparison, Row
from v100.evaluation.policies.rivals import Rival
from v100.reports.curves import curves
from v100.reports.evidence import Chart, Evidence, Grid, Section
from v100.reports.wording import long_date
from v100.store.runs import Run


def policies_page(found: Comparison, past: Sequence[Run], left_out: Sequence[Rival]) -> Evidence:
    """`left_out`: rules whose weight set the store lacks."""
    first, last = past[0], past[-1]
    return Evidence(
        about="policies",
        as_at=last.as_at,
        title="Which rule finds most",
        when=f"{len(past)} lists from {long_date(first.as_at)} to {long_date(last.as_at)}, as each was made",
        marking=str(last.manifest["settings"]["marking"]),
        lead=(
            _answer(found),
            "Each month is replayed from what was known on its day. What followed is what was recorded afterwards "
            "and counts by the policy, with people told apart as in the last list.",
        ),
        cannot_say=(
            "It speaks of crimes that were reported with a named suspect. A list that was acted on has less to follow "
            "it: a rule in use is judged too low beside rules that nobody used.",
        ),
        figures=_figures(found),
        sections=(_harm(found), _others(found), _firm(found), _alike(found), _rules(found, left_out)),
        made_from=made_from("v100 evaluate policies", past),
    )


def _answer(found: Comparison) -> str:
    own = found.rules[0].name
    at_cut = {row["rule"]: row for row in _at(found, HORIZONS[0], found.list_size)}
    if own not in at_cut:
        return f"No month has {HORIZONS[0]} days after it yet: nothing can be said of what followed."
    best = max(at_cut.values(), key=lambda row: (row["harm"], row["rule"]))
    said = (
        f"Of all harm to women and girls that was reported in the {HORIZONS[0]} days after a list, "
        f"{_share(at_cut[own]['harm'])} was by the {found.list_size} men whom {own} had put on it"
    )
    if best["rule"] == own:
        return said + ": more than by any other rule here."
    return said + f"; by {best['rule']} it would have been {_share(best['harm'])}."


def _figures(found: Comparison) -> tuple[tuple[str, str, str], ...]:
    own = found.rules[0].name
    rows = [row for horizon in HORIZONS for row in _at(found, horizon, found.list_size) if row["rule"] == own]
    return tuple(
        (
            f"Harm in {row['horizon']} days",
            _share(row["harm"]),
            f"{_share(row['harm_low'])} to {_share(row['harm_high'])} over {row['months']} months",
        )
        for row in rows
    )


def _harm(found: Comparison) -> Section:
    names = [rule.name for rule in found.rules]
    lines = [
        (name, [(row["length"], row["harm"]) for row in found.shares if (row["rule"], row["horizon"]) == (name, 90)])
        for name in names
    ]
    chart = Chart(
        curves(lines, x="Men on the list", y="Share of the harm of the next 90 days", mark=found.list_size),
        "Share of the harm of the next 90 days by length of the list, a line for each rule; the table says the same",
        f"How much of the harm of the next 90 days falls to the first so many. Dashed upright: a list of "
        f"{found.list_size}.",
    )
    lengths = sorted({row["length"] for row in found.shares})
    shares = {(row["rule"], row["length"]): row["harm"] for row in found.shares if row["horizon"] == 90}
    grid = Grid(
        "Share of the harm of the next 90 days, by length of the list",
        ("rule", *(f"{length:,}" for length in lengths)),
        tuple((name, *(_share(shares.get((name, length))) for length in lengths)) for name in names),
    )
    return Section("Harm that followed", charts=(chart,) if any(points for _, points in lines) else (), grids=(grid,))


def _others(found: Comparison) -> Section:
    return Section(
        f"The first {found.list_size}",
        (
            f"A serious offence weighs {SERIOUS_DAYS} harm days or more. A woman whom several of them hurt counts "
            "once. Months whose days had not all passed are left out.",
        ),
        grids=tuple(
            Grid(
                f"What fell to them in the next {horizon} days ({rows[0]['months']} months)",
                ("rule", "harm", "least in a month", "most in a month", "serious offences", "women and girls"),
                tuple(
                    (
                        row["rule"],
                        *(_share(row[name]) for name in ("harm", "harm_low", "harm_high", "serious", "women")),
                    )
                    for row in rows
                ),
            )
            for horizon in HORIZONS
            if (rows := _at(found, horizon, found.list_size))
        ),
    )


def _firm(found: Comparison) -> Section:
    by_rule = {row["rule"]: row for row in found.firm}
    return Section(
        "How firm a place is",
        (
            "New each month: of the men listed, who were not the month before. One report: of the men listed, who "
            "would stand below the cut without one of their reports. One link in doubt: the same of a report that is "
            "his by evidence which the model of who is who does not call sure.",
        ),
        grids=(
            Grid(
                "Of the men listed, on average over the months",
                ("rule", "new each month", "one report decides", "one link in doubt decides"),
                tuple(
                    (
                        rule.name,
                        *(_share(by_rule[rule.name][name]) for name in ("came", "by_one_report", "by_one_link")),
                    )
                    for rule in found.rules
                ),
            ),
        ),
    )


def _alike(found: Comparison) -> Section:
    names = [rule.name for rule in found.rules]
    men = {(row["rule"], row["other"]): row["men"] for row in found.shared}
    both = Grid(
        "Men whom two rules list at once, on average over the months",
        ("rule", *names),
        tuple((name, *(f"{men.get((name, other), 0):.0f}" for other in names)) for name in names),
    )
    alone = {row["rule"]: row for row in found.alone}
    unlike = Grid(
        "Men whom one rule alone lists, and the harm days that followed of each, on average",
        ("rule", "men whom it alone lists", "harm days of such a man", "of a man whom another lists too"),
        tuple(
            (name, f"{row['alone']:.0f}", _days(row["harm_alone"]), _days(row["harm_others"]))
            for name in names
            if (row := alone.get(name))
        ),
    )
    return Section(
        "How alike the lists are",
        (
            "What a rule costs is seen in the men whom it alone lists: where less follows of them than of the others, "
            f"their places are dearly bought. The list by lot ({BY_LOT}) is left out of this.",
        ),
        grids=(both, unlike) if alone else (both,),
    )


def _rules(found: Comparison, left_out: Sequence[Rival]) -> Section:
    said = [
        f"{rule.name} ({rule.title}) needs the weight set {rule.weights}, which this store lacks: import it with "
        f"`v100 offences import` to see it here."
        for rule in left_out
    ]
    return Section(
        "The rules",
        (
            "All rules order the same men: those whom the policy ranks, by the lines that it counts. Who is level "
            "stands by a lot drawn once.",
            *said,
        ),
        grids=(
            Grid(
                "Rules of order",
                ("rule", "what it is", "source"),
                tuple((rule.name, rule.title, rule.source) for rule in found.rules),
                words=(1, 2),
            ),
        ),
    )


def _at(found: Comparison, horizon: int, length: int) -> list[Row]:
    """Rows of one horizon and length, in the order of the rules."""
    rows = {row["rule"]: row for row in found.shares if (row["horizon"], row["length"]) == (horizon, length)}
    return [rows[rule.name] for rule in found.rules if rule.name in rows]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _days(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"
