"""Tables that only spare work: kept from one run for the next, never an input that a run's proof rests on.

They hold names, addresses and phones, hers too: they lie with intake's tables (STORE/intake/workings/SIDE), which are
the one place in a store that may, and share their protection.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.store.files import as_json, sha256, whole_folder, write_text

ABOUT = "about.json"


def place(store: Path, side: str) -> Path:
    """The folder of a side's workings (suspect, victim)."""
    return store / "intake" / "workings" / side


def leave(folder: Path, tables: Mapping[str, ir.Table], made_by: Mapping[str, Any]) -> None:
    """The tables in place of what the folder held; `made_by` says what they may be taken up by."""
    shutil.rmtree(folder, ignore_errors=True)
    with whole_folder(folder) as aside:
        for name, table in tables.items():
            table.to_parquet(aside / f"{name}.parquet", compression="zstd")
        digests = {path.name: sha256(path) for path in aside.iterdir()}
        write_text(aside / ABOUT, as_json({"made_by": made_by, "sha256": digests}))


def take_up(backend: Backend, folder: Path, made_by: Mapping[str, Any]) -> dict[str, ir.Table] | None:
    """The tables that `leave` left, read where they lie; none when they are not there, made by another, or damaged."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        whole = all(sha256(folder / name) == digest for name, digest in about["sha256"].items())
    except (OSError, ValueError, KeyError):
        return None
    if not whole or about["made_by"] != made_by:
        return None
    names = [name.removesuffix(".parquet") for name in about["sha256"]]
    return {
        name: backend.read_parquet(folder / f"{name}.parquet", table_name=f"left_{folder.name}_{name}")
        for name in names
    }
