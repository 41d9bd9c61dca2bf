"""Who a referred man may be: compared as one more mention, by the shipped model."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from ibis.backends.duckdb import Backend

from mentions import mention, people_of, pnc, table
from v100 import engine
from v100.identity import Model, recognise
from v100.tables import PERSON_MENTION, RECOGNISED, REFERRAL

BORN = date(1985, 4, 23)
HOME = {"address": "12 Mill Lane", "postcode": "SE1 7AB"}
MENTIONS = [
    mention("a1", "William", "Tarrant", date_of_birth=BORN, pnc_id=pnc(9, 4321), **HOME),
    mention("Za", "Bill", "Tarrant", date_of_birth=BORN, **HOME),
    # Two who are kept apart by sound PNC ids.
    mention("p1", "Oskar", "Lindqvist", date_of_birth=date(1990, 7, 7), phone="07700900555", pnc_id=pnc(12, 77)),
    mention("p2", "Oskar", "Lindqvist", date_of_birth=date(1990, 7, 7), phone="07700900555", pnc_id=pnc(13, 88)),
    # Twins of one home.
    mention("t1", "Imran", "Chowdhury", date_of_birth=date(2001, 9, 9), postcode="E1 6AN", address="7 Fern Road"),
    mention("t2", "Kamal", "Chowdhury", date_of_birth=date(2001, 9, 9), postcode="E1 6AN", address="7 Fern Road"),
]
TARRANT = {"forename": "Bill", "surname": "Tarrant", "date_of_birth": BORN, **HOME}
LINDQVIST = {"forename": "Oskar", "surname": "Lindqvist", "date_of_birth": date(1990, 7, 7), "phone": "07700900555"}
IMRAN = {"forename": "Imran", "surname": "Chowdhury", "date_of_birth": date(2001, 9, 9), "postcode": "E1 6AN"}

Recognised = dict[str, dict[tuple[str, ...], bool]]


@pytest.fixture(scope="module")
def backend() -> Iterator[Backend]:
    engine_of_tests = engine.connect()
    yield engine_of_tests
    engine_of_tests.disconnect()


def found(
    backend: Backend, mentions: list[dict[str, Any]], people: list[dict[str, Any]], **told: dict[str, Any]
) -> Recognised:
    """Per referral, the mentions of each person whom it may be, and whether that is sound."""
    rows = recognise(
        backend,
        engine.keep(backend, "told", REFERRAL.arrow([{"referral_id": name, **said} for name, said in told.items()])),
        table(backend, "mentions", mentions),
        engine.keep(backend, "who_is_who", PERSON_MENTION.arrow(people)),
        model=Model.load("suspect"),
    )
    assert rows.schema() == RECOGNISED.schema
    held: dict[str, list[str]] = {}
    for row in people:
        held.setdefault(row["person_id"], []).append(row["mention_id"])
    may_be: Recognised = {name: {} for name in told}
    for row in rows.to_pyarrow().to_pylist():
        may_be[row["referral_id"]][tuple(sorted(held[row["person_id"]]))] = row["sound"]
    return may_be


@pytest.fixture(scope="module")
def may_be(backend: Backend) -> Callable[..., Recognised]:
    """The same among the people of MENTIONS."""
    people = people_of(backend, MENTIONS).person_mention.to_pyarrow().to_pylist()
    return lambda **told: found(backend, MENTIONS, people, **told)


def test_he_is_who_he_would_be_joined_to(may_be: Callable[..., Recognised]) -> None:
    """Whatever the order of the ids, and one referral whatever stands beside it."""
    assert may_be(
        bill={"forename": "BILLY", "surname": "Tarrant", "date_of_birth": BORN, "postcode": "se17ab"},
        by_number={"surname": "Tarrant", "pnc_id": pnc(9, 4321)},
        twin={**IMRAN, "address": "7 Fern Road"},
        stranger={"forename": "Ned", "surname": "Nobody", "date_of_birth": BORN},
        namesake={"forename": "William", "surname": "Tarrant", "date_of_birth": date(1951, 1, 30)},
    ) == {
        "bill": {("Za", "a1"): True},
        "by_number": {("Za", "a1"): True},
        "twin": {("t1",): True},
        "stranger": {},
        "namesake": {},
    }


def test_he_may_be_several(may_be: Callable[..., Recognised]) -> None:
    """Without a PNC id he may be either; with one he is not the man who has another."""
    assert may_be(either=LINDQVIST, one={**LINDQVIST, "pnc_id": pnc(13, 88)}) == {
        "either": {("p1",): True, ("p2",): True},
        "one": {("p2",): True},
    }


def test_who_names_nobody_is_nobody(may_be: Callable[..., Recognised]) -> None:
    """A placeholder for a name, as in a mention, whatever else agrees."""
    told = {**LINDQVIST, "forename": None, "pnc_id": pnc(13, 88)}
    assert may_be(other={**told, "surname": "Unwin"}, unknown={**told, "surname": "Unknown"}) == {
        "other": {("p2",): True},
        "unknown": {},
    }


def test_one_mention_may_contradict_what_another_says(may_be: Callable[..., Recognised]) -> None:
    """`Za` agrees in everything, but the man has another sound PNC id by his other mention."""
    assert may_be(other={**TARRANT, "pnc_id": pnc(10, 99)}) == {"other": {("Za", "a1"): False}}


def test_so_may_one_that_shares_nothing_with_him(backend: Backend) -> None:
    """Every mention of the person is held against him, also one with which he would not be compared."""
    other = mention("z9", "Kwame", "Ofori", date_of_birth=date(1999, 11, 30), postcode="N1 1AA", phone="07700900999")
    one = {"person_id": "P", "side": "suspect"}
    people = [{**one, "mention_id": "Za"}, {**one, "mention_id": "z9"}]
    assert found(backend, [MENTIONS[1], other], people, bill={**TARRANT, "phone": "02079460123"}) == {
        "bill": {("Za", "z9"): False}
    }


def test_nobody_known(backend: Backend) -> None:
    assert found(backend, [], [], bill=TARRANT) == {"bill": {}}
