"""What became of people's decisions about identity, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis.expr.types as ir

from v100.identity.decided import DIFFERENT, SAME, Decided, Pair


@dataclass(frozen=True)
class Bound:
    """`effects`: by entry_id, what the run did. `known`: the mentions decided of that this side has."""

    effects: dict[str, str]
    known: frozenset[str]


def bound(decided: Decided, people: ir.Table, by_evidence: ir.Table) -> Bound:
    """The effect of each entry about this side. `people` (mention_id, person_id) as decided; `by_evidence`
    (mention_id, grouping) as it would be without decisions."""
    person_of = _by_mention(people, "person_id", decided)
    group_of = _by_mention(by_evidence, "grouping", decided)
    effects = {entry_id: f"binds nobody: {mention} names nobody" for entry_id, mention in decided.nobody.items()}
    effects |= dict.fromkeys(decided.overruled, "overruled by a later decision")
    for entry_id, pair in decided.obeyed.items():
        effects[entry_id] = _effect(decided.in_force[pair]["decision"], pair, person_of, group_of)
    return Bound(effects, decided.known)


def _by_mention(table: ir.Table, column: str, decided: Decided) -> dict[str, str]:
    if not decided.known:
        return {}
    rows = table.filter(table.mention_id.isin(sorted(decided.known))).select("mention_id", column)
    return {row["mention_id"]: row[column] for row in rows.to_pyarrow().to_pylist()}


def _effect(decision: str, pair: Pair, person_of: Mapping[str, str], group_of: Mapping[str, str]) -> str:
    people = [person_of[mention] for mention in pair]
    joined_anyway = len({group_of[mention] for mention in pair}) == 1
    if decision == SAME:
        return f"obeyed: one person, {people[0]}" + ("; the evidence joins them too" if joined_anyway else "")
    if decision == DIFFERENT:
        apart = f"obeyed: kept apart, {people[0]} and {people[1]}"
        return apart + ("" if joined_anyway else "; the evidence does not join them either")
    return "obeyed: changes nobody; not asked again while the evidence is the same"
