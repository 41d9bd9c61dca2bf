"""`v100 evaluate links`: where the true man stands, against the truth of a simulated city."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from v100.cli.screen import Json, StoreFolder, console, listening, print_json
from v100.evaluation.hidden import FIRST, STRONGEST, Hidden, hidden_offenders
from v100.linkage import Model
from v100.store.runs import open_run


def evaluate_links(
    store: StoreFolder,
    truth: Annotated[Path, typer.Option("--truth", help="The folder truth that `v100 simulate` wrote.")],
    run: Annotated[str | None, typer.Option("--run", help="RUN_ID (default: the run asked for last).")] = None,
    model: Annotated[str | None, typer.Option("--model", help="A model of links (default: the run's own).")] = None,
    as_json: Json = False,
) -> None:
    """Of undetected crimes by strangers whose true man has two solved ones of the kind or more: where he stands."""
    asked = open_run(store, run)
    with listening("Weighing all men …"):
        found = hidden_offenders(store, asked, truth, Model.load(model) if model else None)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    table = Table(title="Where the true man stands among all men", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("kind", no_wrap=True)
    for column in ("crimes", "he was looked at", *(f"among the first {most}" for most in FIRST)):
        table.add_column(column, justify="right")
    for each in found:
        shares = (each.looked_at, *each.first.values())
        table.add_row(each.category, f"{each.crimes:,}", *(f"{share:.1%}" for share in shares))
    console.print(table)
    console.print(_leads(found))
    console.print("Of a force's own leads fewer are right: the man of most undetected crimes is known to nobody.")


def _leads(found: list[Hidden]) -> Table:
    table = Table(
        title="Every man for every such crime: are the strongest right?", title_justify="left", box=box.SIMPLE_HEAD
    )
    table.add_column("kind", no_wrap=True)
    for column in ("leads", "his", *(f"right of {most}" for most in STRONGEST), "average precision", "Cllr, bits"):
        table.add_column(column, justify="right")
    for each in found:
        if (leads := each.leads) is None:
            continue
        right = (f"{share:.1%}" for share in leads.right.values())
        numbers = (f"{leads.average_precision:.3f}", f"{leads.cllr:.3f}")
        table.add_row(each.category, f"{leads.leads:,}", f"{leads.his:,}", *right, *numbers)
    return table
