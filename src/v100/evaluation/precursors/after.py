"""What followed where a rule of the precursor list fired, beside men of equal harm for whom it did not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.engine import add
from v100.evaluation.following import followed, spans_of
from v100.evaluation.known import known_to_run
from v100.evaluation.past import what_followed
from v100.harm import who_is_who_now
from v100.store.runs import Run

NORMAL_95 = 1.959964
FEWEST = 10
"""Men, below whom no ratio is told."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Fired:
    """A rule and a horizon: months looked at, how often it fired (a man in two months is two), for how many men.

    harmed: share of them by whom harm to a woman or girl was recorded within the horizon; expected: the same share of
    men of equal harm (same month, same band of harm days) for whom it did not fire; ratio of the two with its 95%
    interval, in which a man's months are one. harm, harm_expected: mean harm days recorded within the horizon.
    """

    rule: str
    horizon: int
    months: int
    fired: int
    men: int
    harmed: float
    expected: float
    ratio: float | None
    low: float | None
    high: float | None
    harm: float
    harm_expected: float

    @property
    def told(self) -> tuple[float, float, float] | None:
        """Ratio, low, high; none of fewer than FEWEST men, whose interval would look surer than it is."""
        if self.men < FEWEST or self.ratio is None or self.low is None or self.high is None:
            return None
        return self.ratio, self.low, self.high


def what_rules_found(
    store: Path, past: Sequence[Run], progress: Callable[[str], None], *, lasting: Sequence[int]
) -> list[Fired]:
    """Of the months of `past` (past_runs) whose horizon (days) had passed whole by the last: rule by rule."""
    last = past[-1]
    with known_to_run(store, last) as (backend, known):
        progress("reading what followed")
        later = what_followed(backend, store, known, past)
        spans = spans_of([run.as_at for run in past], horizons=lasting, known_to=last.as_at)
        harm, _women = followed(later, spans)
        harm = engine.keep(backend, "harm_after", harm)
        mentions = engine.keep(backend, "last_mention", last.table("person_mention"))
        months = []
        for run in past:
            progress(f"reading {run.as_at:%B %Y}")
            months.append(
                engine.keep(
                    backend,
                    f"men_{run.as_at:%Y%m%d}",
                    _men(run, mentions, lambda name, step: engine.keep(backend, f"month_{name}", step)),
                )
            )
        progress("adding up")
        men = engine.keep(backend, "men", ibis.union(*months))
        outcome = engine.keep(backend, "outcome", _outcomes(men, harm, spans))
        return [_fired(row) for row in _compared(outcome).order_by("rule", "horizon").to_pyarrow().to_pylist()]


def _men(run: Run, last_mention: ir.Table, keep: Callable[[str, Any], ir.Table]) -> ir.Table:
    """as_at, was_id, person_id (as the last run has him), band of harm days, rules that fired: the men of a run."""
    person = keep("person", run.table("person").select(["person_id", "side", "sex"]))
    men = person.filter((_.side == "suspect") & (_.sex.fill_null("M") == "M")).select(was_id="person_id")
    ranking = keep("ranking", run.table("ranking").select(["person_id", "harm_days"]))
    band = ranking.select(was_id="person_id", band=(_.harm_days.cast("float64") + 1).log2().floor().cast("int64") + 1)
    precursor = keep("precursor", run.table("precursor").select(["person_id", "rule"]))
    rules = precursor.group_by(was_id="person_id").agg(rules=_["rule"].collect(distinct=True))
    now = who_is_who_now(
        keep("mention", run.table("person_mention").select(["side", "mention_id", "person_id"])), last_mention
    )
    found = add(add(men, band, "was_id"), rules, "was_id").join(now, "was_id")
    return found.mutate(as_at=ibis.literal(run.as_at), band=_.band.fill_null(0))


def _outcomes(men: ir.Table, harm: ir.Table, spans: ir.Table) -> ir.Table:
    """Each man, month and horizon with `harmed` (0 or 1) and `harm` (days)."""
    every = men.join(spans.select("as_at", "horizon"), "as_at")
    found = add(every, harm.select("as_at", "horizon", "person_id", "harm"), "as_at", "horizon", "person_id")
    return found.mutate(harmed=ibis.ifelse(_.harm.notnull(), 1.0, 0.0), harm=_.harm.cast("float64").fill_null(0.0))


def _compared(outcome: ir.Table) -> ir.Table:
    """By rule and horizon: what Fired needs, as sums over men."""
    cell = ["as_at", "horizon", "band"]
    whole = outcome.group_by(*cell).agg(n=_.count(), harmed_n=_.harmed.sum(), harm_n=_.harm.sum())
    fired = outcome.filter(_.rules.notnull()).mutate(rule=_.rules.unnest()).drop("rules")
    own = fired.group_by("rule", *cell).agg(k=_.count(), harmed_k=_.harmed.sum(), harm_k=_.harm.sum())
    rest = own.join(whole, cell).filter(_.n > _.k)
    rest = rest.select(
        "rule",
        *cell,
        harmed_rest=(_.harmed_n - _.harmed_k) / (_.n - _.k),
        harm_rest=(_.harm_n - _.harm_k) / (_.n - _.k),
    )
    each = fired.join(rest, ["rule", *cell])
    by_man = each.group_by("rule", "horizon", "person_id").agg(
        fired=_.count(),
        harmed=_.harmed.sum(),
        expected=_.harmed_rest.sum(),
        harm=_.harm.sum(),
        harm_expected=_.harm_rest.sum(),
    )
    months = each.group_by("rule", "horizon").agg(months=_.as_at.nunique())
    sums = by_man.group_by("rule", "horizon").agg(
        men=_.count(),
        fired=_.fired.sum(),
        harmed=_.harmed.sum(),
        expected=_.expected.sum(),
        harm=_.harm.sum(),
        harm_expected=_.harm_expected.sum(),
        squares=(_.harmed * _.harmed).sum(),
        products=(_.harmed * _.expected).sum(),
        expected_squares=(_.expected * _.expected).sum(),
    )
    return add(sums, months, "rule", "horizon")


def _fired(row: Row) -> Fired:
    """The ratio's interval is on the log scale, by the delta method, with the men as the units that were drawn; what is
    expected is taken as known."""
    ratio = low = high = None
    if row["harmed"] and row["expected"]:
        ratio = row["harmed"] / row["expected"]
        spread = row["squares"] - 2 * ratio * row["products"] + ratio**2 * row["expected_squares"]
        log_error = sqrt(max(spread, 0.0)) / row["harmed"]
        low, high = (ratio * exp(sign * NORMAL_95 * log_error) for sign in (-1, 1))
    return Fired(
        rule=row["rule"],
        horizon=row["horizon"],
        months=row["months"],
        fired=row["fired"],
        men=row["men"],
        harmed=row["harmed"] / row["fired"],
        expected=row["expected"] / row["fired"],
        ratio=ratio,
        low=low,
        high=high,
        harm=row["harm"] / row["fired"],
        harm_expected=row["harm_expected"] / row["fired"],
    )
