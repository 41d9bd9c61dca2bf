"""Show a run: the list, the lists beside it, or one person with the reasons."""

from collections import Counter
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from v100.cli.person import show_person
from v100.cli.screen import SHORT, Json, StoreFolder, console, days, print_json
from v100.errors import V100Error
from v100.reports.beside import REFERRED
from v100.reports.reference import precursor_rules
from v100.store.runs import Run, open_run
from v100.tables import RUN

Row = dict[str, Any]
ARROWS = {"new": "[bold cyan]new[/]", "up": "[red]▲[/]", "down": "[green]▼[/]", "same": "[dim]=[/]", None: ""}
BAR = 12
WIDE = 100
"""From this many columns on there is room for bars in the list."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show")(show)


def show(
    store: StoreFolder,
    person: Annotated[
        str | None, typer.Argument(help="A person: his id, its beginning, or his rank. (default: the list)")
    ] = None,
    run_id: Annotated[
        str | None, typer.Option("--run", help="RUN_ID or its beginning (default: the run asked for last).")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Everyone ranked, not only the list.")] = False,
    precursors: Annotated[bool, typer.Option("--precursors", help="The precursor list: to read, no score.")] = False,
    set_aside: Annotated[bool, typer.Option("--set-aside", help="Who is set aside, and why.")] = False,
    annexes: Annotated[bool, typer.Option("--annexes", help="What is not in the rank and belongs beside it.")] = False,
    departures: Annotated[
        bool, typer.Option("--departures", help="Who was listed in the run before and is not now.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show the list of a run, a list beside it, or one person and why he is there."""
    run = open_run(store, run_id)
    beside = {"precursor": precursors, "set_aside": set_aside, "annex": annexes, "departure": departures}
    wanted = [name for name, asked in beside.items() if asked]
    if len(wanted) + (person is not None) > 1:
        raise V100Error(
            "show one thing at a time: a person, or one of --precursors, --set-aside, --annexes, --departures"
        )
    if person is not None:
        show_person(run, find_person(run, person), as_json=as_json)
    elif wanted:
        show_beside(run, wanted[0], as_json=as_json)
    elif as_json:
        rows = run.rows("ranking")
        print_json(rows if every else rows[: run.manifest["policy"]["list_size"]])
    else:
        print_list(run, top=None if every else run.manifest["policy"]["list_size"])


def print_list(run: Run, *, top: int | None) -> None:
    """The list as people read it, best known name first in each row, harm as a bar."""
    ranking = run.rows("ranking")
    people = {row["person_id"]: row for row in run.rows("person") if row["side"] == "suspect"}
    most = max((row["harm_days"] for row in ranking), default=1)
    who = "men" if run.manifest["policy"]["sex"] == ["M"] else "people"
    marking = run.manifest["settings"]["marking"]
    console.print(
        f"[bold]{run.manifest['policy']['title']}[/]\n[dim]as at {run.as_at:%-d %B %Y}, {marking}. "
        f"Suspected from crime reports, not convicted: for people to review. {len(ranking):,} {who} ranked.[/]\n"
    )
    wide = console.width >= WIDE
    bar_column = ("",) if wide else ()
    table = Table("", "person", "name", "days", *bar_column, "reports", "women", "last", "", box=None, pad_edge=False)
    table.header_style = "dim"
    for column in table.columns:
        column.no_wrap = column.header != "name"
    for place in (0, 3, -4, -3):
        table.columns[place].justify = "right"
    table.columns[2].min_width = 23
    for row in ranking[:top]:
        name = (people.get(row["person_id"], {}).get("names") or ["name not known"])[0]
        flags = "".join(f"\n[yellow]{flag}[/]" for flag in (*row["flags"], *_doubt(row)))
        bar = f"[magenta]{'█' * max(1, round(BAR * float(row['harm_days']) / float(most)))}[/]"
        table.add_row(
            str(row["rank"]),
            row["person_id"][:SHORT],
            name + flags,
            days(row["harm_days"]),
            *((bar,) if wide else ()),
            *(str(row[count]) for count in ("reports", "victims")),
            f"{row['last_on']:%-d %b}",
            ARROWS[row["movement"]],
        )
    console.print(table if ranking else "Nobody is ranked.")
    if top is not None and len(ranking) > top and ranking[top - 1]["tie_at_cut"]:
        console.print("[yellow]The same harm days stand on both sides of the cut.[/]")


