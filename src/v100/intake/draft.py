"""A first profile for files that nobody has described yet: columns by likeness of name, dates by what fits."""

import csv
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from v100.intake.faults import fold
from v100.intake.profile import ISO
from v100.intake.reading import Delivery, Engine
from v100.intake.values import moment, trimmed
from v100.tables import INPUT, Table

PATTERNS = (ISO, "%d/%m/%Y", "%d/%m/%Y %H:%M", "%m/%d/%Y", "%d-%b-%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%Y%m%d")
"""Date patterns in the order tried; a British reading comes before an American one."""

SAMPLE = 1000


def draft_profile(engine: Engine, deliveries: Sequence[Delivery]) -> str:
    """The text of a profile (TOML) for these files; what is required and not found is left as a comment.

    It does not say the crime unit: that is for somebody who knows the system, and intake refuses until it is said.
    """
    lines = [
        'name = "draft"',
        'title = "say which record system this is"',
        '# crime_unit = "line" # what one recorded crime is: report, line or line_x_victim. Say it.',
    ]
    tables: list[str] = []
    for delivery in deliveries:
        table, columns = _best(delivery.header)
        name = delivery.source.name
        dates = _dates(engine, delivery, [theirs for ours, theirs in columns.items() if _is_date(table, ours)])
        lines += ["", f"[files.{json.dumps(name)}]", f"dates = {json.dumps(dates)}"]
        tables += ["", "[[tables]]", f'table = "{table.name}"', f"file = {json.dumps(name)}", "", "[tables.columns]"]
        tables += [f"{ours} = {json.dumps(theirs, ensure_ascii=False)}" for ours, theirs in columns.items()]
        tables += [
            f'# {ours} = "" # required: name its column, or {{ constant = "..." }}'
            for ours in table.required
            if ours not in columns
        ]
        left = [each for each in delivery.header if each and each not in columns.values()]
        tables += [f"# left out: {', '.join(left)}"] if left else []
    return "\n".join([*lines, *tables]) + "\n"


def _is_date(table: Table, ours: str) -> bool:
    return table.column(ours).type in ("date", "timestamp")


def _best(header: Sequence[str]) -> tuple[Table, dict[str, str]]:
    """The table whose columns the heading resembles most (required ones count thrice), and which is which."""
    fits = [(table, _fit(table, header)) for table in INPUT.values()]
    return max(fits, key=lambda fit: sum(3 if ours in fit[0].required else 1 for ours in fit[1]))


def _fit(table: Table, header: Sequence[str]) -> dict[str, str]:
    words = {_words(name): name for name in header if name}
    found = {}
    for ours in table.names:
        theirs = next((words[each] for each in (_words(ours), *_synonyms().get(ours, ())) if each in words), None)
        if theirs is not None:
            found[ours] = theirs
    return found


def _words(name: str) -> str:
    return fold(name.replace("_", " ").replace(".", " "))


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    text = (files("v100.data.profiles") / "synonyms.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["ours"]: tuple(_words(each) for each in row["theirs"].split("|")) for row in rows}


def _dates(engine: Engine, delivery: Delivery, columns: Sequence[str]) -> list[str]:
    """For each date column the pattern that reads most of a sample; those patterns, most useful first."""
    chosen: dict[str, int] = {}
    for theirs in columns:
        text = trimmed(f"c{delivery.header.index(theirs)}")
        reads = ", ".join(f"count({moment('said', (pattern,))})" for pattern in PATTERNS)
        sample = f"(SELECT {text} AS said FROM {delivery.raw} LIMIT {SAMPLE})"
        counts = engine.execute(f"SELECT {reads} FROM {sample}").fetchall()[0]
        if max(counts) > 0:
            pattern = PATTERNS[counts.index(max(counts))]
            chosen[pattern] = chosen.get(pattern, 0) + max(counts)
    return sorted(chosen, key=lambda pattern: -chosen[pattern]) or [ISO]
