"""One person of a run: who he is, where his days come from, what his rank would be without each report."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table

from v100.cli.screen import SHORT, console, days, print_json
from v100.reports.facts import Facts
from v100.reports.harm import Line
from v100.reports.parts import Part, person_part
from v100.reports.reference import precursor_rules
from v100.store.runs import Run
from v100.tables import RUN

Row = dict[str, Any]
WATERFALL = 27
"""Width of the bars, in characters, so that the table fits 80 columns."""


def show_person(run: Run, person: str, *, as_json: bool) -> None:
    """One person: who he is, where his days come from, what the rank would be without each report."""
    part = person_part(
        {name: run.table(name) for name in RUN}, Facts.of_one_person(run.run_id, run.as_at, run.manifest), person
    )
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
        "sensitivity": asdict(part.sensitivity),
        "mentions": part.identity.mentions,
        "decided": part.identity.decided,
        "precursors": part.precursors,
        "annexes": part.annexes,
    }


def _print_who(run: Run, person: str, part: Part, aside: Row | None) -> None:
    births = ", ".join(f"born {born:%-d %B %Y} ({age})" for born, age in part.births[:2]) or "date of birth not known"
    console.print(f"[bold]{part.name}[/]  [dim]{person}[/]\n{births}. {part.status}")
    console.print(
        "[dim]Named as suspect in crime reports; not convicted of them unless it says so. "
        f"Run {run.run_id}, {run.manifest['settings']['marking']}.[/]\n"
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
    _print_sensitivity(part)
    for _, words in part.flags:
        console.print(f"[yellow]•[/] {words}")


def _print_sensitivity(part: Part) -> None:
    rests = part.sensitivity
    if rests.old_days:
        console.print(f"Of these days {days(rests.old_days)} are for acts over a year old.")
    if rests.professional_days:
        without = rests.rank_without_professionals or "none"
        console.print(
            f"{days(rests.professional_days)} of them rest on reports in which only professionals name him; "
            f"without those his rank would be {without}."
        )


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
    for pair in part.identity.decided:
        console.print(f"  [cyan]decided[/] {pair['mention_a']} and {pair['mention_b']}: {pair['decided']}")
    if part.ranked.get("rank_low"):
        row = part.ranked
        console.print(
            f"Links in doubt, drawn by chance (the model's, not a fact): listed in {row['chance_in_top']:.0%}, "
            f"rank {row['rank_low']:,} to {row['rank_high']:,}."
        )
    if link := part.ranked.get("weakest_link"):
        console.print(f"What matters most for his days: [bold]v100 identity explain {' '.join(link)}[/]")
