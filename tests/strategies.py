"""Small valid worlds for hypothesis, in which the counting rules meet often.

A world has the shape that tests/reference.py describes; `as_tables` makes it what the engine reads. Everything is
known at AS_AT, but the planned ends of custody. Dates cluster around the edges of the rules.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pyarrow as pa
from hypothesis import strategies as st

from v100.policy import Policy, load
from v100.tables import INPUT, OFFENCE_TABLE, PERSON, PERSON_MENTION

AS_AT = date(2026, 3, 31)

CODES = ("019/08", "008/06", "105/01", "008/77", "066/39", "088/09", "020/05", "019/08", "008/06", "105/01")
CODES += ("019/10", "092/61", "086/10", "066/01", "034/01", "008/67", "099/99")
AGO = (0, 1, 10, 13, 14, 15, 100, 364, 0, 10, 100, 365, 366)
BIRTHS = (date(1980, 5, 5), date(2008, 3, 31), date(2008, 4, 1), date(2008, 3, 21), date(2007, 3, 31))


def often(usual, other):
    """The usual value about four times in five."""
    return st.sampled_from(range(5)).flatmap(lambda n: other if n == 4 else st.just(usual))


def days_ago(*days):
    return st.sampled_from(days).map(lambda n: AS_AT - timedelta(days=n))


def offence_rows():
    """The offence table's rows for CODES, with small days so that sums tie; one code has no days, one no row."""
    kinds = {  # category, days, unit, victim_based, generated, victim_sex
        "019/08": ("rape", 100, "victim", "y", False, "F"),
        "008/06": ("violence", 10, "victim", "y", False, None),
        "105/01": ("violence", 10, "victim", "y", False, None),
        "008/77": ("strangulation", 20, "victim", "y", False, None),
        "008/67": ("coercive_control", None, "victim", "y", False, None),
        "066/39": ("order_breach", 5, "incident", "either", False, None),
        "088/09": ("sexual", 5, "incident", "either", False, None),
        "019/10": ("rape", 100, "victim", "y", False, "M"),
        "092/61": (None, 3, "incident", "n", True, None),
        "086/10": ("image_abuse", Decimal("182.5"), "incident", "n", True, None),
        "066/01": (None, Decimal("7.5"), "incident", "n", False, None),
        "034/01": (None, 20, "victim", "y", False, None),
        "020/05": ("sexual", Decimal("18.75"), "victim", "y", False, "F"),
    }
    names = ("vawg_category", "days", "unit", "victim_based", "generated", "victim_sex")
    rows = [{"ho_code": code} | dict(zip(names, kind, strict=True)) for code, kind in kinds.items()]
    return [row | {"days": row["days"] if row["days"] is None else Decimal(row["days"])} for row in rows]


def policies():
    """The published policy with a list of two and up to three switches turned."""
    values = {
        "list_size": [1, 2, 3],
        "window_days": [14],
        "sex": [("F",), ("M", "F", "X")],
        "min_age": [0, 16],
        "female_victim": [False],
        "categories": ["all", ("rape", "order_breach"), ()],
        "flags": [(), ("cse",)],
        "count_included": [True],
        "count_generated": [True],
        "occurred_within": [1, 400],
        "unknown_victim": ["count", "leave"],
        "male_da": [True],
        "children_any_sex": [True],
        "acquitted": ["count"],
        "transfer_days": [0, 10],
        "custody_takes_place": [True],
        "custody_beyond_days": [1, 30],
    }
    turned = [st.tuples(st.just(name), st.sampled_from(choices)) for name, choices in values.items()]
    policy = load("v100").model_dump() | {"list_size": 2}
    return st.lists(st.one_of(turned), max_size=3).map(lambda turns: Policy.model_validate(policy | dict(turns)))


