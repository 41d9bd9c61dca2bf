"""Who was adopted when, from the site to the file that `v100 evaluate effect` reads."""

import csv
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from typer.testing import CliRunner, Result

from made_once import made_once
from past_made_up import make_past
from runs_made_up import AS_AT, became, man, month_later, seal
from site_users import user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Conflict, Nominal, Seal
from v100.casework.panel.adoptions import adoptions
from v100.casework.panel.models import Step
from v100.casework.panel.states import Ground, Status
from v100.casework.runs.current import month_run
from v100.casework.runs.load import load_new
from v100.cli.app import app
from v100.evaluation.effect.study import study
from v100.store.runs import open_run


@pytest.fixture
def analyst() -> User:
    return user(Role.ANALYST)


def stood(nominal: Nominal, by: User, *steps: tuple[str, Status]) -> None:
    """How he stood from each moment on (UTC; of a day, its first)."""
    for moment, status in steps:
        Step.objects.create(
            nominal=nominal,
            number=Step.objects.filter(nominal=nominal).count() + 1,
            status=status,
            reason="made up",
            by=by,
            run=month_run(),
            until=date(2030, 1, 1) if status == Status.DEFERRED else None,
            ground=Ground.AGED_OUT if status == Status.REMOVED else "",
            at=datetime.fromisoformat(moment).replace(tzinfo=UTC),
        )


def found(by: User) -> list[tuple[str, str, str]]:
    run = month_run()
    assert run
    return [(each.person_id, str(each.begins), str(each.ends or "")) for each in adoptions(run, by)]


def of_rank(rank: int) -> Nominal:
    nominal: Nominal = Nominal.objects.get(listings__rank=rank)
    return nominal


@pytest.mark.usefixtures("store")
def test_a_spell_goes_from_adopted_until_he_is_not_of_the_programme(analyst: User) -> None:
    still, twice, never = (of_rank(rank) for rank in (1, 2, 3))
    stood(still, analyst, ("2026-01-05", Status.ADOPTED), ("2026-01-20", Status.MANAGED))
    stood(
        twice,
        analyst,
        ("2026-01-02", Status.ADOPTED),
        ("2026-02-01", Status.REMOVED),
        ("2026-02-03", Status.NOMINATED),
        ("2026-03-01", Status.ADOPTED),
        ("2026-03-09", Status.DEFERRED),
    )
    stood(never, analyst, ("2026-01-05", Status.REJECTED))
    expected = [
        (still.person_id, "2026-01-05", ""),
        (twice.person_id, "2026-01-02", "2026-02-01"),
        (twice.person_id, "2026-03-01", "2026-03-09"),
    ]
    assert found(analyst) == sorted(expected)


@pytest.mark.usefixtures("store")
def test_a_day_is_londons(analyst: User) -> None:
    stood(of_rank(1), analyst, ("2026-06-30T23:30", Status.ADOPTED))
    assert found(analyst) == [(of_rank(1).person_id, "2026-07-01", "")]


def two_who_are_one(folder: Path, monkeypatch: pytest.MonkeyPatch, analyst: User) -> None:
    """P1 and P2, both adopted; in April the run finds P1 to be P2."""
    monkeypatch.setattr(settings, "STORE", folder)
    seal(folder, person=[man("P1", "Mike Madeup"), man("P2", "M Madeup")])
    load_new(folder)
    stood(Nominal.objects.get(person_id="P1"), analyst, ("2026-01-05", Status.ADOPTED), ("2026-02-01", Status.MANAGED))
    stood(Nominal.objects.get(person_id="P2"), analyst, ("2026-03-05", Status.ADOPTED))
    month_later(folder, person=[man("P2", "Mike Madeup")], person_lineage=[became("P1", "P2", "merged")])
    load_new(folder)


def test_of_two_found_to_be_one_the_spells_are_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, analyst: User
) -> None:
    two_who_are_one(tmp_path, monkeypatch, analyst)
    assert found(analyst) == [("P2", "2026-01-05", "")]


def test_told_apart_again_each_has_his_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, analyst: User) -> None:
    two_who_are_one(tmp_path, monkeypatch, analyst)
    seal(
        tmp_path,
        "2026-05-30-v100-c3",
        as_at=AS_AT + timedelta(days=60),
        person=[man("P1", "Mike Madeup"), man("P2", "M Madeup")],
        person_lineage=[became("P2", "P1", "split")],
    )
    load_new(tmp_path)
    assert [each[:2] for each in found(analyst)] == [("P1", "2026-01-05"), ("P2", "2026-03-05")]


