"""Whom the precursor list may hold, and which reports are facts."""

from datetime import date, datetime, timedelta

import pytest

from v100 import engine
from v100.harm.precursors import not_known
from v100.tables import INPUT

AS_AT = date(2026, 3, 31)
STRANGLED = "008/77"


@pytest.mark.parametrize(
    ("him", "listed"),
    [
        ({}, True),
        ({"sex": None}, True),
        ({"sex": "F"}, False),
        ({"sex": "X"}, False),
        ({"births": None}, True),
        ({"births": [date(2008, 3, 31)]}, False),
        ({"births": [date(2008, 4, 1)]}, False),
        ({"births": [date(2008, 3, 20)]}, True),
    ],
)
def test_whom_sex_and_age_admit(world, him, listed):
    # recorded ten days before as_at: whoever turned 18 on as_at itself was a child at the offence
    world.report("R1", STRANGLED, ago=10)
    world.person("him", **him)
    assert ("P1" in world.rules()) is listed


def test_a_child_at_the_offence_who_is_grown_now(world):
    world.report("R1", STRANGLED, ago=10, occurred_from=datetime(2020, 1, 1))
    world.person("him", births=[date(2002, 1, 2)])
    assert world.rules() == set()
    world.person("him", births=[date(2002, 1, 1)])
    assert world.rules() == {"P1"}


def test_the_age_as_recorded_serves_where_no_birth_is_known(world):
    world.report("R1", STRANGLED, suspect={"age_at_offence": 17})
    world.person("him", births=[])
    assert world.rules() == set()


def test_the_dead_and_those_left_out_by_decision_are_not_listed(world):
    world.report("R1", STRANGLED)
    assert world.rules(left_out=[{"person_id": "him"}]) == set()
    world.event("death", 0)
    assert world.rules() == set()


@pytest.mark.parametrize(
    "fields",
    [
        {"cancelled_on": AS_AT},
        {"duplicate_of": "R0"},
        {"suspect": {"eliminated_on": AS_AT}},
        {"suspect": {"role": "witness"}},
        {"sex": "M"},
        {"sex": "X"},
        {"ago": -1},
    ],
)
def test_what_is_no_fact(world, fields):
    world.report("R1", STRANGLED, **fields)
    assert world.rules() == set()


@pytest.mark.parametrize(
    "fields",
    [
        {"suspect": {"role": "suspect"}},
        {"her": None},
        {"sex": None},
        {"sex": "M", "victim": {"age_at_offence": 17}},
        {"sex": "M", "victim": {"date_of_birth": AS_AT - timedelta(days=3000)}},
    ],
)
def test_what_is_a_fact(world, fields):
    world.report("R1", STRANGLED, **fields)
    assert world.rules() == {"P1"}


def test_a_man_among_the_victims_lends_no_relationship(world):
    world.report("R1", "019/08")
    world.rows["victim"].append(
        {"mention_id": "V2", "report_id": "R1", "sex": "M", "relationship_to_suspect": "partner"}
    )
    assert "P5" not in world.rules()


def test_a_line_that_does_not_concern_him_is_not_his(world):
    world.report("R1", "105/01", STRANGLED, suspect={"lines": [1]})
    assert world.rules() == set()
    world.rows["suspect"][0]["lines"] = [2]
    assert world.rules() == {"P1"}


def test_included_classifications_are_read_too(world):
    world.report("R1", "019/08", STRANGLED)
    world.rows["offence"][1]["role"] = "included"
    assert "P1" in world.rules()


def test_two_mentions_and_two_lines_are_one_row(world):
    world.report("R1", STRANGLED, STRANGLED)
    world.rows["suspect"].append({"mention_id": "S2", "report_id": "R1"})
    world.mentions.append({"person_id": "him", "mention_id": "S2", "side": "suspect"})
    assert list(world.find().values()) == [
        {"person_id": "him", "rule": "P1", "latest_on": AS_AT - timedelta(days=10), "reports": ["R1"]}
    ]


def test_a_breach_event_alone_names_no_report(world):
    world.report("R1", "105/01", ago=2000)
    world.event("breach", 3)
    world.event("breach", 4)
    assert world.find()["him", "P6"]["reports"] == []


def test_how_much_is_not_known_is_counted():
    backend = engine.connect()
    report = INPUT["crime_report"].arrow([{"flags": ["cse"], "outcome_type": "16"}, {"flags": []}])
    victim = INPUT["victim"].arrow([{"relationship_to_suspect": None}])
    known = {"crime_report": backend.create_table("r", report), "victim": backend.create_table("v", victim)}
    rows = {row["field"]: (row["rows"], row["empty"]) for row in not_known(known).to_pyarrow().to_pylist()}
    assert rows["flags"] == (2, 1)
    assert rows["outcome_type"] == (2, 1)
    assert rows["relationship_to_suspect"] == (1, 1)
