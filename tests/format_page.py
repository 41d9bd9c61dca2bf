"""What the page on formats says: the words, and for each file of a shipped profile its columns and their use."""

from collections.abc import Iterator

from v100.intake.columns import source_columns
from v100.intake.joins import borrowed, own_name
from v100.intake.profile import ColumnRule, FileRule, Profile, TableRule, load

SYSTEMS = {"connect": "NEC Connect", "niche": "Niche RMS"}

READING = """**This is our reading, not the vendors' documentation.** No description of what these systems export is
public, and nobody at NEC, at Niche or in a force has told us. The names of files and columns and most words below
are ours. Your export will differ, and forces differ from each other. `v100 profile check` says where; copy the
profile, mend it, and keep it as your own.
"""

PUBLIC = """What is public, and what we rest on:

- Connect is used by the Met since 28 February 2024. It is a database of people, objects, locations and events, linked
  to each other, and its own downloads are limited
  ([Met, freedom of information 01.FOI.25.042468](https://www.met.police.uk/foi-ai/metropolitan-police/disclosure-2025/january-2025/crime-statistics-data-extracted-foi-requests/)).
  So: an investigation, its offences, a nominal, and an involvement that links the two.
- Niche speaks of occurrences and of the involvement of a person in one; that is common knowledge, we found no field
  list. That one person or address stands there twice in slightly different ways is
  [reported](https://www.yorkshireeveningpost.co.uk/news/uk-news/urgent-review-of-forces-crime-records-before-inspectors-visit-1858073).
- Outcome types, and cancelled records (formerly *no crimes*), are the Home Office's
  ([user guide](https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables/police-recorded-crime-and-outcomes-open-data-tables-user-guide)).
- Everything else is assumed, and made to differ between the two, so that each tests an intake in another way.
"""

DIFFERENCES = (  # what, connect, niche
    ("files", "7", "11"),
    ("a person", "nominal, and the involvement that links him", "person, involvement, address, aliases as rows"),
    ("name", "surname, forename 1, forename 2", "one text: `SMITH, John Paul`"),
    ("sex", "a word", "a number"),
    ("offence", "text, looked up in the offence table", "five digits (`01908`) and text"),
    ("flags", "a Y/N column each", "rows of a file"),
    ("method", "keywords as rows of a file", "keywords in one cell, `;` between"),
    ("outcome", "text, looked up", "the Home Office's number"),
    ("cancelled", "status *Cancelled*, on the status date", "status *NO CRIME*, on the status date"),
    ("officer", "one text", "a file of officers"),
    ("events", "one file", "custody and diary apart"),
    ("marks", "a file of laboratory results, which may be absent", "likewise"),
    ("dates and times", "31/03/2026 14:05", "31 Mar 2026; 2026-03-31T13:05:00Z, of another clock"),
    ("file", "CSV, comma, UTF-8 with byte order mark", "text, tab, Windows-1252"),
)

LOST = (  # by which format, what
    ("both", "that a role was left empty: it is said (*suspect*, *principal*), which means the same"),
    ("connect", "the order of flags"),
    ("niche", "the case of a surname"),
    ("niche", "where forename and middle names part, when a forename is two words or there is none"),
    ("niche", "letters outside Windows-1252: the nearest is written (`ł` as `l`, `ş` as `s`)"),
    ("niche", "a time of day within the hour that spring skips, which was on no clock"),
)

SAME = """A test takes the same city in from all three formats: the accepted tables are the same but for what the second
table says, and so is the ranking. With `connect` the whole run is the same. With `niche` a man whose forename came
back otherwise may be joined with other mentions; everyone else keeps his place, days, offences and reports.

Two things are simpler in the city than in life: a nominal has one involvement, with his details as they were written
then (in life one nominal has many; the profiles read that too), and each offence is a recorded crime. Where your force
records one crime for each report, say `crime_unit = "report"`: it changes the count.
"""


def files_of(profile: Profile) -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Each file: its name, how it is written and linked, and of each column read what it becomes and by which words."""
    for name, rule in profile.files.items():
        uses: dict[str, list[tuple[str, str]]] = {}
        for table in profile.tables:
            for ours, column in table.rules().items():
                for theirs in source_columns(column):
                    if (own := _own(profile, table, name, theirs)) is not None:
                        uses.setdefault(own, []).append((f"`{table.table}.{ours}`", _words(column, theirs)))
        for column, use in _silent(profile, name).items():
            uses.setdefault(column, [(use, "")])
        rows = [
            (
                column,
                ", ".join(dict.fromkeys(become for become, _ in found)),
                "; ".join(dict.fromkeys(words for _, words in found if words)),
            )
            for column, found in uses.items()
        ]
        yield name, _said(profile, name, rule), rows


def _silent(profile: Profile, name: str) -> dict[str, str]:
    """Columns of a file that only link it to another or decide on a row."""
    lent = [
        key for rule in profile.files.values() for join in rule.join if join.file == name for key in join.on.values()
    ]
    links = [key for join in profile.files[name].join for key in join.on]
    tables = [table for table in profile.tables if table.file == name]
    decides = [each.column for table in tables for column in table.rules().values() for each in column.when]
    return dict.fromkeys([*lent, *links], "links") | dict.fromkeys(decides, "decides")


def _own(profile: Profile, table: TableRule, name: str, column: str) -> str | None:
    """The column's name in the file, if it stands there."""
    join = borrowed(profile, table.file, column)
    if join is None:
        return column if table.file == name else None
    return own_name(join, column) if join.file == name else None


def _words(rule: ColumnRule, theirs: str) -> str:
    if rule.ticked is not None:
        return f"Y = `{rule.ticked[theirs]}`"
    if rule.lookup is not None:
        return f"looked up in `{rule.lookup}`"
    if rule.name is not None:
        return f"its {rule.name.replace('_', ' ')}"
    said = [f"where {each.column} is {' or '.join(each.among or ())}" for each in rule.when]
    said += [f"{each} = {f'`{ours}`' if ours else 'not known'}" for each, ours in (rule.values or {}).items()]
    return ", ".join(said)


def _said(profile: Profile, name: str, rule: FileRule) -> str:
    """Which rows become what, and what is linked by what."""
    parts = [
        f"`{table.table}`" + "".join(f" where {each.column} is {', '.join(each.among or ())}" for each in table.when)
        for table in profile.tables
        if table.file == name
    ]
    said = [f"Becomes {'; '.join(parts)}."] if parts else ["Lends its columns."]
    said += [f"Out of scope: {each.column} {', '.join(each.not_among or ())}." for each in rule.keep]
    said += [
        f"Finds {'rows' if join.many else 'its row'} of {join.file} by {', '.join(join.on.values())}."
        for join in rule.join
    ]
    said += ["Times of day by UTC."] if rule.zone == "UTC" else []
    return " ".join(said)


def shipped() -> dict[str, Profile]:
    return {name: load(name) for name in SYSTEMS}
