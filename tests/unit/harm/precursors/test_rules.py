"""Each rule of the precursor list: it fires, and it just does not."""

from datetime import date, datetime, timedelta

import pytest

from v100.harm.precursors import rules

AS_AT = date(2026, 3, 31)

STRANGLED, STALKED, THREAT, KNIFE, CONTROL = "008/77", "195/12", "003/01", "010/12", "008/67"
ASSAULT, RAPE, BREACH, EXPOSURE, VOYEUR, CHILD = "105/01", "019/08", "066/39", "088/09", "088/10", "011/03"

CASES, EXPECTED = {}, {}


def case(rule, expected):
    """A world by which `rule` is expected to fire (True), on (days before as_at, reports), or not (False)."""

    def register(build):
        name = f"{rule}, {len(CASES)}: {build.__doc__}"
        CASES[name], EXPECTED[name] = build, (rule, expected)
        return build

    return register


ONE_REPORT = [
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
]
LACKS_ONE_THING = [
    ("P1", [ASSAULT], {"mo_codes": ["knife"]}),
    ("P2", [STALKED], {"rel": "partner"}),
    ("P2", [ASSAULT], {"rel": "ex_partner"}),
    ("P3", [KNIFE], {"rel": "stranger"}),
    ("P3", [ASSAULT], {"mo_codes": ["knife"]}),
    ("P4", [ASSAULT], {"rel": "partner"}),
    ("P5", [RAPE], {"rel": "acquaintance"}),
    ("P5", [ASSAULT], {"rel": "partner"}),
    ("P9", [ASSAULT], {"rel": "stranger", "flags": ["pregnant"]}),
    ("P9", [], {"rel": "partner", "flags": ["pregnant", "incident"]}),
    ("P10", [ASSAULT], {"rel": "stranger", "flags": ["firearm_access"]}),
    ("P10", [ASSAULT], {"rel": "partner", "mo_codes": ["knife"]}),
    ("P18", [ASSAULT], {"rel": "stranger", "flags": ["stepchild"]}),
]
for rule, codes, fields in ONE_REPORT:
    for ago, fires in ((364, (364, ["R1"])), (365, False)):

        @case(rule, fires)
        def _(world, codes=codes, fields=fields, ago=ago):
            """one report, 365 days"""
            world.report("R1", *codes, ago=ago, **fields)


for rule, codes, fields in LACKS_ONE_THING:

    @case(rule, False)
    def _(world, codes=codes, fields=fields):
        """one report that lacks one thing"""
        world.report("R1", *codes, **fields)


@case("P2", True)
def _(world):
    """contacts with one ex-partner over 89 days"""
    for number, ago in enumerate((1, 40, 89)):
        world.report(f"R{number}", rel="ex_partner", ago=ago, mo_codes=["contact"])


@case("P2", False)
def _(world):
    """contacts with one ex-partner over 90 days"""
    for number, ago in enumerate((1, 40, 90)):
        world.report(f"R{number}", rel="ex_partner", ago=ago, mo_codes=["contact"])


@case("P2", False)
def _(world):
    """contacts with two ex-partners are not added"""
    world.report("R1", rel="ex_partner", ago=30, mo_codes=["tracker"])
    world.report("R2", rel="ex_partner", ago=20, her="beth", mo_codes=["contact"])
    world.event("contact", 10, "R1")


@case("P2", (9, ["R1"]))
def _(world):
    """contact events on a report with her count"""
    world.report("R1", rel="ex_partner", ago=30, mo_codes=["tracker"])
    world.event("contact", 10, "R1")
    world.event("contact", 9, "R1")


@case("P6", (1, ["R1", "R2"]))
def _(world):
    """two breaches in 180 days"""
    world.report("R1", BREACH, ago=1)
    world.report("R2", BREACH, ago=179)


@case("P6", False)
def _(world):
    """two breaches in 181 days"""
    world.report("R1", BREACH, ago=1)
    world.report("R2", BREACH, ago=180)


@case("P6", False)
def _(world):
    """a breach event that its report records is one"""
    world.report("R1", BREACH, ago=5)
    world.event("breach", 5, "R1")


