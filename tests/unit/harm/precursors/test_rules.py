"""Each rule of the precursor list: it fires, and it just does not."""

from datetime import date, datetime, timedelta

import pytest

from v100.harm.precursors import rules

AS_AT = date(2026, 3, 31)

STRANGLED, STALKED, THREAT, KNIFE, CONTROL = "008/77", "195/12", "003/01", "010/12", "008/67"
ASSAULT, RAPE, BREACH, EXPOSURE, CHILD = "105/01", "019/08", "066/39", "088/09", "011/03"


@pytest.mark.parametrize(
    ("rule", "codes", "fields"),
    [
        ("P1", [STRANGLED], {}),
        ("P1", [ASSAULT], {"mo_codes": ["strangle"]}),
        ("P1", [ASSAULT], {"flags": ["strangulation"]}),
        ("P2", [STALKED], {"rel": "ex_partner"}),
        ("P3", [THREAT], {"rel": "stranger"}),
        ("P3", [KNIFE], {"rel": "family"}),
        ("P3", [ASSAULT], {"rel": "partner", "mo_codes": ["knife"]}),
        ("P3", [ASSAULT], {"domestic_abuse": True, "mo_codes": ["firearm"]}),
        ("P4", [CONTROL], {}),
        ("P4", [], {"flags": ["incident", "coercive_control"]}),
        ("P5", [RAPE], {"rel": "partner"}),
        ("P5", ["020/05"], {"rel": "ex_partner"}),
        ("P9", [ASSAULT], {"flags": ["pregnant", "domestic_abuse"]}),
        ("P10", [ASSAULT], {"rel": "partner", "flags": ["firearm_access"]}),
        ("P10", [ASSAULT], {"rel": "partner", "mo_codes": ["firearm"]}),
        ("P18", [CHILD], {}),
        ("P18", [ASSAULT], {"rel": "partner", "flags": ["stepchild"]}),
    ],
)
def test_one_report_fires_within_365_days_and_not_a_day_later(world, rule, codes, fields):
    world.report("R1", *codes, ago=364, **fields)
    assert rule in world.rules()
    world.rows["crime_report"][0]["recorded_on"] -= timedelta(days=1)
    assert rule not in world.rules()


@pytest.mark.parametrize(
    ("rule", "codes", "fields"),
    [
        ("P1", [ASSAULT], {"mo_codes": ["knife"]}),
        ("P2", [STALKED], {"rel": "partner"}),
        ("P2", [ASSAULT], {"rel": "ex_partner"}),
        ("P3", [KNIFE], {"rel": "stranger"}),
        ("P3", [ASSAULT], {"rel": None, "mo_codes": ["knife"]}),
        ("P4", [ASSAULT], {"rel": "partner"}),
        ("P5", [RAPE], {"rel": "acquaintance"}),
        ("P5", [ASSAULT], {"rel": "partner"}),
        ("P9", [ASSAULT], {"rel": "stranger", "flags": ["pregnant"]}),
        ("P9", [], {"rel": "partner", "flags": ["pregnant", "incident"]}),
        ("P10", [ASSAULT], {"rel": "stranger", "flags": ["firearm_access"]}),
        ("P10", [ASSAULT], {"rel": "partner", "mo_codes": ["knife"]}),
        ("P18", [ASSAULT], {"rel": "stranger", "flags": ["stepchild"]}),
    ],
)
def test_one_report_that_lacks_one_thing_does_not_fire(world, rule, codes, fields):
    world.report("R1", *codes, **fields)
    assert rule not in world.rules()


def test_p2_three_contacts_in_90_days_with_one_ex_partner(world):
    for number, ago in enumerate((1, 40, 89)):
        world.report(f"R{number}", rel="ex_partner", ago=ago, mo_codes=["contact"])
    assert "P2" in world.rules()
    world.rows["crime_report"][2]["recorded_on"] -= timedelta(days=1)
    assert "P2" not in world.rules()


def test_p2_counts_contact_events_on_a_report_with_her_but_not_two_women_together(world):
    world.report("R1", rel="ex_partner", ago=30, mo_codes=["tracker"])
    world.report("R2", rel="ex_partner", ago=20, her="beth", mo_codes=["contact"])
    world.event("contact", 10, report_id="R1")
    assert "P2" not in world.rules()
    world.event("contact", 9, report_id="R1")
    assert world.find()["him", "P2"]["reports"] == ["R1"]


