"""A CSV file in whatever dialect: its bytes become UTF-8 text, its heading is found, its records are counted."""

import codecs
import csv
import gzip
import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from v100.apart import TIMES, most_unpacked
from v100.intake.faults import FileFault, fold
from v100.intake.profile import FileRule

DELIMITERS = ",;\t|"
TWO_OR_MORE_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
UNDEFINED = bytes.maketrans(b"\x81\x8d\x8f\x90\x9d", b"\0\0\0\0\0")
"""The bytes that Windows-1252 leaves undefined become the mark of an unreadable byte."""
LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)")
LONGEST_FIELD = 2**24
LONGEST_LINE = 2**23
"""Bytes without the end of a line after which a file is no table; a line of twice as many is always found."""
TOP = 20
"""Rows among which a misplaced heading is looked for."""

codecs.register_error("unreadable", lambda error: ("\0" * _width(error), _end(error)))


@dataclass(frozen=True)
class CsvFile:
    """A file's heading and, as UTF-8, what stands below it."""

    header: list[str]
    delimiter: str
    body: bytes
    first_row: int
    note: str


def open_csv(path: Path, rule: FileRule, wanted: Collection[str]) -> CsvFile:
    """The file as text, with the heading found where the profile says; `wanted` are column names to look for.

    Raises FileFault when it is empty, cut short, or no table.
    """
    text, note = whole_text(path, rule)
    delimiter = rule.delimiter or max(DELIMITERS, key=lambda each: _fit(text, each, rule, wanted))
    heading = _heading(text, delimiter, rule.header_row)
    if heading is None:
        raise FileFault(f"{path.name}: not a table of text: is it another kind of file?")
    header, start = heading
    if wanted and not _fit(text, delimiter, rule, wanted) and (row := _heading_elsewhere(text, rule, wanted)):
        raise FileFault(
            f"{path.name}: the heading seems to stand in row {row}: "
            f"delete the rows above it, or say header_row = {row} in the profile"
        )
    return CsvFile(header, delimiter, text[start:], rule.header_row + 1, note)


def whole_text(path: Path, rule: FileRule) -> tuple[bytes, str]:
    """The file, unpacked, as UTF-8, and a note when its encoding was not UTF-8. Raises FileFault when it is empty or
    damaged."""
    text, note = _text(_bytes(path), path, rule)
    if not text.strip():
        raise FileFault(f"{path.name}: empty file: ask for the extract again")
    if _endless(text):
        raise FileFault(f"{path.name}: a line of over 8 million letters, as no table has: ask for the extract again")
    return text, note


def _endless(text: bytes) -> bool:
    return any(
        text.find(b"\n", place, place + LONGEST_LINE) == text.find(b"\r", place, place + LONGEST_LINE) == -1
        for place in range(0, len(text) - LONGEST_LINE, LONGEST_LINE)
    )


def _bytes(path: Path) -> bytes:
    content = path.read_bytes()
    if not content.startswith(b"\x1f\x8b"):
        return content
    most = most_unpacked(len(content))
    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as packed:
            unpacked = packed.read(most + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise FileFault(f"{path.name}: truncated or damaged gzip ({error}): copy it again") from error
    if len(unpacked) > most:
        raise FileFault(f"{path.name}: unpacks to over {TIMES} times its size, as no table does: ask for it unpacked")
    return unpacked


def _text(content: bytes, path: Path, rule: FileRule) -> tuple[bytes, str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or rule.encoding == "utf-16":
        return _from_utf16(content, path), "read as UTF-16"
    content = content.removeprefix(codecs.BOM_UTF8)
    if rule.encoding == "windows-1252":
        return _from_windows(content), ""
    try:
        content.decode("utf-8")
        return content, ""
    except UnicodeDecodeError:
        pass
    if rule.encoding is None and not TWO_OR_MORE_BYTES.search(content):
        return _from_windows(content), "not UTF-8: read as Windows-1252"
    return content.decode("utf-8", "unreadable").encode("utf-8"), ""


def _from_windows(content: bytes) -> bytes:
    return content.translate(UNDEFINED).decode("windows-1252").encode("utf-8")


def _from_utf16(content: bytes, path: Path) -> bytes:
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if marked else "utf-16-le").encode("utf-8")
    except UnicodeError as error:
        raise FileFault(f"{path.name}: not UTF-16 throughout ({error}): save it again as UTF-8") from error


def _width(error: UnicodeError) -> int:
    return error.end - error.start if isinstance(error, UnicodeDecodeError) else 1


def _end(error: UnicodeError) -> int:
    return error.end if isinstance(error, UnicodeDecodeError) else 0


def _fit(text: bytes, delimiter: str, rule: FileRule, wanted: Collection[str]) -> int:
    heading = _heading(text, delimiter, rule.header_row)
    return len({fold(name) for name in heading[0]} & {fold(name) for name in wanted}) if heading else 0


def _heading_elsewhere(text: bytes, rule: FileRule, wanted: Collection[str]) -> int | None:
    """The first other row near the top that names at least two of the columns looked for."""
    rows = range(1, TOP + 1)
    delimiters = rule.delimiter or DELIMITERS
    fits = (
        row
        for row in rows
        for each in delimiters
        if _fit(text, each, rule.model_copy(update={"header_row": row}), wanted) > 1
    )
    return next(fits, None)


def _heading(text: bytes, delimiter: str, row: int) -> tuple[list[str], int] | None:
    """The heading's names and where the text below it starts; None when there is no such record."""
    records = csv_records(text, delimiter)
    for number, (record, stop) in enumerate(records, start=1):
        if number == row:
            return [name.strip() for name in record], stop
    return None


def csv_records(text: bytes, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """The first records of a text, each with where it stops; ends early where the text is no CSV."""
    place = 0

    def lines() -> Iterator[str]:
        nonlocal place
        while place < len(text):
            match = LINE.match(text, place)
            assert match is not None
            place = match.end()
            yield match.group().decode("utf-8")

    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(lines(), delimiter=delimiter)
    while True:
        try:
            record = next(reader)
        except (StopIteration, csv.Error):
            return
        yield record, place
