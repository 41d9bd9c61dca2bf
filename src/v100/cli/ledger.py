"""What people decided: add to the ledger, list it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.table import Table

from v100.cli.screen import Json, StoreFolder, console, print_json
from v100.cli.show import find_person
from v100.errors import V100Error
from v100.store import batches, ledger, referrals
from v100.store.runs import open_run

TOLD = ("mentions", "lines", "referral", "entry")
"""What is shown of an entry's subject."""

group = typer.Typer(help="What people decided and the next run obeys.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="ledger")


@group.command("add")
def add(
    store: StoreFolder,
    kind: Annotated[str, typer.Option(help="eligibility, identity, referral or withdrawal.")],
    decision: Annotated[str, typer.Option(help="leave_out, restore; same, different, unsure; score; withdraw.")],
    by: Annotated[str, typer.Option(help="Who decides.")],
    why: Annotated[str, typer.Option(help="The reason.")],
    second_by: Annotated[str | None, typer.Option(help="The second person, whom eligibility needs.")] = None,
    person: Annotated[str | None, typer.Option(help="A person of the last run: stands for all his mentions.")] = None,
    mention: Annotated[list[str] | None, typer.Option(help="A mention (may be given again).")] = None,
    line: Annotated[list[str] | None, typer.Option(help="A report line, REPORT_ID/LINE (may be given again).")] = None,
    entry: Annotated[str | None, typer.Option(help="The entry that is withdrawn.")] = None,
    entry_id: Annotated[str | None, typer.Option(help="An id of your own: the same again changes nothing.")] = None,
    at: Annotated[datetime | None, typer.Option(help="When it was decided, UTC (default: now).")] = None,
    as_json: Json = False,
) -> None:
    """Write a decision. The next run obeys it and shows it."""
    batches.held(store)  # a mistyped store is not a new one
    mentions = [*(mention or ()), *(_mentions_of(store, person) if person else ())]
    subject: dict[str, Any] = {"mentions": sorted(mentions)} if mentions else {}
    if line:
        subject["lines"] = [_line(text) for text in line]
    if entry:
        subject["entry"] = entry
    written = ledger.add(
        store,
        ledger.Entry(
            kind=kind,
            subject=subject,
            decision=decision,
            by=by,
            why=why,
            at=when(at),
            second_by=second_by,
            entry_id=entry_id,
        ),
    )
    print_written(written, as_json)
    if entry and not as_json and _was_same(store, entry):
        console.print("What the evidence says holds again: to keep the two apart, decide [bold]different[/].")


def _was_same(store: Path, entry_id: str) -> bool:
    """Whether an entry joined two mentions: without it the evidence may join them all the same."""
    return any(each["entry_id"] == entry_id and each["decision"] == "same" for each in ledger.entries(store))


@group.command("refer")
def refer(
    store: StoreFolder,
    surname: Annotated[str, typer.Option(help="His surname.")],
    by: Annotated[str, typer.Option(help="Who refers him.")],
    why: Annotated[str, typer.Option(help="The reason, without anything that says who he is.")],
    forename: Annotated[str | None, typer.Option(help="His forename.")] = None,
    middle_names: Annotated[str | None, typer.Option(help="His middle names.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="Another name, whole (may be given again).")] = None,
    born: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="His date of birth.")] = None,
    sex: Annotated[Literal["M", "F", "X"] | None, typer.Option(help="His sex.")] = None,
    address: Annotated[str | None, typer.Option(help="Where he lives.")] = None,
    postcode: Annotated[str | None, typer.Option(help="Its postcode.")] = None,
    phone: Annotated[str | None, typer.Option(help="His telephone.")] = None,
    email: Annotated[str | None, typer.Option(help="His e-mail.")] = None,
    pnc: Annotated[str | None, typer.Option(help="His PNC id.")] = None,
    cro: Annotated[str | None, typer.Option(help="His CRO number.")] = None,
    at: Annotated[datetime | None, typer.Option(help="When he was referred, UTC (default: now).")] = None,
    as_json: Json = False,
) -> None:
    """Refer somebody by what a partner knows of him. Said again, it changes nothing."""
    batches.held(store)  # a mistyped store is not a new one
    person = {
        "surname": surname,
        "forename": forename,
        "middle_names": middle_names,
        "aliases": alias,
        "date_of_birth": born.date() if born else None,
        "sex": sex,
        "address": address,
        "postcode": postcode,
        "phone": phone,
        "email": email,
        "pnc_id": pnc,
        "cro_no": cro,
    }
    print_written(referrals.refer(store, person, by=by, why=why, at=when(at)), as_json)


def when(at: datetime | None) -> datetime:
    """The time given, or now, in UTC."""
    return (at or datetime.now(UTC)).replace(tzinfo=UTC, microsecond=0)


def print_written(written: dict[str, Any], as_json: bool) -> None:
    """The entry as written."""
    if as_json:
        print_json(written)
        return
    said = f"{written['kind']} {written['subject'].get('referral', written['decision'])}"
    console.print(f"Ledger position [bold]{written['position']}[/], entry [bold]{written['entry_id']}[/]: {said}.")
    console.print("The next [bold]v100 run[/] obeys it and shows it.")


def _mentions_of(store: Any, person: str) -> list[str]:
    run = open_run(store)
    person_id = find_person(run, person)
    rows = run.rows("person_mention")
    return [row["mention_id"] for row in rows if row["person_id"] == person_id and row["side"] == "suspect"]


def _line(text: str) -> list[Any]:
    report, _, number = text.rpartition("/")
    if not report or not number.isdigit():
        raise V100Error(f"--line {text!r}: give REPORT_ID/LINE, for instance R123/1")
    return [report, int(number)]


@group.command("list")
def list_entries(store: StoreFolder, as_json: Json = False) -> None:
    """List every entry, and which of them stand."""
    found = ledger.entries(store)
    stands = {each["entry_id"] for each in ledger.standing(found)}
    if as_json:
        print_json([{**each, "stands": each["entry_id"] in stands} for each in found])
        return
    table = Table("", "entry", "decision", "about", "by", "why", "at", "", box=None, header_style="dim", pad_edge=False)
    table.columns[1].no_wrap = True
    for column in table.columns[2:]:
        column.overflow = "fold"  # an id that is cut off is of no use
    for each in found:
        people = " and ".join(name for name in (each["by"], each["second_by"]) if name)
        about = "; ".join(f"{name} {_said(value)}" for name, value in each["subject"].items() if name in TOLD)
        state = "" if each["entry_id"] in stands or each["kind"] == "withdrawal" else "[yellow]withdrawn[/]"
        table.add_row(
            str(each["position"]),
            each["entry_id"],
            f"{each['kind']}: {each['decision']}",
            about,
            people,
            each["why"],
            each["at"][:16].replace("T", " "),
            state,
        )
    console.print(table if found else "The ledger is empty.")


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join("/".join(map(str, each)) if isinstance(each, list) else str(each) for each in value)
    return str(value)
