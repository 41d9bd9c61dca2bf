"""`v100 evaluate fairness`: whether the list falls evenly, on the terminal, as a page, as JSON."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from v100.cli.evidence import Page, Publish, can_be_written, give, say_where
from v100.cli.screen import Json, StoreFolder, console, listening, print_json
from v100.errors import CheckFailed
from v100.evaluation.fairness import Fairness, evidence, last_run, measure_fairness
from v100.reports.evidence import Evidence, Grid
from v100.store.runs import open_run


def evaluate_fairness(
    store: StoreFolder,
    run: Annotated[str | None, typer.Option("--run", help="RUN_ID (default: the policy's latest run).")] = None,
    policy: Annotated[str, typer.Option("--policy", help="Whose latest run, when no --run is given.")] = "v100",
    truth: Annotated[
        Path | None, typer.Option("--truth", help="The folder truth that `v100 simulate` wrote: adds name origins.")
    ] = None,
    adopted: Annotated[
        Path | None,
        typer.Option("--adopted", help="Who was adopted: a CSV of person_id or mention_id, from, until."),
    ] = None,
    smallest: Annotated[
        int, typer.Option("--smallest", min=1, help="Numbers of men below this are held back, and what betrays them.")
    ] = 10,
    out: Page = None,
    publish: Publish = False,
    as_json: Json = False,
) -> None:
    """Who is listed by ethnicity, age and borough, given the harm reported; what followed; what would change it."""
    can_be_written(out)
    asked = open_run(store, run) if run else last_run(store, policy)
    with listening("Looking at the list by group …", quiet=as_json):
        found = measure_fairness(store, asked, truth=truth, adopted=adopted, smallest=smallest)
        said = evidence(found)
        give(said, store, out, publish=publish)
    if as_json:
        print_json(as_document(found))
    else:
        print_evidence(said)
        say_where(out, published=publish)
    if not found.sound:
        raise CheckFailed(f"{found.run_id}: the list is not what the reported harm makes it")


def as_document(found: Fairness) -> dict[str, Any]:
    """Every measure by name; null where a number is held back."""
    return {**asdict(found), "sound": found.sound}


def print_evidence(said: Evidence) -> None:
    """The sentences and the tables of a page of evidence."""
    console.print(f"[bold]{escape(said.title)}[/] {escape(said.when)}, {escape(said.marking)}\n")
    for sentence in said.lead + said.cannot_say:
        console.print(escape(sentence) + "\n")
    for section in said.sections:
        console.rule(escape(section.title), align="left")
        for sentence in section.says:
            console.print(escape(sentence) + "\n")
        for grid in section.grids:
            console.print(_table(grid))


def _table(grid: Grid) -> Table:
    table = Table(title=escape(grid.caption), title_justify="left", box=box.SIMPLE_HEAD)
    for place, name in enumerate(grid.head):
        table.add_column(escape(name), justify="left" if place == 0 or place in grid.words else "right")
    for row in grid.rows:
        table.add_row(*(escape(cell) for cell in row))
    return table
