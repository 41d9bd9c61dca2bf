"""A made-up run's tables for tests of what reads runs: every name, reference and number is invented."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from v100 import policy, tables
from v100.reports.facts import Decision, Facts, Measure, Step, Unweighted

AS_AT = date(2026, 3, 31)
OFFENCES = [
    ("019/08", "1825"),
    ("008/01", "20"),
    ("005/01", "1095"),
    ("008/67", "10"),
    ("104/25", "1"),
    ("017/01", "18.75"),
]
BOROUGHS = ["Hackney", "Camden", "Barking & Dagenham", "City of Westminster", "Croydon", "Elsewhere"]
FORENAMES = ["Able", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"]


def made_up_run(people: int = 8, *, list_size: int = 5) -> tuple[dict[str, pa.Table], Facts]:
    """Tables of a run that ranks so many people, and what else the briefing says of it."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.RUN}
    scored = sorted((_person(rows, number) for number in range(people)), key=_order)
    for place, row in enumerate(scored, start=1):
        before = None if place % 7 == 3 else place + (place * 5) % 11 - 5
        rows["ranking"].append(row | _movement(place, before) | {"tie_at_cut": False})
    if people:
        _beside(rows, [row["person_id"] for row in rows["ranking"]])
    made = {name: table.arrow(rows[name]) for name, table in (tables.DERIVED | tables.CARRIED).items()}
    return made, _facts(list_size, rows)


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    return (-row["harm_days"], -row["victims"], -row["reports"], -row["last_on"].toordinal(), row["person_id"])


def _movement(place: int, before: int | None) -> dict[str, Any]:
    before = before if before is None or before > 0 else place
    movement = "new" if before is None else "same" if before == place else "up" if place < before else "down"
    return {"rank": place, "previous_rank": before, "movement": movement}


def _person(rows: dict[str, list[dict[str, Any]]], number: int) -> dict[str, Any]:
    person_id = f"S-{(number * 7919 + 4099) % 99991:05d}"
    name = f"{FORENAMES[number % 8]} Madeup{number:03d}"
    reports = number % 4 + 1
    lines = []
    for report in range(reports):
        lines += _report(rows, number, person_id, name, report)
    rows["person"].append(
        {
            "person_id": person_id,
            "side": "suspect",
            "doubt": "weak bridge" if number % 13 == 5 else "none",
            "names": [name, name.upper()] if number % 3 == 0 else [name],
            "births": [date(1970 + number % 30, number % 12 + 1, number % 28 + 1)],
            "sex": None if number % 17 == 4 else "M",
            "sex_conflict": False,
            "ids": [f"PNC{number:05d}"] if number % 2 else [],
            "age_band": "35-44",
            "mentions": reports,
        }
    )
    counted = [line for line in lines if line["counted"]]
    return {
        "as_at": AS_AT,
        "policy": "v100",
        "person_id": person_id,
        "harm_days": sum((line["days"] for line in counted), Decimal(0)),
        "offences": len(counted),
        "reports": len({line["report_id"] for line in counted}),
        "victims": len({(number + report) % 40 for report in range(reports)}),
        "first_on": AS_AT - timedelta(days=300),
        "last_on": AS_AT - timedelta(days=number % 50 + 1),
        "flags": ["sex unknown"] if number % 17 == 4 else ["mutual"] if number % 9 == 2 else [],
    }


def _report(
    rows: dict[str, list[dict[str, Any]]], number: int, person_id: str, name: str, report: int
) -> list[dict[str, Any]]:
    report_id, mention_id = f"R{number:03d}-{report}", f"M{number:03d}-{report}"
    recorded = AS_AT - timedelta(days=(number * 37 + report * 71) % 360)
    rows["crime_report"].append(
        {
            "report_id": report_id,
            "force": "Made-up Police",
            "crime_ref": f"CR/{number:03d}/{report}",
            "recorded_on": recorded,
            "updated_on": recorded,
            "occurred_from": datetime(recorded.year, recorded.month, 1, 22, 30),
            "borough": BOROUGHS[(number + report) % 6],
            "location_type": "home",
            "outcome_type": "16" if report % 2 else None,
        }
    )
    forename, surname = name.split(" ")
    rows["suspect"].append(
        {
            "mention_id": mention_id,
            "report_id": report_id,
            "forename": forename,
            "surname": surname,
            "sex": "M",
            "date_of_birth": date(1970 + number % 30, number % 12 + 1, number % 28 + 1),
            "address": "CANARY address",
            "phone": "CANARY phone",
            "ethnicity_observed": "CANARY ethnicity",
        }
    )
    weight = None if number % 4 == 0 else 11.25 + report
    rows["person_mention"].append(
        {"person_id": person_id, "mention_id": mention_id, "side": "suspect", "match_weight": weight}
    )
    if report:
        pair = {"mention_a": f"M{number:03d}-0", "mention_b": mention_id, "match_weight": weight, "joined": True}
        rows["match"].append(pair | {"side": "suspect", "parts": ["name: same, rare +9.25", "birth: same +7"]})
    rows["event"].append(
        {
            "event_id": f"E{report_id}",
            "kind": ("arrest", "charge", "remand", "court_date")[report],
            "on": AS_AT + timedelta(days=40) if report == 3 else min(recorded + timedelta(days=5), AS_AT),
            "until": AS_AT if report == 2 else None,
            "mention_id": mention_id,
            "report_id": report_id,
            "person_id": person_id,
        }
    )
    return [_line(rows, number, person_id, report_id, report, line) for line in (1, 2)]


