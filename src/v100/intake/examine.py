"""Does an extract fit a profile? What it lacks, what a reader should know, and a draft for one that does not fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from v100 import engine as engines
from v100.intake.columns import lacking, wanted
from v100.intake.draft import draft_profile
from v100.intake.faults import FileFault, fold
from v100.intake.mapping import map_delivery, prepare
from v100.intake.profile import FileRule, Profile
from v100.intake.reading import Delivery, Engine, read
from v100.intake.sources import any_tables
from v100.intake.summary import unmapped

PARENTS = ("crime_report", "offence")


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
    lacks: list[str] = []
    deliveries: list[Delivery] = []
    for source in any_tables(given, profile):
        say(f"reading {source.label}")
        rule = profile.files.get(source.name, FileRule())
        names = wanted(profile, source.name) if source.name in profile.files else set()
        try:
            deliveries.append(read(engine, source, rule, f"raw_{len(deliveries)}", names))
        except FileFault as fault:
            lacks.append(str(fault))
    ours = [each for each in deliveries if each.source.name in profile.files]
    lacks += _lacking_columns(profile, ours) + _lacking_files(profile, ours)
    notes = _notes(engine, profile, deliveries)
    draft = draft_profile(engine, deliveries) if lacks and deliveries else ""
    return Findings(tuple(each.source.label for each in deliveries), tuple(lacks), tuple(notes), draft)


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


def _notes(engine: Engine, profile: Profile, deliveries: Sequence[Delivery]) -> list[str]:
    ours = [each for each in deliveries if each.source.name in profile.files]
    have = {each.source.name for each in ours}
    parents = {table.file for table in profile.tables if table.table in PARENTS}
    notes = [f"no file {name}" for name in profile.files if name not in have | parents]
    notes += [f"{each.source.label}: no file of profile {profile.name}" for each in deliveries if each not in ours]
    for label, columns in unmapped(profile, ours).items():
        notes.append(f"{label}: columns that the profile does not read: {', '.join(columns)}")
    for each in ours:
        header = {fold(name) for name in each.header}
        absent = sorted(name for name in wanted(profile, each.source.name) if fold(name) not in header)
        if absent and not lacking(profile, each.source.name, each.header):
            notes.append(f"{each.source.label}: not there, so all unknown: {', '.join(absent)}")
        notes += [f"{each.source.label}: {note}" for note in each.notes]
    return notes + _row_faults(engine, profile, ours)


def _row_faults(engine: Engine, profile: Profile, ours: Sequence[Delivery]) -> list[str]:
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
