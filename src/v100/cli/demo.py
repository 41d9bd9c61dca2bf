"""The demo: a small city, its extract taken in, two months run, some cases decided, the list with reasons."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from v100 import city, intake, offences, policy
from v100.cli.person import show_person
from v100.cli.screen import console, listening
from v100.cli.show import print_list
from v100.cli.site import run as run_module
from v100.cli.site import site
from v100.errors import V100Error
from v100.monthly import monthly_run
from v100.store import simulated
from v100.store.runs import Run

AS_AT = date(2026, 3, 31)
MONTH_BEFORE = date(2026, 2, 28)
RECEIVED_ON = date(2026, 3, 31)
SEED = 1
SETTINGS = 'force = "Simulated city: nobody in it is real"\nmarking = "OFFICIAL-SENSITIVE"\n'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    out: Annotated[Path, typer.Option("--out", help="The folder of the demo: its city and its store.")] = Path("demo"),
) -> None:
    """Simulate a small city, take its extract in, run two months, decide some cases, print the list with reasons."""
    store = out / "store"
    _clear(out)
    with listening("simulating a small city") as progress:
        made = city.simulate(out / "city", seed=SEED, as_at=AS_AT)
        progress("taking its extract in")
        receipt = intake.take_in(
            [str(out / "city" / "extract")],
            profile=intake.load_profile("canonical"),
            store=store,
            received_on=RECEIVED_ON,
            days={row["ho_code"]: row["days"] for row in offences.offence_table().to_pylist()},
        )
        (store / "settings.toml").write_text(SETTINGS, encoding="utf-8")
        simulated.mark(store)
        method = policy.load("v100")
        with site(store) as environment:
            with ThreadPoolExecutor(1) as meanwhile:
                prepared = meanwhile.submit(run_module, environment, "v100.casework.prepare")
                monthly_run(store, as_at=MONTH_BEFORE, policy=method, progress=progress)
                prepared.result()
            progress("deciding last month's cases")
            run_module(environment, "v100.casework.demo")
            last = monthly_run(store, as_at=AS_AT, policy=method, progress=progress).run
            progress("deciding some of this month's")
            run_module(environment, "v100.casework.demo")
    read = sum(file.read for file in receipt.files)
    rejected = sum(file.rejected for file in receipt.files)
    console.print(
        f"A simulated city ({', '.join(made.boroughs)}): {made.extract['crime_report']:,} crime reports, "
        f"{read:,} rows read, {rejected:,} rejected. Nobody in it is real.\n"
    )
    _print_month(last, store)


def _clear(out: Path) -> None:
    """Start afresh, and only ever remove what a demo made."""
    if out.exists() and any(out.iterdir()) and not (out / "city").exists():
        raise V100Error(f"{out} holds something that is not a demo: give another folder with --out")
    shutil.rmtree(out, ignore_errors=True)


def _print_month(run: Run, store: Path) -> None:
    print_list(run, top=10)
    console.rule("one of them, and why")
    show_person(run, _short_story(run), as_json=False)
    console.rule()
    console.print(
        f"\nOpen in a browser:   [bold]{run.report.resolve()}[/]\n"
        f"The whole list:      [bold].venv/bin/v100 show --store {store}[/]\n"
        f"One person and why:  [bold].venv/bin/v100 show 2 --store {store}[/]\n"
        f"The casework site:   [bold].venv/bin/v100 serve --store {store}[/]\n"
        f"Prove the run:       [bold].venv/bin/v100 verify --recompute --store {store}[/]"
    )


def _short_story(run: Run) -> str:
    """The highest ranked man whose reasons fit on a screen."""
    ranking = run.rows("ranking")
    return str(next((row for row in ranking if row["reports"] <= 5), ranking[0])["person_id"])
