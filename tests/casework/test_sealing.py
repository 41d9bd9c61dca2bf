"""A man who may be a colleague is sealed when a run names him and when a user is added."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from runs_made_up import became, man, month_later, seal
from v100.casework.access.roles import Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Seal
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new

BIRTH = date(1984, 5, 6)
ADDRESS = {"address": "1 Canary Row", "postcode": "AB1 2CD"}


def mentioned(**said: Any) -> dict[str, Any]:
    """A run's rows of one man with one mention that says this of him."""
    return {
        "person": [man("P1", "Mike Madeup")],
        "person_mention": [{"person_id": "P1", "mention_id": "M1", "side": "suspect"}],
        "suspect": [{"mention_id": "M1", "report_id": "R000-0", **said}],
    }


def colleague(**more: Any) -> User:
    facts = {"forename": "Mike", "surname": "Madeup", "date_of_birth": BIRTH, **ADDRESS, **more}
    return add_user("mike", "a long enough secret", roles=[Role.LRO], why="joined", **facts)


def grounds() -> list[str]:
    return list(Seal.objects.filter(nominal__person_id="P1").values_list("ground", flat=True).order_by("ground"))


CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({"surname": "MADEUP", "date_of_birth": BIRTH}, ["surname and date of birth"]),
    ({"surname": "Other", "aliases": ["Micky Madeup"], "date_of_birth": BIRTH}, ["surname and date of birth"]),
    ({"surname": "Other", "address": "1, canary row", "postcode": "ab12cd"}, ["address"]),
    ({"surname": "Other", "address": "1 Canary Row"}, ["address"]),
    ({"surname": "Other", "address": "1 Canary Row", "postcode": "ZZ1 1ZZ"}, []),
    ({"surname": "Madeup", "date_of_birth": date(1984, 6, 5)}, []),
    ({"surname": "Madeup"}, []),
    ({"surname": "Other", "date_of_birth": BIRTH}, []),
    ({"surname": "Other", "postcode": "AB1 2CD"}, []),
]


@pytest.mark.parametrize("run_first", [True, False])
@pytest.mark.parametrize(("said", "found"), CASES)
def test_who_is_sealed(tmp_path: Path, said: dict[str, Any], found: list[str], run_first: bool) -> None:
    seal(tmp_path, **mentioned(**said))
    steps: list[Callable[[], object]] = [lambda: load_new(tmp_path), colleague]
    for step in steps if run_first else reversed(steps):
        step()
    assert grounds() == found
    assert Event.objects.filter(action="sealed man").count() == len(found)


@pytest.mark.parametrize("user_first", [True, False])
def test_he_is_sealed_under_each_of_his_references(tmp_path: Path, user_first: bool) -> None:
    named = mentioned(surname="Madeup", date_of_birth=BIRTH)
    seal(tmp_path, **{**named, "person": [*named["person"], man("P2", "M Madeup"), man("P3", "N Madeup")]})
    merged = [became("P1", "P2", "merged")]
    month_later(tmp_path, person=[man("P2", "M Madeup"), man("P3", "N Madeup")], person_lineage=merged)
    steps: list[Callable[[], object]] = [lambda: load_new(tmp_path), colleague]
    for step in reversed(steps) if user_first else steps:
        step()
    sealed = Seal.objects.values_list("nominal__person_id", flat=True)
    assert set(sealed) == {"P1", "P2"}
    assert Event.objects.filter(action="sealed man").count() == 2


def test_an_unknown_address_of_a_colleague_seals_nobody(tmp_path: Path) -> None:
    seal(tmp_path, **mentioned(surname="Other", address="", postcode=""))
    load_new(tmp_path)
    colleague(address="", postcode="", date_of_birth=None)
    assert grounds() == []


def test_he_stays_sealed_and_is_not_sealed_again(tmp_path: Path) -> None:
    colleague()
    seal(tmp_path, **mentioned(surname="Madeup", date_of_birth=BIRTH))
    month_later(tmp_path, **mentioned(surname="Else", date_of_birth=BIRTH))
    load_new(tmp_path)
    assert grounds() == ["surname and date of birth"]
