"""The links in doubt that people should settle first."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import typer

from v100.cli.decide import RunId
from v100.cli.screen import SHORT, Json, StoreFolder, console, days, print_json
from v100.harm import Question, links, questions
from v100.identity import Model
from v100.store import ledger
from v100.store.runs import Run, open_run

Pair = tuple[str, str]
Row = dict[str, Any]
READ = ("ranking", "harm_line", "person_mention", "match", "suspect")


def queue(
    store: StoreFolder,
    run_id: RunId = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 20,
    as_json: Json = False,
) -> None:
    """Links in doubt: first those that would move a man onto the list or off it, then by days, then by doubt.

    Shown is the strongest link between two groups of mentions; what people decided of does not come back.
    """
    run = open_run(store, run_id)
    asked = _asked(store, run)
    moving = sum(question.moves for question in asked)
    rows = _rows(run, asked[:limit])
    if as_json:
        print_json({"run_id": run.run_id, "in_all": len(asked), "moving": moving, "questions": rows})
        return
    for row in rows:
        _print_question(row)
    size = run.manifest["policy"]["list_size"]
    console.print(f"{len(asked):,} links in doubt; {moving:,} of them would change who is among the first {size}.")
    if rows:
        console.print("Settle one:  [bold]v100 identity decide A B same|different|unsure --by NAME --why REASON[/]")


def _asked(store: Path, run: Run) -> list[Question]:
    bars = Model.load(run.manifest["settings"]["suspect_model"]).thresholds
    size = run.manifest["policy"]["list_size"]
    tables = {name: ibis.memtable(run.table(name)) for name in READ}
    in_doubt = links(tables, even=bars.even, join=bars.join, sure=bars.sure, list_size=size, apart=_settled(store, run))
    return questions(in_doubt, list_size=size, even=bars.even)


def _settled(store: Path, run: Run) -> list[Pair]:
    """Pairs that standing entries decide of; "unsure" only while the evidence is what it was when that was said."""
    entries = [entry for entry in ledger.standing(ledger.entries(store)) if entry["kind"] == "identity"]
    latest = {_pair(entry["subject"]["mentions"]): entry for entry in entries}
    shown = _matches(run, latest)

    def as_it_was(pair: Pair, entry: Row) -> bool:
        now = shown[pair]["parts"] if pair in shown else None
        return bool(entry["subject"].get("parts", now) == now)

    return [pair for pair, entry in latest.items() if entry["decision"] != "unsure" or as_it_was(pair, entry)]


def _pair(mentions: list[str]) -> Pair:
    one, other = sorted(mentions)
    return one, other


def _matches(run: Run, pairs: Iterable[Pair]) -> dict[Pair, Row]:
    """Rows of the match table by pair."""
    wanted = set(pairs)
    match = run.table("match").filter(pc.field("side") == "suspect")
    near = match.filter(pc.is_in(match["mention_a"], pa.array(sorted({one for one, _ in wanted}), pa.string())))
    rows = {(row["mention_a"], row["mention_b"]): row for row in near.to_pylist()}
    return {pair: row for pair, row in rows.items() if pair in wanted}


def _rows(run: Run, asked: list[Question]) -> list[Row]:
    """The questions, with what each mention says and what the link rests on."""
    pairs = [(each.tie.mention_a, each.tie.mention_b) for each in asked]
    shown = _matches(run, pairs)
    suspect = run.table("suspect").select(["mention_id", "report_id", "forename", "surname", "date_of_birth"])
    ids = pa.array(sorted({mention for pair in pairs for mention in pair}), pa.string())
    said = {row["mention_id"]: row for row in suspect.filter(pc.is_in(suspect["mention_id"], ids)).to_pylist()}
    return [
        {
            "mentions": [said[mention] for mention in pair],
            "people": list(each.people),
            "match_weight": each.tie.match_weight,
            "chance": each.tie.chance,
            "joined": each.tie.joined,
            "refused": shown[pair]["refused"],
            "parts": shown[pair]["parts"],
            "moves_the_list": each.moves,
            "days_at_stake": each.days,
            "rank": each.rank,
            "days_then": each.days_then,
            "rank_then": each.rank_then,
        }
        for pair, each in zip(pairs, asked, strict=True)
    ]


def _print_question(row: Row) -> None:
    refused = f" ({row['refused']})" if row["refused"] else ""
    now = "one person" if row["joined"] else f"two people{refused}"
    mark = "  [yellow]changes the list[/]" if row["moves_the_list"] else ""
    console.print(f"[bold]{row['match_weight']:.1f} bits[/], now {now}: {_people(row)}{mark}")
    for said in row["mentions"]:
        name = " ".join(said[part] for part in ("forename", "surname") if said[part]) or "no name"
        born = f", born {said['date_of_birth']:%-d %b %Y}" if said["date_of_birth"] else ""
        console.print(f"  [bold]{said['mention_id']}[/] {name}{born}, report {said['report_id']}")
    console.print(f"  [dim]{'; '.join(row['parts'])}[/]")
    then = f"{days(row['days_then'])} days, rank {row['rank_then']:,} instead of {row['rank']:,}"
    if row["joined"]:
        console.print(f"  Were they two: the larger part would have {then}; {days(row['days_at_stake'])} days go.\n")
    else:
        console.print(f"  Were they one: {then}; {days(row['days_at_stake'])} days come together.\n")


def _people(row: Row) -> str:
    return " and ".join(person[:SHORT] for person in row["people"])
