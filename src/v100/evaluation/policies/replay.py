"""One month as it was: every rule's order of the men of a sealed run, from what the run itself counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from v100.engine import add
from v100.evaluation.past import Later
from v100.evaluation.policies.facts import SUM, facts, faded
from v100.evaluation.policies.firmness import decided
from v100.evaluation.policies.order import placed, score
from v100.evaluation.policies.rivals import Points, Rival
from v100.harm import who_is_who_now
from v100.identity import Model
from v100.policy import Policy
from v100.store.runs import Run

Keep = Callable[[str, ir.Table | pa.Table], ir.Table]


@dataclass(frozen=True)
class Month:
    """standing: rule, person_id as the last run tells people apart, rank down to `longest`. decided: rule, listed,
    by_one_report, by_one_link (firmness.decided)."""

    standing: ir.Table
    decided: ir.Table


def method_rule(policy: Policy) -> Rival:
    """The policy's own order as a rule: its harm days; who is level stands as the run has them (rule 42)."""
    return Rival(
        name=policy.name, title=policy.title, source="docs/method", points=(Points(of="harm_days", times=Decimal(1)),)
    )


def replay(
    run: Run,
    known: Mapping[str, ir.Table],
    later: Later,
    last_mention: ir.Table,
    weights: Mapping[str, ir.Table],
    rivals: Sequence[Rival],
    *,
    longest: int,
    keep: Keep,
) -> Month:
    """`known`: what the last run knew, read here for what cannot change: when a report was recorded, which mention is
    on it. `weights`: ho_code, days by weight set.

    Only what the run counted and whom it took for one decides of the order: nothing that came later.
    """
    policy = Policy.model_validate(run.manifest["policy"])
    ranking = keep("ranking", run.table("ranking").select(["person_id", "rank"]))
    mentions = keep("mention", run.table("person_mention").select(["side", "mention_id", "person_id", "match_weight"]))
    lines = keep("line", _lines(keep("harm_line", run.table("harm_line")), ranking, known["crime_report"]))
    women = keep("women", _women(later.women, mentions))
    sure = Model.load(run.manifest["settings"]["suspect_model"]).thresholds.sure
    doubtful = keep("doubtful", _doubtful(mentions, known["suspect"], sure))
    now = keep("now", who_is_who_now(mentions, last_mention))

    own = method_rule(policy)
    standing, firm = [], []
    for rule in (own, *rivals):
        aged = keep(
            f"{rule.name}_line",
            faded(_weighed(lines, weights, rule), as_at=run.as_at, rule=rule, longest=policy.window_days),
        )
        found = facts(aged, women, as_at=run.as_at, by=["person_id"])
        scored = found.select("person_id", score=score(found, rule))
        ranks = add(scored, ranking, "person_id") if rule is own else placed(scored)
        ranks = keep(f"{rule.name}_rank", ranks)
        standing.append(_standing(ranks, now, rule, longest))
        firm.append(decided(ranks, aged, women, doubtful, rule, as_at=run.as_at, list_size=policy.list_size))
    return Month(ibis.union(*standing), ibis.union(*firm))


def _lines(harm_line: ir.Table, ranking: ir.Table, crime_report: ir.Table) -> ir.Table:
    """The lines that counted of the men ranked, with the day on which each was recorded."""
    counted = harm_line.filter(_.counted).semi_join(ranking, "person_id")
    recorded = crime_report.select("report_id", "recorded_on")
    return counted.select("person_id", "report_id", "line", "ho_code", "days").join(recorded, "report_id")


def _women(women: ir.Table, mentions: ir.Table) -> ir.Table:
    """report_id, line, who: the women of each line as the run told them apart; whom it could not place is herself."""
    hers = mentions.filter(_.side == "victim").select("mention_id", "person_id")
    placed_then = women.drop("who").join(hers, "mention_id")
    return placed_then.select("report_id", "line", who=ibis.coalesce(_.person_id, _.mention_id)).distinct()


def _doubtful(mentions: ir.Table, suspect: ir.Table, sure: float) -> ir.Table:
    """person_id, report_id: reports that are his by a link that weighs less than `sure` bits."""
    weak = mentions.filter((_.side == "suspect") & (_.match_weight < sure))
    return (
        weak.join(suspect.select("mention_id", "report_id"), "mention_id").select("person_id", "report_id").distinct()
    )


def _weighed(lines: ir.Table, weights: Mapping[str, ir.Table], rule: Rival) -> ir.Table:
    """The lines with what each weighs by the rule's own weight set; nothing where it has none."""
    if rule.weights is None:
        return lines.mutate(weighted=ibis.literal(0).cast(SUM))
    own = weights[rule.weights].select("ho_code", weighted=_.days.cast(SUM))
    return add(lines, own, "ho_code").mutate(weighted=_.weighted.fill_null(0))


def _standing(ranks: ir.Table, now: ir.Table, rule: Rival, longest: int) -> ir.Table:
    """rule, person_id as the last run has it, the best rank of those whom he was taken for."""
    first = ranks.filter(_["rank"] <= longest).select(was_id="person_id", rank="rank").join(now, "was_id")
    return first.group_by("person_id").agg(rank=_["rank"].min()).mutate(rule=ibis.literal(rule.name))
