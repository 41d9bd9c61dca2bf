"""Who she is: what the stored reports say of women and girls whom a run knows by reference only.

The one way from a reference to a person. Whoever calls it has asked for the reason and logs the look; what it gives
is not kept, and reaches no page about him.
"""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from v100.store.batches import read_batch
from v100.store.runs import Run
from v100.tables import VICTIM

Row = dict[str, Any]

MENTIONS = "person_mention.parquet"
VERSION = ("updated_on", "received_on", "version")
"""Of a report the version that is last by these is the one that was known."""


def said_of_women(store: Path, run: Run, women: Collection[str]) -> list[Row]:
    """A row for each mention of these women (their references in `run`), by reference, then mention: `person_id`,
    `recorded_on` of the report, and the columns of tables.VICTIM as the run knew them. A reference that the run does
    not know has no row.

    Raises V100Error where the store lacks a batch that the run read.
    """
    known_to = date.fromisoformat(run.manifest["known_to"])
    batches = [read_batch(store, batch) for batch in run.manifest["inputs"]["batches"]]
    whose, alone = _mentions(run, women)
    rows = _read([batch.path("victim") for batch in batches], _among("mention_id", whose) | _among("report_id", alone))
    reports = _among("report_id", (row["report_id"] for row in rows))
    columns = ("report_id", "recorded_on", *VERSION)
    last = _last(_read([batch.path("crime_report") for batch in batches], reports, *columns), known_to)
    said = [
        {"person_id": whose.get(row["mention_id"], _lone(row["mention_id"])), **_known(row, known_to)}
        | {"recorded_on": last[row["report_id"]]["recorded_on"]}
        for row in rows
        if row["version"] == last.get(row["report_id"], {}).get("version")
    ]
    return sorted(
        (row for row in said if row["person_id"] in women), key=lambda row: (row["person_id"], row["mention_id"])
    )


def numbers_of_men(store: Path, run: Run, men: Collection[str]) -> set[str]:
    """Every telephone number and e-mail address that any report gives of these men (their references in `run`), as
    written. A run leaves out those that are hers too, and whether a way to her is safe hangs on them.

    Raises V100Error where the store lacks a batch that the run read.
    """
    batches = [read_batch(store, batch) for batch in run.manifest["inputs"]["batches"]]
    his = _among("person_id", men) & (pc.field("side") == "suspect")
    mentions = _among("mention_id", (row["mention_id"] for row in _read([run.folder / MENTIONS], his, "mention_id")))
    given = _read([batch.path("suspect") for batch in batches], mentions, "phone", "email")
    return {value for row in given for value in row.values() if value}


def _mentions(run: Run, women: Collection[str]) -> tuple[dict[str, str], set[str]]:
    """Their references by mention; and the reports of those whom the record does not tell from others: such a
    reference (U...) is of one mention alone, and no person of the run."""
    of_person = _read([run.folder / MENTIONS], _among("person_id", women) & (pc.field("side") == "victim"))
    lone = [woman for woman in women if woman.startswith("U")]
    on = _read([run.folder / "report_victim.parquet"], _among("person_id", lone), "report_id") if lone else []
    return {row["mention_id"]: row["person_id"] for row in of_person}, {row["report_id"] for row in on}


def _lone(mention_id: str) -> str:
    return "U" + hashlib.sha256(mention_id.encode()).hexdigest()[:15]


def _last(versions: Iterable[Row], known_to: date) -> dict[str, Row]:
    """Of each report the version that was known."""
    known = [row for row in versions if row["updated_on"] <= known_to]
    return {row["report_id"]: row for row in sorted(known, key=lambda row: tuple(row[name] for name in VERSION))}


def _known(row: Row, known_to: date) -> Row:
    """Her columns, without a withdrawal that came later."""
    withdrew = row["withdrew_on"]
    later = withdrew is not None and withdrew > known_to
    return {**{name: row[name] for name in VICTIM.names}, "withdrew_on": None if later else withdrew}


def _among(column: str, values: Iterable[str]) -> pc.Expression:
    return pc.field(column).isin(pa.array(sorted(set(values)), pa.string()))


def _read(paths: list[Path], which: pc.Expression, *columns: str) -> list[Row]:
    rows: list[Row] = ds.dataset(paths).to_table(columns=list(columns) or None, filter=which).to_pylist()
    return rows
