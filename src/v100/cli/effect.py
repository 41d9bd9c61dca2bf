"""`v100 evaluate effect`: what being listed changed, on a page and in the terminal."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.table import Table

from v100.cli.evidence import DAY, Page, PolicyOfRuns, Publish, Since, Until, can_be_written, day, give, say_where
from v100.cli.screen import Json, StoreFolder, console, listening, print_json

if TYPE_CHECKING:
    from v100.evaluation.effect import Effect
    from v100.evaluation.effect.estimate import Interval


def evaluate_effect(
    store: StoreFolder,
    policy: PolicyOfRuns = "v100",
    since: Since = None,
    until: Until = None,
    launched: Annotated[
        datetime | None, typer.Option("--launched", formats=DAY, help="The day from which the list was used.")
    ] = None,
    adopted: Annotated[
        Path | None,
        typer.Option("--adopted", help="Who was adopted: a CSV of person_id or mention_id, from, until."),
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, help="Days after a run in which arrests are counted.")] = 90,
    out: Page = None,
    publish: Publish = False,
    as_json: Json = False,
) -> None:
    """What being listed changed: later harm to women and girls first, then arrests, with what each number assumes."""
    from v100.evaluation.effect import effect, effect_evidence  # seconds, for statistics that only this command needs

    can_be_written(out)
    with listening("Following the men of each run …", quiet=as_json):
        found = effect(
            store,
            policy,
            days=days,
            since=day(since),
            until=day(until),
            launched=day(launched),
            adopted=adopted,
        )
        give(effect_evidence(found), store, out, publish=publish)
    if as_json:
        print_json(_document(found, out))
        return
    _print(found)
    say_where(out, published=publish)


def _print(found: "Effect") -> None:
    from v100.evaluation.effect import CANNOT_SAY, lead, wording

    for sentence in lead(found) + CANNOT_SAY:
        console.print(sentence)
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("what is asked")
    table.add_column("answer", justify="right")
    table.add_column("95% interval", justify="right", no_wrap=True)
    table.add_column("smallest it sees", justify="right")
    table.add_column("checks passed", justify="right")
    for each in found.estimates:
        asked = f"{each.design}: {each.name}"
        if each.found is None:
            table.add_row(asked, "–", "cannot say", "–", "")
            continue
        numbers = (wording.number(each.found.value, each.unit), wording.interval(each.found, each.unit))
        seen = each.found.fall if each.about == "harm" else each.found.rise
        smallest = "–" if seen is None else wording.number(seen, each.unit)
        table.add_row(asked, *numbers, smallest, wording.checked(each))
    console.print(table)


def _document(found: "Effect", out: Path | None) -> dict[str, Any]:
    """What --json prints. An interval without an upper end has null there."""
    from v100.evaluation.effect import CANNOT_SAY, claim, lead

    study = found.study
    return {
        "policy": study.policy,
        "days": study.days,
        "launched": found.launched,
        "runs": [{"run_id": run, "as_at": day} for run, day in zip(study.run_ids, study.days_of_runs, strict=True)],
        "men": study.rows.person_id.nunique(),
        "rows": len(study.rows),
        "lead": lead(found) + CANNOT_SAY,
        "estimates": [
            {
                "key": each.key,
                "name": each.name,
                "about": each.about,
                "design": each.design,
                "question": each.question,
                "unit": each.unit,
                **_numbers(each.found),
                "men": each.men,
                "rows": each.rows,
                "claim": claim(each),
                "assumes": each.assumes,
                "cannot_say": each.cannot_say,
                "why_not": each.why_not,
                "checks": [vars(check) for check in each.checks],
            }
            for each in found.estimates
        ],
        "months": [vars(month) | {"moved": _numbers(month.moved) if month.moved else None} for month in found.months],
        "pairs": {"newly_listed": found.matched.newly, "pairs": found.matched.pairs},
        "page": out,
    }


def _numbers(found: "Interval | None") -> dict[str, float | None]:
    names = ("value", "low", "high", "rise", "fall")
    return {name: _finite(getattr(found, name, None)) for name in names}


def _finite(value: float | None) -> float | None:
    return None if value is None or value == float("inf") else round(value, 4)