def _doubt(row: Row) -> list[str]:
    """How far links in doubt move him, where they may take him off the list or bring him onto it."""
    if not 0 < (row["chance_in_top"] or 0) < 1:
        return []
    return [f"listed in {row['chance_in_top']:.0%} of samples of identity, rank {row['rank_low']}-{row['rank_high']}"]


def find_person(run: Run, wanted: str) -> str:
    """The person_id that a rank, an id or the beginning of an id stands for.

    Raises V100Error when nobody or several are meant.
    """
    if wanted.isdigit():
        ranked = [row["person_id"] for row in run.rows("ranking") if row["rank"] == int(wanted)]
        if not ranked:
            raise V100Error(f"run {run.run_id} ranks nobody at {wanted}: it ranks {run.table('ranking').num_rows}")
        return str(ranked[0])
    suspects = [row["person_id"] for row in run.rows("person") if row["side"] == "suspect"]
    found = [person for person in suspects if person.startswith(wanted)]
    if len(found) != 1:
        fault = f"{len(found)} people begin with" if found else "nobody is"
        raise V100Error(f"{fault} {wanted!r} in run {run.run_id}: `v100 show --all` lists everyone with an id")
    return str(found[0])


def show_beside(run: Run, name: str, *, as_json: bool) -> None:
    """One of the lists beside the ranking."""
    rows = run.rows(name)
    if name == "precursor":
        rows.sort(key=lambda row: (-row["latest_on"].toordinal(), row["rule"], row["person_id"]))
    if as_json:
        print_json(rows)
        return
    console.print(f"[bold]{RUN[name].doc}[/]\n")
    if not rows:
        console.print("Nobody.")
    elif name == "precursor":
        _print_precursors(run, rows)
    else:
        columns = [column.name for column in RUN[name].columns]
        table = Table(*(column.replace("_", " ") for column in columns), box=None, header_style="dim", pad_edge=False)
        for row in rows:
            table.add_row(*(_cell(row[column], column) for column in columns))
        console.print(table)
        for made in run.manifest["decisions"] if name == "annex" else ():
            if made["decision"] == REFERRED:
                console.print(f"\n[cyan]ledger {made['position']}[/] {made['person_id']}: {made['effect']}")


def _print_precursors(run: Run, rows: list[Row]) -> None:
    """Latest first; how many fired by rule, and how much of what the rules read is not known."""
    ranks = {row["person_id"]: row["rank"] for row in run.rows("ranking")}
    size = run.manifest["policy"]["list_size"]
    table = Table("latest", "rule", "", "person", "reports", "listed", box=None, header_style="dim", pad_edge=False)
    for row in rows:
        listed = str(ranks[row["person_id"]]) if ranks.get(row["person_id"], size + 1) <= size else ""
        rule = precursor_rules()[row["rule"]].name
        latest = f"{row['latest_on']:%-d %b %Y}"
        table.add_row(latest, row["rule"], rule, row["person_id"][:SHORT], str(len(row["reports"])), listed)
    console.print(table)
    fired = Counter(row["rule"] for row in rows)
    by_rule = sorted(fired.items(), key=lambda pair: int(pair[0][1:]))
    console.print("\nFired: " + ", ".join(f"{rule} {number:,}" for rule, number in by_rule))
    shares = [f"{each['name']} {each['count'] / each['of']:.0%}" for each in run.manifest["not_known"] if each["of"]]
    console.print(f"[dim]Not known, which is not no: {', '.join(shares)}[/]")


def _cell(value: Any, column: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, date):
        return f"{value:%-d %b %Y}"
    return days(value) if column in ("days", "harm_days") else str(value)