@case("P6", (4, ["R1"]))
def _(world):
    """a breach event without a crime counts"""
    world.report("R1", BREACH, ago=5)
    world.event("breach", 4)


@case("P6", (3, []))
def _(world):
    """breach events alone name no report"""
    world.report("R1", ASSAULT, ago=2000)
    world.event("breach", 4)
    world.event("breach", 3)


@case("P6", (3, ["R1"]))
def _(world):
    """one breach, committed 10 days ago, order served 24 days ago"""
    world.report("R1", BREACH, ago=3, occurred_from=datetime(2026, 3, 21, 22, 0))
    world.event("order_served", 24)


@case("P6", False)
def _(world):
    """one breach, committed 10 days ago, order served 25 days ago"""
    world.report("R1", BREACH, ago=3, occurred_from=datetime(2026, 3, 21, 22, 0))
    world.event("order_served", 25)


@case("P6", False)
def _(world):
    """one breach, committed 10 days ago, order served 9 days ago"""
    world.report("R1", BREACH, ago=3, occurred_from=datetime(2026, 3, 21, 22, 0))
    world.event("order_served", 9)


@case("P7", (0, ["R0", "R1", "R2"]))
def _(world):
    """three in 90 days after one in the 90 before"""
    for number, ago in enumerate((0, 50, 89, 90)):
        world.report(f"R{number}", ASSAULT, ago=ago)


@case("P7", False)
def _(world):
    """three in 90 days after two in the 90 before"""
    for number, ago in enumerate((0, 50, 89, 90)):
        world.report(f"R{number}", ASSAULT, ago=ago)
    world.report("R5", ago=179, flags=["incident"])


@case("P7", False)
def _(world):
    """with two women"""
    world.report("R1", ASSAULT, ago=1)
    world.report("R2", ASSAULT, ago=2)
    world.report("R3", ASSAULT, ago=3, her="beth")


@case("P8", (89, ["R1", "R2"]))
def _(world):
    """parted 89 days ago after a strangulation"""
    world.report("R1", STRANGLED, ago=300)
    world.report("R2", ago=89, flags=["incident", "separated"])


@case("P8", False)
def _(world):
    """parted 90 days ago"""
    world.report("R1", STRANGLED, ago=300)
    world.report("R2", ago=90, flags=["incident", "separated"])


@case("P8", False)
def _(world):
    """parted, and none of P1 to P5"""
    world.report("R1", ASSAULT, flags=["separated"])


@case("P8", (89, ["R1"]))
def _(world):
    """partner becomes ex-partner between versions 89 days ago"""
    world.report("R1", CONTROL, ago=200, rel="ex_partner")
    world.rows["crime_report"][0]["updated_on"] = AS_AT - timedelta(days=89)
    world.was("partner", "R1", 200)


@case("P8", False)
def _(world):
    """partner becomes ex-partner between versions 90 days ago"""
    world.report("R1", CONTROL, ago=200, rel="ex_partner")
    world.rows["crime_report"][0]["updated_on"] = AS_AT - timedelta(days=90)
    world.was("partner", "R1", 200)


@case("P8", False)
def _(world):
    """family becomes ex-partner between versions 89 days ago"""
    world.report("R1", CONTROL, ago=200, rel="ex_partner")
    world.rows["crime_report"][0]["updated_on"] = AS_AT - timedelta(days=89)
    world.was("family", "R1", 200)


@case("P11", (20, ["R1", "R2"]))
def _(world):
    """two reports by one woman ended as she withdrew"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, victim={"withdrew_on": AS_AT})


@case("P11", False)
def _(world):
    """she withdrew once"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20)


@case("P11", False)
def _(world):
    """two women withdrew once each"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16", her="beth")


@case("P11", False)
def _(world):
    """she withdrew twice; charged by an event"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16")
    world.event("charge", 5, "R2")


@case("P11", False)
def _(world):
    """she withdrew twice; charged by an outcome"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16")
    world.report("R3", ASSAULT, ago=1, outcome_type="1")


@case("P11", False)
def _(world):
    """she withdrew twice; an order in force to the day"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16")
    world.event("order", 5, until=AS_AT)


