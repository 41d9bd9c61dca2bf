"""Leads: list them, see what speaks for and against one, decide of it."""

from datetime import datetime
from typing import Annotated, Any, Literal

import typer
from rich import box
from rich.table import Table

from v100.cli.decide import RunId, waterfall
from v100.cli.ledger import print_written, when
from v100.cli.screen import SHORT, Json, StoreFolder, console, print_json
from v100.cli.show import find_person
from v100.compared import TITLES
from v100.errors import V100Error
from v100.evaluation.link_pair import explain_pair
from v100.store import ledger
from v100.store.runs import Run, open_run

LEAD = (
    "A lead to be tested, not evidence. Keep what was not alike, who else is near, and what is rejected: all of it may "
    "have to be disclosed (Criminal Procedure and Investigations Act 1996)."
)


def register(links: typer.Typer) -> None:
    """Add the commands to the group links."""
    links.command("list")(list_leads)
    links.command("explain")(explain)
    links.command("decide")(decide)


def list_leads(
    store: StoreFolder,
    who: Annotated[
        str | None,
        typer.Argument(metavar="[WHO]", help="A man (rank or person_id) or a report_id; all when not given."),
    ] = None,
    run_id: RunId = None,
    as_json: Json = False,
) -> None:
    """The undetected crimes that may be a man's, or the men who may have done a crime, strongest first."""
    run = open_run(store, run_id)
    leads = sorted(_about(run, "link", who), key=lambda row: (-row["strength"], row["person_id"], row["report_id"]))
    marks = _about(run, "mark", who)
    if as_json:
        print_json({"leads": leads, "marks": marks})
        return
    for mark in marks:
        console.print(
            f"[bold]{mark['kind']} {mark['mark_id']}[/]: at {mark['report_id']} and at {mark['own_report_id']} of "
            f"{mark['person_id'][:SHORT]}: the laboratory's word, apart from all below"
        )
    if not leads:
        console.print(
            "No undetected crime looks enough like his crimes to be shown. That is not to say that there is none."
        )
        return
    table = Table(title=f"Leads of {run.run_id}", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("man", "crime", "kind"):
        table.add_column(column, no_wrap=True)
    for column in ("strength", "of 100", "by model", "place", "crimes"):
        table.add_column(column, justify="right", no_wrap=column == "place", min_width=max(map(len, column.split())))
    table.add_column("")
    for row in leads:
        said = "; ".join(each for each in (row["alibi"], row["decided"]) if each)
        place = f"{row['place']} of {row['rivals'] + 1}"
        table.add_row(
            row["person_id"][:SHORT],
            row["report_id"],
            row["category"],
            f"{row['strength']:+.2f}",
            *("–" if row[name] is None else str(row[name]) for name in ("of_100", "by_model")),
            place,
            str(row["crimes"]),
            said,
        )
    console.print(table)
    console.print("of 100: of so many solved crimes held back that were shown with this strength, how many were his.")
    console.print(
        "by model: of 100 by Bayes' rule: the strength, how many men have such crimes near, how often one has another."
    )
    console.print(f"[dim]{LEAD}[/]")


def explain(
    one: Annotated[str, typer.Argument(metavar="A", help="A report_id, or a man of the run (rank or person_id).")],
    other: Annotated[str, typer.Argument(metavar="B", help="A report_id.")],
    store: StoreFolder,
    run_id: RunId = None,
    as_json: Json = False,
) -> None:
    """What speaks for one hand and what against it: of two crimes, or of a man's crimes and one that may be his."""
    run = open_run(store, run_id)
    report = any(row["report_id"] == one for row in run.rows("crime_report")) or not _is_man(run, one)
    if report:
        category, parts = explain_pair(store, run, one, other)
        told: list[dict[str, Any]] = [
            {"comparison": part.comparison, "level": part.level or "not known", "bits": part.log10_bf} for part in parts
        ]
    else:
        row = _lead(run, find_person(run, one), other)
        category = row["category"]
        told = [_told(part) for part in row["parts"]]
    if as_json:
        print_json({"category": category, "parts": told, "log10_bf": sum(part["bits"] for part in told)})
        return
    known = [part for part in told if part["level"] != "not known"]
    table = Table("", "log10", "", box=None, header_style="dim", pad_edge=False)
    table.columns[1].justify = "right"
    for words, part, bar in waterfall(0.0, known, sum(each["bits"] for each in known))[1:]:
        table.add_row(words.removesuffix(": "), f"{part:+.2f}", f"[{'green' if part > 0 else 'red'}]{bar}[/]")
    console.print(f"[bold]{one}[/] and [bold]{other}[/]: {category}")
    console.print(table)
    if silent := [part["comparison"] for part in told if part["level"] == "not known"]:
        console.print(f"Not known of both: {', '.join(silent)}.")
    console.print(f"[dim]{LEAD}[/]")


def decide(
    who: Annotated[str, typer.Argument(metavar="MAN", help="Rank or person_id in the run.")],
    report: Annotated[str, typer.Argument(metavar="REPORT_ID", help="The crime that may be his.")],
    decision: Annotated[Literal["linked", "not_linked", "to_test"], typer.Argument(help="What you decide.")],
    store: StoreFolder,
    by: Annotated[str, typer.Option(help="Who decides.")],
    why: Annotated[str, typer.Option(help="The reason.")],
    second_by: Annotated[str | None, typer.Option(help="A second person, if there was one.")] = None,
    entry_id: Annotated[str | None, typer.Option(help="An id of your own: the same again changes nothing.")] = None,
    at: Annotated[datetime | None, typer.Option(help="When it was decided, UTC (default: now).")] = None,
    as_json: Json = False,
) -> None:
    """Decide of a lead. The next run shows it; no model learns from it."""
    run = open_run(store)
    person = find_person(run, who)
    _lead(run, person, report)
    mentions = sorted(
        row["mention_id"]
        for row in run.rows("person_mention")
        if row["person_id"] == person and row["side"] == "suspect"
    )
    entry = ledger.Entry(
        "link", {"mentions": mentions, "report": report}, decision, by, why, when(at), second_by, entry_id
    )
    print_written(ledger.add(store, entry), as_json)


def _about(run: Run, table: str, who: str | None) -> list[dict[str, Any]]:
    """Rows of a table about a man or a crime; all of them when neither is given."""
    rows = run.rows(table)
    if who is None:
        return rows
    if of_crime := [row for row in rows if row["report_id"] == who]:
        return of_crime
    person = find_person(run, who) if _is_man(run, who) else None
    return [row for row in rows if row["person_id"] == person]


def _is_man(run: Run, who: str) -> bool:
    try:
        find_person(run, who)
    except V100Error:
        return False
    return True


def _lead(run: Run, person: str, report: str) -> dict[str, Any]:
    for row in run.rows("link"):
        if (row["person_id"], row["report_id"]) == (person, report):
            return row
    raise V100Error(
        f"run {run.run_id} shows no lead from {person} to {report}: `v100 links list {person[:SHORT]}` lists his"
    )


def _told(part: str) -> dict[str, Any]:
    name, log10_bf = part.rsplit(" ", 1)
    return {"comparison": TITLES[name], "level": "", "bits": float(log10_bf)}
