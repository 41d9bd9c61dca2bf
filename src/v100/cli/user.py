"""Who may sign in to the casework site."""

import json
from datetime import datetime
from typing import Annotated

import typer

from v100.cli.screen import StoreFolder, console
from v100.cli.site import run, site


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(help="Who may sign in to the casework site.", no_args_is_help=True)
    group.command("add")(add)
    app.add_typer(group, name="user")


def add(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    store: StoreFolder,
    forename: Annotated[str, typer.Option("--forename", help="As the force's staff list has it.")],
    surname: Annotated[str, typer.Option("--surname", help="As the force's staff list has it.")],
    role: Annotated[list[str], typer.Option("--role", help="What this person does: see the page on roles.")],
    why: Annotated[str, typer.Option("--why", help="Why, for the record.")],
    password: Annotated[
        str, typer.Option("--password", prompt=True, hide_input=True, help="Better left out: it is asked for then.")
    ],
    born: Annotated[
        datetime | None,
        typer.Option("--born", formats=["%Y-%m-%d"], help="Date of birth: seals a man on the list who has both."),
    ] = None,
    address: Annotated[str, typer.Option("--address", help="Home address: seals a man who shares it.")] = "",
    postcode: Annotated[str, typer.Option("--postcode", help="Of that address.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Of a guest: the partner agency.")] = "",
    last_day: Annotated[
        datetime | None,
        typer.Option("--last-day", formats=["%Y-%m-%d"], help="Of a guest: the last day to sign in."),
    ] = None,
) -> None:
    """Add a person who may sign in. Men on the list who may be this person are sealed at once."""
    facts = {
        "username": username,
        "password": password,
        "forename": forename,
        "surname": surname,
        "roles": role,
        "why": why,
        "date_of_birth": born and born.date().isoformat(),
        "address": address,
        "postcode": postcode,
        "agency": agency,
        "last_day": last_day and last_day.date().isoformat(),
    }
    with site(store) as environment:
        console.print(run(environment, "v100.casework.add_user", json.dumps(facts)), markup=False)