def test_p6_two_breaches_in_180_days(world):
    world.report("R1", BREACH, ago=1)
    world.report("R2", BREACH, ago=179)
    assert world.find()["him", "P6"] == {
        "person_id": "him",
        "rule": "P6",
        "latest_on": AS_AT - timedelta(days=1),
        "reports": ["R1", "R2"],
    }
    world.rows["crime_report"][1]["recorded_on"] -= timedelta(days=1)
    assert "P6" not in world.rules()


def test_p6_a_breach_event_counts_unless_its_report_holds_the_breach(world):
    world.report("R1", BREACH, ago=5)
    world.event("breach", 5, report_id="R1")
    assert "P6" not in world.rules()
    world.event("breach", 4)
    assert "P6" in world.rules()


@pytest.mark.parametrize(("served", "fires"), [(24, True), (25, False), (9, False)])
def test_p6_one_breach_within_14_days_of_service(world, served, fires):
    world.report("R1", BREACH, ago=3, occurred_from=datetime(2026, 3, 21, 22, 0))  # 10 days before as_at
    world.event("order_served", served)
    assert ("P6" in world.rules()) is fires


def test_p7_three_in_90_days_and_twice_the_90_before(world):
    for number, ago in enumerate((0, 50, 89, 90)):
        world.report(f"R{number}", ASSAULT, ago=ago)
    assert world.find()["him", "P7"]["reports"] == ["R0", "R1", "R2"]
    world.report("R5", ago=179, flags=["incident"])
    assert "P7" not in world.rules()


def test_p7_is_about_one_woman(world):
    world.report("R1", ASSAULT, ago=1)
    world.report("R2", ASSAULT, ago=2)
    world.report("R3", ASSAULT, ago=3, her="beth")
    assert "P7" not in world.rules()
    world.report("R4", ASSAULT, ago=4)
    assert "P7" in world.rules()


def test_p8_parted_within_90_days_with_any_of_p1_to_p5(world):
    world.report("R1", STRANGLED, ago=300)
    world.report("R2", ago=89, flags=["incident", "separated"])
    assert world.find()["him", "P8"]["reports"] == ["R1", "R2"]
    world.rows["crime_report"][1]["recorded_on"] -= timedelta(days=1)
    assert "P8" not in world.rules()


def test_p8_parting_alone_does_not_fire(world):
    world.report("R1", ASSAULT, flags=["separated"])
    assert "P8" not in world.rules()


@pytest.mark.parametrize(
    ("before", "days", "fires"), [("partner", 89, True), ("partner", 90, False), ("family", 89, False)]
)
def test_p8_a_partner_becomes_an_ex_partner_between_versions(world, before, days, fires):
    world.report("R1", CONTROL, ago=200, rel="ex_partner")
    world.rows["crime_report"][0]["updated_on"] = AS_AT - timedelta(days=days)
    world.earlier.append(
        {
            "report_id": "R1",
            "mention_id": "R1-v",
            "relationship": before,
            "updated_on": AS_AT - timedelta(days=200),
        }
    )
    assert ("P8" in world.rules()) is fires


def test_p11_two_reports_by_one_woman_ended_as_she_withdrew(world):
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, victim={"withdrew_on": AS_AT})
    assert "P11" in world.rules()


@pytest.mark.parametrize(
    "stop",
    [
        lambda world: world.event("charge", 5, report_id="R2"),
        lambda world: world.event("order", 5, until=AS_AT),
        lambda world: world.event("order_served", 5, days=5),
        lambda world: world.event("order", 5),
        lambda world: world.report("R3", ASSAULT, ago=1, outcome_type="1"),
        lambda world: world.rows["crime_report"].pop(),
    ],
)
def test_p11_does_not_fire_when_he_was_stopped_or_she_withdrew_once(world, stop):
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16")
    stop(world)
    assert "P11" not in world.rules()


def test_p11_an_order_that_has_ended_does_not_protect_her(world):
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16")
    world.event("order", 100, until=AS_AT - timedelta(days=1))
    assert "P11" in world.rules()


def test_p11_two_women_who_withdrew_once_each_are_not_one(world):
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16", her="beth")
    assert "P11" not in world.rules()


def test_p12_named_twice_and_never_seen(world):
    world.report("R1", ASSAULT, ago=300, rel="partner")
    world.report("R2", RAPE, ago=20, rel="stranger")
    world.event("interview", 365)
    assert "P12" in world.rules()
    world.event("arrest", 364)
    assert "P12" not in world.rules()


