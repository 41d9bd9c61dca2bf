"""Text of an extract as values of our types, in DuckDB SQL. What cannot be read is NULL."""

from collections.abc import Mapping, Sequence

from v100.intake.profile import ISO, LONDON, ColumnRule, FileRule
from v100.tables import Column

ISO_DAY = r"\d{4}-\d{2}-\d{2}"
ISO_TIME = ISO_DAY + r"([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?"
WHOLE = r"[+-]?\d{1,18}(\.0*)?"
METRES = r"[+-]?\d{1,9}(\.\d*)?"
HO_CODE = r"\d{1,3}/\d{1,2}"
HO_DIGITS = r"\d{5}"
"""The same without the stroke: three digits of the class, two of the sub-class."""
YES, NO = ("y", "yes", "true", "t", "1"), ("n", "no", "false", "f", "0")
HOURS = ("%H", "%I", "%-H", "%-I", "%c", "%X")
"""What a pattern with a time of day has."""
COORDINATES = ("easting", "northing")
SPACES = ("chr(32)", "chr(9)", "chr(10)", "chr(13)", "chr(160)")
"""Space, tab, line feed, return, no-break space."""


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def trimmed(column: str) -> str:
    """A column's text without space around it; NULL when nothing is left.

    Trimming a set of characters is slow, so only texts that begin or end with one of them are trimmed.
    """
    ends = " OR ".join(f"suffix({column}, {space})" for space in SPACES)
    touched = f"{column} < '!' OR prefix({column}, {SPACES[-1]}) OR {ends}"
    return f"CASE WHEN {touched} THEN nullif(trim({column}, {' || '.join(SPACES)}), '') ELSE {column} END"


def name_part(text: str, part: str) -> str:
    """A part of "SURNAME, Forename Middle" or, without a comma, of "Forename Middle SURNAME"."""
    rest = f"trim(substr({text}, strpos({text}, ',') + 1))"
    after = f"CASE WHEN contains({rest}, ' ') THEN trim(substr({rest}, strpos({rest}, ' ') + 1)) END"
    words = f"string_split_regex({text}, '\\s+')"
    with_comma = {
        "surname": f"trim(split_part({text}, ',', 1))",
        "forename": f"split_part({rest}, ' ', 1)",
        "middle_names": after,
    }
    without = {
        "surname": f"{words}[-1]",
        "forename": f"CASE WHEN len({words}) > 1 THEN {words}[1] END",
        "middle_names": f"CASE WHEN len({words}) > 2 THEN array_to_string({words}[2:-2], ' ') END",
    }
    return f"nullif(CASE WHEN contains({text}, ',') THEN {with_comma[part]} ELSE {without[part]} END, '')"


def ticks(cells: Mapping[str, tuple[str, str]], separator: str) -> str:
    """A list, as text, of our words whose column says yes. `cells`: column → its text, our word.

    What is neither yes nor no stands in the list as `column: text`, and no other word of the list has that form.
    """
    yes, no = (", ".join(map(quoted, words)) for words in (YES, NO))
    words = ", ".join(
        f"CASE WHEN lower({text}) IN ({yes}) THEN {quoted(ours)} "
        f"WHEN lower({text}) NOT IN ({no}) THEN {quoted(column + ': ')} || {text} END"
        for column, (text, ours) in cells.items()
    )
    return f"nullif(concat_ws({quoted(separator)}, {words}), '')"


def typed(text: str, column: Column, rule: ColumnRule, file: FileRule) -> str:
    """The text as the column's type and, where the column has a list of words, as one of them."""
    if column.type == "date":
        return f"CAST({moment(text, rule.dates or file.dates, file.zone)} AS DATE)"
    if column.type == "timestamp":
        return moment(text, rule.dates or file.dates, file.zone)
    if column.type == "int64":
        form = METRES if column.name in COORDINATES else WHOLE
        return f"CASE WHEN regexp_full_match({text}, '{form}') THEN TRY_CAST({text} AS BIGINT) END"
    if column.type == "boolean":
        return f"CASE lower({text}) WHEN 'true' THEN true WHEN 'false' THEN false END"
    if column.type == "array<string>":
        return listed(text, rule.separator)
    if column.type == "array<int64>":
        number = f"CASE WHEN regexp_full_match(x, '{WHOLE}') THEN TRY_CAST(x AS BIGINT) END"
        return f"list_transform({listed(text, rule.separator)}, x -> {number})"
    if column.name == "ho_code":
        padded = f"lpad(split_part({text}, '/', 1), 3, '0') || '/' || lpad(split_part({text}, '/', 2), 2, '0')"
        parted = f"left({text}, 3) || '/' || right({text}, 2)"
        return (
            f"CASE WHEN regexp_full_match({text}, '{HO_CODE}') THEN {padded} "
            f"WHEN regexp_full_match({text}, '{HO_DIGITS}') THEN {parted} END"
        )
    return _word(text, column.values) if column.values else text


def moment(text: str, patterns: Sequence[str], zone: str = LONDON) -> str:
    """A date or time by the first pattern that fits; a time of day of another zone as London's wall time."""
    tries = []
    for pattern in patterns:
        if pattern == ISO:
            read = f"CASE WHEN regexp_full_match({text}, '{ISO_TIME}') THEN TRY_CAST({text} AS TIMESTAMP) END"
            timed = f"contains({text}, ':')"
        else:
            read = f"try_strptime({text}, {quoted(pattern)})"
            timed = str(any(hour in pattern for hour in HOURS))
        if zone != LONDON:
            there = f"timezone({quoted(LONDON)}, timezone({quoted(zone)}, {read}))"
            read = f"CASE WHEN {timed} THEN {there} ELSE {read} END"
        tries.append(read)
    return tries[0] if len(tries) == 1 else f"coalesce({', '.join(tries)})"


def listed(text: str, separator: str) -> str:
    """A text's parts, trimmed, without the empty ones."""
    parts = f"list_transform(string_split({text}, {quoted(separator)}), x -> trim(x))"
    return f"list_filter({parts}, x -> x <> '')"


def _word(text: str, values: Sequence[str]) -> str:
    folded = f"upper({text})" if values[0].isupper() else f"lower({text})"
    return f"CASE WHEN {folded} IN ({', '.join(map(quoted, values))}) THEN {folded} END"
