"""Who she is: what the stored reports say of women and girls whom a run knows by reference only.

The one way from a reference to a person. Whoever calls it has asked for the reason and logs the look; what it gives
is not kept, and reaches no page about him.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from v100.store.batches import read_batch
from v100.store.runs import Run

Row = dict[str, Any]

MENTIONS = "person_mention.parquet"
VERSION = ("updated_on", "received_on", "version")
"""Of a report the version that is last by these is the one that was known."""

FILES = 256
"""Of so many files it is remembered where their pieces lie and between which values of a key: not what they hold."""


class Ends(NamedTuple):
    """The first and the last value of a column in a piece of a file."""

    first: str
    last: str


def said_of_women(
    store: Path,
    run: Run,
    women: Collection[str],
    columns: Iterable[str],
    mentions: Mapping[str, str] | None = None,
) -> list[Row]:
    """A row for each mention of these women (their references in `run`), by reference, then mention: `person_id`,
    `mention_id`, `report_id`, `recorded_on` of the report, and these columns of tables.VICTIM as the run knew them. A
    reference that the run does not know has no row. `mentions` are theirs, each with the reference, where the caller
    has them; else the run is read for them, which takes longer.

    Raises V100Error where the store lacks a batch that the run read.
    """
    known_to = date.fromisoformat(run.manifest["known_to"])
    batches = [read_batch(store, batch) for batch in run.manifest["inputs"]["batches"]]
    whose = _mentions(run, women) if mentions is None else mentions
    victims = [batch.path("victim") for batch in batches]
    asked = dict.fromkeys(("mention_id", "report_id", "version", *columns))
    rows = [*_read(victims, "mention_id", whose, *asked), *_read(victims, "report_id", _alone(run, women), *asked)]
    versions = ("report_id", "recorded_on", *VERSION)
    reports = {row["report_id"] for row in rows}
    last = _last(_read([batch.path("crime_report") for batch in batches], "report_id", reports, *versions), known_to)
    said = [
        {"person_id": whose.get(row["mention_id"], _lone(row["mention_id"])), **_known(row, known_to)}
        | {"recorded_on": last[row["report_id"]]["recorded_on"]}
        for row in rows
        if row["version"] == last.get(row["report_id"], {}).get("version")
    ]
    return sorted(
        (row for row in said if row["person_id"] in women), key=lambda row: (row["person_id"], row["mention_id"])
    )


def numbers_of_men(store: Path, run: Run, mentions: Collection[str]) -> set[str]:
    """Every telephone number and e-mail address that any report gives of these mentions of suspects, as written. A run
    leaves out those that are hers too, and whether a way to her is safe hangs on them.

    Raises V100Error where the store lacks a batch that the run read.
    """
    batches = [read_batch(store, batch) for batch in run.manifest["inputs"]["batches"]]
    given = _read([batch.path("suspect") for batch in batches], "mention_id", mentions, "phone", "email")
    return {value for row in given for value in row.values() if value}


def _mentions(run: Run, women: Collection[str]) -> dict[str, str]:
    """Their references by mention."""
    found = _read([run.folder / MENTIONS], "person_id", women, "person_id", "mention_id", "side")
    return {row["mention_id"]: row["person_id"] for row in found if row["side"] == "victim"}


def _alone(run: Run, women: Collection[str]) -> set[str]:
    """The reports of those whom the record does not tell from others: such a reference (U...) is of one mention alone,
    and no person of the run."""
    lone = [woman for woman in women if woman.startswith("U")]
    return {row["report_id"] for row in _read([run.folder / "report_victim.parquet"], "person_id", lone, "report_id")}


def _lone(mention_id: str) -> str:
    return "U" + hashlib.sha256(mention_id.encode()).hexdigest()[:15]


def _last(versions: Iterable[Row], known_to: date) -> dict[str, Row]:
    """Of each report the version that was known."""
    known = [row for row in versions if row["updated_on"] <= known_to]
    return {row["report_id"]: row for row in sorted(known, key=lambda row: tuple(row[name] for name in VERSION))}


def _known(row: Row, known_to: date) -> Row:
    """What is said of her, without a withdrawal that came later."""
    withdrew = row.get("withdrew_on")
    later = {"withdrew_on": None} if withdrew is not None and withdrew > known_to else {}
    return {name: value for name, value in row.items() if name != "version"} | later


def _read(paths: list[Path], column: str, values: Iterable[str], *columns: str) -> list[Row]:
    """These columns of the rows that have one of these values, of as little of the files as holds them. No row that is
    read is kept, in memory or on disk."""
    wanted = sorted(set(values))
    return [row for path in paths for row in _found(path, column, wanted, columns)] if wanted else []


def _found(path: Path, column: str, wanted: list[str], columns: tuple[str, ...]) -> Iterator[Row]:
    with pq.ParquetFile(path, metadata=_metadata(path)) as file:
        there = [name for name in {column: None} | dict.fromkeys(columns) if name in file.schema_arrow.names]
        rows = file.read_row_groups(list(_may_hold(path, column, wanted)), there)
    for row in rows.filter(pc.is_in(rows[column], pa.array(wanted))).to_pylist():
        yield {name: row.get(name) for name in columns}


def _may_hold(path: Path, column: str, wanted: list[str]) -> Iterator[int]:
    """The pieces between whose first and last value one of these lies."""
    for piece, ends in enumerate(_ends(path, column)):
        next_one = bisect_left(wanted, ends.first) if ends else 0
        if ends is None or (next_one < len(wanted) and wanted[next_one] <= ends.last):
            yield piece


@lru_cache(FILES)
def _ends(path: Path, column: str) -> list[Ends | None]:
    """The first and last value of each piece; none where it does not say."""
    metadata = _metadata(path)
    place = metadata.schema.names.index(column)
    told: list[Any] = [metadata.row_group(piece).column(place).statistics for piece in range(metadata.num_row_groups)]
    return [Ends(each.min, each.max) if each and each.has_min_max else None for each in told]


@lru_cache(FILES)
def _metadata(path: Path) -> pq.FileMetaData:
    """Where the pieces of a file lie: to read this takes as long as five pieces. Batches and runs are written once."""
    return pq.read_metadata(path)