def test_p12_needs_two_domestic_or_sexual_reports(world):
    world.report("R1", ASSAULT, RAPE, ago=300, rel="partner")
    world.report("R2", ASSAULT, ago=20, rel="stranger")
    assert "P12" not in world.rules()


def test_p13_three_distinct_victims_in_730_days(world):
    for number, her in enumerate(("anna", "beth", "cara")):
        world.report(f"R{number}", ASSAULT, ago=729, her=her)
    assert "P13" in world.rules()
    world.rows["crime_report"][0]["recorded_on"] -= timedelta(days=1)
    assert "P13" not in world.rules()


def test_p13_one_woman_three_times_is_one(world):
    for number in range(3):
        world.report(f"R{number}", ASSAULT)
    assert "P13" not in world.rules()


@pytest.mark.parametrize(
    ("second", "fires"),
    [
        ({"rel": "stranger", "flags": ["incident", "following"]}, True),
        ({"rel": "stranger", "mo_codes": ["follow"]}, True),
        ({"rel": "acquaintance", "mo_codes": ["follow"]}, False),
        ({"rel": "stranger"}, False),
    ],
)
def test_p14_two_of_exposure_and_following_with_strangers(world, second, fires):
    world.report("R1", EXPOSURE, rel="stranger")
    world.report("R2", her="beth", **second)
    assert ("P14" in world.rules()) is fires


def test_p14_exposure_to_someone_he_knows_is_not_to_a_stranger(world):
    world.report("R1", EXPOSURE, "088/10", rel="acquaintance")
    assert "P14" not in world.rules()
    world.report("R2", EXPOSURE, "088/10", rel="stranger")
    assert "P14" in world.rules()


@pytest.mark.parametrize(
    ("kind", "ago", "fields", "fires"),
    [
        ("release_due", -28, {}, True),
        ("release_due", -29, {}, False),
        ("release_due", 1, {}, False),
        ("sentence", 72, {"days": 100}, True),
        ("sentence", 71, {"days": 100}, False),
        ("order", 300, {"until": AS_AT + timedelta(days=28)}, True),
        ("bail", 30, {"until": AS_AT + timedelta(days=3)}, True),
        ("court_date", -5, {}, False),
    ],
)
def test_p15_out_soon_and_any_of_p1_to_p8_ever(world, kind, ago, fields, fires):
    world.report("R1", STRANGLED, ago=3000)
    world.event(kind, ago, **fields)
    assert ("P15" in world.rules()) is fires


def test_p15_shows_the_day_that_lies_ahead_and_what_went_before(world):
    world.report("R1", BREACH, ago=1500)
    world.report("R2", BREACH, ago=1400)
    world.report("R3", ASSAULT, ago=5)
    world.event("release_due", -10)
    assert world.find()["him", "P15"] == {
        "person_id": "him",
        "rule": "P15",
        "latest_on": AS_AT + timedelta(days=10),
        "reports": ["R1", "R2"],
    }


def test_p15_does_not_fire_without_p1_to_p8_or_when_he_is_out_already(world):
    world.report("R1", ASSAULT, ago=100)
    world.event("remand", 50, until=AS_AT + timedelta(days=5))
    assert "P15" not in world.rules()
    world.report("R2", STRANGLED, ago=100)
    assert "P15" in world.rules()
    world.event("release", 2)
    assert "P15" not in world.rules()


@pytest.mark.parametrize(("code", "fires"), [(STRANGLED, True), (CONTROL, True), (THREAT, False)])
def test_p16_she_is_suicidal_and_he_strangles_or_controls(world, code, fires):
    world.report("R1", code)
    world.report("R2", ago=364, flags=["incident", "victim_suicidal"])
    assert ("P16" in world.rules()) is fires


@pytest.mark.parametrize(("ago", "fires"), [(100, True), (101, False), (9, True)])
def test_p17_he_threatens_suicide_within_90_days_of_an_arrest(world, ago, fires):
    world.report("R1", flags=["suspect_suicidal", "incident"], ago=10)
    world.event("arrest", ago)
    assert ("P17" in world.rules()) is fires


def test_p17_near_a_separation(world):
    world.report("R1", flags=["suspect_suicidal", "incident"], ago=10)
    assert "P17" not in world.rules()
    world.report("R2", flags=["separated", "incident"], ago=100)
    assert "P17" in world.rules()


def test_every_rule_has_name_condition_source_and_wording():
    assert list(rules()) == [f"P{number}" for number in range(1, 19)]
    assert all(rule.name and rule.condition and rule.source and rule.wording for rule in rules().values())
