from datetime import date, timedelta

import pyarrow as pa
import pytest

from v100 import engine
from v100.harm.precursors import find_precursors
from v100.offences import offence_table
from v100.policy import load
from v100.tables import INPUT, PERSON, PERSON_MENTION

AS_AT = date(2026, 3, 31)
EVENT_ROW = {"kind": None, "on": None, "until": None, "report_id": None, "days": None}


class World:
    """A few reports around one man (person `him`, born 1980) unless said otherwise."""

    def __init__(self):
        self.rows = {name: [] for name in ("crime_report", "offence", "suspect", "victim")}
        self.events, self.people, self.mentions, self.earlier = [], {}, [], []
        self.person("him")

    def person(self, person_id, side="suspect", **fields):
        usual = {"sex": "M", "births": [date(1980, 1, 1)]} if side == "suspect" else {"sex": "F"}
        self.people[side, person_id] = {"person_id": person_id, "side": side} | usual | fields

    def report(self, report_id, *codes, ago=10, her="anna", rel=None, sex="F", suspect=None, victim=None, **fields):
        """A report recorded `ago` days before as_at: lines by code; `her` = None for no victim."""
        on = AS_AT - timedelta(days=ago)
        self.rows["crime_report"].append({"report_id": report_id, "recorded_on": on, "updated_on": on} | fields)
        for line, code in enumerate(codes, 1):
            self.rows["offence"].append({"report_id": report_id, "line": line, "ho_code": code})
        mention = {"mention_id": f"{report_id}-s", "report_id": report_id} | (suspect or {})
        self.rows["suspect"].append(mention)
        self.mentions.append({"person_id": "him", "mention_id": mention["mention_id"], "side": "suspect"})
        if her is not None:
            self.person(her, "victim", sex=sex)
            mention = {"mention_id": f"{report_id}-v", "report_id": report_id, "sex": sex}
            self.rows["victim"].append(mention | {"relationship_to_suspect": rel} | (victim or {}))
            self.mentions.append({"person_id": her, "mention_id": mention["mention_id"], "side": "victim"})

    def event(self, kind, ago, **fields):
        self.events.append(EVENT_ROW | {"person_id": "him", "kind": kind, "on": AS_AT - timedelta(days=ago)} | fields)

    def find(self, policy="v100", left_out=None):
        backend = engine.connect()

        def table(name, rows):
            return backend.create_table(name, rows)

        known = {name: table(name, INPUT[name].arrow(rows)) for name, rows in self.rows.items()}
        events = INPUT["event"].arrow(self.events)
        owners = pa.array([event["person_id"] for event in self.events], pa.string())
        found = find_precursors(
            backend,
            known,
            {
                "person": table("person", PERSON.arrow(self.people.values())),
                "person_mention": table("person_mention", PERSON_MENTION.arrow(self.mentions)),
            },
            table("offences", offence_table()),
            table("events", events.append_column("person_id", owners)),
            policy=load(policy),
            as_at=AS_AT,
            left_out=left_out and table("left_out", PERSON.arrow(left_out)),
            earlier_relationships=table("earlier", pa.Table.from_pylist(self.earlier)) if self.earlier else None,
        )
        return {(row["person_id"], row["rule"]): row for row in found.to_pyarrow().to_pylist()}

    def rules(self, **options):
        return {rule for _, rule in self.find(**options)}


@pytest.fixture
def world():
    return World()
