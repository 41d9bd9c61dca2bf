"""`v100 evaluate policies`: which rule of order finds most of the harm that follows."""

from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from v100.cli.evidence import Page, PolicyOfRuns, Publish, Since, Until, can_be_written, day, give, say_where
from v100.cli.screen import Json, StoreFolder, console, listening, print_json
from v100.evaluation.following import HORIZONS
from v100.evaluation.past import past_runs
from v100.evaluation.policies.compare import Comparison, compare_policies
from v100.evaluation.policies.page import policies_page
from v100.evaluation.policies.rivals import rivals_of


def evaluate_policies(
    store: StoreFolder,
    policy: PolicyOfRuns = "v100",
    since: Since = None,
    until: Until = None,
    rival: Annotated[
        list[Path] | None, typer.Option("--rival", help="A rule of your own (TOML), as often as wanted.")
    ] = None,
    out: Page = None,
    publish: Publish = False,
    as_json: Json = False,
) -> None:
    """Replay each month under the method and its rivals: whose hundred does most of what follows?"""
    can_be_written(out)
    past = past_runs(store, policy, since=day(since), until=day(until))
    rivals, left_out = rivals_of(store, tuple(rival or ()))
    with listening("reading the past …", quiet=as_json) as progress:
        found = compare_policies(store, past, rivals, progress)
    give(policies_page(found, past, left_out), store, out, publish=publish)
    if as_json:
        print_json({**vars(found), "rules": [rule.name for rule in found.rules]})
        return
    _print(found)
    say_where(out, published=publish)


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
