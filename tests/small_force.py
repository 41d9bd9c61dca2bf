"""A small force: a handful of men, women and reports in three deliveries, for the tests of the monthly run.

Everybody has a full name, a date of birth and an address, so that who is who is beyond doubt and the tests are about
the rest. Words that begin with Qx stand only where a woman could be found by them.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from extracts import write
from v100 import policy
from v100.intake import load_profile, take_in
from v100.monthly import monthly_run
from v100.offences import offence_table
from v100.store import ledger
from v100.store.ledger import Entry

FEBRUARY, MARCH, APRIL = date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)

MEN = {
    "adam": ("Adam", "Thornbury", "1980-02-11", "2001/0000011B", "1 Ash Road", "SE1 1AA"),
    "ben": ("Benedict", "Okonkwo", "1975-07-23", "2002/0000012C", "2 Birch Road", "SE2 2BB"),
    "carl": ("Carl", "Szymanski", "1990-11-02", "2003/0000013D", "3 Cedar Road", "SE3 3CC"),
    "dev": ("Devinder", "Chaudhry", "1968-04-30", "2004/0000014E", "4 Damson Road", "SE4 4DD"),
}
CANARIES = {
    "forename": "Qxannabel",
    "surname": "Qxhartley",
    "aliases": "Qxbelle Qxsmythe",
    "address": "77 Qxhiding Lane",
    "postcode": "QX9 9QX",
    "phone": "07204123987",
    "email": "qxannabel@example.org",
    "vehicle": "QX70 QXX",
    "mo_text": "Qxmethod in her kitchen",
    "words_spoken": "Qxwords to her",
    "text": "Qxtext: seen at her mother's",
    "target": "Qxtarget: her sister's car",
}
MOVED = {"address": "5 Qxnewhome Row", "postcode": "QX8 8QX", "phone": "020 7946 0123"}
"""Where she lives since December: only the report of Dev says so."""


def suspect(man: str, report_id: str, **fields: str) -> dict[str, str]:
    forename, surname, born, pnc, address, postcode = MEN[man]
    return {
        "mention_id": f"S-{report_id}-{man}",
        "report_id": report_id,
        "forename": forename,
        "surname": surname,
        "date_of_birth": born,
        "sex": "M",
        "pnc_id": pnc,
        "address": address,
        "postcode": postcode,
        **fields,
    }


def victim(report_id: str, **fields: str) -> dict[str, str]:
    """The one woman of this force: all that could lead to her is a canary."""
    hers = {
        name: CANARIES[name]
        for name in ("forename", "surname", "aliases", "address", "postcode", "phone", "email", "vehicle")
    }
    fixed = {"mention_id": f"V-{report_id}", "report_id": report_id, "date_of_birth": "1991-09-17", "sex": "F"}
    return {**fixed, **hers, "relationship_to_suspect": "ex_partner", **fields}


def report(report_id: str, recorded_on: str, **fields: str) -> dict[str, str]:
    fixed = {"report_id": report_id, "force": "Anyshire", "crime_ref": f"C-{report_id}", "recorded_on": recorded_on}
    free = {name: CANARIES[name] for name in ("mo_text", "words_spoken", "target")}
    return {**fixed, "updated_on": recorded_on, "easting": "531234", "northing": "179876", **free, **fields}


def offence(report_id: str, code: str) -> dict[str, str]:
    return {"report_id": report_id, "line": "1", "ho_code": code}


def delivery(number: int) -> dict[str, list[dict[str, str]]]:
    """What the force sends: first, at the end of February, at the end of March, and a month later."""
    return (_first, _second, _third)[number - 1]()


def _first() -> dict[str, list[dict[str, str]]]:
    cases = [
        ("R1", "2026-02-01", "019/08", "adam"),
        ("R2", "2026-01-10", "005/01", "ben"),
        ("R3", "2025-11-05", "008/77", "carl"),
        ("R4", "2025-12-24", "008/06", "dev"),
        ("R5", "2026-02-20", "105/01", "adam"),
    ]
    contacts = ("address", "postcode", "phone", "email", "vehicle")
    his_in = {
        "R2": {"address": "Flat 1 at 77 QXHIDING LN", "postcode": "qx99qx", "phone": "+44 (0)7204 123987"},
        "R3": {**MOVED, "phone": "+442079460123"},  # he found out where she lives now
        "R4": {"aliases": "Dev|Qxannabel Qxhartley"},
        "R5": {name: CANARIES[name] for name in contacts},  # he gave what is hers as his
    }
    suspects = [suspect(man, report_id, **his_in.get(report_id, {})) for report_id, _, _, man in cases]
    her = {"forename": CANARIES["forename"], "surname": CANARIES["surname"]}
    copies = [
        {"mention_id": "S-R3-copied", "report_id": "R3", **her},
        {"mention_id": "S-R3-her-alias", "report_id": "R3", "surname": CANARIES["aliases"].upper(), "sex": "F"},
        {"mention_id": "S-R5-misborn", "report_id": "R5", **her, "date_of_birth": "1991-07-19", "sex": "F"},
    ]
    victims = [victim(report_id, **(MOVED if report_id == "R4" else {})) for report_id, *_ in cases]
    event = {"event_id": "E1", "kind": "arrest", "on": "2026-02-03", "report_id": "R1", "text": CANARIES["text"]}
    return {
        "crime_report": [report(report_id, recorded_on) for report_id, recorded_on, _, _ in cases],
        "offence": [offence(report_id, code) for report_id, _, code, _ in cases],
        "suspect": [*suspects, *copies],
        "victim": victims,
        "event": [event],
    }


def _second() -> dict[str, list[dict[str, str]]]:
    """Adam is eliminated from R1; a rape by Carl and an assault by Ben are recorded; Dev goes to prison."""
    return {
        "crime_report": [
            report("R1", "2026-02-01", updated_on="2026-03-20"),
            report("R6", "2026-03-05"),
            report("R7", "2026-03-09"),
        ],
        "offence": [offence("R1", "019/08"), offence("R6", "019/08"), offence("R7", "008/06")],
        "suspect": [suspect("adam", "R1", eliminated_on="2026-03-20"), suspect("carl", "R6"), suspect("ben", "R7")],
        "victim": [victim("R1"), victim("R6"), victim("R7")],
        "event": [
            {"event_id": "E2", "kind": "remand", "on": "2026-03-12", "until": "2026-09-01", "mention_id": "S-R4-dev"},
        ],
    }


def _third() -> dict[str, list[dict[str, str]]]:
    """All after March: R6 reclassified, R2 cancelled, R3 ends in a charge, a new report, Ben eliminated, Carl dead."""
    return {
        "crime_report": [
            report("R6", "2026-03-05", updated_on="2026-04-02"),
            report(
                "R2",
                "2026-01-10",
                updated_on="2026-04-05",
                cancelled_on="2026-04-05",
                cancel_reason="recorded_in_error",
            ),
            report("R3", "2025-11-05", updated_on="2026-04-06", outcome_type="1", outcome_on="2026-04-06"),
            report("R7", "2026-03-09", updated_on="2026-04-07"),
            report("R8", "2026-04-08"),
        ],
        "offence": [
            offence("R6", "020/05"),
            offence("R2", "005/01"),
            offence("R3", "008/77"),
            offence("R7", "008/06"),
            offence("R8", "019/08"),
        ],
        "suspect": [
            suspect("carl", "R6"),
            suspect("ben", "R2"),
            suspect("carl", "R3"),
            suspect("ben", "R7", eliminated_on="2026-04-07"),
            suspect("dev", "R8"),
            suspect("adam", "R4", named_on="2026-04-09"),
        ],
        "victim": [victim("R6"), victim("R2"), victim("R3", withdrew_on="2026-04-06"), victim("R7"), victim("R8")],
        "event": [
            {"event_id": "E3", "kind": "death", "on": "2026-04-10", "mention_id": "S-R8-dev"},
            {
                "event_id": "E2",
                "kind": "remand",
                "on": "2026-03-12",
                "recorded_on": "2026-04-11",
                "until": "2026-03-20",
                "mention_id": "S-R4-dev",
            },
        ],
    }


def unweighted() -> dict[str, list[dict[str, str]]]:
    """A delivery with an offence code that no weight set knows."""
    return {
        "crime_report": [report("R9", "2026-03-15")],
        "offence": [offence("R9", "099/98")],
        "suspect": [suspect("ben", "R9")],
        "victim": [victim("R9")],
    }


def take_delivery(
    store: Path, folder: Path, number: int, received_on: date, tables: dict[str, Any] | None = None
) -> None:
    """Write a delivery and take it in; every row must be accepted."""
    source = write(folder / f"delivery-{number}", **(tables or delivery(number)))
    days = {row["ho_code"]: row["days"] for row in offence_table().to_pylist()}
    receipt = take_in([str(source)], profile=load_profile("canonical"), store=store, received_on=received_on, days=days)
    assert sum(each.rejected for each in receipt.files) == 0, receipt.rejects


def leave_out(subject: dict[str, Any], decision: str = "leave_out") -> Entry:
    """A decision of two people about whom the list may hold."""
    return Entry(
        kind="eligibility",
        subject=subject,
        decision=decision,
        by="A. Analyst",
        second_by="B. Chair",
        why=f"{decision} as the panel found",
        at=datetime(2026, 4, 1, 9, tzinfo=UTC),
    )


def make_two_months(folder: Path) -> None:
    """`store`: two deliveries, the runs of February and March sealed, between them a decision that binds nobody."""
    store = folder / "store"
    take_delivery(store, folder, 1, FEBRUARY)
    monthly_run(store, as_at=FEBRUARY, policy=policy.load("v100"))
    take_delivery(store, folder, 2, MARCH)
    ledger.add(store, leave_out({"lines": [["R99", 1]]}))
    monthly_run(store, as_at=MARCH, policy=policy.load("v100"))


def make_march(folder: Path) -> None:
    """`store`: the same two deliveries and the run of March alone, the force's first."""
    for number, month in enumerate((FEBRUARY, MARCH), start=1):
        take_delivery(folder / "store", folder, number, month)
    monthly_run(folder / "store", as_at=MARCH, policy=policy.load("v100"))


def days_of(rows: list[dict[str, Any]], people: list[dict[str, Any]]) -> dict[str, float]:
    """Harm days by surname."""
    names = {row["person_id"]: row["names"][0].split()[-1] for row in people if row["names"]}
    return {names[row["person_id"]]: float(row["harm_days"]) for row in rows}
