"""Who is who: train a model, score a run against the truth of a simulated city."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.table import Table

from v100 import engine
from v100.cli import decide, model, past, queue
from v100.cli.screen import Json, StoreFolder, console, listening, print_json
from v100.errors import V100Error
from v100.evaluation.drift import run_drift
from v100.evaluation.identity import evaluate_identity, identity_ceiling
from v100.identity import train
from v100.identity.drift import TRAIN_AGAIN, WATCH, Drift
from v100.store.known import dated_mentions, known_tables
from v100.store.runs import open_run


def register(app: typer.Typer) -> None:
    """Add the commands."""
    identity = typer.Typer(
        help="Who is who: the model by which mentions become people, the evidence, and what people decide.",
        no_args_is_help=True,
    )
    identity.command("train")(train_model)
    identity.command("model")(model.show_model)
    identity.command("drift")(drift_of_run)
    decide.register(identity)
    identity.command("queue")(queue.queue)
    identity.command("undo-list")(past.undo_list)
    app.add_typer(identity, name="identity")


def train_model(
    store: StoreFolder,
    out: Annotated[Path, typer.Option("--out", help="The model file to write (JSON).")],
    side: Annotated[Literal["suspect", "victim"], typer.Option("--side", help="Whose mentions.")] = "suspect",
    known_to: Annotated[
        datetime | None,
        typer.Option("--known-to", formats=["%Y-%m-%d"], help="Use what was known at the end of this day."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the sample of strangers.")] = 1,
) -> None:
    """Learn from the store's mentions, without labels, what agreement is worth; write it down rounded."""
    if not out.parent.is_dir():
        raise V100Error(f"{out.parent}: no such folder; make it, or give --out another place")
    last = (known_to or datetime.max).date()
    with engine.workroom(store / "intake") as backend, listening(f"Learning from the {side} mentions …"):
        known = known_tables(backend, store, last)
        until = f" known to {last.isoformat()}" if known_to else ""
        learned = train(
            backend,
            dated_mentions(known, side),
            side=side,
            seed=seed,
            trained_on=f"{side} mentions of a store{until}",
        )
    learned.save(out)
    console.print(f"Model {learned.name} written to {out}. Name it in the settings ({side}_model) to use it.")
    console.print(f"What it learned: v100 identity model {out}")


def drift_of_run(
    store: StoreFolder,
    run: Annotated[str | None, typer.Option("--run", help="RUN_ID (default: the run asked for last).")] = None,
    side: Annotated[Literal["suspect", "victim"], typer.Option("--side", help="Whose mentions.")] = "suspect",
    as_json: Json = False,
) -> None:
    """Does the model still fit? What joined pairs and names look like in a run, beside what it learned."""
    asked = open_run(store, run)
    with listening("Comparing with the model …"):
        model, mentions, found = run_drift(store, asked, side=side)
    if as_json:
        print_json(
            {
                "model": model.name,
                "mentions": {"learned": model.mentions, "found": mentions},
                "comparisons": [{**vars(each), "index": each.index, "says": _fits(each)} for each in found],
            }
        )
        return
    table = Table(
        title=f"{side.capitalize()} mentions of {asked.run_id} beside model {model.name}", title_justify="left"
    )
    table.add_column("comparison")
    for column in ("seen", "index"):
        table.add_column(column, justify="right")
    table.add_column("the model")
    table.add_column("what moved most: learned, found")
    for each in found:
        index = "–" if each.index is None else f"{each.index:.3f}"
        level = each.moved_most
        moved = f"{level}: {each.learned[level]:.1%}, {each.found[level]:.1%}"
        table.add_row(each.comparison, f"{each.seen:,}", index, _fits(each), moved)
    console.print(table)
    console.print(
        f"Learned from {model.mentions:,} mentions; here are {mentions:,}. A run allows for the size by itself."
    )
    if again := [each.comparison for each in found if _fits(each) == "train again"]:
        console.print(f"Train the model again ({', '.join(again)}): v100 identity train --side {side}")


def _fits(each: Drift) -> str:
    """In words: what the index says of the model."""
    if each.index is None:
        return "too few to say"
    return "train again" if each.index >= TRAIN_AGAIN else "watch" if each.index >= WATCH else "fits"


def evaluate_run(
    store: StoreFolder,
    truth: Annotated[Path, typer.Option("--truth", help="The folder truth that `v100 simulate` wrote.")],
    run: Annotated[str | None, typer.Option("--run", help="RUN_ID (default: the run asked for last).")] = None,
    side: Annotated[Literal["suspect", "victim"], typer.Option("--side", help="Whose mentions.")] = "suspect",
    ceiling: Annotated[
        bool, typer.Option("--ceiling", help="Beside it, a model trained on the truth of these mentions.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Pairs of mentions: how many of those joined are right, how many of the true ones were joined."""
    asked = open_run(store, run)
    with listening("Comparing with the truth …"):
        found = evaluate_identity(store, truth, asked, side=side)
        best = identity_ceiling(store, truth, asked, side=side) if ceiling else None
    if as_json:
        print_json(found if best is None else {**found, "ceiling": best})
        return
    console.print(_measures_table(f"{side.capitalize()} mentions of {asked.run_id} against the truth", found, best))
    console.print(_groups_table(found["groups"]))
    if "false_merges" in found:
        console.print(_merges_table(found["false_merges"]))


def _measures_table(title: str, found: dict[str, Any], best: dict[str, Any] | None) -> Table:
    columns = {"run": found} if best is None else {"run": found, "ceiling": best}
    table = Table(title=title, title_justify="left")
    table.add_column("measure")
    for column in columns:
        table.add_column(column, justify="right")
    table.add_column("meaning")
    for name, meaning in (
        ("precision", "of the pairs that were joined, the share that are one person"),
        ("recall", "of the pairs that are one person, the share that were joined"),
        ("f1", "both together"),
    ):
        table.add_row(name, *(_share(scores[name]) for scores in columns.values()), meaning)
        by_mention = "the same by mention (B-cubed), so that few large groups do not outweigh the many"
        table.add_row(
            f"{name}, by mention", *(_share(scores["b_cubed"][name]) for scores in columns.values()), by_mention
        )
    pairs = [f"{scores['pairs']:,}" for scores in columns.values()]
    table.add_row("pairs", *pairs, "true pairs to find; placeholders are left out")
    return table


def _groups_table(groups: list[dict[str, Any]]) -> Table:
    table = Table(title="By group: pairs with at least one mention of it", title_justify="left")
    for column in ("kind", "group"):
        table.add_column(column)
    for column in ("mentions", "true pairs", "precision", "recall", "f1"):
        table.add_column(column, justify="right")
    for row in groups:
        scores = (_share(row[name]) for name in ("precision", "recall", "f1"))
        counts = (f"{row[name]:,}" for name in ("mentions", "pairs"))
        table.add_row(row["kind"], row["group"].replace("_", " "), *counts, *scores)
    return table


def _merges_table(merges: list[dict[str, Any]]) -> Table | str:
    title = f"False merges among the men listed: {len(merges) or 'none'}"
    if not merges:
        return title
    table = Table(title=title, title_justify="left")
    table.add_column("rank", justify="right")
    table.add_column("person")
    table.add_column("mentions of each true person")
    for row in merges:
        table.add_row(str(row["rank"]), row["person_id"], " + ".join(map(str, row["mentions"])))
    return table


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
