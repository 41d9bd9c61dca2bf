"""What proves itself: a run, the evidence sealed in the store, and a page of evidence that somebody was given."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from v100.cli.evidence import sealed_as
from v100.cli.screen import Json, StoreFolder, console, listening, print_json
from v100.errors import CheckFailed
from v100.monthly import check
from v100.store.evidence import altered_evidence, sealed_evidence
from v100.store.runs import open_run

Page = Annotated[Path | None, typer.Option("--page", help="Prove this page of evidence (HTML), too.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify)


def verify(
    store: StoreFolder,
    run_id: Annotated[str | None, typer.Argument(metavar="[RUN]", help="RUN_ID or its beginning.")] = None,
    again: Annotated[bool, typer.Option("--recompute", help="Make the run again and compare every byte.")] = False,
    page: Page = None,
    as_json: Json = False,
) -> None:
    """Prove a run, every byte of it and of what it read, and the evidence sealed in the store."""
    run = open_run(store, run_id)
    with listening(quiet=as_json) as progress:
        of_run = check(store, run, again=again, progress=progress)
    of_evidence = altered_evidence(store)
    page_of = sealed_as(store, page) if page else None
    if page and not page_of:
        of_evidence.append(f"{page}: this is the page of no evidence sealed in {store}, as this v100 draws it")
    if as_json:
        evidence = {"sealed": len(sealed_evidence(store)), "differences": of_evidence, "page_of": page_of}
        proved = not of_run and not of_evidence
        print_json(
            {"run_id": run.run_id, "ok": proved, "differences": of_run, "recomputed": again, "evidence": evidence}
        )
    else:
        for difference in (*of_run, *of_evidence):
            console.print(f"[red]✗[/] {escape(difference)}", soft_wrap=True)
    if of_run:
        raise CheckFailed(f"run {run.run_id} does not prove itself: {len(of_run)} differences")
    if of_evidence:
        raise CheckFailed(f"the evidence in {store} does not prove itself: {len(of_evidence)} differences")
    if not as_json:
        _say_proved(run.run_id, again, len(sealed_evidence(store)), page, page_of)


def _say_proved(run_id: str, again: bool, evidence: int, page: Path | None, page_of: str | None) -> None:
    done = "every byte is as sealed" + (", and comes out the same again" if again else "")
    console.print(f"[green]✓[/] run [bold]{run_id}[/]: {done}.")
    if evidence:
        console.print(f"[green]✓[/] evidence: {evidence} sealed in the store, every byte is as sealed.")
    if page:
        console.print(f"[green]✓[/] {escape(str(page))}: the page of {page_of}.", soft_wrap=True)
