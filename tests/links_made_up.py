"""Undetected crimes of a made-up run, and leads from its men to them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from runs_made_up import AS_AT

FIRST_MAN, SECOND_MAN, THIRD_MAN = "S-04099", "S-12018", "S-19937"
PARTS = ["distance +1.5000", "hours -0.2500", "target +0.4000"]
"""Together 1.65."""


def crime(report_id: str, days: int = 30, **more: Any) -> dict[str, Any]:
    """A row of `crime_report`, recorded so many days before the run."""
    on = AS_AT - timedelta(days=days)
    facts = {"crime_ref": f"UN/{report_id}", "force": "Made-up Police", "borough": "Camden", "officer": "PC 1234"}
    begun = datetime(on.year, on.month, on.day, 21, 15, tzinfo=UTC)
    return {"report_id": report_id, **facts, "recorded_on": on, "occurred_from": begun, **more}


def lead(report_id: str, person_id: str = FIRST_MAN, strength: str = "2.1271", **more: Any) -> dict[str, Any]:
    """A row of `link`."""
    return {
        "person_id": person_id,
        "report_id": report_id,
        "category": "sexual",
        "log10_bf": Decimal("1.6500"),
        "parts": PARTS,
        "strength": Decimal(strength),
        "crimes": 3,
        "of_100": 4,
        "by_model": 6,
        "place": 1,
        "rivals": 5,
        **more,
    }


def undetected(*reports: str, **more: Any) -> dict[str, list[dict[str, Any]]]:
    """Tables of a run with these crimes, each a rape by nobody known."""
    return {
        "crime_report": [crime(report, days=30 + place, **more) for place, report in enumerate(reports)],
        "offence": [{"report_id": report, "line": 1, "ho_code": "019/08"} for report in reports],
        "offence_table": [{"ho_code": "019/08", "title": "Rape", "subgroup": "Rape", "generated": False}],
        "report_victim": [
            {"report_id": report, "line": 1, "person_id": "V-CANARY", "sex": "F", "relationship": "stranger"}
            for report in reports
        ],
    }