@st.composite
def worlds(draw):
    """A world of a few men, women, reports and events, all references sound."""
    men = {f"m{number}": draw(person("suspect", "M")) for number in range(draw(st.integers(1, 4)))}
    women = {f"w{number}": draw(person("victim", "F")) for number in range(draw(st.integers(1, 3)))}
    world = {name: [] for name in (*INPUT, "person_mention")}
    for number in range(draw(st.integers(2, 6))):
        report = draw(crime_report(f"r{number}", [row["report_id"] for row in world["crime_report"]]))
        world["crime_report"].append(report)
        world["offence"] += draw(offences(report["report_id"]))
        draw(suspects(world, report, men))
        draw(victims(world, report, women))
    world["event"] = draw(st.lists(event(world), max_size=5))
    for number, row in enumerate(world["event"]):
        row["event_id"] = f"e{number}"
    world["person"] = [{"person_id": name} | row for name, row in (men | women).items()]
    world["left_out"] = draw(often([], st.lists(st.sampled_from(sorted(men)), unique=True, max_size=2)))
    world["offence_table"] = offence_rows()
    return world


IDS = ("report_id", "mention_id", "person_id", "event_id", "crime_ref", "duplicate_of", "other_force_ref", "pnc_id")


@st.composite
def crowded_worlds(draw, most=6):
    """Several worlds side by side in one, nobody of one known in another: many meetings of rules for one engine run."""
    return side_by_side(draw(st.lists(worlds(), min_size=1, max_size=most)))


def side_by_side(worlds):
    """Worlds in one, every id marked by its world's place (0-m1)."""
    crowd = [_apart(world, f"{place}") for place, world in enumerate(worlds)]
    joined = {name: [row for world in crowd for row in world[name]] for name in crowd[0]}
    return joined | {"offence_table": offence_rows()}


def _apart(world, place):
    """The world with every id marked by its place."""

    def marked(row):
        return {name: f"{place}-{value}" if name in IDS and value is not None else value for name, value in row.items()}

    return {
        name: [f"{place}-{row}" if name == "left_out" else marked(row) for row in rows] for name, rows in world.items()
    }


def person(side, usual_sex):
    """Sex and birth as most mentions say; of victims the birth stands in their mentions only."""
    births = often([date(1980, 5, 5)], st.sampled_from([[], *([birth] for birth in BIRTHS)]))
    return st.fixed_dictionaries(
        {
            "side": st.just(side),
            "sex": often(usual_sex, st.sampled_from(["M", "F", "X", None])),
            "births": births if side == "suspect" else st.just([]),
        }
    )


@st.composite
def crime_report(draw, report_id, earlier):
    recorded_on = draw(days_ago(*AGO))
    report = {
        "report_id": report_id,
        "force": draw(st.sampled_from(["met", "city"])),
        "crime_ref": f"ref-{report_id}",
        "recorded_on": recorded_on,
        "updated_on": recorded_on,
        "domestic_abuse": draw(st.sampled_from([None, False, True])),
        "flags": draw(st.lists(st.sampled_from(["domestic_abuse", "cse", "cce", "separated"]), max_size=2)),
        "outcome_type": draw(st.sampled_from([None, "16"])),
    }
    before = draw(st.sampled_from([None, 0, 1, 11, 400, 9000]))
    if before is not None:
        day = recorded_on - timedelta(days=before)
        report["occurred_from"] = datetime.combine(day, time(draw(st.integers(0, 23))))
    if earlier:
        report["duplicate_of"] = draw(often(None, st.sampled_from(earlier)))
    others = st.sampled_from([*earlier, *(f"ref-{other}" for other in earlier), "elsewhere"])
    report["other_force_ref"] = draw(often(None, others))
    if draw(often(False, st.just(True))):
        on = max(recorded_on, draw(days_ago(0, 1, 13, 14, 15, 100)))
        reason = st.sampled_from(["additional_information", "duplicate", "transferred", "transferred", None])
        report |= {"cancelled_on": on, "cancel_reason": draw(reason)}
    return report


@st.composite
def offences(draw, report_id):
    """No line at all is a non-crime incident (rule 12)."""
    return [
        {
            "report_id": report_id,
            "line": line,
            "ho_code": draw(st.sampled_from(CODES)),
            "role": draw(often(None, st.sampled_from(["principal", "included"]))),
            "attempt": draw(st.sampled_from([None, True])),
        }
        for line in range(1, draw(often(2, st.integers(0, 3))) + 1)
    ]


