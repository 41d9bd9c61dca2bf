"""Does an extract fit a profile? What it lacks, what a reader should know, and a draft for one that does not fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from v100 import engine as engines
from v100.intake.columns import lacking, wanted
from v100.intake.draft import draft_profile
from v100.intake.faults import FileFault, fold
from v100.intake.layout import layout
from v100.intake.mapping import map_delivery, prepare
from v100.intake.profile import FileRule, Profile
from v100.intake.reading import Delivery, Engine, read
from v100.intake.sources import any_tables
from v100.intake.summary import unmapped
from v100.tables import MAY_LACK

PARENTS = ("crime_report", "offence")

WITHOUT = {
    "offence": "no harm is counted",
    "suspect": "nobody is ranked",
    "victim": "no offence counts as one against a woman, so that policy v100 ranks nobody",
    "event": "nobody is set aside as dead or in custody, and no arrest, charge or outcome in court is known",
}
"""What a list lacks when a profile brings no such table."""


@dataclass(frozen=True)
class Findings:
    """`lacks`: what intake would refuse; `notes`: what it would take all the same; `draft`: when something lacks."""

    files: tuple[str, ...]
    lacks: tuple[str, ...]
    notes: tuple[str, ...]
    draft: str


def check_extract(
    given: Sequence[Path | str], profile: Profile, say: Callable[[str], None] = lambda _: None
) -> Findings:
    """Read an extract (files, folders, postgresql:// addresses) under a profile without taking anything in.

    Raises V100Error when something given does not exist.
    """
    engine = engines.connect().con
    prepare(engine, profile)
    lacks: list[str] = _lacking_tables(profile)
    deliveries: list[Delivery] = []
    rules: list[FileRule] = []
    for source in any_tables(given, profile):
        say(f"reading {source.label}")
        described = source.name in profile.files
        names = wanted(profile, source.name) if described else set()
        try:
            rule = profile.files[source.name] if described else layout(source)
            deliveries.append(read(engine, source, rule, f"raw_{len(deliveries)}", names))
            rules.append(rule)
        except FileFault as fault:
            lacks.append(str(fault))
    ours = [each for each in deliveries if each.source.name in profile.files]
    lacks += _lacking_columns(profile, ours) + _lacking_files(profile, ours)
    fit = [each for each in ours if not lacking(profile, each.source.name, each.header)]
    unknown = [(each, rule) for each, rule in zip(deliveries, rules, strict=True) if each not in fit]
    draft = draft_profile(engine, unknown, fit) if lacks and unknown else ""
    notes = _rejects_ahead(engine, profile, ours) + _notes(profile, deliveries)
    return Findings(tuple(each.source.label for each in deliveries), tuple(lacks), tuple(notes), draft)


def _lacking_tables(profile: Profile) -> list[str]:
    """A report's version is whole: what brings reports must bring their offences and suspects."""
    brought = {table.table for table in profile.tables}
    if "crime_report" not in brought:
        return []
    return [
        f"no table of profile {profile.name} brings {name}: {WITHOUT[name]}"
        for name in ("offence", "suspect")
        if name not in brought
    ]


def _lacking_columns(profile: Profile, ours: Sequence[Delivery]) -> list[str]:
    return [
        f"{each.source.label}: no column {column}"
        for each in ours
        for column in lacking(profile, each.source.name, each.header)
    ]


def _lacking_files(profile: Profile, ours: Sequence[Delivery]) -> list[str]:
    have = {each.source.name for each in ours}
    feeding: dict[str, str] = {}
    for table in profile.tables:
        if table.table in PARENTS:
            feeding.setdefault(table.file, table.table)
    lacks = [f"no file {name}, which brings {table}" for name, table in feeding.items() if name not in have]
    lacks += [
        f"{each.source.label}: needs the file {join.file} beside it"
        for each in ours
        for join in profile.files[each.source.name].join
        if join.file not in have
    ]
    return lacks


def _notes(profile: Profile, deliveries: Sequence[Delivery]) -> list[str]:
    brought = {table.table for table in profile.tables}
    ours = [each for each in deliveries if each.source.name in profile.files]
    have = {each.source.name for each in ours}
    unsaid = {table.file for table in profile.tables if table.table in (*PARENTS, *MAY_LACK)}
    notes = [
        f"no table of profile {profile.name} brings {name}: {WITHOUT[name]}"
        for name in ("victim", "event")
        if name not in brought
    ]
    notes += [f"no file {name}" for name in profile.files if name not in have | unsaid]
    notes += [f"{each.source.label}: no file of profile {profile.name}" for each in deliveries if each not in ours]
    for label, columns in unmapped(profile, ours).items():
        notes.append(f"{label}: columns that the profile does not read: {', '.join(columns)}")
    for each in ours:
        header = {fold(name) for name in each.header}
        absent = sorted(name for name in wanted(profile, each.source.name) if fold(name) not in header)
        if absent and not lacking(profile, each.source.name, each.header):
            notes.append(f"{each.source.label}: not there, so all unknown: {', '.join(absent)}")
        notes += [f"{each.source.label}: {note}" for note in each.notes]
    return notes


def _rejects_ahead(engine: Engine, profile: Profile, ours: Sequence[Delivery]) -> list[str]:
    """Rows that would be rejected for what they hold themselves."""
    have = {each.source.name for each in ours}
    for f, delivery in enumerate(ours):
        lenders = {join.file for join in profile.files[delivery.source.name].join}
        if lenders <= have and not lacking(profile, delivery.source.name, delivery.header):
            map_delivery(engine, profile, ours, f, date.max)
    rows = engine.execute(
        'SELECT f, "column", reason, count(DISTINCT n), min(value) FROM fault GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2, 3'
    ).fetchall()
    return [
        f"{ours[f].source.label}: {n:,} rows would be rejected: {column or 'row'}: {reason} (such as {value!r})"
        for f, column, reason, n, value in rows
    ]
