"""`v100 offences`: the offence table, whether it fits an extract, and weight sets of one's own."""

from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.compute as pc
import typer
from rich.table import Table

from v100 import offences
from v100.cli.screen import Json, StoreFolder, console, days, print_json
from v100.errors import CheckFailed, V100Error

Weights = Annotated[str, typer.Option("--weights", help="Weight set: cchi, or one kept in the store.")]
OptionalStore = Annotated[Path | None, typer.Option("--store", help="The store's folder.", envvar="V100_STORE")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Home Office codes: what they weigh and mean.", no_args_is_help=True)
    group.command("list")(list_offences)
    group.command("check")(check_offences)
    group.command("import")(import_weight_set)
    app.add_typer(group, name="offences")


def list_offences(
    weights: Weights = "cchi",
    category: Annotated[str | None, typer.Option("--category", help="Only this category, such as rape.")] = None,
    store: OptionalStore = None,
    as_json: Json = False,
) -> None:
    """Show the offence table under a weight set."""
    table = offences.offence_table(weights, store=store)
    if category is not None:
        table = _of_category(table, category)
    if as_json:
        print_json(table.to_pylist())
        return
    screen = Table("Code", "Offence", "Category", "Days", "Basis", title=f"Offences under {weights}")
    screen.columns[3].justify = "right"
    for row in table.to_pylist():
        screen.add_row(
            row["ho_code"], row["title"], row["vawg_category"] or "–", days(row["days"]), row["basis"] or "–"
        )
    console.print(screen)


def _of_category(table: pa.Table, category: str) -> pa.Table:
    known = [row["vawg_category"] for row in offences.vocabulary("categories").to_pylist()]
    if category not in known:
        raise V100Error(f"no category {category!r}: there are {', '.join(known)}")
    return table.filter(pc.equal(table["vawg_category"], pa.scalar(category)))


def check_offences(
    extract: Annotated[
        Path | None, typer.Argument(help="An extract's offence file (CSV or Parquet with ho_code).")
    ] = None,
    store: OptionalStore = None,
    weights: Weights = "cchi",
    as_json: Json = False,
) -> None:
    """Check the offence table itself, and list the codes of an extract or a store that it gives no days.

    Ends with status 1 when the table has a fault or a code is unweighted.
    """
    table = offences.offence_table(weights, store=store)
    faults = offences.table_faults(table).to_pylist()
    source = extract or store
    lacking = offences.unweighted(source, table).to_pylist() if source else []
    ok = not faults and not lacking
    if as_json:
        print_json({"ok": ok, "codes": table.num_rows, "faults": faults, "unweighted": lacking})
    else:
        _print_rows("Faults of the table", faults)
        _print_rows(f"Unweighted codes of {source}", lacking)
    if not ok:
        raise CheckFailed(
            f"offences {weights}: {len(faults)} faults of the table, {len(lacking)} codes unweighted; "
            "map or correct the codes in the profile, or import a weight set that has them"
        )
    if not as_json:
        console.print(f"[green]Sound:[/] {table.num_rows} codes" + (f", all of {source}" if source else ""))


def import_weight_set(
    workbook: Annotated[
        Path, typer.Argument(help="The official CCHI workbook (.xlsx), or a CSV with ho_code and days.")
    ],
    name: Annotated[str, typer.Option("--name", help="What the policy calls this weight set.")],
    store: StoreFolder,
    as_json: Json = False,
) -> None:
    """Keep a weight set in the store: the official CCHI workbook, or a CSV of another scale."""
    if not workbook.is_file():
        raise V100Error(f"{workbook}: no such file")
    read = offences.import_weights if workbook.suffix.lower() == ".csv" else offences.import_workbook
    done = read(workbook, name=name, store=store)
    if as_json:
        print_json(vars(done))
        return
    _print_rows("Days changed", done.changed)
    _print_rows("Codes new to the table: category and kind assumed from the subgroup", done.added)
    _print_rows("Several scores for one code: the lowest was taken", done.conflicts)
    _print_rows("Rows left out", done.faulty)
    _print_rows("Codes that the source lacks: unweighted under this set", done.unweighted)
    console.print(
        f"[green]Kept[/] {done.folder}: {done.rows} rows read, {len(done.changed)} codes changed, "
        f"{len(done.added)} added, {len(done.unweighted)} unweighted, "
        f"{len(done.conflicts)} with several scores, "
        f"{len(done.faulty)} rows left out.\nName it in a policy: weights = {name!r}"
    )


def _print_rows(title: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    screen = Table(*(name.replace("_", " ") for name in rows[0]), title=f"{title} ({len(rows)})")
    for row in rows:
        screen.add_row(*(_cell(value) for value in row.values()))
    console.print(screen)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_cell(part) for part in value)
    return "–" if value is None else str(value)
