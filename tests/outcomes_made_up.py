"""A man of a made-up run, what the record system says happened to him, and what a person says."""

from datetime import date
from typing import Any

from runs_made_up import AS_AT
from v100.casework.outcomes.recording import Told

REPORT, OTHER = "R000-0", "R004-0"
"""Reports of the made-up run, each with two lines and one suspect: the first is FIRST_MAN's."""
FIRST_MAN = "S-04099"
MARCH_3 = date(2026, 3, 3)


def event(event_id: str, kind: str, on: date = MARCH_3, **more: Any) -> dict[str, Any]:
    """A row of `event`, of the first man's report unless it says otherwise."""
    facts = {"report_id": REPORT, "mention_id": "M000-0", "person_id": FIRST_MAN, "recorded_on": on}
    return {"event_id": event_id, "kind": kind, "on": on, **facts, **more}


def offence_row(ho_code: str, category: str, subgroup: str = "Violence with injury") -> dict[str, Any]:
    """A row of `offence_table`."""
    return {"ho_code": ho_code, "title": ho_code, "vawg_category": category, "subgroup": subgroup, "generated": False}


def told(kind: str = "arrest", on: date = MARCH_3, lines: tuple[int, ...] = (1, 2), **more: Any) -> Told:
    """What a person says of the first man's report."""
    return Told(kind=kind, on=on, lines=lines, **{"report_id": REPORT, "crime_ref": "CR/000/0", **more})


__all__ = ["AS_AT", "FIRST_MAN", "MARCH_3", "OTHER", "REPORT", "event", "offence_row", "told"]