def _line(
    rows: dict[str, list[dict[str, Any]]], number: int, person_id: str, report_id: str, report: int, line: int
) -> dict[str, Any]:
    code, days = OFFENCES[(number * line + report) % 6]
    rows["offence"].append({"report_id": report_id, "line": line, "ho_code": code, "title": "as written"})
    rows["report_victim"].append(
        {
            "report_id": report_id,
            "line": line,
            "person_id": f"V-{(number + report) % 40:04d}",
            "sex": "F",
            "relationship": "ex_partner" if number % 2 else "stranger",
        }
    )
    counted = line == 1
    found = {
        "person_id": person_id,
        "report_id": report_id,
        "line": line,
        "ho_code": code,
        "days": Decimal(days),
        "counted": counted,
        "why": "counted" if counted else "included in the principal offence",
        "marks": ["non-recent"] if number % 8 == 1 and counted else [],
    }
    rows["harm_line"].append(found)
    return found


def _beside(rows: dict[str, list[dict[str, Any]]], ids: list[str]) -> None:
    rows["person"].append({"person_id": "S-ASIDE", "side": "suspect", "names": ["Sierra Madeup"], "mentions": 1})
    rows["set_aside"].append(
        {
            "person_id": "S-ASIDE",
            "reason": "in custody",
            "detail": "since 2025-12-01, until 2027-01-01",
            "harm_days": Decimal("1835.5"),
            "rank_otherwise": 2,
        }
    )
    rows["departure"].append({"person_id": "S-GONE", "previous_rank": 3, "rank": None, "why": "aged out of the window"})
    rows["annex"].append(
        {
            "annex": "named_late",
            "person_id": ids[0],
            "reports": ["R000-0"],
            "days": Decimal(1825),
            "rank_with": 1,
            "rank_without": 4,
        }
    )
    first = {line["person_id"]: line["report_id"] for line in reversed(rows["harm_line"])} | {"S-ASIDE": "R000-0"}
    for place, person_id in enumerate([*ids, "S-ASIDE"]):
        for rule in ("P1", "P13")[: place % 3]:
            rows["precursor"].append(
                {
                    "person_id": person_id,
                    "rule": rule,
                    "latest_on": AS_AT - timedelta(days=place % 60),
                    "reports": [first[person_id]],
                }
            )


def _facts(list_size: int, rows: dict[str, list[dict[str, Any]]]) -> Facts:
    lines = rows["harm_line"]
    counted = sum(line["counted"] for line in lines)
    return Facts(
        run_id="2026-03-31-v100-0f1e2d3c4b5a",
        as_at=AS_AT,
        known_to=AS_AT,
        policy=policy.load("v100").model_copy(update={"list_size": list_size}),
        force="Made-up Police",
        weights="CCHI 2026, as shipped",
        version="0.1.0",
        ledger_position=12,
        previous_run="2026-02-28-v100-9a8b7c6d5e4f",
        inputs={"identity model": "sha256 12ab…", "offence table": "sha256 34cd…"},
        steps=(Step("harm lines", len(lines), counted, len(lines) - counted, "counted, or why not"),),
        quality=(Measure("Suspects without a date of birth", 3, 40, "kept and flagged"),),
        unweighted=(Unweighted("099/99", 14, ("S-ASIDE",)),),
        decisions=(Decision(11, "leave_out", "S-ASIDE", "wrongly identified", "A. One", "B. Two", date(2026, 3, 2)),),
        not_known=(Measure("Relationship of victim to suspect", 7, 40),),
    )
