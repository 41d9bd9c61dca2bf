"""`v100 identity model`: what a model learned, as a table that people can judge it by."""

from dataclasses import asdict
from itertools import groupby
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from v100.cli.screen import Json, console, print_json
from v100.identity import Model
from v100.identity.scoring import prior_bits
from v100.identity.worth import Worth, worth


def show_model(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="suspect, victim, or the path of a model file.")],
    as_json: Json = False,
) -> None:
    """What a model learned: what each likeness or difference is worth, where it starts from and where it joins."""
    shown = Model.load(model)
    if as_json:
        print_json({**facts(shown), "levels": [asdict(level) for level in worth(shown)]})
        return
    for name, value in facts(shown).items():
        console.print(f"{name.replace('_', ' ')}: {value}")
    console.print(_table(worth(shown)))


def facts(model: Model) -> dict[str, Any]:
    """What stands above the table: where the model is from, its prior and thresholds in bits, the names it lists."""
    return {
        "model": model.name,
        "trained_on": model.trained_on,
        "mentions": model.mentions,
        "starts_from": round(prior_bits(model), 1),
        **vars(model.thresholds),
        "forenames_listed": len(model.frequencies["given"].values),
        "surnames_listed": len(model.frequencies["family"].values),
    }


def bits_of(level: Worth) -> str:
    """What a level is worth: -3.2, or +4.1 to +16.3 where the name decides."""
    ends = [f"{bits:+.1f}" for bits in (level.least, level.most)]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def share_of(chance: float) -> str:
    """A chance to read: 0.93, 2e-06."""
    return f"{chance:.2g}"


def _table(levels: list[Worth]) -> Table:
    table = Table(title="What each level is worth", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("comparison and level", no_wrap=True)
    for column in ("true pairs", "strangers", "bits"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("from", no_wrap=True)
    for comparison, group in groupby(levels, key=lambda level: level.comparison):
        table.add_row(f"[bold]{comparison}[/bold]")
        for level in group:
            table.add_row(f"  {level.level}", share_of(level.m), share_of(level.u), bits_of(level), level.source)
    return table
