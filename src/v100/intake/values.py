"""Text of an extract as values of our types, in DuckDB SQL. What cannot be read is NULL."""

from collections.abc import Sequence

from v100.intake.profile import ISO, ColumnRule
from v100.tables import Column

ISO_DAY = r"\d{4}-\d{2}-\d{2}"
ISO_MIDNIGHT = ISO_DAY + r"([ T]00:00(:00(\.0+)?)?)?"
ISO_TIME = ISO_DAY + r"([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?"
WHOLE = r"[+-]?\d{1,18}(\.0*)?"
METRES = r"[+-]?\d{1,9}(\.\d*)?"
HO_CODE = r"\d{1,3}/\d{1,2}"
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


def typed(text: str, column: Column, rule: ColumnRule, dates: Sequence[str]) -> str:
    """The text as the column's type and, where the column has a list of words, as one of them."""
    patterns = rule.dates or dates
    if column.type == "date":
        return f"CAST({moment(text, patterns, ISO_MIDNIGHT)} AS DATE)"
    if column.type == "timestamp":
        return moment(text, patterns, ISO_TIME)
    if column.type == "int64":
        form = METRES if column.name in COORDINATES else WHOLE
        return f"CASE WHEN regexp_full_match({text}, '{form}') THEN TRY_CAST({text} AS BIGINT) END"
    if column.type == "boolean":
        return f"CASE lower({text}) WHEN 'true' THEN true WHEN 'false' THEN false END"
    if column.type == "array<string>":
        return _listed(text, rule.separator)
    if column.type == "array<int64>":
        number = f"CASE WHEN regexp_full_match(x, '{WHOLE}') THEN TRY_CAST(x AS BIGINT) END"
        return f"list_transform({_listed(text, rule.separator)}, x -> {number})"
    if column.name == "ho_code":
        padded = f"lpad(split_part({text}, '/', 1), 3, '0') || '/' || lpad(split_part({text}, '/', 2), 2, '0')"
        return f"CASE WHEN regexp_full_match({text}, '{HO_CODE}') THEN {padded} END"
    return _word(text, column.values) if column.values else text


def moment(text: str, patterns: Sequence[str], iso: str = ISO_TIME) -> str:
    """A date or time by the first pattern that fits."""
    tries = []
    for pattern in patterns:
        if pattern == ISO:
            tries.append(f"CASE WHEN regexp_full_match({text}, '{iso}') THEN TRY_CAST({text} AS TIMESTAMP) END")
        else:
            tries.append(f"try_strptime({text}, {quoted(pattern)})")
    return tries[0] if len(tries) == 1 else f"coalesce({', '.join(tries)})"


def _listed(text: str, separator: str) -> str:
    parts = f"list_transform(string_split({text}, {quoted(separator)}), x -> trim(x))"
    return f"list_filter({parts}, x -> x <> '')"


def _word(text: str, values: Sequence[str]) -> str:
    folded = f"upper({text})" if values[0].isupper() else f"lower({text})"
    return f"CASE WHEN {folded} IN ({', '.join(map(quoted, values))}) THEN {folded} END"
