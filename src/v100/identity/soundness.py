"""What no one person can hold: a group of mentions that contradicts itself is more than one."""

import ibis.expr.types as ir

from v100.identity.pairs import within

YEARS_APART = 15
"""Births further apart than so many years are not one person, whatever else agrees."""

LARGEST_CHECKED = 1000
"""In a larger group not every pair is scored; it is parted by what is scored already."""


def not_compared(groups: ir.Table, pairs: ir.Table) -> ir.Table:
    """mention_a, mention_b: the pairs within a group (mention_id, grouping) that are not among `pairs`."""
    sizes = groups.group_by("grouping").agg(mentions=groups.count())
    checked = groups.semi_join(sizes.filter((sizes.mentions > 2) & (sizes.mentions <= LARGEST_CHECKED)), "grouping")
    other = checked.select("grouping", mention_b="mention_id")
    inside = checked.rename(mention_a="mention_id").join(other, "grouping")
    inside = inside.filter(inside.mention_a < inside.mention_b).select("mention_a", "mention_b")
    return inside.anti_join(pairs, ["mention_a", "mention_b"])


def unsound_groups(standard: ir.Table, groups: ir.Table, against: ir.Table) -> ir.Table:
    """The groupings (of mention_id, grouping) that hold a contradiction, or are too large to tell."""
    sizes = groups.group_by("grouping").agg(mentions=groups.count())
    too_large = sizes.filter(sizes.mentions > LARGEST_CHECKED).select("grouping")
    return contradictory(standard, groups, against).union(too_large, distinct=True)


def contradictory(standard: ir.Table, groups: ir.Table, against: ir.Table) -> ir.Table:
    """The groupings (of mention_id, grouping) that hold two sound PNC ids, births far apart, or a pair of `against`."""
    held = groups.join(standard, "mention_id")
    facts = held.group_by("grouping").agg(
        pncs=held.pnc_key.nunique(where=held.pnc_sound),
        years=(held.birth_year.max() - held.birth_year.min()).fill_null(0),
    )
    by_facts = facts.filter((facts.pncs > 1) | (facts.years > YEARS_APART)).select("grouping")
    return by_facts.union(within(against, groups).select("grouping"), distinct=True)
