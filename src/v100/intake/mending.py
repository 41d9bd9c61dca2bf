"""Rejects as files to mend: the rows as they came, each with what is wrong, ready to be taken in again."""

import csv
import json
from pathlib import Path
from typing import Any

from v100.intake.summary import OWN_MARK
from v100.store.batches import Batch
from v100.tables import REJECT


def export_rejects(batch: Batch, out: Path) -> list[Path]:
    """Write a batch's rejects to `out` (a CSV with the columns of tables.REJECT) and, in a folder of the same
    name without the ending, each file's rejected rows under its own heading, to be mended and taken in again.

    Columns whose name starts with v100_ say what is wrong; intake passes over them. Returns what was written.
    """
    rows = batch.read("reject").to_pylist()
    _write(out, list(REJECT.names), [list(row.values()) for row in rows])
    written = [out]
    names = {source["file"]: source["name"] for source in batch.manifest["sources"]}
    by_file: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for row in rows:
        by_file.setdefault(names[row["source"]], {}).setdefault(row["row"], []).append(row)
    for name, faulty in by_file.items():
        path = out.with_suffix("") / f"{name}.csv"
        _write(path, *_as_it_came(faulty))
        written.append(path)
    return written


def _as_it_came(faulty: dict[int, list[dict[str, Any]]]) -> tuple[list[str], list[list[str]]]:
    """The file's heading and rejected rows; text that was no row of the table stands in v100_text."""
    raws = {row: json.loads(faults[0]["raw"]) for row, faults in faulty.items()}
    heading = list(dict.fromkeys(name for raw in raws.values() if isinstance(raw, dict) for name in raw))
    heading = [name for name in heading if not name.startswith(OWN_MARK)]
    lines = []
    for row, raw in raws.items():
        cells = [raw.get(name) or "" for name in heading] if isinstance(raw, dict) else [""] * len(heading)
        said = "; ".join(f"{fault['column']}: {fault['reason']}".removeprefix(": ") for fault in faulty[row])
        remedy = "; ".join(dict.fromkeys(fault["remedy"] for fault in faulty[row]))
        lines.append([*cells, str(row), said, remedy, "" if isinstance(raw, dict) else raw])
    return [*heading, *(OWN_MARK + name for name in ("row", "fault", "remedy", "text"))], lines


def _write(path: Path, heading: list[str], lines: list[list[Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows(lines)
