"""`v100 calibration`: a simulated city beside the published figures of London."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from v100.cli.screen import Json, console, listening, print_json
from v100.evaluation.calibration import calibrate
from v100.reports.city import CityFigures, Figure, Group, figure_in_words, name_in_words

GROUPS: dict[Group, str] = {
    "whole": "Recorded crime in a year",
    "borough": "By borough",
    "category": "By category",
    "month": "Offences a day, as a share of the mean day",
    "share": "Domestic abuse",
    "assumed": "Assumed",
    "suspects": "Suspects of violence against women and girls in 365 days, told apart by the truth",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("calibration")(calibration)


def calibration(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `v100 simulate` wrote.")],
    as_json: Json = False,
) -> None:
    """Print a simulated city's figures beside those that are published, and whether they agree."""
    with listening("counting the city …", quiet=as_json):
        city = calibrate(folder)
    if as_json:
        print_json([_row(figure) for figure in city.figures])
        return
    print_figures(city)


def print_figures(city: CityFigures) -> None:
    """A table for each group, then how many figures agree."""
    for group, title in GROUPS.items():
        figures = city.of(group)
        if figures:
            _print_group(title, figures)
    agree = sum(bool(figure.within) for figure in city.compared)
    if city.compared:
        console.print(f"{agree} of {len(city.compared)} figures agree with what is published.")
    else:
        console.print(f"Scale {city.scale} is not meant to match: its figures are shown, not compared.")


def _print_group(title: str, figures: list[Figure]) -> None:
    """The figures with their source: below the table where it is the same for all."""
    sources = sorted({figure.source for figure in figures})
    console.print(f"\n[bold]{title}[/]")
    table = Table()
    table.add_column("figure")
    table.add_column("ours", justify="right")
    table.add_column("published", justify="right")
    table.add_column("agrees")
    if len(sources) > 1:
        table.add_column("source")
    for figure in figures:
        numbers = [figure_in_words(value, figure.unit) for value in (figure.ours, figure.published)]
        agrees = {None: "", True: "yes", False: "[bold red]no[/]"}[figure.within]
        table.add_row(name_in_words(figure.name), *numbers, agrees, *([figure.source] if len(sources) > 1 else []))
    console.print(table)
    if len(sources) == 1:
        console.print(f"[dim]{sources[0]}[/]")


def _row(figure: Figure) -> dict[str, str | float | bool | None]:
    prefix = "" if figure.group in ("whole", "share", "suspects") else f"{figure.group}: "
    return {
        "figure": prefix + figure.name,
        "ours": _rounded(figure.ours),
        "published": None if figure.published is None else _rounded(figure.published),
        "source": figure.source,
        "within": figure.within,
    }


def _rounded(value: float) -> float:
    return round(value, 1) if value >= 10 else round(value, 4)
