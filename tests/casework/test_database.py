"""What PostgreSQL is told after a migration: which rows nobody may change, and what the site may not do."""

import psycopg
import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from psycopg import sql

from v100.casework.database.models import AppendOnly
from v100.casework.database.url import ROLE, connections
from v100.errors import V100Error

GUARDED = [model for model in apps.get_models() if issubclass(model, AppendOnly)]
ROLE_ONLY = f"-c role={ROLE}"
CHANGES = ("update {} set id = id", "delete from {}", "truncate {} cascade")


def test_the_migrations_make_the_tables_that_the_code_wants() -> None:
    loader = MigrationLoader(None)
    missing = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    assert missing == {}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_rows_that_are_only_added_stay(server: str, model: type[AppendOnly], change: str) -> None:
    command = sql.SQL(change).format(sql.Identifier(model._meta.db_table))
    with psycopg.connect(server) as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(command)
    with psycopg.connect(server, options=ROLE_ONLY) as site, pytest.raises(psycopg.errors.InsufficientPrivilege):
        site.execute(command)


def test_some_rows_are_only_added() -> None:
    assert {"Event", "Nominal", "Became", "Seal"} <= {model.__name__ for model in GUARDED}


@pytest.mark.parametrize(
    "command", ["create table t (a int)", "create role r", "alter table oversight_event disable trigger all"]
)
def test_the_site_makes_and_alters_nothing(server: str, command: str) -> None:
    with psycopg.connect(server, options=ROLE_ONLY) as site, pytest.raises(psycopg.errors.InsufficientPrivilege):
        site.execute(command.encode())


def test_a_url_becomes_two_connections() -> None:
    made = connections(
        "postgresql://ada:not-to-be-seen@host.invalid:5433/cases?sslmode=require&options=-c%20geqo%3Doff"
    )
    for each in made.values():
        assert (each["USER"], each["PASSWORD"], each["HOST"], each["PORT"], each["NAME"]) == (
            "ada",
            "not-to-be-seen",
            "host.invalid",
            "5433",
            "cases",
        )
        assert each["OPTIONS"]["sslmode"] == "require"
    assert f"-c geqo=off -c role={ROLE}" in made["default"]["OPTIONS"]["options"]
    assert made["owner"]["OPTIONS"]["options"] == "-c geqo=off"


def test_what_is_no_url_is_said_without_repeating_it() -> None:
    with pytest.raises(V100Error) as told:
        connections("postgresql://ada:not-to-be-seen@/x?nonsense=1")
    assert "DATABASE_URL" in str(told.value)
    assert "not-to-be-seen" not in str(told.value)