def some_lines(world, report):
    """Empty is all; never a line that the report lacks."""
    lines = [row["line"] for row in world["offence"] if row["report_id"] == report["report_id"]]
    return often([], st.lists(st.sampled_from(lines), unique=True, max_size=2)) if lines else st.just([])


@st.composite
def suspects(draw, world, report, men):
    for number in range(draw(often(1, st.integers(0, 3)))):
        mention_id = f"{report['report_id']}-s{number}"
        name = draw(often(None, st.just("nobody"))) or draw(st.sampled_from(sorted(men)))
        mention = {
            "mention_id": mention_id,
            "report_id": report["report_id"],
            "lines": draw(some_lines(world, report)),
            "role": draw(often(None, st.sampled_from(["suspect", "involved", "witness"]))),
            "age_at_offence": draw(often(None, st.sampled_from([15, 17, 18]))),
            "pnc_id": draw(st.sampled_from([None, "P1", "P2"])),
            "named_on": report["recorded_on"],
            "eliminated_on": draw(often(None, st.just(max(report["recorded_on"], AS_AT - timedelta(days=1))))),
        }
        world["suspect"].append(mention)
        if name != "nobody":
            world["person_mention"].append({"person_id": name, "mention_id": mention_id, "side": "suspect"})


@st.composite
def victims(draw, world, report, women):
    for number in range(draw(often(1, st.integers(0, 2)))):
        mention_id = f"{report['report_id']}-v{number}"
        name = draw(often(None, st.just("nobody"))) or draw(st.sampled_from(sorted(women)))
        known = women[name]["sex"] if name in women else draw(st.sampled_from(["F", "M", "X", None]))
        mention = {
            "mention_id": mention_id,
            "report_id": report["report_id"],
            "lines": draw(some_lines(world, report)),
            "sex": known,
            "date_of_birth": draw(often(None, st.sampled_from(BIRTHS))),
            "age_at_offence": draw(often(None, st.sampled_from([9, 17, 18]))),
            "relationship_to_suspect": draw(st.sampled_from([None, "partner", "family", "stranger"])),
        }
        world["victim"].append(mention)
        if name != "nobody":
            world["person_mention"].append({"person_id": name, "mention_id": mention_id, "side": "victim"})


@st.composite
def event(draw, world):
    """By mention, by PNC id, by report, or by none that leads anywhere."""
    kinds = ("death", "remand", "recall", "sentence", "sentence", "release", "release", "acquittal", "acquittal")
    report = draw(st.sampled_from(world["crime_report"]))
    mentions = [row["mention_id"] for row in (*world["suspect"], *world["victim"])]
    kind = draw(st.sampled_from([*kinds, "arrest", "release_due"]))
    to = draw(st.sampled_from(["mention", "pnc", "report", "any"]))
    on = AS_AT + timedelta(days=10) if kind == "release_due" else draw(days_ago(0, 1, 5, 50))
    row = {
        "kind": kind,
        "on": on,
        "recorded_on": min(on, AS_AT),
        "mention_id": draw(st.sampled_from([None, *mentions])) if to in ("mention", "any") else None,
        "pnc_id": draw(st.sampled_from([None, "P1", "P2", "P9"])) if to in ("pnc", "any") else None,
        "report_id": draw(often(report["report_id"], st.none())) if to != "pnc" or kind == "acquittal" else None,
        "until": draw(often(None, st.sampled_from([AS_AT + timedelta(days=n) for n in (-1, 0, 1, 2, 30, 31)]))),
        "days": draw(st.sampled_from([None, 1, 5, 6, 80])),
        "lines": [],
    }
    if row["report_id"]:
        row["lines"] = draw(some_lines(world, report))
    return row if row["mention_id"] or row["pnc_id"] or row["report_id"] else row | {"pnc_id": "P1"}


def as_tables(world) -> dict[str, pa.Table]:
    """The world as Arrow tables: input tables, person, person_mention, offence_table, left_out."""
    shapes = INPUT | {"person": PERSON, "person_mention": PERSON_MENTION, "offence_table": OFFENCE_TABLE}
    tables = {name: shape.arrow(world[name]) for name, shape in shapes.items()}
    return tables | {"left_out": pa.table({"person_id": pa.array(world["left_out"], pa.string())})}
