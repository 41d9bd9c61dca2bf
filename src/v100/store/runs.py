"""Sealed runs: STORE/runs/RUN_ID/, written once, whole or not at all, read through `open_run`."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from v100.errors import CheckFailed, V100Error
from v100.store.files import append_line, as_json, sha256, whole_folder, whole_lines, write_text
from v100.tables import RUN

FORMAT = 2
READ = (1, FORMAT)
"""Formats that are read. 1 has no table of links, marks and series."""
"""Version of this layout; a run of another version is refused, not guessed at."""

REPORT = "report.html"


@dataclass(frozen=True)
class Run:
    """One sealed run: its id, its folder and what its manifest says."""

    run_id: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def as_at(self) -> date:
        return date.fromisoformat(self.manifest["as_at"])

    @property
    def policy(self) -> str:
        return str(self.manifest["policy"]["name"])

    @property
    def report(self) -> Path:
        return self.folder / REPORT

    def table(self, name: str) -> pa.Table:
        """One of its tables whole; a column that a later version added is unknown, a table that it added is empty.

        Raises CheckFailed when the file is no longer as it was sealed and unreadable.
        """
        schema = RUN[name].schema.to_pyarrow()
        path = self.folder / f"{name}.parquet"
        if path.name not in self.manifest["outputs"]:
            return pa.Table.from_pylist([], schema=schema)
        try:
            rows = pq.read_table(path)
        except (OSError, pa.ArrowException) as error:
            raise CheckFailed(
                f"{path}: cannot be read, so it has changed since it was sealed: `v100 verify {self.run_id}` says what"
            ) from error
        for field in schema:
            if field.name not in rows.column_names:
                rows = rows.append_column(field, pa.nulls(rows.num_rows, field.type))
        return rows

    def rows(self, name: str) -> list[dict[str, Any]]:
        """One of its tables as dictionaries, for tables that people read."""
        rows: list[dict[str, Any]] = self.table(name).to_pylist()
        return rows


def runs(store: Path) -> list[Run]:
    """All sealed runs, by as_at, then policy, then id."""
    folders = (store / "runs").glob("[!.]*/seal")
    found = [read_run(seal.parent) for seal in folders]
    return sorted(found, key=lambda run: (run.as_at, run.policy, run.run_id))


def open_run(store: Path, run_id: str | None = None) -> Run:
    """The run of that id (or an unambiguous beginning of it); without an id the one asked for last.

    Raises V100Error when there is none.
    """
    if run_id is None:
        asked = asked_for(store)
        if not asked:
            raise V100Error(f"{store} holds no run yet: make one with `v100 run --as-at DATE --store {store}`")
        run_id = asked[-1]
    if run_id == Path(run_id).name and (store / "runs" / run_id / "seal").exists():
        return read_run(store / "runs" / run_id)  # and no other: another that is damaged is no matter here
    matching = [run for run in runs(store) if run.run_id.startswith(run_id)]
    if len(matching) != 1:
        fault = "several runs begin with" if matching else "no run"
        raise V100Error(f"{fault} {run_id!r} in {store}: `v100 runs --store {store}` lists them")
    return matching[0]


def earlier(store: Path, as_at: date, *, policy: str | None = None) -> Run | None:
    """The run of the nearest as_at before, of one policy or any; of several the one asked for last."""
    before = [run for run in runs(store) if run.as_at < as_at and policy in (None, run.policy)]
    if not before:
        return None
    nearest = max(run.as_at for run in before)
    asked = asked_for(store)
    order = {run_id: position for position, run_id in enumerate(asked)}
    return max((run for run in before if run.as_at == nearest), key=lambda run: order.get(run.run_id, -1))


def publish(store: Path, run_id: str, make: Callable[[Path], Mapping[str, Any]]) -> Run:
    """Seal a run: `make` writes its tables (NAME.parquet) and its report into the folder given and says what the
    manifest holds beside the hash of each. Atomic: where `make` fails there is no run.

    Where the same run was sealed meanwhile, that one is given.
    """
    folder = store / "runs" / run_id
    try:
        with whole_folder(folder) as aside:
            manifest = make(aside)
            listed = {path.name: {"sha256": sha256(path), "rows": _rows(path)} for path in sorted(aside.iterdir())}
            write_text(
                aside / "manifest.json", as_json({"format": FORMAT, "run_id": run_id, **manifest, "outputs": listed})
            )
            write_text(aside / "seal", sha256(aside / "manifest.json") + "\n")
    except FileExistsError:
        return read_run(folder)
    return read_run(folder)


def _rows(path: Path) -> int | None:
    """The rows of a table; a report has none."""
    return int(pq.read_metadata(path).num_rows) if path.suffix == ".parquet" else None


def refuse(store: Path, run_id: str, record: Mapping[str, Any]) -> Path:
    """Keep why a run did not publish, under STORE/refused/RUN_ID."""
    folder = store / "refused" / run_id
    with suppress(FileExistsError), whole_folder(folder) as aside:
        write_text(aside / "why.json", as_json({"format": FORMAT, "run_id": run_id, **record}))
    return folder


def ask(store: Path, run_id: str) -> None:
    """Note in asked.log that this run was asked for; commands without --run take the last."""
    append_line(store / "asked.log", lambda _: run_id)


def asked_for(store: Path) -> list[str]:
    """RUN_IDs in the order asked for."""
    return [line.decode(errors="replace") for line in whole_lines(store / "asked.log")]


def read_run(folder: Path) -> Run:
    """The run in a folder. Raises CheckFailed when its manifest is unreadable, V100Error when of another format."""
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckFailed(
            f"{path}: the run's manifest cannot be read ({error}): it has changed since it was sealed; restore it"
        ) from error
    if not isinstance(manifest, dict) or manifest.get("format") not in READ:
        raise V100Error(f"{path}: not a run of format {FORMAT} or before: written by another version of v100")
    return Run(folder.name, folder, manifest)
