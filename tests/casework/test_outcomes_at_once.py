"""Two who write of one man at the same moment: one is first, the other is told, nothing is lost or doubled."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction

from outcomes_made_up import FIRST_MAN, MARCH_3, told
from runs_made_up import seal
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.recording import Overtaken, Recorded, correct_outcome, record_outcome
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new


@pytest.fixture
def him(tmp_path: Path, server: str) -> Iterator[Nominal]:
    """A man who is there for every connection, and is taken away at the end by the tables' owner."""
    seal(tmp_path)
    with ThreadPoolExecutor(1) as aside:
        aside.submit(_apart, lambda: (load_new(tmp_path), _ada())).result()
    yield Nominal.objects.get(person_id=FIRST_MAN)
    transaction.set_rollback(True)
    with psycopg.connect(server) as owner:
        owner.execute("set session_replication_role = replica")
        tables = owner.execute(
            "select tablename from pg_tables where schemaname = 'public' and tablename <> 'django_migrations'"
        ).fetchall()
        for (table,) in tables:
            owner.execute(f'delete from "{table}"'.encode())


def _ada() -> User:
    user = User(username="ada", forename="Ada", surname="One", roles=[Role.ANALYST])
    user.save()
    return user


def _apart(do: Callable[[], Any]) -> Any:
    """In a thread and a connection of its own; a refusal is what it gives back."""
    try:
        return do()
    except (Recorded, Overtaken) as refused:
        return refused
    finally:
        connections.close_all()


def both(do: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(2) as pair:
        return [each.result() for each in [pair.submit(_apart, do) for _ in range(2)]]


def test_two_who_record_the_same_record_it_once(him: Nominal) -> None:
    run, ada = current_run(), User.objects.get(username="ada")
    assert run
    for day in range(5):
        said = told("charge", MARCH_3 + timedelta(days=day))
        done = both(lambda said=said: record_outcome(him, said, run=run, by=ada))
        assert sorted(type(each).__name__ for each in done) == ["Outcome", "Recorded"]
    assert Outcome.objects.standing().filter(nominal=him, kind="charge").count() == 5


def test_of_two_corrections_one_holds_and_the_other_is_refused(him: Nominal) -> None:
    run, ada = current_run(), User.objects.get(username="ada")
    assert run
    was = Outcome.objects.standing().get(nominal=him, kind="arrest")
    done = both(lambda: correct_outcome(was, told("arrest", MARCH_3), why="as I saw it", run=run, by=ada))
    assert sorted(type(each).__name__ for each in done) == ["Outcome", "Overtaken"]
    assert Outcome.objects.filter(replaces=was).count() == 1
