"""What a file wrote as what it means: dates in any order, sexes, numbers. What cannot be read is unknown, counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import keep
from v100.identity.linking.column_map import ColumnMap
from v100.identity.linking.reading import other_column

SEXES = {
    "M": ("M", "MALE", "MAN", "BOY"),
    "F": ("F", "FEMALE", "WOMAN", "GIRL"),
    "X": ("X", "OTHER", "NON-BINARY", "NONBINARY", "INDETERMINATE"),
}
MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
EXAMPLES = 3

Reader = Callable[[ir.StringValue], ir.Value]


@dataclass(frozen=True)
class ReadColumn:
    """One column as read: rows where it says something, rows where that could not be read (with examples), and how."""

    ours: str
    theirs: str
    known: int
    unreadable: int
    examples: tuple[str, ...]
    how: str


def typed(
    backend: Backend, name: str, rows: ir.Table, column_map: ColumnMap, today: date
) -> tuple[ir.Table, list[ReadColumn]]:
    """The rows with `date_of_birth` and other dates as dates, numbers as numbers, sex as M, F or X; kept under `name`.

    `today` tells which century two digits mean: the year is past.
    """
    readers: dict[str, tuple[Reader, str]] = {}
    for column, kind in _kinds(column_map).items():
        if kind == "date":
            readers[column] = _date_reader(rows, column, today)
        elif kind == "number":
            readers[column] = (lambda text: text.replace(",", "").try_cast("float64"), "number")
        elif kind == "sex":
            readers[column] = (_sex, "M, F, X")
        else:
            readers[column] = (lambda text: text.upper(), kind)
    read = {column: reader(rows[column]) for column, (reader, _) in readers.items()}
    kept = keep(backend, name, rows.mutate(**read))
    theirs = {ours: " + ".join(columns) for ours, columns in column_map.ours.items()}
    theirs |= {other_column(number): column for number, column in enumerate(column_map.other)}
    told = [_told(rows, kept, column, theirs[column], how) for column, (_, how) in readers.items()]
    return kept, told


def _kinds(column_map: ColumnMap) -> dict[str, str]:
    special = {"date_of_birth": "date", "sex": "sex"}
    kinds = {ours: special.get(ours, "text") for ours in column_map.ours}
    return kinds | {other_column(number): kind for number, kind in enumerate(column_map.other.values())}


def _told(rows: ir.Table, kept: ir.Table, column: str, theirs: str, how: str) -> ReadColumn:
    written = rows.select("mention_id", "source", "row", written=rows[column]).filter(rows[column].notnull())
    meant = kept.select("mention_id", read=kept[column].notnull())
    lost = written.join(meant, "mention_id").filter(~meant.read)
    examples = lost.order_by("source", "row").limit(EXAMPLES).to_pyarrow().to_pylist()
    return ReadColumn(
        ours=column,
        theirs=theirs,
        known=int(written.count().execute()),
        unreadable=int(lost.count().execute()),
        examples=tuple(f"{each['source']} row {each['row']}: {each['written']}" for each in examples),
        how=how,
    )


def _sex(text: ir.StringValue) -> ir.StringValue:
    word = text.upper()
    return ibis.cases(*((word.isin(words), sex) for sex, words in SEXES.items()), else_=ibis.null("string"))


def _date_reader(rows: ir.Table, column: str, today: date) -> tuple[Reader, str]:
    """A reader of the column and the orders in which its dates stand, those of most rows first.

    Year first and a month in letters speak for themselves. Of day first and month first the one is taken that reads
    more of the column; between equals day first.
    """
    certain, either = ("ISO", "YYYYMMDD", "D Mon Y"), ("D/M/Y", "M/D/Y")
    orders = {order: _in_order(rows[column], order, today) for order in (*certain, *either)}
    counts = rows.agg(**{order: orders[order].count() for order in orders}).to_pyarrow().to_pylist()[0]
    day_or_month = max(either, key=lambda order: counts[order])
    used = (*certain, day_or_month)
    found = sorted((order for order in used if counts[order]), key=lambda order: -counts[order])
    how = ", ".join(f"{order} ({counts[order]:,})" for order in found) or "no date could be read"

    def read(text: ir.StringValue) -> ir.DateValue:
        return ibis.coalesce(*(_in_order(text, order, today) for order in used))

    return read, how


def _in_order(text: ir.StringValue, order: str, today: date) -> ir.DateValue:
    """The date that the text is in this order, or unknown. A time of day after it is left out."""
    plain = text.upper().re_replace(r"[T ][0-9]{1,2}:[0-9]{2}.*$", "").re_replace(r"[\s./]+", "-")
    pattern, (year, month, day) = {
        "ISO": (r"^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$", (1, 2, 3)),
        "YYYYMMDD": (r"^([0-9]{4})([0-9]{2})([0-9]{2})$", (1, 2, 3)),
        "D Mon Y": (r"^([0-9]{1,2})-([A-Z]{3})[A-Z]*-([0-9]{4}|[0-9]{2})$", (3, 2, 1)),
        "D/M/Y": (r"^([0-9]{1,2})-([0-9]{1,2})-([0-9]{4}|[0-9]{2})$", (3, 2, 1)),
        "M/D/Y": (r"^([0-9]{1,2})-([0-9]{1,2})-([0-9]{4}|[0-9]{2})$", (3, 1, 2)),
    }[order]
    written_month = plain.re_extract(pattern, month)
    if order == "D Mon Y":
        written_month = (ibis.literal(MONTHS).find(written_month) // 3 + 1).cast("string")
    return _date(_whole_year(plain.re_extract(pattern, year), today), written_month, plain.re_extract(pattern, day))


def _whole_year(year: ir.StringValue, today: date) -> ir.StringValue:
    """Two digits are a year that is past."""
    century = ibis.ifelse(year <= f"{today.year % 100:02d}", str(today.year // 100), str(today.year // 100 - 1))
    return ibis.ifelse(year.length() == 2, century + year, year)


def _date(year: ir.StringValue, month: ir.StringValue, day: ir.StringValue) -> ir.DateValue:
    return (year + "-" + month.lpad(2, "0") + "-" + day.lpad(2, "0")).try_cast("date")
