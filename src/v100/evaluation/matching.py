"""Measures of who was joined with whom, against who is who: by pairs and by mentions, as a whole and by group."""

from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

ALL = "all"


def matched(person_mention: ir.Table, truth_mentions: ir.Table) -> ir.Table:
    """mention_id, true_id, person_id (null: taken for nobody) of every mention that truth has."""
    people = person_mention.select("mention_id", "person_id")
    return truth_mentions.select("mention_id", "true_id").left_join(people, "mention_id").drop("mention_id_right")


def measures(found: ir.Table) -> dict[str, Any]:
    """The measures_by of all mentions together."""
    everyone = found.select("mention_id", kind=ibis.literal(ALL), group=ibis.literal(ALL))
    rows = measures_by(found, everyone)
    whole = rows[0] if rows else _measured({"mentions": 0})
    return {name: value for name, value in whole.items() if name not in ("kind", "group")}


def measures_by(found: ir.Table, groups: ir.Table) -> list[dict[str, Any]]:
    """For each group (mention_id, kind, group; a mention may be in many) of the mentions in `found` (see matched).

    precision, recall, f1: of pairs with at least one mention in the group: of those joined the share that are one
    person, of those that are one person the share joined. `pairs`: how many true pairs there are. b_cubed: the same
    by mention [Bagga and Baldwin, 1998]: the mean share of a mention's person that is truly his, and of the truly his
    that is in his person. A mention taken for nobody is missed. A measure without pairs is None.
    """
    joined = found.filter(_.person_id.notnull())
    groups = groups.semi_join(found, "mention_id")
    counted = groups.group_by("kind", "group").agg(mentions=_.count())
    for column, table, same in (
        ("pairs", found, ("true_id",)),
        ("joined", joined, ("person_id",)),
        ("right", joined, ("true_id", "person_id")),
    ):
        counted = _adding(counted, _touching(table, groups, column, *same))
    counted = _adding(counted, _b_cubed(found, groups))
    rows = counted.order_by("kind", "group").to_pyarrow().to_pylist()
    return [_measured(row) for row in rows]


def _adding(counted: ir.Table, more: ir.Table) -> ir.Table:
    return counted.left_join(more, ["kind", "group"]).drop("kind_right", "group_right")


def _touching(table: ir.Table, groups: ir.Table, column: str, *same: str) -> ir.Table:
    """Pairs alike in `same` with a mention in the group: all pairs, less those among the others."""
    sizes = table.group_by(*same).agg(size=_.count())
    inside = table.join(groups, "mention_id").group_by("kind", "group", *same).agg(inside=_.count())
    held = inside.join(sizes, list(same))
    pairs = _pairs(held.size) - _pairs(held.size - held.inside)
    return held.mutate(pairs=pairs).group_by("kind", "group").agg(**{column: _.pairs.sum()})


def _pairs(size: ir.IntegerValue) -> ir.IntegerValue:
    return (size * (size - 1)) // 2


def _b_cubed(found: ir.Table, groups: ir.Table) -> ir.Table:
    """A mention taken for nobody is alone."""
    told = found.mutate(
        truly=_.count().over(group_by="true_id"),
        together=_.count().over(group_by="person_id"),
        rightly=_.count().over(group_by=["true_id", "person_id"]),
    )
    alone = told.person_id.isnull()
    shares = told.select(
        "mention_id",
        precise=ibis.ifelse(alone, 1.0, told.rightly / told.together),
        recalled=ibis.ifelse(alone, 1.0, told.rightly) / told.truly,
    )
    return (
        shares.join(groups, "mention_id")
        .group_by("kind", "group")
        .agg(precise=_.precise.mean(), recalled=_.recalled.mean())
    )


def _measured(row: dict[str, Any]) -> dict[str, Any]:
    pairs, joined, right = (int(row.get(name) or 0) for name in ("pairs", "joined", "right"))
    precision, recall = (right / joined if joined else None), (right / pairs if pairs else None)
    precise, recalled = row.get("precise"), row.get("recalled")
    return {
        "kind": row.get("kind"),
        "group": row.get("group"),
        "precision": precision,
        "recall": recall,
        "f1": _f1(precision, recall),
        "pairs": pairs,
        "mentions": row["mentions"],
        "b_cubed": {"precision": precise, "recall": recalled, "f1": _f1(precise, recalled)},
    }


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None or precision + recall == 0:
        return None
    return 2 * precision * recall / (precision + recall)
