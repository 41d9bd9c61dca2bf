"""`v100 evaluate policies`: which rule of order finds most of the harm that follows."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from v100.cli.screen import Json, StoreFolder, console, listening, print_json
from v100.errors import V100Error
from v100.evaluation.past import past_runs
from v100.evaluation.policies.compare import HORIZONS, Comparison, compare_policies
from v100.evaluation.policies.page import policies_page
from v100.evaluation.policies.rivals import rivals_of
from v100.reports.evidence import evidence_page
from v100.store.files import write_text


def evaluate_policies(
    store: StoreFolder,
    policy: Annotated[
        str, typer.Option("--policy", help="The policy whose sealed runs are replayed, by name.")
    ] = "v100",
    since: Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="The first list.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="The last list.")] = None,
    rival: Annotated[
        list[Path] | None, typer.Option("--rival", help="A rule of your own (TOML), as often as wanted.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the page (HTML) here.")] = None,
    as_json: Json = False,
) -> None:
    """Replay each month under the method and its rivals: whose hundred does most of what follows?"""
    if out is not None and not out.parent.is_dir():
        raise V100Error(f"{out.parent}: no such folder; make it, or give --out another place")
    past = past_runs(store, policy, since=since.date() if since else None, until=until.date() if until else None)
    rivals, left_out = rivals_of(store, tuple(rival or ()))
    with listening("reading the past …", quiet=as_json) as progress:
        found = compare_policies(store, past, rivals, progress)
    if out is not None:
        write_text(out, evidence_page(policies_page(found, past, left_out)))
    if as_json:
        print_json({**vars(found), "rules": [rule.name for rule in found.rules]})
        return
    _print(found)
    if out is not None:
        console.print(f"The page: {out}")


def _print(found: Comparison) -> None:
    firm = {row["rule"]: row for row in found.firm}
    table = Table(
        title=f"Of the harm of the next days, the share that fell to the first {found.list_size}",
        title_justify="left",
        box=box.SIMPLE_HEAD,
    )
    table.add_column("rule", no_wrap=True)
    for horizon in HORIZONS:
        table.add_column(f"{horizon} days", justify="right", no_wrap=True)
    for column in ("women", "new", "one report"):
        table.add_column(column, justify="right", no_wrap=True)
    shares = {(row["rule"], row["horizon"]): row for row in found.shares if row["length"] == found.list_size}
    for rule in found.rules:
        rows = [shares.get((rule.name, horizon), {}) for horizon in HORIZONS]
        table.add_row(
            rule.name,
            *(_share(row.get("harm")) for row in rows),
            _share(rows[0].get("women")),
            _share(firm[rule.name]["came"]),
            _share(firm[rule.name]["by_one_report"]),
        )
    console.print(table)
    console.print(
        "Women: of the women and girls hurt in the next 90 days, those whom the listed hurt. New: of the men listed, "
        "who were not a month before. One report: of the men listed, who would not be without one of their reports."
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
