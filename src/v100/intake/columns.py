"""Which columns of a file a profile reads, and which a delivery lacks."""

import re
from collections.abc import Mapping

from v100.intake.faults import FileFault, fold
from v100.intake.joins import borrowed, own_name
from v100.intake.profile import ColumnRule, Profile
from v100.intake.reading import Delivery
from v100.tables import INPUT

TEMPLATE = re.compile(r"\{([^{}]+)\}")
"""A column's name within a template."""


def wanted(profile: Profile, name: str) -> set[str]:
    """All columns that the profile reads in one of its files, for itself or for a file that borrows them."""
    own = {each for each in read_in(profile, name) if borrowed(profile, name, each) is None}
    return own | set(_lent(profile, name))


def lacking(profile: Profile, name: str, header: list[str]) -> list[str]:
    """Columns that a file must have for this profile and has not, as `Offence Date or Arrest Date`.

    It must have each that the profile names, unless that is optional: a column that one month's extract lacks would
    else empty the list in silence.
    """
    have = {fold(each) for each in header}
    rule = profile.files[name]
    needed: list[tuple[str, ...]] = [(each.column,) for each in rule.keep]
    needed += [(each,) for order in rule.order for each in (order.earlier, order.later)]
    needed += [(key,) for join in rule.join for key in join.on]
    for table in (table for table in profile.tables if table.file == name):
        needed += [(each.column,) for each in table.when]
        for ours, column in table.rules().items():
            if column.optional:
                continue
            needed += [(each.column,) for each in column.when]
            if ours in table.columns or INPUT[table.table].column(ours).required:
                any_of = column.first or column.all
                needed += [any_of] if any_of else [(each,) for each in source_columns(column)]
    own = [group for group in needed if not any(borrowed(profile, name, each) for each in group)]
    own += [(each,) for each in _lent(profile, name)]
    lacks = [" or ".join(group) for group in own if not any(fold(each) in have for each in group)]
    return list(dict.fromkeys(lacks))


def refuse_lacking(profile: Profile, delivery: Delivery) -> None:
    """Raises FileFault when a delivery lacks a column that the profile must have."""
    lacks = lacking(profile, delivery.source.name, delivery.header)
    if lacks:
        raise FileFault(
            f"{delivery.source.label}: missing column {', '.join(lacks)} (profile {profile.name}): "
            "is it the right profile, and is the heading in the first row?"
        )


def source_columns(rule: ColumnRule) -> tuple[str, ...]:
    """The columns of the file that a rule reads."""
    if rule.column is not None:
        return (rule.column,)
    if rule.first is not None or rule.all is not None:
        return rule.first or rule.all or ()
    if rule.ticked is not None:
        return tuple(rule.ticked)
    return tuple(TEMPLATE.findall(rule.template)) if rule.template is not None else ()


def shown(rules: Mapping[str, ColumnRule], column: str) -> str:
    """The file's own name of one of our columns, as its people know it."""
    return " / ".join(source_columns(rules[column])) or column if column in rules else column


def read_in(profile: Profile, name: str) -> list[str]:
    """The columns that the profile reads in a file, its own and borrowed ones, in the order named."""
    rule = profile.files[name]
    found = [each.column for each in rule.keep] + [key for join in rule.join for key in join.on]
    found += [each for order in rule.order for each in (order.earlier, order.later)]
    for table in (table for table in profile.tables if table.file == name):
        found += [each.column for each in table.when]
        for column in table.rules().values():
            found += [*(each.column for each in column.when), *source_columns(column)]
    return list(dict.fromkeys(found))


def _lent(profile: Profile, name: str) -> list[str]:
    """The columns that other files read in this one, keys first."""
    found = []
    for other, rule in profile.files.items():
        joins = [join for join in rule.join if join.file == name]
        found += [key for join in joins for key in join.on.values()]
        reads = ((borrowed(profile, other, each), each) for each in read_in(profile, other))
        found += [own_name(join, each) for join, each in reads if join in joins and join is not None]
    return list(dict.fromkeys(found))