@pytest.mark.usefixtures("store")
def test_men_whom_the_user_may_not_see_are_left_out(analyst: User) -> None:
    for rank in (1, 2, 3):
        stood(of_rank(rank), analyst, ("2026-01-05", Status.ADOPTED))
    Seal.objects.create(nominal=of_rank(1), user=analyst, ground="same address")
    Conflict.objects.create(nominal=of_rank(2), user=analyst, reason="kin")
    assert found(analyst) == [(of_rank(3).person_id, "2026-01-05", "")]


def test_a_man_found_to_be_one_who_is_sealed_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, analyst: User
) -> None:
    two_who_are_one(tmp_path, monkeypatch, analyst)
    Seal.objects.create(nominal=Nominal.objects.get(person_id="P2"), user=analyst, ground="same address")
    assert found(analyst) == []


SITE = """
import django, sys
django.setup()
from v100.casework.access import Role
from v100.casework.accounts.add import add_user
from v100.casework.nominals.models import Nominal
from v100.casework.panel.models import Step
from v100.casework.runs.current import month_run

def account(name, role):
    return add_user(name, "a long enough secret", roles=[role], forename="Ada", surname="Example", why="made up")

by = account("ada", Role.ANALYST)
account("lee", Role.LRO)
add_user("new", "a long enough secret", roles=[Role.ANALYST], forename="New", surname="Example", why="made up",
         must_choose_password=True)
for nominal in Nominal.objects.filter(listings__run=month_run(), listings__rank__lte=2):
    step = Step.objects.filter(nominal=nominal).last()
    facts = {"nominal": nominal, "status": "adopted", "reason": "made up", "by": by, "run": month_run()}
    Step.objects.create(number=step.number + 1 if step else 1, at="2026-04-10T12:00:00+00:00", **facts)
"""
"""Three accounts, one of them with a password that somebody else knows, and two men adopted in April."""
LOGGED = """
select action, subject, why from oversight_event where action in ('refused', 'exported adoptions') order by id
"""


def test_from_two_adopted_men_to_the_effect(
    elsewhere: dict[str, str],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = made_once(tmp_path_factory, make_past) / "store"
    environment = {**elsewhere, "V100_STORE": str(store)}
    subprocess.run([sys.executable, "-m", "v100.casework.prepare"], env=environment, check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", SITE], env=environment, check=True)
    monkeypatch.setenv("DATABASE_URL", elsewhere["DATABASE_URL"])
    file = tmp_path / "adopted.csv"

    def asked(**changed: str) -> Result:
        said = {"as": "ada", "why": "the yearly measure", "password": "a long enough secret", "out": str(file)}
        words = [word for name, value in {**said, **changed}.items() for word in (f"--{name}", value)]
        return CliRunner().invoke(app, ["adoptions", "--store", str(store), *words])

    for changed, says in (
        ({"password": "a wrong secret"}, "No account has this user name and password"),
        ({"as": "lee"}, "the roles of lee do not allow to take away who was adopted when"),
        ({"as": "new"}, "choose another first"),
        ({"why": " "}, "say why"),
    ):
        refused = asked(**changed)
        assert says in str(refused.exception)
        assert not file.exists()
    assert asked().exit_code == 0
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["from"], row["until"]) for row in rows] == [("2026-04-10", "")] * 2
    assert [row["person_id"] for row in rows] == sorted(row["person_id"] for row in rows)
    first = file.read_bytes()
    assert asked().exit_code == 0
    assert file.read_bytes() == first
    found = study(store, days=30, adopted=file)
    assert found.adoptions == (2, 2)
    taken = found.rows[found.rows.adopted == 1]
    assert set(taken.person_id) == {row["person_id"] for row in rows}
    assert set(taken.as_at) == {date(2026, 3, 31)}
    with psycopg.connect(elsewhere["DATABASE_URL"]) as owner:
        said = owner.execute(LOGGED).fetchall()
    run = open_run(store).run_id
    assert said == [
        ("refused", "export_adoptions", "v100 adoptions"),
        *[("exported adoptions", f"run:{run}", "the yearly measure (2 men)")] * 2,
    ]
