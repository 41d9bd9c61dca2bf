"""An independent look at a CSV file before the engine reads it: where each record ends and whether it is sound.

DuckDB's reader is fast but has holes (it may lose rows, fail as a whole or pad short rows in silence). So every
file is first counted here, block by block and without reading values, and records that cannot be read go aside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

BLOCK = 16 * 2**20
QUOTE, LF, CR, BAD = 34, 10, 13, 0
"""BAD marks bytes that the file's encoding does not know; decoding puts it there."""

MOST_BAD = 200_000
"""With more bad records than this a file was not understood, and they would fill the memory: looking ends there."""

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class BadRecord:
    """A record that is not a row of the table: the row that a person sees, its text, what is wrong."""

    row: int
    text: str
    reason: str
    remedy: str


@dataclass
class Scan:
    """What is in a file below its heading: how many records (blank lines aside), which are bad, the sound ones."""

    records: int = 0
    bad: list[BadRecord] = field(default_factory=list)
    sound: list[bytes] = field(default_factory=list)
    rows: list[Places] = field(default_factory=list)
    changed: bool = False
    """The sound records are not simply the file as it is: some were taken out or line ends made one kind."""

    def row_numbers(self) -> Places:
        """The row of each sound record, as a person sees it."""
        return np.concatenate([np.empty(0, np.int64), *self.rows])


def scan(body: bytes, *, delimiter: str, columns: int, first_row: int) -> Scan | None:
    """Count and sort the records of a body (UTF-8, no heading); None when quotes are not where they belong.

    A quote belongs at the start of a field, at its end, or doubled inside a quoted one. Where all are so, their
    parity tells which line ends and delimiters are data: exact, and fast for files of any size. It ends after MOST_BAD
    bad records.
    """
    found, row = Scan(), first_row
    for block in _blocks(body):
        if block is None:
            return None
        look = _Block(block, ord(delimiter))
        if not look.quotes_belong():
            return None
        look.sort_records(found, columns=columns, row=row)
        row += len(look.ends)
        if len(found.bad) > MOST_BAD:
            break
    return found


def _blocks(body: bytes) -> Iterator[bytes | None]:
    """The body in pieces that end where a record ends; None when a quote is never closed."""
    start, size = 0, BLOCK
    while start < len(body):
        stop = min(start + size, len(body))
        if stop == len(body):
            piece = body[start:] if body[-1] in (LF, CR) else body[start:] + b"\n"
            yield piece if piece.count(b'"') % 2 == 0 else None
            return
        cut = _last_end(body[start:stop])
        if cut == 0:
            size *= 2
            continue
        yield body[start : start + cut]
        start, size = start + cut, BLOCK


def _last_end(piece: bytes) -> int:
    """Just after the last line end of a piece that is outside quotes; 0 when there is none."""
    letters = np.frombuffer(piece, np.uint8)
    ends = np.flatnonzero((letters == LF) & ~_inside(letters == QUOTE))
    return int(ends[-1]) + 1 if len(ends) else 0


def _inside(quotes: Flags) -> Flags:
    """For each byte whether it lies in a quoted field (an opening quote does, a closing one does not)."""
    return np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(np.bool_)


class _Block:
    """One piece of a file: whole records, each with its line end."""

    def __init__(self, block: bytes, delimiter: int) -> None:
        self.letters = np.frombuffer(block, np.uint8)
        self.block = block
        quotes = self.letters == QUOTE
        self.inside = _inside(quotes)
        self.quotes = np.flatnonzero(quotes)
        outside = ~self.inside
        self.delimiter = delimiter
        self.delimiters = np.flatnonzero((self.letters == delimiter) & outside)
        following = np.append(self.letters[1:], 0)
        line_ends = (self.letters == LF) | ((self.letters == CR) & (following != LF))
        self.ends = np.flatnonzero(line_ends & outside)
        self.returns = np.flatnonzero((self.letters == CR) & outside)

    def quotes_belong(self) -> bool:
        opening = self.inside[self.quotes]
        before = np.where(self.quotes > 0, self.letters[self.quotes - 1], LF)
        after = self.letters[np.minimum(self.quotes + 1, len(self.letters) - 1)]
        beside = np.where(opening, before, after)
        return bool(np.isin(beside, (self.delimiter, LF, CR, QUOTE)).all()) and not bool(self.inside[-1])

    def sort_records(self, found: Scan, *, columns: int, row: int) -> None:
        starts = np.append(0, self.ends[:-1] + 1)
        returned = (self.letters[np.maximum(self.ends - 1, 0)] == CR) & (self.letters[self.ends] == LF)
        blank = (self.ends - starts - returned) <= 0
        fields = np.diff(np.searchsorted(self.delimiters, np.append(0, self.ends))) + 1
        ragged = ~blank & (fields != columns)
        unread = np.zeros(len(self.ends), np.bool_)
        unread[np.searchsorted(self.ends, np.flatnonzero(self.letters == BAD))] = True
        found.records += int((~blank).sum())
        for n in np.flatnonzero((ragged | unread) & ~blank)[: MOST_BAD + 1]:
            text = self.block[starts[n] : self.ends[n]].decode("utf-8").rstrip("\r")
            found.bad.append(
                bad_bytes(row + int(n), text) if unread[n] else ragged_row(row + int(n), text, int(fields[n]), columns)
            )
        self._keep(found, blank | ragged | unread, starts, row)

    def _keep(self, found: Scan, out: Flags, starts: Places, row: int) -> None:
        found.rows.append(np.flatnonzero(~out) + row)
        if not out.any() and not len(self.returns):
            found.sound.append(self.block)
            return
        found.changed = True
        lengths = self.ends + 1 - starts
        kept = np.repeat(~out, lengths)
        letters = self.letters.copy()
        lone = self.returns[np.isin(self.returns, self.ends)]
        letters[lone] = LF
        kept[np.setdiff1d(self.returns, lone, assume_unique=True)] = False
        found.sound.append(letters[kept].tobytes())


def bad_bytes(row: int, text: str) -> BadRecord:
    """A record with bytes that its encoding does not know."""
    return BadRecord(
        row,
        text.replace("\0", "�"),
        "bytes that are no text in this encoding",
        "save the file as UTF-8, or state its encoding in the profile",
    )


def ragged_row(row: int, text: str, fields: int, columns: int) -> BadRecord:
    """A record with more or fewer fields than the heading."""
    return BadRecord(
        row,
        text,
        f"ragged row: {fields} fields where the heading has {columns}",
        "put text that holds the delimiter in quotes, or add what is missing",
    )
