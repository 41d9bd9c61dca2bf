"""Small extracts in canonical form, and taking them in, for the tests of intake."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from v100.intake import Receipt, load_profile, take_in
from v100.store.batches import Batch, read_batch
from v100.store.files import as_json

RECEIVED = date(2026, 4, 1)
DAYS = {"019/08": Decimal(1825), "008/06": Decimal(10), "005/01": Decimal(1095), "105/01": Decimal(1)}

REPORT = {"report_id": "R1", "force": "Anyshire", "crime_ref": "C1", "recorded_on": "2026-01-05"}
OFFENCE = {"report_id": "R1", "line": "1", "ho_code": "019/08"}
SUSPECT = {"mention_id": "M1", "report_id": "R1", "forename": "Sam", "surname": "Poe", "sex": "M"}
VICTIM = {"mention_id": "V1", "report_id": "R1", "forename": "Ann", "surname": "Lee", "sex": "F"}
EVENT = {"event_id": "E1", "kind": "arrest", "on": "2026-01-06", "report_id": "R1"}
MARK = {"report_id": "R1", "kind": "dna", "mark_id": "A7", "matched_on": "2026-02-03"}


def rows_as_csv(*rows: dict[str, str]) -> str:
    """Rows under one heading; no cell here holds a comma or a quote."""
    heading = list(dict.fromkeys(name for row in rows for name in row))
    return "\n".join([",".join(heading), *(",".join(row.get(name, "") for name in heading) for row in rows)]) + "\n"


def write(folder: Path, **files: list[dict[str, str]] | str) -> Path:
    """A folder of canonical CSV files, each given as rows or as its whole text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        text = rows if isinstance(rows, str) else rows_as_csv(*rows)
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def take(source: Path | str, store: Path, **options: Any) -> Receipt:
    """Take a source in under profile `canonical`, received on RECEIVED, unless said otherwise."""
    profile = options.pop("profile", "canonical")
    said: dict[str, Any] = {"received_on": RECEIVED, "days": DAYS, **options}
    return take_in([source], profile=load_profile(profile), store=store, **said)


def before_marks(batch: Batch) -> Batch:
    """The batch as it was written before there was a table of marks. In place."""
    batch.path("forensic").unlink()
    written = {name: fact for name, fact in batch.manifest["written"].items() if name != "forensic"}
    (batch.folder / "manifest.json").write_text(as_json({**batch.manifest, "written": written}), encoding="utf-8")
    return read_batch(batch.folder.parents[1], batch.batch)


def counts(receipt: Receipt) -> dict[str, tuple[int, int, int, int]]:
    """read, accepted, rejected, filtered of each file."""
    return {each.file: (each.read, each.accepted, each.rejected, each.filtered) for each in receipt.files}
