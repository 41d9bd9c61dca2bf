"""A person's past in the store: what became of his id, and what rested on a join that people undid."""

from typing import Annotated, Any

import typer
from rich.table import Table

from v100.cli.decide import RunId
from v100.cli.screen import Json, StoreFolder, console, days, print_json
from v100.cli.show import find_person
from v100.store.history import history
from v100.store.runs import open_run
from v100.store.undo import Rested, rested_on_wrong_join

Row = dict[str, Any]
group = typer.Typer(help="One person from run to run.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the group person."""
    app.add_typer(group, name="person")


@group.command("history")
def person_history(
    person: Annotated[str, typer.Argument(help="A person_id of any run in the line, or its beginning.")],
    store: StoreFolder,
    run_id: RunId = None,
    as_json: Json = False,
) -> None:
    """What became of a person from run to run: first seen, kept, merged, split, with the runs."""
    found = history(store, person, run_id)
    first: list[Row] = [
        {"person_id": each, "run_id": run.run_id, "as_at": run.as_at} for each, run in found.first_seen.items()
    ]
    events: list[Row] = [{"run_id": run.run_id, "as_at": run.as_at, **row} for run, row in found.events]
    if as_json:
        print_json({"person_ids": found.person_ids, "first_seen": first, "events": events})
        return
    table = Table("as at", "run", "", "from", "to", "mentions", box=None, header_style="dim", pad_edge=False)
    for each in sorted(first, key=lambda row: (row["as_at"], row["person_id"])):
        table.add_row(f"{each['as_at']:%-d %b %Y}", each["run_id"], "first seen", "", each["person_id"], "")
    for each in events:
        day = f"{each['as_at']:%-d %b %Y}"
        table.add_row(day, each["run_id"], each["kind"], each["from_id"], each["to_id"], str(each["mentions"]))
    console.print(table)


def undo_list(
    person: Annotated[str, typer.Argument(help="A person: his id, its beginning, or his rank.")],
    store: StoreFolder,
    run_id: RunId = None,
    as_json: Json = False,
) -> None:
    """After people split a person: every sealed run, rank, decision and annex that rested on the wrong join."""
    run = open_run(store, run_id)
    person_id = find_person(run, person)
    found = rested_on_wrong_join(store, run, person_id)
    if as_json:
        print_json({"person_id": person_id, **vars(found)})
    else:
        _print_rested(person_id, found)


def _print_rested(person_id: str, found: Rested) -> None:
    if not found.decisions:
        console.print(f"No decision parts a mention of {person_id} from another: nothing to look at again.")
        return
    for entry in found.decisions:
        one, other = entry["subject"]["mentions"]
        console.print(f"[cyan]ledger {entry['position']}[/] {one} and {other} are two: {entry['why']} ({entry['by']})")
    if not found.runs:
        console.print("No sealed run took them for one.")
        return
    table = Table("as at", "run", "person", "days", "rank", "", "beside", box=None, header_style="dim", pad_edge=False)
    for row in found.runs:
        table.add_row(
            f"{row['as_at']:%-d %b %Y}",
            row["run_id"],
            row["person_id"],
            days(row["harm_days"]),
            str(row["rank"] or "–"),
            _place(row),
            ", ".join(row["annexes"]).replace("_", " "),
        )
    console.print("\n[bold]Runs that took them for one[/] [dim](sealed: they stay as they are)[/]")
    console.print(table)
    for row in found.runs:
        for made in row["decisions"]:
            console.print(
                f"[cyan]ledger {made['position']}[/] {made['decision']}, in {row['run_id']}: {made['effect']}"
            )
    for entry in found.entries:
        people = ", ".join(entry["people"])
        console.print(
            f"[cyan]ledger {entry['position']}[/] {entry['decision']} names mentions of {people}: decide anew"
        )


def _place(row: dict[str, Any]) -> str:
    return f"set aside: {row['set_aside']}" if row["set_aside"] else "listed" if row["listed"] else ""
