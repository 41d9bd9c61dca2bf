"""People from mentions, by the shipped model, on cases made by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from ibis.backends.duckdb import Backend

from mentions import AS_AT, mention, people_of, pnc, table, together
from v100 import engine
from v100.errors import V100Error
from v100.identity import Model, People, in_words, resolve
from v100.tables import MATCH, PERSON, PERSON_LINEAGE, PERSON_MENTION

BORN = date(1985, 4, 23)
HOME = {"address": "12 Mill Lane", "postcode": "SE1 7AB"}

MENTIONS = [
    # One man, said in six ways.
    mention("a1", "William", "Tarrant", date_of_birth=BORN, sex="M", pnc_id=pnc(9, 4321), **HOME),
    mention("a2", "BILL", "TARRANT", date_of_birth=BORN, sex="M", **HOME),
    mention("a3", "Tarrant", "William", date_of_birth=BORN, phone="07700 900123", sex="F"),
    mention("a4", "Wiliam", "Tarrent", date_of_birth=BORN, phone="+44 7700 900123"),
    mention("a5", "Will", "Tarrant", date_of_birth=date(1985, 4, 28), pnc_id=pnc(9, 4321).lower()),
    mention("a6", "Billy", "Stone", aliases=["William Tarrant"], date_of_birth=BORN, phone="07700900123"),
    # Twins of one home, and father and son of one name.
    mention("t1", "Imran", "Chowdhury", date_of_birth=date(2001, 9, 9), postcode="E1 6AN", address="7 Fern Road"),
    mention("t2", "Kamal", "Chowdhury", date_of_birth=date(2001, 9, 9), postcode="E1 6AN", address="7 Fern Road"),
    mention("f1", "Patrick", "Delaney", date_of_birth=date(1950, 2, 1), postcode="N7 8AB", address="1 Elm Row"),
    mention("f2", "Patrick", "Delaney", date_of_birth=date(1981, 6, 17), postcode="N7 8AB", address="1 Elm Row"),
    # The same in everything but two sound PNC ids.
    mention("p1", "Oskar", "Lindqvist", date_of_birth=date(1990, 7, 7), phone="07700900555", pnc_id=pnc(12, 77)),
    mention("p2", "Oskar", "Lindqvist", date_of_birth=date(1990, 7, 7), phone="07700900555", pnc_id=pnc(13, 88)),
    # One man twice in one report.
    mention("r1", "Emeka", "Okonjo", report_id="R", date_of_birth=date(1979, 3, 3), phone="07700900777"),
    mention("r2", "Emeka", "Okonjo", report_id="R", date_of_birth=date(1979, 3, 3), phone="07700900777"),
]


@pytest.fixture(scope="module")
def backend() -> Iterator[Backend]:
    engine_of_tests = engine.connect()
    yield engine_of_tests
    engine_of_tests.disconnect()


@pytest.fixture(scope="module")
def people(backend: Backend) -> People:
    return people_of(backend, MENTIONS)


def row_of(people: People, mention_id: str) -> dict[str, Any]:
    tied = people.person_mention.filter(people.person_mention.mention_id == mention_id)
    (row,) = people.person.semi_join(tied, "person_id").to_pyarrow().to_pylist()
    return row


def test_who_is_together(people: People) -> None:
    assert together(people) == {
        frozenset({"a1", "a2", "a3", "a4", "a5", "a6"}),
        *(frozenset({alone}) for alone in ("t1", "t2", "f1", "f2", "p1", "p2")),
        frozenset({"r1", "r2"}),
    }


def test_tables_are_those_of_the_vocabulary(people: People) -> None:
    for made, declared in (
        (people.person, PERSON),
        (people.person_mention, PERSON_MENTION),
        (people.person_lineage, PERSON_LINEAGE),
        (in_words(people.match).select(MATCH.names), MATCH),
    ):
        assert made.schema() == declared.schema


def test_what_is_said_of_him(people: People) -> None:
    him = row_of(people, "a1")
    assert him["mentions"] == 6
    assert him["births"] == [BORN, date(1985, 4, 28)]
    assert (him["sex"], him["sex_conflict"], him["age_band"]) == ("M", True, "35-44")
    assert him["names"][0] in {"William Tarrant", "BILL TARRANT"}
    assert him["ids"] == [pnc(9, 4321)]


def test_twins_are_marked(people: People) -> None:
    assert {row_of(people, twin)["doubt"] for twin in ("t1", "t2")} == {"possible twins"}


def test_evidence_adds_up_and_is_in_words(people: People) -> None:
    rows = {(row["mention_a"], row["mention_b"]): row for row in in_words(people.match).to_pyarrow().to_pylist()}
    found = rows["a1", "a2"]
    assert found["joined"]
    assert [part.rsplit(" ", 1)[0] for part in found["parts"]] == [
        "forename: nickname",
        "surname: same",
        "birth: same",
        "home: same address",
        "sex: same",
        "report: apart",
    ]
    prior = found["match_weight"] - sum(float(part.rsplit(" ", 1)[1]) for part in found["parts"])
    assert prior == pytest.approx(rows["r1", "r2"]["match_weight"] - _said(rows["r1", "r2"]), abs=0.06)
    assert not any(row["joined"] for pair, row in rows.items() if set(pair) == {"p1", "p2"})


def _said(row: dict[str, Any]) -> float:
    return sum(float(part.rsplit(" ", 1)[1]) for part in row["parts"])


def test_one_name_in_other_letters_is_his_and_a_brothers_name_is_not() -> None:
    people = people_of(
        engine.connect(),
        [
            mention("h1", "Mohammed", "Hussain", date_of_birth=BORN, postcode="E1 6AN"),
            mention("h2", "Muhammad", "Hossein", date_of_birth=BORN, postcode="E1 6AN"),
            mention("b1", "Hassan", "Tarafdar", date_of_birth=date(1990, 1, 20), **HOME),
            mention("b2", "Hussain", "Tarafdar", date_of_birth=date(1996, 8, 3), **HOME),
        ],
    )
    assert together(people) == {frozenset({"h1", "h2"}), frozenset({"b1"}), frozenset({"b2"})}
    parts = {
        (row["mention_a"], row["mention_b"]): [part.rsplit(" ", 1)[0] for part in row["parts"]]
        for row in in_words(people.match).to_pyarrow().to_pylist()
    }
    assert parts["h1", "h2"][:2] == ["forename: spelling", "surname: spelling"]


def test_of_a_victim_nothing_but_sex_and_age_band(backend: Backend) -> None:
    hers = [mention(f"v{i}", "Adaeze", "Okonjo", sex="F", date_of_birth=BORN, **HOME) for i in range(2)]
    people = resolve(backend, table(backend, "hers", hers), side="victim", model=Model.load("victim"), as_at=AS_AT)
    (row,) = people.person.to_pyarrow().to_pylist()
    assert (row["names"], row["births"], row["ids"]) == ([], [], [])
    assert (row["sex"], row["age_band"], row["mentions"], row["person_id"][0]) == ("F", "35-44", 2, "V")


def test_nobody_to_resolve(backend: Backend) -> None:
    people = people_of(backend, [])
    assert people.person.count().execute() == 0
    assert people.match.count().execute() == 0


def test_model_of_the_other_side_is_refused(backend: Backend) -> None:
    with pytest.raises(V100Error, match="for victim mentions"):
        resolve(
            backend,
            table(backend, "mentions", MENTIONS),
            side="suspect",
            model=Model.load("victim"),
            as_at=AS_AT,
        )
