"""Links: the other crimes that may be his. Train a model, read what it learned, explain, measure."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from v100 import engine
from v100.cli import link_leads
from v100.cli.screen import Json, StoreFolder, console, listening, print_json
from v100.errors import V100Error
from v100.evaluation.link_map import read_solved
from v100.evaluation.links import Figures, evaluate_links
from v100.linkage import COMPARISONS, FEW, OF_HIM, Model, train
from v100.monthly import comparable
from v100.store.known import known_tables
from v100.store.runs import open_run


def register(app: typer.Typer) -> None:
    """Add the commands."""
    links = typer.Typer(help="Links: the other crimes that may be a ranked man's.", no_args_is_help=True)
    links.command("train")(train_model)
    links.command("model")(show_model)
    links.command("evaluate")(evaluate_file)
    link_leads.register(links)
    app.add_typer(links, name="links")


def train_model(
    store: StoreFolder,
    out: Annotated[Path, typer.Option("--out", help="The model file to write (JSON).")],
    run: Annotated[str | None, typer.Option("--run", help="RUN_ID that says who is who (default: the last).")] = None,
    known_to: Annotated[
        datetime | None,
        typer.Option("--known-to", formats=["%Y-%m-%d"], help="Use what was known at the end of this day."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the sample of pairs and of the folds.")] = 1,
    as_json: Json = False,
) -> None:
    """Learn from solved crimes what it says that two crimes are alike, and how often such a lead was right."""
    if not out.parent.is_dir():
        raise V100Error(f"{out.parent}: no such folder; make it, or give --out another place")
    asked = open_run(store, run)
    last = (known_to or datetime.max).date()
    with (
        engine.workroom(store / "intake") as backend,
        listening("Reading the crimes …", quiet=as_json) as progress,
    ):
        known = known_tables(backend, store, last)
        people = {name: engine.keep(backend, name, asked.table(name)) for name in ("person", "person_mention")}
        offences = engine.keep(backend, "offence_table", asked.table("offence_table"))
        crimes, suspects = comparable(backend, known, people, offences)
        progress("Learning from solved crimes …")
        until = f" known to {last.isoformat()}" if known_to else ""
        model = train(backend, crimes, suspects, trained_on=f"solved crimes of a store{until}", seed=seed)
    model.save(out)
    if as_json:
        print_json({"out": out, "categories": {name: worth.pairs for name, worth in model.categories.items()}})
        return
    console.print(f"Model of links written to {out}. Name it in the settings (link_model) to use it.")
    console.print(f"What it learned: v100 links model {out}")


def show_model(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="link, or the path of a model file.")] = "link",
    category: Annotated[str | None, typer.Option("--category", help="Show what each level is worth there.")] = None,
    as_json: Json = False,
) -> None:
    """What a model of links learned: from how many crimes, how often it was right, what each level is worth."""
    shown = Model.load(model)
    if category and category not in shown.categories:
        raise V100Error(f"the model has no category {category!r}; it has {', '.join(shown.categories)}")
    if as_json:
        print_json(asdict(shown))
        return
    console.print(f"learnt from: {shown.trained_on}")
    console.print(_learnt_from(shown))
    console.print(_of_ways(shown))
    console.print(_base_rate(shown))
    if category:
        console.print(_worth(shown, category))


def _learnt_from(shown: Model) -> Table:
    table = _plain("What each category was learnt from")
    table.add_column("category", no_wrap=True)
    for column in ("offenders with several", "pairs of their crimes", "with ways", "without"):
        table.add_column(column, justify="right")
    table.add_column("")
    for name, worth in shown.categories.items():
        rests = "borrows from all categories" if worth.pairs < FEW else ""
        costs = (f"{worth.ways.cost:.3f}", f"{worth.ways.without:.3f}") if worth.ways else ("–", "–")
        table.add_row(name, f"{worth.series:,}", f"{worth.pairs:,}", *costs, rests)
    table.caption = "with ways, without: what a pair costs in bits (Cllr: 1 is to say nothing) with how it was done"
    return table


def _base_rate(shown: Model) -> Table:
    table = _plain("Of solved crimes held back, shown for a man with this strength, how many were his")
    for column in ("strength from (log10)", "shown", "his", "strengths say", "of 100", "they say"):
        table.add_column(column, justify="right")
    for band in shown.bands:
        of_100 = (f"{100 * his / band.shown:.0f}" if band.shown else "–" for his in (band.his, band.expected))
        table.add_row(f"{band.low:.2f}", f"{band.shown:,}", f"{band.his:,}", f"{band.expected:,.0f}", *of_100)
    table.caption = "strengths say: how many would be his were every strength right"
    return table


def _of_ways(shown: Model) -> str:
    """Whether how crimes are done tells men apart at all."""
    unheard = [name for name, worth in shown.categories.items() if worth.ways and not worth.ways.heard]
    if not unheard:
        return "How crimes are done tells men apart in every category, beyond where, when and the man as described.\n"
    return (
        f"[bold]Not shown to tell men apart: how these are done: {', '.join(unheard)}.[/bold] There it weighs nothing; "
        "leads rest on where, when and the man as he was described.\n"
    )


def _worth(shown: Model, category: str) -> Table:
    table = _plain(f"What each level is worth in {category} (log10 Bayes factor)")
    table.add_column("comparison and level", no_wrap=True)
    table.add_column("worth", justify="right")
    for comparison in (*COMPARISONS, *OF_HIM):
        table.add_row(f"[bold]{comparison.title}[/bold]")
        for level, part in zip(comparison.levels, shown.categories[category].parts[comparison.name], strict=True):
            table.add_row(f"  {level}", f"{part:+.2f}")
    return table


def evaluate_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Solved crimes (CSV), a row each.")],
    columns: Annotated[Path, typer.Option("--columns", help="The map (TOML): which column is what, who did which.")],
    as_json: Json = False,
) -> None:
    """Measure on any file of solved crimes how well pairs by one offender are told, with offenders held back."""
    with listening("Learning and measuring …"):
        found = evaluate_links(read_solved(file, columns))
    if as_json:
        print_json({name: vars(figures) for name, figures in found.items()})
        return
    table = _plain(f"Links in {file.name}, of offenders held back")
    table.add_column("")
    for name in found:
        table.add_column(name, justify="right")
    for title, shown in FIGURES.items():
        table.add_row(title, *(shown(figures) for figures in found.values()))
    console.print(table)


FIGURES: dict[str, Callable[[Figures], str]] = {
    "crimes": lambda of: f"{of.crimes:,}",
    "pairs by one offender": lambda of: f"{of.linked:,}",
    "pairs by two": lambda of: f"{of.apart:,}",
    "AUC": lambda of: f"{of.auc:.3f}",
    "AUC, each series weighing 1": lambda of: f"{of.auc_by_series:.3f}",
    "average precision": lambda of: f"{of.average_precision:.3f}",
    "Cllr (0 best, 1 says nothing)": lambda of: f"{of.cllr:.3f}",
    "its floor, if every figure were right": lambda of: f"{of.cllr_floor:.3f}",
    "pairs found at 5 % false": lambda of: f"{of.hits:.3f}",
    "median rank of the offender, strongest pair": lambda of: f"{of.rank_by_max:g} of {of.offenders}",
    "median rank of the offender, mean of pairs": lambda of: f"{of.rank_by_mean:g} of {of.offenders}",
    "strongest evidence against a true pair": lambda of: f"{of.told_against:.2f}",
}


def _plain(title: str) -> Table:
    return Table(title=title, title_justify="left", caption_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
