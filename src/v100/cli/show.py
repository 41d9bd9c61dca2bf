"""Show a run: the list, the lists beside it, or one person with the reasons."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from v100.cli.screen import Json, StoreFolder, console, days, print_json
from v100.errors import V100Error
from v100.policy import Policy
from v100.reports import Facts, Part, person_part
from v100.reports.harm import Line
from v100.reports.reference import precursor_rules
from v100.store.runs import Run, open_run
from v100.tables import RUN

Row = dict[str, Any]
ARROWS = {"new": "[bold cyan]new[/]", "up": "[red]▲[/]", "down": "[green]▼[/]", "same": "[dim]=[/]", None: ""}
BAR = 12
WATERFALL = 27
WIDE = 100
"""From this many columns on there is room for bars in the list."""
SHORT = 9
"""How much of an id is shown: enough to ask for the person again."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show")(show)


def show(
    store: StoreFolder,
    person: Annotated[
        str | None, typer.Argument(help="A person: his id, its beginning, or his rank. [default: the list]")
    ] = None,
    run_id: Annotated[
        str | None, typer.Option("--run", help="RUN_ID or its beginning [default: the run asked for last].")
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
        flags = "".join(f"\n[yellow]{flag}[/]" for flag in row["flags"])
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
    columns = [column.name for column in RUN[name].columns]
    table = Table(*(column.replace("_", " ") for column in columns), box=None, header_style="dim", pad_edge=False)
    for row in rows:
        table.add_row(*(_cell(row[column], column) for column in columns))
    console.print(f"[bold]{RUN[name].doc}[/]\n")
    console.print(table if rows else "Nobody.")


def _cell(value: Any, column: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, date):
        return f"{value:%-d %b %Y}"
    return days(value) if column in ("days", "harm_days") else str(value)


def show_person(run: Run, person: str, *, as_json: bool) -> None:
    """One person: who he is, where his days come from, what the rank would be without each report."""
    part = person_part({name: run.table(name) for name in RUN}, _facts(run), person)
    aside = next((row for row in run.rows("set_aside") if row["person_id"] == person), None)
    if as_json:
        print_json(_person_document(run, person, part, aside))
        return
    _print_who(run, person, part, aside)
    _print_reports(part)
    _print_lines(part)
    _print_identity(part)
    if part.precursors:
        console.print("\n[bold]Precursors[/] [dim](to read; no score)[/]")
        for row in part.precursors:
            words = f"{precursor_rules()[row['rule']].name}, latest {row['latest_on']:%-d %b %Y}"
            console.print(f"  {row['rule']} {words}: {_counted(row['reports'])}")
    if part.annexes:
        console.print("\n[bold]Beside the rank[/]")
        for row in part.annexes:
            ranks = f"rank {row['rank_with'] or '–'} with, {row['rank_without'] or '–'} without"
            console.print(
                f"  {row['annex'].replace('_', ' ')}: {days(row['days'])} days, {ranks}, {_counted(row['reports'])}"
            )


def _counted(reports: list[str]) -> str:
    more = f" and {len(reports) - 3} more" if len(reports) > 3 else ""
    return f"{len(reports)} report{'s' if len(reports) > 1 else ''} ({', '.join(reports[-3:])}{more})"


def _facts(run: Run) -> Facts:
    manifest = run.manifest
    return Facts(
        run_id=run.run_id,
        as_at=run.as_at,
        known_to=date.fromisoformat(manifest["known_to"]),
        policy=Policy.model_validate(manifest["policy"]),
        marking=manifest["settings"]["marking"],
    )


def _person_document(run: Run, person: str, part: Part, aside: Row | None) -> Row:
    ranked = next((row for row in run.rows("ranking") if row["person_id"] == person), None)
    return {
        "run_id": run.run_id,
        "person_id": person,
        "person": next(row for row in run.rows("person") if row["person_id"] == person),
        "ranking": ranked,
        "set_aside": aside,
        "harm_lines": [
            {
                **line.row,
                "title": line.title,
                "recorded_on": line.report.get("recorded_on"),
                "borough": line.report.get("borough"),
                "victims": [victim["person_id"] for victim in line.victims],
            }
            for line in part.lines
        ],
        "without_each_report": [
            {"report_id": bar.report["report_id"], "days": bar.days, "rank": bar.rank_without} for bar in part.bars
        ],
        "mentions": part.identity.mentions,
        "precursors": part.precursors,
        "annexes": part.annexes,
    }


def _print_who(run: Run, person: str, part: Part, aside: Row | None) -> None:
    births = ", ".join(f"born {born:%-d %B %Y} ({age})" for born, age in part.births[:2]) or "date of birth not known"
    console.print(f"[bold]{part.name}[/]  [dim]{person}[/]\n{births}. {part.status}")
    console.print(
        f"[dim]Suspect in crime reports, not convicted. Run {run.run_id}, {run.manifest['settings']['marking']}.[/]\n"
    )
    if aside is not None:
        console.print(
            f"[yellow]Set aside: {aside['reason']}[/] ({aside['detail']}). "
            f"Without that: {days(aside['harm_days'])} harm days, rank {aside['rank_otherwise']}.\n"
        )
    elif part.ranked["rank"]:
        row = part.ranked
        console.print(
            f"Rank [bold]{row['rank']}[/] with [bold]{days(row['harm_days'])}[/] harm days: {row['offences']} offences "
            f"in {row['reports']} reports, {row['victims']} women and girls."
        )
    else:
        console.print("Not ranked: no line counts in this window.")
    for _, words in part.flags:
        console.print(f"[yellow]•[/] {words}")


def _print_reports(part: Part) -> None:
    if not part.bars:
        return
    table = Table("report", "recorded", "days", "", "rank without it", box=None, header_style="dim", pad_edge=False)
    table.columns[2].justify = table.columns[4].justify = "right"
    for bar in part.bars:
        blank = " " * round(WATERFALL * float(bar.start) / 100)
        full = "█" * max(1, round(WATERFALL * float(bar.width) / 100))
        without = "not ranked" if bar.rank_without is None else str(bar.rank_without)
        table.add_row(
            bar.report["report_id"],
            f"{bar.report['recorded_on']:%-d %b %Y}",
            days(bar.days),
            f"[magenta]{blank}{full}[/]",
            without,
        )
    console.print("\n[bold]Where the days come from[/]")
    console.print(table)


def _print_lines(part: Part) -> None:
    table = Table("report", "recorded", "offence and victims", "days", box=None, header_style="dim", pad_edge=False)
    table.columns[0].no_wrap = table.columns[1].no_wrap = table.columns[3].no_wrap = True
    table.columns[3].justify = "right"
    for line in part.lines:
        recorded = line.report.get("recorded_on")
        table.add_row(
            f"{line.row['report_id']}/{line.row['line']}",
            f"{recorded:%-d %b %Y}" if recorded else "–",
            "\n".join([line.title, *(f"[dim]{words}[/]" for words in _said_of(line) if words)]),
            days(line.row["days"]),
            style="" if line.row["counted"] else "dim",
        )
    console.print("\n[bold]Every line that names him[/]")
    console.print(table)


def _said_of(line: Line) -> list[str]:
    """Victims by reference and relationship, what is marked, why it does not count."""
    victims = [f"{row['person_id'][:SHORT]} ({row['relationship'] or 'relation not known'})" for row in line.victims]
    why = "" if line.row["counted"] else f"not counted: {line.row['why']}"
    return [", ".join(victims), *(line.row["marks"] or ()), why]


def _print_identity(part: Part) -> None:
    mentions: Sequence[Mapping[str, Any]] = part.identity.mentions
    doubt = f" [yellow]In doubt: {part.identity.doubt}.[/]" if part.identity.doubt else ""
    weakest = part.identity.weakest
    tie = f" Weakest tie: {weakest['match_weight']:.1f} bits." if weakest else ""
    console.print(f"\n[bold]Who he is taken to be[/]\n{len(mentions)} mentions joined.{tie}{doubt}")
    for evidence in part.identity.parts:
        console.print(f"  [dim]{evidence}[/]")
