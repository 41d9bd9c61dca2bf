"""What PostgreSQL forbids: the site's role gets no more than it needs, and append-only tables refuse every change."""

from typing import Any

from django.apps import apps
from django.db import connections
from psycopg import sql

from v100.casework.database.models import AppendOnly
from v100.casework.database.url import ROLE

MAKE_ROLE = """
do $$ begin
    if not exists (select from pg_roles where rolname = {name}) then create role {role} nologin; end if;
    if not pg_has_role(current_user, {name}, 'set') then grant {role} to current_user; end if;
end $$
"""

REFUSE = """
create or replace function v100_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are added, never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$
"""

RUN_TABLES = ("run_", "runs_named")

APPEND_ONLY = """
create or replace trigger append_only before update or delete or truncate on {table}
for each statement execute function v100_append_only()
"""


MEASURE = """
create or replace function v100_measure_runs() returns void language plpgsql security definer set search_path = public
as $$ begin {analyze} end $$
"""
"""Only a table's owner may have it measured: he lends that to the site's role for the tables of runs."""


def make_role(using: str, **_: Any) -> None:
    """The site's role, before the first migration needs it."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql.SQL(MAKE_ROLE).format(role=sql.Identifier(ROLE), name=sql.Literal(ROLE)))


def lay_down(using: str, **_: Any) -> None:
    """Grants and triggers for every table that there is by now; doing it again changes nothing."""
    with connections[using].cursor() as cursor:
        there = set(connections[using].introspection.table_names(cursor))
        cursor.execute(REFUSE)
        cursor.execute(sql.SQL("grant usage on all sequences in schema public to {}").format(sql.Identifier(ROLE)))
        _let_measure(cursor, sorted(name for name in there if name.startswith(RUN_TABLES)))
        for model in apps.get_models(include_auto_created=True):
            if model._meta.db_table in there:
                for command in _rules(sql.Identifier(model._meta.db_table), append_only=issubclass(model, AppendOnly)):
                    cursor.execute(command)


def _let_measure(cursor: Any, tables: list[str]) -> None:
    analyze = sql.SQL("; ").join(
        [*(sql.SQL("analyze {}").format(sql.Identifier(name)) for name in tables), sql.SQL("")]
    )
    cursor.execute(sql.SQL(MEASURE).format(analyze=analyze))
    cursor.execute("revoke all on function v100_measure_runs() from public")
    cursor.execute(sql.SQL("grant execute on function v100_measure_runs() to {}").format(sql.Identifier(ROLE)))


def _rules(table: sql.Identifier, *, append_only: bool) -> list[sql.Composed]:
    powers = "select, insert" if append_only else "select, insert, update, delete"
    names = {"table": table, "role": sql.Identifier(ROLE)}
    rules = ["revoke all on {table} from {role}, public", f"grant {powers} on {{table}} to {{role}}"]
    return [sql.SQL(rule).format(**names) for rule in (*rules, *([APPEND_ONLY] if append_only else []))]
