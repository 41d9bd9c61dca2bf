"""A first profile for files that nobody has described yet: columns by likeness of name, dates by what fits."""

import json
import re
from collections.abc import Sequence

from v100.intake.likeness import SAMPLE, Likeness, Roles, likenesses, roles_in
from v100.intake.profile import ISO, FileRule
from v100.intake.reading import Delivery, Engine
from v100.intake.values import moment, trimmed
from v100.tables import INPUT

PATTERNS = (ISO, "%d/%m/%Y", "%d/%m/%Y %H:%M", "%m/%d/%Y", "%d-%b-%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%Y%m%d")
"""Date patterns in the order tried; a British reading comes before an American one."""

DATED_NAME = re.compile(r"[\W_]*\d[\d\W_]*$")
"""The end of a file's name that changes from month to month."""


def draft_profile(engine: Engine, unknown: Sequence[tuple[Delivery, FileRule]], beside: Sequence[Delivery] = ()) -> str:
    """The text of a profile (TOML) for these files, each with the layout that it was read by; what is required and not
    found is left as a comment. `beside`: files of the extract that a profile describes already.

    It does not say the crime unit: that is for somebody who knows the system, and intake refuses until it is said.
    """
    files: list[str] = []
    tables: list[str] = []
    drafted: set[str] = set()
    for delivery, rule in unknown:
        name = DATED_NAME.sub("", delivery.source.name) or delivery.source.name
        if name in drafted:
            continue
        drafted.add(name)
        others = [each for each in (*(one for one, _ in unknown), *beside) if each is not delivery]
        roles = roles_in(engine, delivery)
        found = likenesses(delivery, others, roles)
        files += _file(engine, delivery, rule, name, found)
        for likeness in found:
            tables += _table(name, likeness)
        tables += _left(delivery, found, roles)
    head = [
        'name = "draft"',
        'title = "say which record system this is"',
        '# crime_unit = "line" # what one recorded crime is: report, line or line_x_victim. Say it.',
    ]
    return "\n".join([*head, *files, *tables]) + "\n"


def _file(engine: Engine, delivery: Delivery, rule: FileRule, name: str, found: Sequence[Likeness]) -> list[str]:
    dated = {theirs for each in found for ours, theirs in each.columns.items() if _is_date(each, ours)}
    said = ["", f"[files.{json.dumps(name)}]"]
    said += [f"names = {json.dumps([name + '*'])}"] if name != delivery.source.name else []
    said += [f"delimiter = {json.dumps(rule.delimiter)}"] if rule.delimiter not in (None, ",") else []
    said += [f"encoding = {json.dumps(rule.encoding)}"] if rule.encoding else []
    said += [f"header_row = {rule.header_row}"] if rule.header_row != 1 else []
    return [
        *said,
        f"dates = {json.dumps(_dates(engine, delivery, [each for each in delivery.header if each in dated]))}",
    ]


def _table(name: str, likeness: Likeness) -> list[str]:
    table = likeness.table
    choice = ("suspect", "victim") if likeness.columns else tuple(INPUT)
    asked = f'table = ""  # which of our tables does it feed: {" or ".join(choice)}?'
    said = ["", "[[tables]]", f'table = "{table.name}"' if table else asked, f"file = {json.dumps(name)}"]
    if likeness.role:
        among = json.dumps(likeness.words, ensure_ascii=False)
        said.append(f"when = [{{ column = {json.dumps(likeness.role, ensure_ascii=False)}, among = {among} }}]")
    said += ["", "[tables.columns]"]
    said += [f"{ours} = {json.dumps(theirs, ensure_ascii=False)}" for ours, theirs in likeness.columns.items()]
    required = table.required if table else INPUT["suspect"].required if likeness.columns else ()
    return said + [
        f'# {ours} = "" # required: name its column, or {{ constant = "..." }}'
        for ours in required
        if ours not in likeness.columns
    ]


def _left(delivery: Delivery, found: Sequence[Likeness], roles: Roles | None) -> list[str]:
    """Comments: the columns that nothing reads, and the words of a role that no table takes."""
    read = {theirs for each in found for theirs in (*each.columns.values(), each.role)}
    left = [each for each in delivery.header if each and each not in read]
    said = [f"# left out: {', '.join(left)}"] if left else []
    if roles is not None and roles.others:
        said.append(
            f"# {roles.column} also says {', '.join(roles.others)}: put each in a table's `when`, or out of scope:"
        )
        among = json.dumps(roles.others, ensure_ascii=False)
        said.append(f"# keep = [{{ column = {json.dumps(roles.column)}, not_among = {among} }}] under [files...]")
    return said


def _is_date(likeness: Likeness, ours: str) -> bool:
    table = likeness.table or INPUT["suspect"]
    return table.column(ours).type in ("date", "timestamp")


def _dates(engine: Engine, delivery: Delivery, columns: Sequence[str]) -> list[str]:
    """The patterns that read the date columns, most useful first."""
    chosen: dict[str, int] = {}
    for theirs in columns:
        for pattern, dates in _patterns(engine, delivery, theirs).items():
            chosen[pattern] = chosen.get(pattern, 0) + dates
    return sorted(chosen, key=lambda pattern: -chosen[pattern]) or [ISO]


def _patterns(engine: Engine, delivery: Delivery, theirs: str) -> dict[str, int]:
    """The pattern that reads most of a sample of the column, the one that reads most of what is left, and so on."""
    said = trimmed(f"c{delivery.header.index(theirs)}")
    sample = f"(SELECT {said} AS said FROM {delivery.raw} LIMIT {SAMPLE})"
    found: dict[str, int] = {}
    while True:
        unread = f"{moment('said', tuple(found))} IS NULL" if found else "true"
        reads = ", ".join(f"count({moment('said', (pattern,))})" for pattern in PATTERNS)
        counts = engine.execute(f"SELECT {reads} FROM {sample} WHERE {unread}").fetchall()[0]
        if max(counts) == 0:
            return found
        found[PATTERNS[counts.index(max(counts))]] = max(counts)
