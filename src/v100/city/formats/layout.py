"""What an export looks like: its files, each made by queries over the canonical tables, and how they are written."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """`files`: name → canonical table → query over it (DuckDB; every column is text, NULL for not known).

    A file of several tables has the same columns in each of its queries. Files in `once` name a thing once, however
    many months mention it. A letter that the encoding lacks is written as the nearest one that it has.
    """

    files: Mapping[str, Mapping[str, str]]
    ending: str = "csv"
    delimiter: str = ","
    encoding: str = "utf-8"
    once: tuple[str, ...] = ()


def day(column: str, pattern: str) -> str:
    """A date as text."""
    return f"strftime(CAST({column} AS DATE), '{pattern}')"


def time(column: str, pattern: str) -> str:
    """A London wall time as text."""
    return f"strftime(CAST({column} AS TIMESTAMP), '{pattern}')"


def utc(column: str, pattern: str) -> str:
    """A London wall time, or the first minute of a date there, as text by the clock of Greenwich."""
    there = f"timezone('UTC', timezone('Europe/London', CAST({column} AS TIMESTAMP)))"
    return f"strftime({there}, '{pattern}')"


def word(column: str, theirs: Mapping[str, str]) -> str:
    """A word of ours as theirs; it is an error when they have none for it."""
    cases = " ".join(f"WHEN {_quoted(ours)} THEN {_quoted(each)}" for ours, each in theirs.items())
    lacking = f"CASE WHEN {column} IS NOT NULL THEN error('the format has no word for ' || {column}) END"
    return f"CASE {column} {cases} ELSE {lacking} END"


def words(column: str, theirs: Mapping[str, str]) -> str:
    """A list of ours (separated by |) as a list of their words."""
    return f"list_transform(string_split({column}, '|'), x -> {word('x', theirs)})"


def ticked(column: str, mark: str) -> str:
    """Y or N: whether a list of ours holds a mark."""
    return f"CASE WHEN list_contains(string_split({column}, '|'), '{mark}') THEN 'Y' ELSE 'N' END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
