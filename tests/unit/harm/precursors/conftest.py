"""Many small worlds in one engine run: each is one man with his reports, and none may touch another's."""

from datetime import date, timedelta

import pyarrow as pa
import pytest

from v100 import engine
from v100.harm.precursors import find_precursors
from v100.offences import offence_table
from v100.policy import load
from v100.tables import INPUT, PERSON, PERSON_MENTION

AS_AT = date(2026, 3, 31)


class World:
    """A few reports around one man, born 1980 unless said otherwise. Every id is prefixed with his name."""

    def __init__(self, name):
        self.name = name
        self.rows = {table: [] for table in ("crime_report", "offence", "suspect", "victim")}
        self.events, self.people, self.mentions, self.earlier = [], {}, [], []
        self.left_out = False
        self.him()

    def him(self, **fields):
        usual = {"person_id": self.name, "side": "suspect", "sex": "M", "births": [date(1980, 1, 1)]}
        self.people["suspect", self.name] = usual | fields

    def report(self, report_id, *codes, ago=10, her="anna", rel=None, sex="F", suspect=None, victim=None, **fields):
        """A report recorded `ago` days before as_at: lines by code; `her` = None for no victim."""
        report_id, on = f"{self.name}/{report_id}", AS_AT - timedelta(days=ago)
        self.rows["crime_report"].append({"report_id": report_id, "recorded_on": on, "updated_on": on} | fields)
        for line, code in enumerate(codes, 1):
            self.rows["offence"].append({"report_id": report_id, "line": line, "ho_code": code})
        self.suspect(report_id, **(suspect or {}))
        if her is not None:
            self.victim(report_id, her, sex=sex, relationship_to_suspect=rel, **(victim or {}))

    def suspect(self, report_id, **fields):
        mention = f"{report_id}-s{len(self.mentions)}"
        self.rows["suspect"].append({"mention_id": mention, "report_id": report_id} | fields)
        self.mentions.append({"person_id": self.name, "mention_id": mention, "side": "suspect"})

    def victim(self, report_id, her, **fields):
        her, mention = f"{self.name}/{her}", f"{report_id}-{her}"
        self.people["victim", her] = {"person_id": her, "side": "victim", "sex": fields.get("sex")}
        self.rows["victim"].append({"mention_id": mention, "report_id": report_id} | fields)
        self.mentions.append({"person_id": her, "mention_id": mention, "side": "victim"})

    def event(self, kind, ago, report_id=None, **fields):
        self.events.append(
            {
                "person_id": self.name,
                "kind": kind,
                "on": AS_AT - timedelta(days=ago),
                "report_id": report_id and f"{self.name}/{report_id}",
            }
            | fields
        )

    def was(self, relationship, report_id, ago):
        """The relationship in an earlier version of the report."""
        victim = next(row for row in self.rows["victim"] if row["report_id"] == f"{self.name}/{report_id}")
        self.earlier.append(
            {
                "report_id": victim["report_id"],
                "mention_id": victim["mention_id"],
                "relationship": relationship,
                "updated_on": AS_AT - timedelta(days=ago),
            }
        )


def find(worlds):
    """What each man fires: name of the world -> rule -> (latest_on in days before as_at, reports)."""
    backend = engine.connect()

    def table(name, rows):
        return backend.create_table(name, rows)

    def every(part):
        return [row for world in worlds for row in part(world)]

    events = every(lambda world: world.events)
    owners = pa.array([event["person_id"] for event in events], pa.string())
    earlier = every(lambda world: world.earlier)
    left_out = [{"person_id": world.name} for world in worlds if world.left_out]
    found = find_precursors(
        backend,
        {
            name: table(name, INPUT[name].arrow(every(lambda world, name=name: world.rows[name])))
            for name in ("crime_report", "offence", "suspect", "victim")
        },
        {
            "person": table("person", PERSON.arrow(every(lambda world: world.people.values()))),
            "person_mention": table("mention", PERSON_MENTION.arrow(every(lambda world: world.mentions))),
        },
        table("offences", offence_table()),
        table("events", INPUT["event"].arrow(events).append_column("person_id", owners)),
        policy=load("v100"),
        as_at=AS_AT,
        left_out=table("left_out", PERSON.arrow(left_out)) if left_out else None,
        earlier_relationships=table("earlier", pa.Table.from_pylist(earlier)) if earlier else None,
    )
    fired = {world.name: {} for world in worlds}
    for row in found.to_pyarrow().to_pylist():
        reports = [report.removeprefix(row["person_id"] + "/") for report in row["reports"]]
        assert row["rule"] not in fired[row["person_id"]]
        fired[row["person_id"]][row["rule"]] = ((AS_AT - row["latest_on"]).days, reports)
    return fired


@pytest.fixture(scope="module")
def fired(request):
    """Every case of the module's CASES (name -> function of a world), found in one run."""
    worlds = []
    for name, build in request.module.CASES.items():
        world = World(name)
        build(world)
        worlds.append(world)
    return find(worlds)