@case("P11", False)
def _(world):
    """she withdrew twice; an order in force by its days"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16")
    world.event("order_served", 5, days=5)


@case("P11", False)
def _(world):
    """she withdrew twice; an order without an end"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16")
    world.event("order", 5)


@case("P11", True)
def _(world):
    """she withdrew twice; an order that has ended"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16")
    world.event("order", 100, until=AS_AT - timedelta(days=1))


@case("P11", True)
def _(world):
    """she withdrew twice; a charge on another matter"""
    world.report("R1", ASSAULT, ago=300, outcome_type="16")
    world.report("R2", ASSAULT, ago=20, outcome_type="16")
    world.event("charge", 5, "R9")


@case("P12", (20, ["R1", "R2"]))
def _(world):
    """named twice, last interviewed 365 days ago"""
    world.report("R1", ASSAULT, ago=300, rel="partner")
    world.report("R2", RAPE, ago=20, rel="stranger")
    world.event("interview", 365)


@case("P12", False)
def _(world):
    """named twice, arrested 364 days ago"""
    world.report("R1", ASSAULT, ago=300, rel="partner")
    world.report("R2", RAPE, ago=20, rel="stranger")
    world.event("arrest", 364)


@case("P12", False)
def _(world):
    """one report with two lines, and one that is neither domestic nor sexual"""
    world.report("R1", ASSAULT, RAPE, ago=300, rel="partner")
    world.report("R2", ASSAULT, ago=20, rel="stranger")


@case("P13", True)
def _(world):
    """three women over 729 days"""
    for ago, her in ((1, "anna"), (2, "beth"), (729, "cara")):
        world.report(f"R{her}", ASSAULT, ago=ago, her=her)


@case("P13", False)
def _(world):
    """three women over 730 days"""
    for ago, her in ((1, "anna"), (2, "beth"), (730, "cara")):
        world.report(f"R{her}", ASSAULT, ago=ago, her=her)


@case("P13", False)
def _(world):
    """one woman three times is one"""
    for number in range(3):
        world.report(f"R{number}", ASSAULT)


@case("P14", True)
def _(world):
    """exposure, and followed, by flag"""
    world.report("R1", EXPOSURE, rel="stranger")
    world.report("R2", her="beth", flags=["incident", "following"])


@case("P14", True)
def _(world):
    """exposure, and followed a stranger"""
    world.report("R1", EXPOSURE, rel="stranger")
    world.report("R2", her="beth", rel="stranger", mo_codes=["follow"])


@case("P14", False)
def _(world):
    """exposure, and followed an acquaintance"""
    world.report("R1", EXPOSURE, rel="stranger")
    world.report("R2", her="beth", rel="acquaintance", mo_codes=["follow"])


@case("P14", False)
def _(world):
    """exposure, and with a stranger, no following"""
    world.report("R1", EXPOSURE, rel="stranger")
    world.report("R2", her="beth", rel="stranger")


@case("P14", True)
def _(world):
    """two lines with strangers"""
    world.report("R1", EXPOSURE, VOYEUR, rel="stranger")


@case("P14", False)
def _(world):
    """two lines with someone he knows"""
    world.report("R1", EXPOSURE, VOYEUR, rel="acquaintance")


@case("P15", (-28, ["R1"]))
def _(world):
    """strangled long ago; release_due 28 days ahead"""
    world.report("R1", STRANGLED, ago=3000)
    world.event("release_due", -28)


@case("P15", False)
def _(world):
    """strangled long ago; release_due 29 days ahead"""
    world.report("R1", STRANGLED, ago=3000)
    world.event("release_due", -29)


@case("P15", False)
def _(world):
    """strangled long ago; release_due -1 days ahead"""
    world.report("R1", STRANGLED, ago=3000)
    world.event("release_due", 1)


@case("P15", (-28, ["R1"]))
def _(world):
    """strangled long ago; sentence -72 days ahead, days=100"""
    world.report("R1", STRANGLED, ago=3000)
    world.event("sentence", 72, days=100)


@case("P15", False)
def _(world):
    """strangled long ago; sentence -71 days ahead, days=100"""
    world.report("R1", STRANGLED, ago=3000)
    world.event("sentence", 71, days=100)


@case("P15", True)
def _(world):
    """strangled long ago; order -300 days ahead, until=AS_AT + timedelta(days=28)"""
    world.report("R1", STRANGLED, ago=3000)
    world.event("order", 300, until=AS_AT + timedelta(days=28))


@case("P15", True)
def _(world):
    """strangled long ago; bail -30 days ahead, until=AS_AT + timedelta(days=3)"""
    world.report("R1", STRANGLED, ago=3000)
    world.event("bail", 30, until=AS_AT + timedelta(days=3))


@case("P15", False)
def _(world):
    """strangled long ago; court_date 5 days ahead"""
    world.report("R1", STRANGLED, ago=3000)
    world.event("court_date", -5)


@case("P15", (-10, ["R1", "R2"]))
def _(world):
    """two breaches close together, long ago"""
    world.report("R1", BREACH, ago=1500)
    world.report("R2", BREACH, ago=1400)
    world.report("R3", ASSAULT, ago=5)
    world.event("release_due", -10)


@case("P15", False)
def _(world):
    """two breaches, never close together"""
    world.report("R1", BREACH, ago=1500)
    world.report("R2", BREACH, ago=1300)
    world.event("release_due", -10)


@case("P15", False)
def _(world):
    """none of P1 to P8 ever"""
    world.report("R1", ASSAULT, ago=100)
    world.event("remand", 50, until=AS_AT + timedelta(days=5))


@case("P15", True)
def _(world):
    """remand ends soon"""
    world.report("R1", STRANGLED, ago=100)
    world.event("remand", 50, until=AS_AT + timedelta(days=5))


@case("P15", False)
def _(world):
    """remand would end soon but he is out already"""
    world.report("R1", STRANGLED, ago=100)
    world.event("remand", 50, until=AS_AT + timedelta(days=5))
    world.event("release", 2)


@case("P16", True)
def _(world):
    """she is suicidal; strangled"""
    world.report("R1", STRANGLED)
    world.report("R2", ago=364, flags=["incident", "victim_suicidal"])


@case("P16", True)
def _(world):
    """she is suicidal; control"""
    world.report("R1", CONTROL)
    world.report("R2", ago=364, flags=["incident", "victim_suicidal"])


@case("P16", False)
def _(world):
    """she is suicidal; threat"""
    world.report("R1", THREAT)
    world.report("R2", ago=364, flags=["incident", "victim_suicidal"])


@case("P17", True)
def _(world):
    """threat 10 days ago, arrest 100 days ago"""
    world.report("R1", flags=["suspect_suicidal", "incident"], ago=10)
    world.event("arrest", 100)


@case("P17", False)
def _(world):
    """threat 10 days ago, arrest 101 days ago"""
    world.report("R1", flags=["suspect_suicidal", "incident"], ago=10)
    world.event("arrest", 101)


@case("P17", True)
def _(world):
    """threat 10 days ago, arrest 9 days ago"""
    world.report("R1", flags=["suspect_suicidal", "incident"], ago=10)
    world.event("arrest", 9)


@case("P17", True)
def _(world):
    """threat 10 days ago, separation 100 days ago"""
    world.report("R1", flags=["suspect_suicidal", "incident"], ago=10)
    world.report("R2", flags=["separated", "incident"], ago=100)


@case("P17", False)
def _(world):
    """threat 10 days ago, separation 101 days ago"""
    world.report("R1", flags=["suspect_suicidal", "incident"], ago=10)
    world.report("R2", flags=["separated", "incident"], ago=101)


@pytest.mark.parametrize("name", CASES)
def test_rule(fired, name):
    rule, expected = EXPECTED[name]
    found = fired[name].get(rule, False)
    assert (bool(found) if isinstance(expected, bool) else found) == expected


def test_every_rule_has_a_case_that_fires_and_one_that_does_not():
    for rule in rules():
        assert {bool(expected) for of, expected in EXPECTED.values() if of == rule} == {True, False}


def test_every_rule_has_name_condition_source_and_wording():
    assert list(rules()) == [f"P{number}" for number in range(1, 19)]
    assert all(rule.name and rule.condition and rule.source and rule.wording for rule in rules().values())
