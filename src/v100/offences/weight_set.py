"""Weight sets of a force's own: imported once, kept in the store under a name, never changed after."""

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from v100.errors import V100Error
from v100.offences.merge import Merged, merge
from v100.offences.table import DEFAULT, read_csv, weights_folder
from v100.offences.workbook import read_workbook

FILE_COLUMNS = {"ho_code": "code", "days": "score", "basis": "basis", "note": "note"}
"""What a weight set's CSV file may have, and what `merge` calls it."""


@dataclass(frozen=True)
class Imported:
    """What an import did. Each list holds one dictionary per code (or per row, for `faulty`)."""

    name: str
    folder: Path
    source: str
    source_sha256: str
    rows: int
    changed: list[dict[str, Any]]
    """ho_code, title, before, after: the days differ from the default table's."""
    added: list[dict[str, Any]]
    """ho_code, title, subgroup, vawg_category, days: codes new to us; all but days follows the subgroup."""
    unweighted: list[dict[str, Any]]
    """ho_code, title: codes that the source lacks. Their lines are unweighted under this set."""
    conflicts: list[dict[str, Any]]
    """ho_code, scores, days: several scores for one code; the lowest was taken."""
    faulty: list[dict[str, Any]]
    """urn, ho_code, title, score, reason: rows that were left out."""


def import_workbook(workbook: Path, *, name: str, store: Path) -> Imported:
    """Keep the official CCHI workbook's days as the weight set `name` of the store.

    Days are replaced by code (HO_CODE padded to three digits, HO_SUB_CODE to two), the other columns stay;
    a code new to us takes them from its subgroup and is marked assumed; of several scores of a code the
    lowest counts; a code whose live rows have a score ignores its rows marked EXPIRED; codes that the
    workbook lacks keep no days. Raises V100Error when the file is no such workbook, or the name is taken by
    other contents.
    """
    sheet, rows = read_workbook(workbook)
    return _keep(merge(rows, source=sheet), workbook, name, store)


def import_weights(file: Path, *, name: str, store: Path) -> Imported:
    """Keep a CSV file's days (columns ho_code, days, and if wanted basis, note) as the weight set `name`.

    For other scales than the CCHI, such as the ONS Crime Severity Score. Merges as the workbook does; a
    code new to us belongs to no subgroup, so it has no category and counts only under a policy that takes
    every code. Raises V100Error when a column is missing, or the name is taken by other contents.
    """
    return _keep(merge(_weights_file(file), source=file.name), file, name, store)


def _weights_file(file: Path) -> pa.Table:
    try:
        rows = read_csv(file)
    except (OSError, UnicodeDecodeError, pa.ArrowInvalid) as error:
        raise V100Error(f"{file}: not a CSV file in UTF-8 that can be read ({error})") from error
    missing = [name for name in ("ho_code", "days") if name not in rows.column_names]
    if missing:
        raise V100Error(f"{file}: lacks the column(s) {', '.join(missing)}; a weight set has ho_code and days")
    rows = rows.select([name for name in FILE_COLUMNS if name in rows.column_names])
    rows = rows.rename_columns([FILE_COLUMNS[name] for name in rows.column_names])
    for name in ("urn", "title", "subgroup", "basis", "note"):
        if name not in rows.column_names:
            rows = rows.append_column(name, pa.nulls(rows.num_rows, pa.string()))
    return rows


def _keep(merged: Merged, source: Path, name: str, store: Path) -> Imported:
    """Write the set aside, sync it, rename it: a crash leaves no half-set."""
    if name == DEFAULT or not name.replace("-", "").replace("_", "").isalnum() or name != name.lower():
        raise V100Error(f"weight set {name!r}: a name is small letters, digits, - and _, and not {DEFAULT!r}")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    manifest = {
        "format": 1,
        "name": name,
        "source": source.name,
        "source_sha256": digest,
        "rows": merged.rows,
        "codes": merged.offences.num_rows,
        "unweighted": [row["ho_code"] for row in merged.unweighted],
    }
    folder = weights_folder(store) / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=folder.parent))
    try:
        pa_csv.write_csv(merged.offences, aside / "offences.csv", pa_csv.WriteOptions(quoting_style="needed"))
        (aside / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        _publish(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Imported(
        name=name,
        folder=folder,
        source=source.name,
        source_sha256=digest,
        rows=merged.rows,
        changed=merged.changed,
        added=merged.added,
        unweighted=merged.unweighted,
        conflicts=merged.conflicts,
        faulty=merged.faulty,
    )


def _publish(aside: Path, folder: Path) -> None:
    for file in sorted(aside.iterdir()):
        with file.open("rb") as handle:
            os.fsync(handle.fileno())
    if folder.exists():
        same = all((folder / file.name).read_bytes() == file.read_bytes() for file in aside.iterdir())
        if not same:
            raise V100Error(
                f"weight set {folder.name!r} is in the store with other contents, and runs may rest on it: "
                "import under a new name"
            )
        return
    aside.rename(folder)
