"""`v100 simulate`: make a city whose truth is known."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from v100 import city
from v100.cli.screen import Json, console, listening, print_json
from v100.errors import V100Error
from v100.evaluation.calibration import calibrate
from v100.reports.city import city_page

REPORT = "report.html"


def register(app: typer.Typer) -> None:
    app.command("simulate")(simulate)


def simulate(
    out: Annotated[Path, typer.Option("--out", help="A new folder; extract, updates and truth go there.")],
    as_at: Annotated[datetime, typer.Option("--as-at", formats=["%Y-%m-%d"], help="The last day of the extract.")],
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same files.")] = 1,
    months: Annotated[int, typer.Option("--months", min=1, help="Months up to the last day.")] = 15,
    scale: Annotated[str, typer.Option("--scale", help="How large: small is about 20,000 reports.")] = "small",
    format: Annotated[
        str, typer.Option("--format", help="How the extract is written: canonical, or as connect or niche may export.")
    ] = "canonical",
    monthly: Annotated[bool, typer.Option("--monthly", help="One delivery a month instead of one extract.")] = False,
    knob: Annotated[
        list[str] | None, typer.Option("--knob", help="Turn a planted effect: NAME=VALUE, as often as wanted.")
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Write OUT/report.html: the city beside the published figures.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Simulate a part of London: crime reports as a force records them, and apart from them the truth."""
    if report and format != "canonical":
        raise V100Error("--report reads the extract as canonical: leave --format away, the facts are the same")
    with listening("Simulating the city …", quiet=as_json):
        summary = city.simulate(
            out,
            seed=seed,
            as_at=as_at.date(),
            months=months,
            scale=scale,
            format=format,
            monthly=monthly,
            knobs=_knobs(knob or []),
        )
        (out / REPORT).unlink(missing_ok=True)
        if report:
            (out / REPORT).write_text(city_page(calibrate(out)), encoding="utf-8", newline="\n")
    if as_json:
        print_json(summary.as_dict())
        return
    _print(summary, as_at.date())
    if report:
        console.print(f"Beside the published figures: {out / REPORT}")


def _knobs(turned: list[str]) -> dict[str, float]:
    """NAME=VALUE, each; V100Error names what is not so."""
    knobs = {}
    for text in turned:
        name, _, value = text.partition("=")
        try:
            knobs[name] = float(value)
        except ValueError:
            raise V100Error(f"--knob {text!r}: give NAME=VALUE, as in errors=2") from None
    return knobs


def _print(summary: city.Summary, as_at: date) -> None:
    console.print(f"[bold]A simulated city[/]: {summary.months} months to {as_at:%-d %B %Y}, seed {summary.seed}")
    table = Table()
    table.add_column("file")
    table.add_column("extract", justify="right")
    table.add_column("updates", justify="right")
    for name, rows in summary.extract.items():
        table.add_row(name, f"{rows:,}", f"{summary.updates[name]:,}")
    console.print(table)
    console.print(
        f"{', '.join(summary.boroughs)}: {summary.residents:,} residents drawn, "
        f"{summary.people_mentioned:,} of them in the records or behind them. Nobody in it is real."
    )
    first = "deliveries" if summary.monthly else "extract"
    console.print(f"Extract: {summary.out / first}   updates of the next four weeks: {summary.out / 'updates'}")
    console.print(f"Truth, kept apart: {summary.out / 'truth'}")
    if not summary.monthly:
        console.print(f"Next: v100 intake {summary.out / 'extract'} --profile {summary.format} --store STORE")
