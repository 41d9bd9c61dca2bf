"""The reference itself, on the method's own examples; and that the made-up worlds reach every rule."""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from reference import score
from strategies import AS_AT, as_tables, policies, worlds
from v100.offences import offence_table
from v100.policy import load
from v100.tables import INPUT

RAPE, ABH, BATTERY, STALKING, S18, EXPOSURE = "019/08", "008/06", "105/01", "195/12", "005/01", "088/09"


def world(*reports, **tables):
    """Reports as (codes, suspects, victims' sexes, fields): every victim her own person."""
    made = {name: [] for name in (*INPUT, "person", "person_mention", "left_out")}
    for number, (codes, suspects, sexes, fields) in enumerate(reports):
        report = {"report_id": f"r{number}", "crime_ref": f"c{number}", "recorded_on": AS_AT} | fields
        made["crime_report"].append(report)
        for line, code in enumerate(codes, 1):
            made["offence"].append({"report_id": f"r{number}", "line": line, "ho_code": code})
        for place, name in enumerate(suspects):
            made["suspect"].append({"mention_id": f"s{number}{place}", "report_id": f"r{number}"})
            made["person_mention"].append({"person_id": name, "mention_id": f"s{number}{place}", "side": "suspect"})
        for place, sex in enumerate(sexes):
            made["victim"].append({"mention_id": f"v{number}{place}", "report_id": f"r{number}", "sex": sex})
    named = {row["person_id"] for row in made["person_mention"]}
    made["person"] = [
        {"person_id": name, "side": "suspect", "sex": "M", "births": [date(1980, 1, 1)]} for name in sorted(named)
    ]
    return made | {"offence_table": offence_table().to_pylist()} | tables


def days(made, policy="v100", **changes):
    policy = load(policy).model_copy(update=changes)
    return {row["person_id"]: row["harm_days"] for row in score(made, policy, AS_AT)["ranking"]}


def test_several_suspects_and_lines_and_victims_never_multiply():
    made = world(([S18, ABH, ABH], ["a", "b"], ["F", "F"], {}))
    made["suspect"][0]["lines"], made["suspect"][1]["lines"] = [1, 2], [3]
    assert days(made) == {"a": 1105, "b": 10}


def test_several_suspects_each_carry_the_full_days():
    assert days(world(([RAPE], ["a", "b"], ["F"], {}))) == {"a": 1825, "b": 1825}


def test_an_unweighted_line_adds_nothing():
    assert days(world((["099/99", ABH], ["a"], ["F"], {}))) == {"a": 10}


def test_principal_and_included():
    made = world(([RAPE, STALKING], ["a"], ["F"], {}))
    made["offence"][1]["role"] = "included"
    assert days(made) == {"a": 1825}
    assert days(made, count_included=True) == {"a": 1835}


@pytest.mark.parametrize(("recorded_on", "counts"), [(date(2025, 3, 31), False), (date(2025, 4, 1), True)])
def test_window(recorded_on, counts):
    assert bool(days(world(([ABH], ["a"], ["F"], {"recorded_on": recorded_on})))) is counts


def test_flag_brings_in_every_line_but_generated_ones():
    made = world((["066/01", "092/61"], ["a"], ["F"], {"domestic_abuse": True}))
    assert days(made) == {"a": Decimal("7.5")}
    assert days(made, flags=()) == {}


def test_same_man_twice_is_one_line():
    assert days(world(([ABH], ["a", "a"], ["F"], {}))) == {"a": 10}


@pytest.mark.parametrize(
    ("code", "sexes", "changes", "counts"),
    [
        (ABH, ["F", "M"], {}, True),
        (ABH, ["M"], {}, False),
        (ABH, [None], {}, False),
        (ABH, [None], {"unknown_victim": "count"}, True),
        (ABH, [], {"unknown_victim": "count"}, False),
        (RAPE, [None], {}, True),
        (RAPE, [], {}, True),
        (RAPE, ["M"], {}, False),
        (EXPOSURE, [], {}, True),
        (EXPOSURE, [None], {}, True),
        (EXPOSURE, ["M"], {}, False),
        (ABH, ["M"], {"female_victim": False}, True),
    ],
)
def test_victims(code, sexes, changes, counts):
    assert bool(days(world(([code], ["a"], sexes, {})), **changes)) is counts


