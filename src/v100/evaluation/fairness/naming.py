"""What if the men of one group were named more readily, or less, than the others for the same acts?

Nobody can tell from the records who was never named. But it can be tried: reports against one group, or against all the
others, are left out by chance, and the list is made again.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.harm.ranking import order
from v100.tables import DAYS

RATES = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)
"""How often men of the group would be named, as a share of how often they are now, against the others."""
DRAWS = 200
SEED = 1
REACH = 10
"""Men looked at first, as times the list's length."""


@dataclass(frozen=True)
class Renamed:
    """At one rate for one group, over the draws: how many of the list are others, and how many of the list are of the
    group; each as mean, 5th and 95th percentile."""

    group: str
    rate: float
    changed: float
    changed_low: float
    changed_high: float
    of_group: float
    of_group_low: float
    of_group_high: float


def naming(
    backend: Backend, counted: ir.Table, ranking: ir.Table, groups: ir.Table, *, names: list[str], list_size: int
) -> list[Renamed]:
    """For each of the groups in `names`. counted: counted harm lines; groups: person_id, group of everyone.

    A draw gives each report against each man a number between 0 and 1, the same for every group and rate. At a rate
    below 1 a report against the group stays where its number is below it; at a rate above 1 one against anybody else
    stays where its number is below 1 / rate. Ties are broken as in the run (rule 42) by its counts of victims and
    reports.
    """
    people, reach = int(ranking.count().to_pyarrow().as_py()), REACH * list_size
    while reach < people:
        found, settled = _tried(backend, counted, ranking, groups, names, list_size=list_size, reach=reach)
        if settled:
            return found
        reach *= REACH
    return _tried(backend, counted, ranking, groups, names, list_size=list_size, reach=people)[0]


def _tried(
    backend: Backend,
    counted: ir.Table,
    ranking: ir.Table,
    groups: ir.Table,
    names: list[str],
    *,
    list_size: int,
    reach: int,
) -> tuple[list[Renamed], bool]:
    """Among the first `reach` men; and whether nobody beyond could have come in."""
    men = ranking.filter(_["rank"] <= reach).join(groups.select("person_id", "group"), "person_id")
    men = engine.keep(backend, "renamed_men", men)
    beyond = ranking.filter(_["rank"] == reach + 1).harm_days.max().to_pyarrow().as_py()
    chances = engine.keep(backend, "naming_chances", _chances(backend, counted, men))
    found, settled = [], True
    for name in names:
        lists = engine.keep(backend, "renamed_lists", _lists(chances, men, name, list_size))
        found += _told(lists, name)
        last = lists.group_by("rate", "draw").agg(men=_.count(), least=_.harm_days.min())
        row = last.agg(men=_.men.min(), least=_.least.min()).to_pyarrow().to_pylist()[0]
        settled &= beyond is None or (row["men"] == list_size and row["least"] > beyond)
    return found, settled


def _chances(backend: Backend, counted: ir.Table, men: ir.Table) -> ir.Table:
    """draw, person_id, group, days, chance: each report against each man in each draw. Of md5, so that it is the same
    on every machine."""
    reports = counted.semi_join(men, "person_id").group_by("person_id", "report_id").agg(days=_.days.sum().cast(DAYS))
    engine.keep(backend, "renamed_reports", reports.join(men.select("person_id", "group"), "person_id"))
    return backend.sql(
        f"""SELECT draw, person_id, "group", days,
            md5_number_lower(concat_ws(' ', {SEED}, draw, person_id, report_id))::DOUBLE / pow(2, 64) AS chance
        FROM renamed_reports, range({DRAWS}) AS draws(draw)"""
    )


def _lists(chances: ir.Table, men: ir.Table, name: str, list_size: int) -> ir.Table:
    """rate, draw, person_id, group, harm_days, was_listed: the list of each draw at each rate."""
    rates = ibis.memtable([(rate,) for rate in RATES], schema={"rate": "float64"})
    tried = chances.cross_join(rates)
    mine = tried.group == name
    stays = ibis.ifelse(mine, tried.rate, 1 / tried.rate)
    sums = (
        tried.filter(tried.chance < stays).group_by("rate", "draw", "person_id").agg(harm_days=_.days.sum().cast(DAYS))
    )
    facts = men.select("person_id", "group", "victims", "reports", "last_on", was_listed=men["rank"] <= list_size)
    rows = sums.join(facts, "person_id")
    place = ibis.row_number().over(group_by=[rows.rate, rows.draw], order_by=order(rows))
    return rows.filter(place < list_size).select("rate", "draw", "person_id", "group", "harm_days", "was_listed")


def _told(lists: ir.Table, name: str) -> list[Renamed]:
    each = lists.group_by("rate", "draw").agg(changed=(~_.was_listed).sum(), of_group=(_.group == name).sum())
    sums: dict[str, ir.Value] = {}
    for what in ("changed", "of_group"):
        sums |= {
            what: each[what].mean(),
            f"{what}_low": each[what].cast("float64").quantile(0.05),
            f"{what}_high": each[what].cast("float64").quantile(0.95),
        }
    rows = each.group_by("rate").agg(**sums).order_by("rate").to_pyarrow().to_pylist()
    return [Renamed(group=name, **row) for row in rows]
