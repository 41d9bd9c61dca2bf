"""Whom the precursor list may hold, and which reports are facts."""

from datetime import date, datetime, timedelta

import pytest

from v100 import engine
from v100.harm.precursors import not_known
from v100.tables import INPUT

AS_AT = date(2026, 3, 31)
STRANGLED, ASSAULT, RAPE = "008/77", "105/01", "019/08"

CASES, EXPECTED = {}, {}


def case(*expected):
    """A world and the rules that it is expected to fire."""

    def register(build):
        name = f"{len(CASES)}: {build.__doc__}"
        CASES[name], EXPECTED[name] = build, set(expected)
        return build

    return register


def strangled(doc, *expected, him=None, **fields):
    """A world of one strangulation reported ten days ago, with something said of him or of the report."""

    def build(world):
        world.report("R1", STRANGLED, **fields)
        world.him(**(him or {}))

    build.__doc__ = doc
    case(*expected)(build)


# A man, or not known: never inferred
strangled("a man", "P1")
strangled("his sex is not known", "P1", him={"sex": None})
strangled("a woman", him={"sex": "F"})
strangled("sex X is not M", him={"sex": "X"})
# Of age at the offence and now, or not known
strangled("his age is not known", "P1", him={"births": None})
strangled("18 on the day of the offence", "P1", him={"births": [date(2008, 3, 21)]})
strangled("17 at the offence, 18 at as_at", him={"births": [date(2008, 3, 22)]})
strangled("17 now", him={"births": [date(2008, 4, 1)]})
strangled("a child then, grown now", him={"births": [date(2002, 1, 2)]}, occurred_from=datetime(2020, 1, 1))
strangled("18 that day", "P1", him={"births": [date(2002, 1, 1)]}, occurred_from=datetime(2020, 1, 1))
strangled("17 as recorded, no birth known", him={"births": []}, suspect={"age_at_offence": 17})
# No facts
strangled("cancelled", cancelled_on=AS_AT)
strangled("cancelled as transferred 15 days ago", cancelled_on=AS_AT - timedelta(days=15), cancel_reason="transferred")
strangled("eliminated", suspect={"eliminated_on": AS_AT})
strangled("a witness", suspect={"role": "witness"})
strangled("the victim is a man", sex="M")
strangled("the victim is neither M nor F", sex="X")
strangled("recorded after as_at", ago=-1)
# Facts
strangled("the transfer is not seen yet", "P1", cancelled_on=AS_AT - timedelta(days=14), cancel_reason="transferred")
strangled("suspect by role", "P1", suspect={"role": "suspect"})
strangled("no victim recorded", "P1", her=None)
strangled("her sex is not known", "P1", sex=None)
strangled("a boy by age", "P1", sex="M", victim={"age_at_offence": 17})
strangled("a boy by birth", "P1", sex="M", victim={"date_of_birth": AS_AT - timedelta(days=3000)})


@case()
def _(world):
    """a duplicate: the surviving record is read"""
    world.report("R1", STRANGLED, duplicate_of=f"{world.name}/R2")
    world.report("R2", ASSAULT)


@case()
def _(world):
    """left out by decision"""
    world.report("R1", STRANGLED)
    world.left_out = True


@case()
def _(world):
    """dead"""
    world.report("R1", STRANGLED)
    world.event("death", 0)


@case()
def _(world):
    """a man among the victims lends no relationship"""
    world.report("R1", RAPE)
    world.victim(f"{world.name}/R1", "adam", sex="M", relationship_to_suspect="partner")


@case()
def _(world):
    """a line that does not concern him is not his"""
    world.report("R1", ASSAULT, STRANGLED, suspect={"lines": [1]})


@case("P1")
def _(world):
    """a line that concerns him is"""
    world.report("R1", ASSAULT, STRANGLED, suspect={"lines": [2]})


@case("P1")
def _(world):
    """included classifications are read too"""
    world.report("R1", RAPE, STRANGLED)
    world.rows["offence"][1]["role"] = "included"


@case("P1")
def _(world):
    """two mentions and two lines are one row"""
    world.report("R1", STRANGLED, STRANGLED)
    world.suspect(f"{world.name}/R1")


@pytest.mark.parametrize("name", CASES)
def test_who_and_what(fired, name):
    assert set(fired[name]) == EXPECTED[name]
    assert all(row == (10, ["R1"]) for row in fired[name].values())


def test_how_much_is_not_known_is_counted():
    backend = engine.connect()
    report = INPUT["crime_report"].arrow([{"flags": ["cse"], "outcome_type": "16"}, {"flags": []}])
    victim = INPUT["victim"].arrow([{"relationship_to_suspect": None}])
    known = {"crime_report": backend.create_table("r", report), "victim": backend.create_table("v", victim)}
    rows = {row["field"]: (row["rows"], row["empty"]) for row in not_known(known).to_pyarrow().to_pylist()}
    assert rows["flags"] == (2, 1)
    assert rows["outcome_type"] == (2, 1)
    assert rows["relationship_to_suspect"] == (1, 1)
