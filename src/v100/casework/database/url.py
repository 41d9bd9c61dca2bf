"""A database's URL as Django's connections: one for the site, which owns nothing, and one for its owner."""

from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from v100.errors import V100Error

ROLE = "v100_casework"
"""As whom the site works: it may read and add, change only what may be changed, and owns no table."""

OWNER = "owner"
"""The connection of whoever owns the tables: for migrations."""

ALIKE = 0.45
"""How alike a name must be to what was typed (share of groups of three letters): smyth finds Smith."""

MANY_SMALL = {"max_parallel_workers_per_gather": 0, "jit": "off"}
"""The site asks many small questions at once: starting helpers or compiling first for one takes from the others."""

POOL = {"min_size": 1, "max_size": 16, "timeout": 10}
"""Connections of one process, and seconds to wait for one."""


def connections(url: str) -> dict[str, dict[str, Any]]:
    """Django's DATABASES. Raises V100Error where the URL is none."""
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        raise V100Error("DATABASE_URL is not the URL of a PostgreSQL database: postgresql://USER@HOST/DATABASE") from (
            error
        )
    common = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "ATOMIC_REQUESTS": True,
    }
    # Not Django's `assume_role`: with a pool it waits for a connection while it makes one.
    said = {"role": ROLE, "pg_trgm.word_similarity_threshold": ALIKE, **MANY_SMALL}
    options = " ".join([parts.get("options", ""), *(f"-c {name}={value}" for name, value in said.items())]).strip()
    site = {**parts, "options": options, "pool": POOL}
    return {"default": {**common, "OPTIONS": site}, OWNER: {**common, "OPTIONS": parts}}
