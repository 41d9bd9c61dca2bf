"""Who was adopted on the casework site, as the file that `v100 evaluate effect --adopted` reads."""

import json
from pathlib import Path
from typing import Annotated

import typer

from v100.cli.evidence import can_be_written
from v100.cli.screen import StoreFolder, console
from v100.cli.site import run, site
from v100.store.files import write_text


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("adoptions")(adoptions)


def adoptions(
    store: StoreFolder,
    username: Annotated[str, typer.Option("--as", help="The name with which you sign in to the site.")],
    why: Annotated[str, typer.Option("--why", help="Why, for the record.")],
    out: Annotated[Path, typer.Option("--out", help="Write the file (CSV) here: person_id, from, until.")],
    password: Annotated[
        str, typer.Option("--password", prompt=True, hide_input=True, help="Better left out: it is asked for then.")
    ],
) -> None:
    """Write who was adopted on the casework site and when, by the ids of the runs' people, without a name."""
    can_be_written(out)
    asked = {"username": username, "password": password, "why": why}
    with site(store) as environment:
        written = run(environment, "v100.casework.write_adoptions", json.dumps(asked))
    write_text(out, written + "\n")
    console.print(f"{len(written.splitlines()) - 1} times that a man was adopted: {out}", markup=False, soft_wrap=True)
