"""`v100 resolve`: who is who in any person files."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from v100 import engine
from v100.cli.screen import Json, console, listening, print_json
from v100.errors import V100Error
from v100.identity.linking import ColumnMap, link, report
from v100.store.files import write_table

MODEL, REPORT = "model.json", "report.md"


def register(app: typer.Typer) -> None:
    app.command("resolve")(resolve)


def resolve(
    files: Annotated[list[Path], typer.Argument(help="CSV or Parquet: one to deduplicate, several to link.")],
    columns: Annotated[Path, typer.Option("--columns", help="The column map (TOML): ours = theirs.")],
    out: Annotated[Path, typer.Option("--out", help="A folder for clusters, pairs, model and report.")],
    as_json: Json = False,
) -> None:
    """Tell who is who in person files of any kind, by a model learned from these very files without labels."""
    column_map = ColumnMap.load(columns)
    if out.is_file():
        raise V100Error(f"{out}: is a file: give --out a folder")
    with engine.workroom(files[0].parent) as backend, listening("Reading, learning, linking …", quiet=as_json):
        linked = link(backend, files, column_map, today=date.today())
        out.mkdir(parents=True, exist_ok=True)
        for name in ("clusters", "pairs"):
            write_table(out / f"{name}.parquet", getattr(linked, name).to_pyarrow())
        linked.model.save(out / MODEL)
        (out / REPORT).write_text(report(linked), encoding="utf-8")
        rows = sum(file.rows for file in linked.files)
        people = int(linked.clusters.cluster_id.nunique().execute())
    if as_json:
        print_json({"rows": rows, "people": people, "out": out})
        return
    console.print(
        f"{rows:,} rows are {people:,} people. Read {out / REPORT} before you use {out / 'clusters.parquet'}."
    )
