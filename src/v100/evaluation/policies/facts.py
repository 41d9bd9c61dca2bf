"""What the rules of order read of each man: facts of the lines that counted in a run."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.evaluation.policies.rivals import Rival

FACTOR = "decimal(10, 9)"
EXACT = Decimal("0.000000001")
SUM = "decimal(38, 9)"


def decay(half_life_days: int, *, longest: int) -> list[tuple[int, Decimal]]:
    """(days ago, factor): by how much a day of harm has faded after each whole number of days, to nine places: half
    after half_life_days. A table, so that every engine multiplies by the same numbers."""
    return [
        (days, Decimal(0.5 ** (days / half_life_days)).quantize(EXACT, ROUND_HALF_EVEN)) for days in range(longest + 1)
    ]


def faded(lines: ir.Table, *, as_at: date, rule: Rival, longest: int) -> ir.Table:
    """The lines with decayed_days. `lines`: days, recorded_on, of reports recorded in the last `longest` days."""
    table = decay(rule.half_life_days, longest=longest)
    factors = ibis.memtable(table, schema={"days_ago": "int64", "factor": FACTOR})
    aged = lines.mutate(days_ago=ibis.literal(as_at).delta(lines.recorded_on, unit="day").cast("int64"))
    return add(aged, factors, "days_ago").mutate(decayed_days=(_.days.cast(SUM) * _.factor).cast(SUM))


def facts(lines: ir.Table, women: ir.Table, *, as_at: date, by: Sequence[str]) -> ir.Table:
    """By `by` (person_id, and what else tells groups of lines apart): what rules read (rivals.Fact).

    `lines` have the keys of `by`, report_id, line, days, decayed_days, weighted, recorded_on; `women` report_id, line,
    who.
    """
    sums = lines.group_by(*by).agg(
        days_since_last=ibis.literal(as_at).delta(lines.recorded_on.max(), unit="day").cast("int64"),
        reports=_.report_id.nunique(),
        offences=_.count(),
        gravest_days=_.days.max(),
        harm_days=_.days.sum(),
        decayed_days=_.decayed_days.sum(),
        weighted=_.weighted.sum(),
    )
    hers = lines.select(*by, "report_id", "line").join(women, ["report_id", "line"])
    counted = hers.group_by(*by).agg(victims=_.who.nunique())
    return add(sums, counted, *by).mutate(victims=_.victims.fill_null(0))
