"""What followed each month, and how much of it fell to the first so many by each rule."""

from collections.abc import Sequence
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.evaluation.past import Later

HORIZONS = (90, 180, 365)
"""Days after a list in which one looks at what followed."""
SERIOUS_DAYS = 365
"""A line of so many harm days or more is a serious offence: a year of custody by the index."""


def spans_of(days: Sequence[date], *, horizons: Sequence[int], known_to: date) -> ir.Table:
    """as_at, horizon, until: of each month the horizons (days) that had passed whole by known_to."""
    rows = [
        (day, horizon, day + timedelta(days=horizon))
        for day in days
        for horizon in horizons
        if day + timedelta(days=horizon) <= known_to
    ]
    return ibis.memtable(rows, schema={"as_at": "date", "horizon": "int64", "until": "date"})


def followed(later: Later, spans: ir.Table) -> tuple[ir.Table, ir.Table]:
    """By as_at, horizon, person_id: harm (days), serious (lines); and by as_at, horizon, person_id, who: the women and
    girls on his lines. `spans`: spans_of."""
    lines = later.lines.select("person_id", "report_id", "line", "days", "recorded_on")
    within = spans.join(lines, (lines.recorded_on > spans.as_at) & (lines.recorded_on <= spans.until))
    harm = within.group_by("as_at", "horizon", "person_id").agg(
        harm=_.days.sum(), serious=(_.days >= SERIOUS_DAYS).sum()
    )
    hers = later.women.select("report_id", "line", "who")
    women = within.join(hers, ["report_id", "line"]).select("as_at", "horizon", "person_id", "who").distinct()
    return harm, women


def caught(standing: ir.Table, harm: ir.Table, women: ir.Table, lengths: Sequence[int]) -> ir.Table:
    """By rule, as_at, horizon, length of the list: harm, serious, women that fell to the first so many, and beside them
    all_harm, all_serious, all_women of everybody named. A woman whom several of them hurt is one.

    `standing`: as_at, rule, person_id, rank.
    """
    cuts = ibis.memtable([(length,) for length in lengths], schema={"length": "int64"})
    key = ["rule", "as_at", "horizon"]
    his = standing.join(harm, ["as_at", "person_id"]).select(*key, "rank", "harm", "serious")
    hers = standing.join(women, ["as_at", "person_id"]).group_by(*key, "who").agg(rank=_["rank"].min())
    by_men = (
        his.join(cuts, his["rank"] <= cuts.length)
        .group_by(*key, "length")
        .agg(harm=_.harm.sum(), serious=_.serious.sum())
    )
    by_women = hers.join(cuts, hers["rank"] <= cuts.length).group_by(*key, "length").agg(women=_.count())
    whole = harm.group_by("as_at", "horizon").agg(all_harm=_.harm.sum(), all_serious=_.serious.sum())
    whole_women = women.group_by("as_at", "horizon").agg(all_women=_.who.nunique())
    every = add(standing.select("rule", "as_at").distinct().join(whole, "as_at"), whole_women, "as_at", "horizon")
    every = every.mutate(all_women=_.all_women.fill_null(0))
    frame = every.cross_join(cuts)
    return _filled(frame, by_men, by_women, [*key, "length"])


def _filled(frame: ir.Table, by_men: ir.Table, by_women: ir.Table, key: Sequence[str]) -> ir.Table:
    """Nothing fell to a list is nought, not unknown."""
    joined = add(add(frame, by_men, *key), by_women, *key)
    return joined.mutate(harm=_.harm.fill_null(0), serious=_.serious.fill_null(0), women=_.women.fill_null(0))
