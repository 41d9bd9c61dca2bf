"""The past replayed under each rule of order: what followed fell to whose list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.engine import Backend
from v100.evaluation.following import HORIZONS, caught, followed, spans_of
from v100.evaluation.known import known_to_run
from v100.evaluation.past import what_followed
from v100.evaluation.policies.alike import alone, shared, turnover
from v100.evaluation.policies.replay import method_rule, replay
from v100.evaluation.policies.rivals import Rival
from v100.offences import offence_table
from v100.policy import Policy
from v100.store.runs import Run

LENGTHS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
Row = dict[str, Any]


@dataclass(frozen=True)
class Comparison:
    """What the replay found. shares: by rule, horizon and length of the list, over all months whose horizon had passed:
    months, and the share of the harm, of the serious offences, of the women and girls of what followed that fell to it
    (and the least and most harm share of a month). firm: by rule, of the men listed the shares whose place one report,
    or one link in doubt, decides, and how many came new each month. shared: men that two rules list at once. alone: men
    whom one rule alone lists, and the harm that followed of them."""

    rules: list[Rival]
    list_size: int
    shares: list[Row]
    firm: list[Row]
    shared: list[Row]
    alone: list[Row]


def compare_policies(
    store: Path, past: Sequence[Run], rivals: Sequence[Rival], progress: Callable[[str], None]
) -> Comparison:
    """The method (the policy of the runs) and its rivals over the months of `past` (past_runs). The list of each rule
    is as long as the policy's."""
    last = past[-1]
    policy = Policy.model_validate(last.manifest["policy"])
    with known_to_run(store, last) as (backend, known):
        progress("reading what followed")
        later = what_followed(backend, store, known, past)
        mentions = engine.keep(backend, "last_mention", last.table("person_mention"))
        weights = {
            rule.weights: engine.keep(backend, f"weights_{rule.weights}", offence_table(rule.weights, store=store))
            for rule in rivals
            if rule.weights is not None
        }
        standing, decided = [], []
        for run in past:
            progress(f"replaying {run.as_at:%B %Y}")
            month = replay(
                run,
                known,
                later,
                mentions,
                weights,
                rivals,
                longest=max(LENGTHS),
                keep=lambda name, step: engine.keep(backend, f"month_{name}", step),
            )
            day = ibis.literal(run.as_at)
            standing.append(engine.keep(backend, f"standing_{run.as_at:%Y%m%d}", month.standing.mutate(as_at=day)))
            decided.append(engine.keep(backend, f"decided_{run.as_at:%Y%m%d}", month.decided.mutate(as_at=day)))
        progress("adding up")
        return _compared(
            backend, policy, rivals, past, ibis.union(*standing), ibis.union(*decided), followed(later, _spans(past))
        )


def _spans(past: Sequence[Run]) -> ir.Table:
    return spans_of([run.as_at for run in past], horizons=HORIZONS, known_to=past[-1].as_at)


def _compared(
    backend: Backend,
    policy: Policy,
    rivals: Sequence[Rival],
    past: Sequence[Run],
    standing: ir.Table,
    decided: ir.Table,
    after: tuple[ir.Table, ir.Table],
) -> Comparison:
    standing = engine.keep(backend, "standing", standing)
    harm, women = engine.keep(backend, "harm_after", after[0]), engine.keep(backend, "women_after", after[1])
    lengths = sorted({*LENGTHS, policy.list_size})
    fell = engine.keep(backend, "fell", caught(standing, harm, women, lengths))
    listed = engine.keep(backend, "listed", standing.filter(_["rank"] <= policy.list_size).drop("rank"))
    days = [run.as_at for run in past]
    months = ibis.memtable([(b, a) for a, b in pairwise(days)], schema={"as_at": "date", "before": "date"})
    firm = (
        decided.group_by("rule")
        .agg(by_one_report=_.by_one_report.sum() / _.listed.sum(), by_one_link=_.by_one_link.sum() / _.listed.sum())
        .left_join(turnover(listed, months), "rule")
        .drop("rule_right")
    )
    passed = [horizon for horizon in HORIZONS if (days[-1] - days[0]).days >= horizon]
    drawn = listed.filter(_.rule != BY_LOT)
    return Comparison(
        rules=[method_rule(policy), *rivals],
        list_size=policy.list_size,
        shares=_rows(_shares(fell), "rule", "horizon", "length"),
        firm=_rows(firm, "rule"),
        shared=_rows(shared(listed), "rule", "other"),
        alone=_rows(alone(drawn, harm, max(passed)), "rule") if passed else [],
    )


BY_LOT = "random"
"""A list drawn by lot says nothing of whom another rule should have listed."""


def _shares(fell: ir.Table) -> ir.Table:
    share = (_.harm / _.all_harm).cast("float64")
    return (
        fell.filter(_.all_harm > 0)
        .mutate(share=share)
        .group_by("rule", "horizon", "length")
        .agg(
            months=_.count(),
            harm=(_.harm.sum() / _.all_harm.sum()).cast("float64"),
            harm_low=_.share.min(),
            harm_high=_.share.max(),
            serious=_.serious.sum() / _.all_serious.sum().nullif(0),
            women=_.women.sum() / _.all_women.sum().nullif(0),
        )
    )


def _rows(table: ir.Table, *order: str) -> list[Row]:
    rows: list[Row] = table.order_by(*order).to_pyarrow().to_pylist()
    return rows
