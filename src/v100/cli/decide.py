"""People decide whether two mentions are one person, and see the evidence for it."""

from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import Annotated, Any, Literal

import pyarrow.compute as pc
import typer
from rich.table import Table

from v100.cli.ledger import print_written, when
from v100.cli.meant import Meant, two_mentions
from v100.cli.screen import Json, StoreFolder, complaints, console, print_json
from v100.errors import V100Error
from v100.evaluation.known import known_to_run
from v100.identity import Model, weigh_pair
from v100.store import ledger
from v100.store.known import dated_mentions
from v100.store.runs import Run, open_run

One = Annotated[str, typer.Argument(metavar="A", help="A mention_id, or a person_id (its beginning is enough).")]
Other = Annotated[str, typer.Argument(metavar="B", help="The other one.")]
RunId = Annotated[str | None, typer.Option("--run", help="RUN_ID or its beginning (default: the run asked for last).")]
BAR = 30
"""Width of the bars, in characters."""


def register(identity: typer.Typer) -> None:
    """Add the commands to the group identity."""
    identity.command("decide")(decide)
    identity.command("explain")(explain)


def decide(
    one: One,
    other: Other,
    decision: Annotated[Literal["same", "different", "unsure"], typer.Argument(help="What you decide.")],
    store: StoreFolder,
    by: Annotated[str, typer.Option(help="Who decides.")],
    why: Annotated[str, typer.Option(help="The reason.")],
    second_by: Annotated[str | None, typer.Option(help="A second person, if there was one.")] = None,
    entry_id: Annotated[str | None, typer.Option(help="An id of your own: the same again changes nothing.")] = None,
    at: Annotated[datetime | None, typer.Option(help="When it was decided, UTC (default: now).")] = None,
    as_json: Json = False,
) -> None:
    """Decide whether two mentions are one person. The next run obeys it, whatever the evidence says.

    A person_id stands for his mention in the strongest tie between the two.
    """
    run = open_run(store)
    meant = two_mentions(run, one, other)
    at_odds = decision == "same" and _evidence(store, run, meant)["contradicts"]
    subject: dict[str, Any] = {"mentions": list(meant.mentions)}
    if meant.match:
        subject["parts"] = list(meant.match["parts"] or ())
    entry = ledger.Entry("identity", subject, decision, by, why, when(at), second_by, entry_id)
    print_written(ledger.add(store, entry), as_json)
    if not as_json:
        console.print(f"About mentions {meant.mentions[0]} and {meant.mentions[1]}.")
    if at_odds:
        complaints.print("What the reports say contradicts this. It is obeyed all the same: withdraw it if in doubt.")


def explain(one: One, other: Other, store: StoreFolder, run_id: RunId = None, as_json: Json = False) -> None:
    """Why two mentions are taken for one person, or not: each comparison in bits, the prior first, the sum last."""
    run = open_run(store, run_id)
    meant = two_mentions(run, one, other)
    found = _evidence(store, run, meant)
    if as_json:
        print_json(found)
    else:
        _print_evidence(found, run)


def _evidence(store: Path, run: Run, meant: Meant) -> dict[str, Any]:
    named = run.table("person_mention").filter(pc.field("side") == meant.side).num_rows
    model = Model.load(run.manifest["settings"][f"{meant.side}_model"]).at_size(named)
    with known_to_run(store, run) as (backend, known):
        mentions = dated_mentions(known, meant.side)
        mentions = mentions.filter(mentions.mention_id.isin(meant.mentions))
        weighed = weigh_pair(backend, mentions, model)
        rows = {row["mention_id"]: row for row in mentions.to_pyarrow().to_pylist()}
    if weighed is None:
        raise V100Error(f"the store no longer holds {' and '.join(meant.mentions)} as run {run.run_id} knew them")
    return {
        "run_id": run.run_id,
        "side": meant.side,
        "mentions": [_who(meant, rows[mention]) for mention in meant.mentions],
        "people": list(meant.people),
        "joined": meant.people[0] == meant.people[1],
        **weighed,
        "thresholds": vars(model.thresholds),
        "decided": meant.match["decided"] if meant.match else None,
        "passed_over": meant.match is None and weighed["match_weight"] >= model.thresholds.shown,
    }


def _who(meant: Meant, row: dict[str, Any]) -> dict[str, Any]:
    """What the mention says of him; of a victim nothing but its id and report."""
    of_him = ("forename", "surname", "date_of_birth") if meant.side == "suspect" else ()
    return {name: row[name] for name in ("mention_id", "report_id", *of_him)}


def _print_evidence(found: dict[str, Any], run: Run) -> None:
    for row, person in zip(found["mentions"], found["people"], strict=True):
        name = " ".join(row[part] for part in ("forename", "surname") if row.get(part))
        born = f", born {row['date_of_birth']:%-d %b %Y}" if row.get("date_of_birth") else ""
        console.print(f"[bold]{row['mention_id']}[/] in report {row['report_id']}: {name}{born}  [dim]{person}[/]")
    table = Table("", "bits", "", box=None, header_style="dim", pad_edge=False)
    table.columns[1].justify = "right"
    for words, bits, bar in waterfall(found["prior"], found["parts"], found["match_weight"]):
        colour = "green" if bits > 0 else "red"
        table.add_row(words, f"{bits:+.2f}", f"[{colour}]{bar}[/]")
    console.print(table)
    console.print(verdict(found))
    if found["decided"]:
        console.print(f"[cyan]Decided by people:[/] {found['decided']}.")
    console.print(f"[dim]Each bit doubles the odds. Run {run.run_id}, {run.manifest['settings']['marking']}.[/]")


def waterfall(prior: float, parts: list[dict[str, Any]], total: float) -> list[tuple[str, float, str]]:
    """Words, bits and a bar for the prior, each part on top of what came before it, and the sum."""
    steps = [("two picked at random", prior)]
    steps += [(f"{part['comparison']}: {part['level']}", part["bits"]) for part in parts]
    ends = list(accumulate(bits for _, bits in steps))
    lowest, highest = min(0.0, *ends), max(0.0, *ends)
    scale = BAR / ((highest - lowest) or 1)

    def bar(start: float, end: float) -> str:
        left, right = sorted((round((start - lowest) * scale), round((end - lowest) * scale)))
        return " " * left + "█" * max(start != end, right - left)

    drawn = [(words, bits, bar(end - bits, end)) for (words, bits), end in zip(steps, ends, strict=True)]
    return [*drawn, ("sum", total, bar(0, total))]


def verdict(found: dict[str, Any]) -> str:
    """Whether their evidence joins them, what keeps them apart all the same, and what the run made of them."""
    weight, bars = found["match_weight"], found["thresholds"]
    if weight >= bars["sure"]:
        words = f"{bars['sure']:g} bits or more: no doubt by themselves"
    elif weight >= bars["join"]:
        words = f"{bars['join']:g} bits or more join, {bars['sure']:g} are beyond doubt"
    elif weight >= bars["shown"]:
        words = f"fewer than {bars['join']:g} bits do not join; in doubt"
    else:
        words = "too little to join them"
    if found["passed_over"]:
        words += "; but the run never compared them, for nothing that brings two together was alike"
    ids = "; their police ids differ, so they are not joined" if found["ids_differ"] else ""
    twins = "; they may be twins" if found["twins"] else ""
    return (
        f"{words[0].upper()}{words[1:]}{ids}{twins}. In the run they are {'one person' if found['joined'] else 'two'}."
    )
