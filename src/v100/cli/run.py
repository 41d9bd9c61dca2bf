"""The monthly run and what it changed: run, runs, diff."""

from contextlib import closing
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from v100 import engine
from v100 import policy as policies
from v100.cli.screen import Json, StoreFolder, console, days, listening, print_json
from v100.cli.show import print_list
from v100.monthly import Outcome, monthly_run
from v100.monthly.account import EDITION, NO_EVENTS, NO_VICTIMS, REJECTED
from v100.store import runs as store_runs
from v100.store.runs import Run, open_run

Day = Annotated[datetime, typer.Option("--as-at", formats=["%Y-%m-%d"], help="Last day of the window.")]
KnownTo = Annotated[
    datetime | None,
    typer.Option(
        "--known-to", formats=["%Y-%m-%d"], help="Use what was known at the end of this day (default: as-at)."
    ),
]
PolicyName = Annotated[str, typer.Option("--policy", help="A shipped policy by name, or the path of a policy file.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run")(run)
    app.command("runs")(runs)
    app.command("diff")(diff)


def run(
    as_at: Day,
    store: StoreFolder,
    known_to: KnownTo = None,
    policy: PolicyName = "v100",
    allow_unweighted: Annotated[
        bool, typer.Option("--allow-unweighted", help="Publish though too many lines have a code without days.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Rank the men suspected of most harm, with reasons, and seal the run."""
    chosen = policies.load(policy)
    with listening(quiet=as_json) as progress:
        outcome = monthly_run(
            store,
            as_at=as_at.date(),
            policy=chosen,
            known_to=known_to.date() if known_to else None,
            allow_unweighted=allow_unweighted,
            progress=progress,
        )
    if as_json:
        print_json(_as_document(outcome))
    else:
        _print_outcome(outcome)


def _as_document(outcome: Outcome) -> dict[str, Any]:
    manifest = outcome.run.manifest
    names = ("as_at", "known_to", "late_batches", "steps", "quality", "unweighted", "decisions")
    return {
        "run_id": outcome.run.run_id,
        "policy": outcome.run.policy,
        "sealed_before": outcome.already,
        **{name: manifest[name] for name in names},
        "tables": {name: fact["rows"] for name, fact in manifest["outputs"].items()},
        "report": str(outcome.run.report),
    }


def _print_outcome(outcome: Outcome) -> None:
    made = outcome.run
    said = "was sealed before; nothing to do" if outcome.already else "sealed"
    console.print(f"\nRun [bold]{made.run_id}[/] {said}.\n")
    steps = Table("", "in", "out", "set aside", box=None, header_style="dim", pad_edge=False)
    for column in steps.columns[1:]:
        column.justify = "right"
    for step in made.manifest["steps"]:
        steps.add_row(step["name"], *(f"{step[name]:,}" for name in ("rows_in", "rows_out", "set_aside")))
    console.print(steps)
    for step in made.manifest["steps"]:
        if step["note"]:
            console.print(f"\n[dim]{step['name']}: {step['note']}[/]")
    console.print()
    _print_warnings(made)
    print_list(made, top=10)
    console.print(
        f"\nWhy each is there:  [bold]v100 show PERSON[/]      Whole list:  [bold]v100 show[/]\n"
        f"The report:         [bold]{made.report}[/]"
    )


def _print_warnings(made: Run) -> None:
    for code in made.manifest["unweighted"]:
        people = f", {len(code['people'])} people" if code["people"] else ""
        console.print(
            f"[bold yellow]unweighted[/] {code['ho_code']}: {code['lines']} lines{people}; not counted as zero"
        )
    for measure in made.manifest["quality"]:
        if measure["name"] == EDITION:
            console.print(f"[bold yellow]new edition of the weights[/]: {measure['note']}")
        if measure["name"] in (NO_EVENTS, NO_VICTIMS):
            console.print(f"[bold yellow]{measure['name']}[/]: {measure['note']}")
        if measure["name"] == REJECTED and measure["count"]:
            console.print(f"[yellow]{measure['count']:,} of {measure['of']:,} {REJECTED}[/]: {measure['note']}")
    for batch in made.manifest["late_batches"]:
        console.print(f"[dim]batch {batch} came after {made.manifest['known_to']}: read for the time up to that day[/]")
    for decision in made.manifest["decisions"]:
        console.print(f"[cyan]ledger {decision['position']}[/] {decision['decision']}: {decision['effect']}")


def runs(store: StoreFolder, as_json: Json = False) -> None:
    """List the sealed runs."""
    sealed = store_runs.runs(store)
    last = store_runs.asked_for(store)[-1:]
    rows: list[dict[str, Any]] = [
        {
            "run_id": each.run_id,
            "as_at": each.as_at,
            "policy": each.policy,
            "known_to": each.manifest["known_to"],
            "ranked": each.manifest["outputs"]["ranking.parquet"]["rows"],
            "asked_for_last": each.run_id in last,
        }
        for each in sealed
    ]
    if as_json:
        print_json(rows)
        return
    if not rows:
        console.print(f"No run yet in {store}: make one with [bold]v100 run --as-at DATE --store {store}[/]")
        return
    table = Table("", "run", "policy", "known to", "ranked", box=None, header_style="dim", pad_edge=False)
    table.columns[1].no_wrap = True
    for row in rows:
        mark = "[green]→[/]" if row["asked_for_last"] else ""
        table.add_row(mark, row["run_id"], row["policy"], str(row["known_to"]), f"{row['ranked']:,}")
    console.print(table)
    console.print("\n[dim]→ asked for last: what commands without --run take[/]")


def diff(
    before: Annotated[str, typer.Argument(help="The earlier run: RUN_ID or its beginning.")],
    after: Annotated[str, typer.Argument(help="The later run: RUN_ID or its beginning.")],
    store: StoreFolder,
    as_json: Json = False,
) -> None:
    """What differs between two runs: who came in, who went, whose days changed."""
    changes = differences(open_run(store, before), open_run(store, after))
    if as_json:
        print_json(changes)
        return
    console.print(f"[bold]{changes['before']}[/] → [bold]{changes['after']}[/]")
    console.print(f"inputs that differ: {', '.join(changes['inputs']) or 'none'}\n")
    table = Table("person", "days before", "days after", "rank before", "rank after", box=None, header_style="dim")
    for column in table.columns[1:]:
        column.justify = "right"
    for row in changes["people"]:
        ranks = (str(row[name] or "–") for name in ("rank_before", "rank_after"))
        table.add_row(row["person_id"], days(row["days_before"]), days(row["days_after"]), *ranks)
    console.print(table if changes["people"] else "Every person has the same days.")
    for row in changes["reclassified"]:
        console.print(
            f"reclassified: {row['report_id']}/{row['line']} from {row['was']} ({days(row['days_before'])} days) "
            f"to {row['is_now']} ({days(row['days_after'])} days), {row['person_id']}"
        )
    console.print(
        f"\n{changes['entered']} in, {changes['left']} out of the list; {changes['same']:,} people unchanged."
    )


def differences(before: Run, after: Run) -> dict[str, Any]:
    """Two runs beside each other: inputs that differ, people whose days differ, how many entered and left the list.

    Where only the edition of the weights differs this is the answer to "who moves because of it" (rule 13).
    """
    old = {row["person_id"]: row for row in before.rows("ranking")}
    new = {row["person_id"]: row for row in after.rows("ranking")}
    sizes = (before.manifest["policy"]["list_size"], after.manifest["policy"]["list_size"])
    people = [
        {
            "person_id": person,
            "days_before": old.get(person, {}).get("harm_days"),
            "days_after": new.get(person, {}).get("harm_days"),
            "rank_before": old.get(person, {}).get("rank"),
            "rank_after": new.get(person, {}).get("rank"),
        }
        for person in {**old, **new}
    ]
    changed = [row for row in people if row["days_before"] != row["days_after"]]
    listed_before = {person for person, row in old.items() if row["rank"] <= sizes[0]}
    listed_after = {person for person, row in new.items() if row["rank"] <= sizes[1]}
    names = ("as_at", "known_to", "policy", "settings", "inputs", "code")
    return {
        "before": before.run_id,
        "after": after.run_id,
        "inputs": [name for name in names if before.manifest[name] != after.manifest[name]],
        "entered": len(listed_after - listed_before),
        "left": len(listed_before - listed_after),
        "same": len(people) - len(changed),
        "reclassified": _reclassified(before, after),
        "people": sorted(changed, key=lambda row: (row["rank_after"] or 10**9, row["rank_before"] or 10**9)),
    }


def _reclassified(before: Run, after: Run) -> list[dict[str, Any]]:
    """Report lines whose offence is another in the later run, with the days gained or lost (rule 18)."""
    with closing(engine.connect().con) as comparing:
        comparing.register("old", before.table("harm_line"))
        comparing.register("new", after.table("harm_line"))
        changed = comparing.sql(
            "SELECT person_id, report_id, line, old.ho_code AS was, new.ho_code AS is_now, "
            "old.days AS days_before, new.days AS days_after FROM old JOIN new USING (person_id, report_id, line) "
            "WHERE old.ho_code <> new.ho_code ORDER BY person_id, report_id, line"
        ).to_arrow_table()
    rows: list[dict[str, Any]] = changed.to_pylist()
    return rows