def test_transferred_is_one_line_throughout():
    sender = {"cancelled_on": AS_AT - timedelta(days=14), "cancel_reason": "transferred", "other_force_ref": "c1"}
    sender["recorded_on"] = AS_AT - timedelta(days=20)
    alone = world(([ABH], ["a"], ["F"], sender))
    both = world(([ABH], ["a"], ["F"], sender), ([ABH], ["a"], ["F"], {}))
    assert days(alone) == days(both) == {"a": 10}
    assert days(alone, transfer_days=13) == {}


def test_set_aside_says_reason_days_and_rank_otherwise():
    made = world(([RAPE], ["a"], ["F"], {}), ([ABH], ["b"], ["F"], {}), ([ABH, ABH], ["c"], ["F"], {}))
    made["event"] = [{"kind": "sentence", "on": AS_AT, "days": 30, "mention_id": "s00"}]
    made["suspect"][2]["eliminated_on"] = AS_AT
    found = score(made, load("v100"), AS_AT)
    assert [row["person_id"] for row in found["ranking"]] == ["b"]
    assert found["set_aside"] == [
        {"person_id": "a", "reason": "in custody", "harm_days": 1825, "rank_otherwise": 1},
        {"person_id": "c", "reason": "no line left", "harm_days": 20, "rank_otherwise": 1},
    ]


def test_child_then_and_child_now():
    made = world(([ABH], ["a"], ["F"], {"occurred_from": datetime(2025, 5, 1)}))
    made["person"][0]["births"] = [date(2007, 5, 2)]
    assert score(made, load("v100"), AS_AT)["set_aside"][0]["reason"] == "no line left"
    made["person"][0]["births"] = [date(2008, 4, 1)]
    assert score(made, load("v100"), AS_AT)["set_aside"][0]["reason"] == "child"


def test_what_was_not_known_has_not_happened():
    later = AS_AT + timedelta(days=1)
    made = world(([ABH], ["a"], ["F"], {"cancelled_on": later}), ([RAPE], ["b"], ["F"], {"updated_on": later}))
    made["suspect"][0]["eliminated_on"] = later
    made["event"] = [{"kind": "death", "on": AS_AT, "recorded_on": later, "mention_id": "s00"}]
    assert days(made) == {"a": 10}


def test_order_and_tie_at_the_cut():
    made = world(
        ([ABH], ["c"], ["F"], {"recorded_on": AS_AT - timedelta(days=1)}),
        ([ABH], ["b"], ["F"], {}),
        ([BATTERY], ["a"], ["F"], {}),
    )
    ranking = score(made, load("v100").model_copy(update={"list_size": 1}), AS_AT)["ranking"]
    assert [(row["person_id"], row["rank"], row["tie_at_cut"]) for row in ranking] == [
        ("b", 1, True),
        ("c", 2, True),
        ("a", 3, False),
    ]


def test_worlds_reach_every_outcome_often():
    seen = Counter()

    @settings(
        max_examples=400,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(worlds(), policies())
    def look(made, policy):
        as_tables(made)
        found = score(made, policy, AS_AT)
        seen.update({line["why"] for line in found["harm_lines"]})
        seen.update({row["reason"] for row in found["set_aside"]})
        seen.update({"tie" for row in found["ranking"] if row["tie_at_cut"]})

    look()
    wanted = {
        "counted",
        "outside the window",
        "cancelled",
        "duplicate",
        "included",
        "unweighted",
        "found by police activity",
        "not in the policy's offences",
        "too long ago",
        "no female victim",
        "eliminated",
        "acquitted",
        "child at offence",
        "dead",
        "in custody",
        "child",
        "decision",
        "no line left",
        "tie",
    }
    assert wanted - set(seen) == set()
    assert min(seen[outcome] for outcome in wanted) >= 1
