"""`v100 intake`, `v100 rejects`, `v100 profile check`: an extract into the store, and what did not fit."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from v100 import intake, offences
from v100.cli.screen import Json, StoreFolder, console, listening, print_json
from v100.errors import CheckFailed, V100Error
from v100.store import batches

MOST = 0.5
"""A file of which more than this share of rows is rejected was not understood: the command ends with status 1."""

Sources = Annotated[list[str], typer.Argument(help="Files, folders, or a postgresql:// address.")]
ProfileName = Annotated[str, typer.Option("--profile", help="A shipped profile by name, or a profile file.")]


def register(app: typer.Typer) -> None:
    app.command("intake")(take_extract_in)
    app.command("rejects")(show_rejects)
    group = typer.Typer(help="Profiles: how a record system's files become our tables.", no_args_is_help=True)
    group.command("check")(check_profile)
    app.add_typer(group, name="profile")


def take_extract_in(
    sources: Sources,
    store: StoreFolder,
    profile: ProfileName = "canonical",
    received_on: Annotated[
        datetime | None,
        typer.Option("--received-on", formats=["%Y-%m-%d"], help="The day it arrived; today when not given."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Take an extract into the store: every row ends accepted, rejected or filtered."""
    table = offences.offence_table(store=store)
    with listening(quiet=as_json) as say:
        receipt = intake.take_in(
            sources,
            profile=intake.load_profile(profile),
            store=store,
            received_on=received_on.date() if received_on else date.today(),
            days={row["ho_code"]: row["days"] for row in table.to_pylist()},
            say=say,
        )
    if as_json:
        print_json(asdict(receipt))
    else:
        _print_receipt(receipt, store)
    stopped = [each.fault for each in receipt.files if each.fault]
    if stopped:
        raise V100Error("; ".join(stopped))
    set_aside = [each for each in receipt.files if each.rejected > MOST * each.read]
    if set_aside:
        counts = "; ".join(f"{each.file}: {each.rejected:,} of {each.read:,} rows rejected" for each in set_aside)
        raise CheckFailed(
            f"{counts}. Correct the profile or the rows (`v100 rejects --store {store}`) and take them in again"
        )


def _print_receipt(receipt: intake.Receipt, store: Path) -> None:
    title = f"Batch {receipt.batch}" if receipt.batch else "Nothing new: nothing written"
    table = Table("File", "Read", "Accepted", "Rejected", "Filtered", "Unchanged", "Repeated", title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    for each in receipt.files:
        counts = (each.read, each.accepted, each.rejected, each.filtered, each.unchanged, each.duplicates)
        cells = [f"[red]{n:,}[/]" if place == 2 and n else f"{n:,}" for place, n in enumerate(counts)]
        table.add_row(escape(each.file), *(["[red]stopped[/]"] if each.fault else cells))
    console.print(table)
    _print_counts("Rejected because", receipt.rejects, "red")
    _print_counts("Filtered because", receipt.filtered, "dim")
    if receipt.unweighted:
        codes = ", ".join(f"{code} × {lines:,}" for code, lines in receipt.unweighted.items())
        console.print(f"[bold red]Unweighted offence codes[/] (accepted, never counted as zero): {codes}")
    for file, columns in receipt.unmapped.items():
        console.print(f"[dim]{escape(file)}: columns that the profile does not read: {escape(', '.join(columns))}[/]")
    _print_counts("Boroughs that the map does not know", receipt.boroughs, "yellow")
    _print_counts("Identifiers that fail their own check (kept)", receipt.soft, "yellow")
    if receipt.events_of_nobody:
        console.print(f"[yellow]{receipt.events_of_nobody:,} events belong to nobody that is known (kept)[/]")
    for note in receipt.notes:
        console.print(f"[dim]{escape(note)}[/]")
    if receipt.rejects:
        console.print(f"See them: [bold]v100 rejects --store {escape(str(store))}[/]")


def _print_counts(title: str, counts: dict[str, int], style: str) -> None:
    if counts:
        console.print(f"[{style}]{title}:[/]")
    for what, rows in counts.items():
        console.print(f"  {rows:>9,}  {escape(what)}")


def show_rejects(
    store: StoreFolder,
    batch: Annotated[str | None, typer.Option("--batch", help="Which batch; the last when not given.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write them to this CSV and, beside it, the rows to mend.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the rows that were set aside, what is wrong with each and how to mend it."""
    chosen = _chosen(store, batch)
    rows = chosen.read("reject").to_pylist()
    written = intake.export_rejects(chosen, out) if out is not None else []
    if as_json:
        print_json([{"batch": chosen.batch, **row} for row in rows])
        return
    console.print(f"[bold]Rejects of batch {chosen.batch}[/]" if rows else f"Batch {chosen.batch} has no rejects")
    _print_rejects(rows)
    for path in written:
        console.print(f"Written: {escape(str(path))}")
    if len(written) > 1:
        again = f"v100 intake {written[1].parent} --profile {_profile_of(chosen)} --store {store}"
        console.print(f"Mend the rows in {escape(str(written[1].parent))}, then: [bold]{escape(again)}[/]")


def _profile_of(batch: batches.Batch) -> str:
    """What to give for --profile: its name where it is a shipped one, else in words the file that it was."""
    name = batch.manifest["profile"]["name"]
    shipped = (
        name in intake.shipped_profiles() and intake.load_profile(name).hash == batch.manifest["profile"]["sha256"]
    )
    return name if shipped else f"YOUR-FILE-OF-{name}.toml"


SHOWN = 5
"""How many rows are shown for each reason; the export holds all."""


def _print_rejects(rows: list[dict[str, Any]]) -> None:
    """For each file, column and reason how many rows, the first of them, and the remedy."""
    kinds: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        kinds.setdefault((row["source"], row["column"] or "", row["reason"], row["remedy"]), []).append(row)
    for (source, column, reason, remedy), found in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
        where = f"{source}, {column}" if column else source
        console.print(f"\n[red]{len(found):,}[/] × [bold]{escape(where)}[/]: {escape(reason)}")
        shown = ", ".join(f"row {row['row']} {row['value']!r}" for row in found[:SHOWN])
        console.print(f"  {escape(shown)}{' ...' if len(found) > SHOWN else ''}")
        console.print(f"  [dim]{escape(remedy)}[/]")


def _chosen(store: Path, batch: str | None) -> batches.Batch:
    if batch is not None:
        return batches.find(store, batch)
    held = batches.listed(store)
    if not held:
        raise V100Error(f"{store} holds no batch: take an extract in with `v100 intake SOURCE --store {store}`")
    return held[-1]


def check_profile(
    sources: Sources,
    profile: ProfileName = "canonical",
    as_json: Json = False,
) -> None:
    """Say what an extract lacks under a profile, with a draft of a profile that would fit it."""
    with listening(quiet=as_json) as say:
        found = intake.check_extract(sources, intake.load_profile(profile), say)
    if as_json:
        print_json(asdict(found))
    else:
        _print_findings(found)
    if found.lacks:
        raise CheckFailed(f"the extract does not fit profile {profile}: {'; '.join(found.lacks)}")


def _print_findings(found: intake.Findings) -> None:
    for file in found.files:
        console.print(f"[green]{escape(file)}[/]")
    for title, lines, style in (("Lacking", found.lacks, "red"), ("To note", found.notes, "yellow")):
        for line in lines:
            console.print(f"[{style}]{title}:[/] {escape(line)}")
    if found.draft:
        console.print("\n[dim]# A draft profile for this extract: save it as a .toml file and complete it[/]")
        console.print(escape(found.draft), soft_wrap=True)
