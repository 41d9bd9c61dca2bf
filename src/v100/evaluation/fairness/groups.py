"""Which group each man is in: ethnicity as recorded, age, borough, and the origin of his name where a truth says it.

The one place of the program that reads ethnicity. Nothing that is made here goes back into a score.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.evaluation.identity import ORIGIN, origins, read_truth
from v100.reports.borough_shapes import borough_named

ETHNICITY, AGE, BOROUGH = "ethnicity", "age", "borough"
KINDS = (ETHNICITY, AGE, BOROUGH, ORIGIN)
NOT_KNOWN = "not known"
SELF, OBSERVED = "as he said himself", "as an officer saw him"
"""Where an ethnicity comes from."""


@cache
def ethnic_codes() -> dict[str, str]:
    """The group of each way to write an ethnicity, in small letters (data/fairness/ethnicity.csv)."""
    text = (files("v100.data.fairness") / "ethnicity.csv").read_text(encoding="utf-8")
    return {row["said"].casefold(): row["group"] for row in csv.DictReader(text.splitlines())}


def groups_of(
    backend: Backend, known: Mapping[str, ir.Table], people: ir.Table, mentions: ir.Table, counted: ir.Table
) -> ir.Table:
    """person_id, kind, group: each of the people (tables.PERSON, suspects) in one group of each kind but name origin.

    mentions: their person_id, mention_id; counted: their counted harm lines, from which the borough of most reports.
    """
    told = ethnicity(backend, known["suspect"], mentions)
    of_reports = (
        counted.select("person_id", "report_id")
        .distinct()
        .join(_boroughs(known["crime_report"]), "report_id")
        .select("person_id", value="borough")
    )
    everyone = people.select("person_id", "age_band")
    rows = engine.add(engine.add(everyone, told, "person_id"), most_frequent(of_reports), "person_id")
    return ibis.union(
        _grouped(rows, ETHNICITY, rows.group), _grouped(rows, AGE, rows.age_band), _grouped(rows, BOROUGH, rows.value)
    )


def _grouped(rows: ir.Table, kind: str, group: ir.Value) -> ir.Table:
    return rows.select("person_id", kind=ibis.literal(kind), group=group.fill_null(NOT_KNOWN))


def ethnicity(backend: Backend, suspect: ir.Table, mentions: ir.Table) -> ir.Table:
    """person_id, group, basis of those of whom a group is known: what he said of himself most often, else what officers
    saw most often. A code that the file of codes lacks says nothing."""
    codes = engine.keep(backend, "ethnic_codes", ibis.memtable(list(ethnic_codes().items()), columns=["said", "value"]))
    found = []
    for order, (column, basis) in enumerate((("ethnicity_self", SELF), ("ethnicity_observed", OBSERVED))):
        said = suspect.select("mention_id", said=suspect[column].strip().lower()).join(codes, "said")
        his = said.filter(_.value != NOT_KNOWN).join(mentions, "mention_id").select("person_id", "value")
        found.append(most_frequent(his).mutate(basis=ibis.literal(basis), place=order))
    both = ibis.union(*found)
    first = both.filter(ibis.row_number().over(group_by=both.person_id, order_by=both.place) == 0)
    return first.select("person_id", "basis", group="value")


def unread(suspect: ir.Table, *, smallest: int) -> dict[str, int]:
    """What stands as an ethnicity and is in no code, with how many mentions say so; seldom ones are not told."""
    said = ibis.union(*(suspect.select(said=suspect[name]) for name in ("ethnicity_self", "ethnicity_observed")))
    other = said.filter(_.said.notnull() & ~_.said.strip().lower().isin(list(ethnic_codes())))
    rows = other.group_by("said").agg(mentions=_.count()).filter(_.mentions >= smallest).order_by("said")
    return {row["said"]: row["mentions"] for row in rows.to_pyarrow().to_pylist()}


def name_origins(backend: Backend, truth: Path, people: ir.Table, mentions: ir.Table) -> ir.Table:
    """person_id, kind, group: where the names of his mentions come from, by the truth of a simulated city."""
    of_mentions = origins(backend, truth, read_truth(backend, truth, "suspect"))
    his = mentions.join(of_mentions, "mention_id").select("person_id", value="group")
    rows = engine.add(people.select("person_id"), most_frequent(his), "person_id")
    return _grouped(rows, ORIGIN, rows.value.replace("_", " ").capitalize())


def most_frequent(values: ir.Table) -> ir.Table:
    """person_id, value: of each person's values the one that he has most often; of several the first by name."""
    counted = values.filter(_.value.notnull()).group_by("person_id", "value").agg(times=_.count())
    order = [counted.times.desc(), counted.value]
    first = ibis.row_number().over(group_by=counted.person_id, order_by=order) == 0
    return counted.filter(first).select("person_id", "value")


def _boroughs(report: ir.Table) -> ir.Table:
    """report_id, borough by the map's name."""
    written = report.filter(_.borough.notnull()).borough.name("written").as_table().distinct()
    names = [(name, borough_named(name)) for name in written.order_by("written").to_pyarrow()["written"].to_pylist()]
    known = ibis.memtable(names, schema={"written": "string", "name": "string"})
    return report.join(known, report.borough == known.written).select("report_id", borough=known.name)


def by_kind(people: ir.Table, **sums: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """Of each kind (as in KINDS) the sums asked for by group, groups by name, those not known last.

    people: rows with kind and group (groups_of) and what is summed.
    """
    rows = people.group_by("kind", "group").agg(**sums).to_pyarrow().to_pylist()
    rows.sort(key=lambda row: (KINDS.index(row["kind"]), row["group"] == NOT_KNOWN, row["group"]))
    return [(kind, list(of_kind)) for kind, of_kind in groupby(rows, key=lambda row: row["kind"])]
