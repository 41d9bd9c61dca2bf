"""`v100 evaluate precursors`: what followed where a rule of the precursor list fired."""

from rich import box
from rich.table import Table

from v100.cli.evidence import Page, PolicyOfRuns, Publish, Since, Until, can_be_written, day, give, say_where
from v100.cli.screen import Json, StoreFolder, console, listening, print_json
from v100.evaluation.following import HORIZONS
from v100.evaluation.past import past_runs
from v100.evaluation.precursors.after import Fired, what_rules_found
from v100.evaluation.precursors.page import precursors_page
from v100.reports.reference import precursor_rules


def evaluate_precursors(
    store: StoreFolder,
    policy: PolicyOfRuns = "v100",
    since: Since = None,
    until: Until = None,
    out: Page = None,
    publish: Publish = False,
    as_json: Json = False,
) -> None:
    """For each rule of the precursor list: how often it fired, and what followed beside men of equal harm."""
    can_be_written(out)
    past = past_runs(store, policy, since=day(since), until=day(until))
    with listening("reading the past …", quiet=as_json) as progress:
        found = what_rules_found(store, past, progress, lasting=HORIZONS)
    give(precursors_page(found, past), store, out, publish=publish)
    if as_json:
        print_json([vars(each) for each in found])
        return
    if not found:
        console.print(f"No list has {min(HORIZONS)} days after it yet: nothing can be said of what followed.")
    else:
        longest = max(each.horizon for each in found)
        console.print(_table(longest, [each for each in found if each.horizon == longest]))
        console.print("Expected: of men of equal harm for whom it did not fire. Shorter horizons: --out and --json.")
    say_where(out, published=publish)


def _table(horizon: int, found: list[Fired]) -> Table:
    table = Table(
        title=f"By how many was harm to a woman or girl recorded within {horizon} days",
        title_justify="left",
        box=box.SIMPLE_HEAD,
    )
    table.add_column("rule")
    for column in ("fired", "followed", "expected", "ratio", "95% interval"):
        table.add_column(column, justify="right", no_wrap=True)
    by_rule = {each.rule: each for each in found}
    for rule, said in precursor_rules().items():
        if (each := by_rule.get(rule)) is None:
            table.add_row(f"{rule} {said.name}", "0", *["–"] * 4)
            continue
        told = each.told
        ratio = ("–", "–") if told is None else (f"{told[0]:.2f}", f"{told[1]:.2f} to {told[2]:.2f}")
        table.add_row(f"{rule} {said.name}", f"{each.fired:,}", f"{each.harmed:.1%}", f"{each.expected:.1%}", *ratio)
    return table
