"""How much the list rests on how offences are weighed: the list made again under other weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.evaluation.fairness.suppression import held_back, shown
from v100.harm.ranking import order
from v100.tables import DAYS

EQUAL, ROOT = "every offence alike", "square root of the days"
BY_FLAG = "in no category (brought in by a flag)"
TIMES = {"halved": 0.5, "doubled": 2.0}


@dataclass(frozen=True)
class Reweighed:
    """One other weighting: how many of the list would be others; how many counted lines it has no weight for; how many
    of the list would be of each group (nothing where a small number is held back)."""

    weighting: str
    changed: int
    unweighted: int
    groups: dict[str, int | None]


def reweighed(
    backend: Backend,
    counted: ir.Table,
    offences: ir.Table,
    ranking: ir.Table,
    groups: ir.Table,
    *,
    others: Mapping[str, pa.Table],
    list_size: int,
    smallest: int,
    already: Mapping[str, bool],
) -> list[Reweighed]:
    """counted: the run's counted lines; offences: its offence table; others: offence tables by the name of their weight
    set; groups: person_id, group; already: groups of whom the number on the list itself is held back.

    A line is worth its offence's other weight, times the crimes that it stands for. Those ranked stay those ranked;
    ties are broken as in the run (rule 42).
    """
    lines = counted.semi_join(ranking, "person_id").select("person_id", "ho_code", "days")
    own = engine.keep(backend, "own_weights", offences.semi_join(lines, "ho_code"))
    weights = engine.keep(backend, "other_weights", ibis.union(*_weights(backend, own, others)))
    crimes = lines.join(own.select("ho_code", own="days"), "ho_code").mutate(
        crimes=ibis.ifelse(_.own > 0, (_.days / _.own).round(), 1).cast("decimal(18, 0)")
    )
    worth = engine.keep(
        backend,
        "reweighed_lines",
        crimes.join(weights, "ho_code").select(
            "weighting", "person_id", "place", days=(_.weight * _.crimes).cast(DAYS)
        ),
    )
    sums = worth.group_by("weighting", "place", "person_id").agg(
        harm_days=_.days.sum().fill_null(0).cast(DAYS), unweighted=_.days.isnull().sum()
    )
    facts = ranking.select("person_id", "victims", "reports", "last_on", was_listed=ranking["rank"] <= list_size)
    rows = sums.join(facts, "person_id").join(groups.select("person_id", "group"), "person_id")
    rows = rows.mutate(listed=ibis.row_number().over(group_by=rows.weighting, order_by=order(rows)) < list_size)
    told = rows.group_by("weighting", "place", "group").agg(
        changed=(_.listed & ~_.was_listed).sum(), unweighted=_.unweighted.sum(), listed=_.listed.sum()
    )
    return _by_weighting(told.order_by("place", "group").to_pyarrow().to_pylist(), already, smallest)


def _weights(backend: Backend, offences: ir.Table, others: Mapping[str, pa.Table]) -> list[ir.Table]:
    """weighting, place (its order), ho_code, weight of every weighting: 2, two for each category, the other sets."""
    days = offences.days
    named = [(EQUAL, ibis.literal(1)), (ROOT, days.cast("float64").sqrt())]
    category = offences.vawg_category.fill_null(BY_FLAG)
    for name in category.name("name").as_table().distinct().order_by("name").to_pyarrow()["name"].to_pylist():
        for how, times in TIMES.items():
            named.append(
                (f"{name.replace('_', ' ')} {how}", ibis.ifelse(category == name, days.cast("float64") * times, days))
            )
    tables = [
        offences.select("ho_code", weight=weight.cast(DAYS), weighting=ibis.literal(name)) for name, weight in named
    ]
    for number, (name, table) in enumerate(sorted(others.items())):
        other = engine.keep(backend, f"other_set_{number}", table)
        weighed = engine.add(offences.select("ho_code"), other.select("ho_code", weight="days"), "ho_code")
        tables.append(weighed.select("ho_code", "weight", weighting=ibis.literal(f"weight set {name}")))
    return [table.mutate(place=ibis.literal(place)) for place, table in enumerate(tables)]


def _by_weighting(rows: list[dict[str, Any]], already: Mapping[str, bool], smallest: int) -> list[Reweighed]:
    found = []
    for _place, of_weighting in groupby(rows, key=lambda row: row["place"]):
        parts = list(of_weighting)
        of_group = {row["group"]: row["listed"] for row in parts}
        listed = [of_group.get(group, 0) for group in already]
        hidden = held_back(listed, smallest=smallest, already=np.array(list(already.values())))
        found.append(
            Reweighed(
                weighting=parts[0]["weighting"],
                changed=sum(row["changed"] for row in parts),
                unweighted=sum(row["unweighted"] for row in parts),
                groups=dict(zip(already, shown(listed, hidden), strict=True)),
            )
        )
    return found
