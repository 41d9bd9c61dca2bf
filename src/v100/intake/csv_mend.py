"""The slow and patient reading of a CSV file whose quotes are not where they belong.

A quote that is never closed, or text after a closing quote, spoils its own line and no other. A quote in the
middle of an unquoted field (6" blade) is plain text, as spreadsheets read it.
"""

import re

import pyarrow as pa

from v100.intake.csv_scan import MOST_BAD, BadRecord, bad_bytes, ragged_row

LINE_END = re.compile(r"[\r\n]")

PIECE = 65536
"""Records that are held as Python's own texts, which take many times the room, before they become a table's."""

LONGEST = 65536
"""Characters after which a quoted field is taken to be never closed."""


def read_broken(body: str, *, delimiter: str, columns: int, first_row: int) -> tuple[pa.Table, list[BadRecord]]:
    """The sound records of a body as text columns c0, c1 ... with their row `n`, and those that are not.

    Row by row in Python, because where a broken quote ends is a matter of trying; only broken files come here.
    """
    pieces, bad = [_as_table([], columns)], list[BadRecord]()
    sound: list[tuple[int, list[str]]] = []
    place, row = 0, first_row
    while place < len(body) and len(bad) <= MOST_BAD:
        record, after, fault = _record(body, place, delimiter)
        text = body[place:after].rstrip("\r\n")
        if fault:
            bad.append(BadRecord(row, text, fault, "close the quote, or double a quote that is part of the text"))
        elif "\0" in text:
            bad.append(bad_bytes(row, text))
        elif len(record) != columns and text:
            bad.append(ragged_row(row, text, len(record), columns))
        elif text:
            sound.append((row, record))
        if len(sound) == PIECE:
            pieces.append(_as_table(sound, columns))
            sound = []
        place, row = after, row + 1
    return pa.concat_tables([*pieces, _as_table(sound, columns)]), bad


def _as_table(sound: list[tuple[int, list[str]]], columns: int) -> pa.Table:
    values = {f"c{n}": pa.array([record[n] for _, record in sound], pa.string()) for n in range(columns)}
    return pa.table({"n": pa.array([row for row, _ in sound], pa.int64()), **values})


def _record(body: str, place: int, delimiter: str) -> tuple[list[str], int, str]:
    """The fields from a place on, where the next record starts, and what is wrong (then: the next line)."""
    record: list[str] = []
    while True:
        if body.startswith('"', place):
            close = _close(body, place)
            if close is None:
                return record, _next_line(body, place), "a quote is opened and never closed"
            if close + 1 < len(body) and body[close + 1] not in (delimiter, "\r", "\n"):
                fault = (
                    "a quote is opened and never closed" if "\n" in body[place:close] else "text after a closing quote"
                )
                return record, _next_line(body, place), fault
            record.append(body[place + 1 : close].replace('""', '"'))
            place = close + 1
        else:
            stop = _first(body, place, (delimiter, "\r", "\n"))
            record.append(body[place:stop])
            place = stop
        if not body.startswith(delimiter, place):
            return record, _next_line(body, place), ""
        place += 1


def _close(body: str, opening: int) -> int | None:
    """Where the quote opened here is closed; a doubled one is text."""
    place = opening + 1
    while (found := body.find('"', place, opening + LONGEST)) != -1:
        if not body.startswith('"', found + 1):
            return found
        place = found + 2
    return None


def _first(body: str, place: int, letters: tuple[str, ...]) -> int:
    line = _line_end(body, place)
    found = body.find(letters[0], place, line)
    return found if found != -1 else line


def _line_end(body: str, place: int) -> int:
    found = LINE_END.search(body, place)
    return found.start() if found else len(body)


def _next_line(body: str, place: int) -> int:
    end = _line_end(body, place)
    return min(end + (2 if body.startswith("\r\n", end) else 1), len(body))
