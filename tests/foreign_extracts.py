"""The canonical extract rewritten as three forces might send it, in forms that nothing here was made for.

Northmoor: a workbook with title lines above each heading. Eastvale: semicolons, Windows-1252, British dates, persons
in one file with a role. Southmere: Parquet with half the columns.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

Row = Mapping[str, str]

FLAGS = {
    "domestic_abuse": "Domestic Abuse",
    "hba": "Honour Based Abuse",
    "fm": "Forced Marriage",
    "fgm": "FGM",
    "cse": "CSE",
    "cce": "CCE",
    "nrm": "NRM",
    "strangulation": "Strangulation",
    "coercive_control": "Controlling / Coercive",
    "separated": "Recent Separation",
    "pregnant": "Pregnancy",
    "firearm_access": "Firearms",
    "victim_suicidal": "Victim Suicidal",
    "suspect_suicidal": "Suspect Suicidal",
    "stepchild": "Step-child",
    "following": "Following",
    "incident": "Non-Crime Incident",
}
PLACES = {
    "home": "Victim's Home",
    "other_private": "Other Dwelling",
    "street": "Street",
    "public_building": "Public Place - Indoors",
    "transport": "Public Transport",
    "online": "Online",
}
CANCELLED = {
    "additional_information": "AVI",
    "duplicate": "Duplicate",
    "transferred": "Transferred",
    "recorded_in_error": "Recorded in Error",
}
SEXES = {"M": "Male", "F": "Female", "": "Unknown"}
ROLES = {"": "Suspect", "suspect": "Suspect", "involved": "Involved Party", "witness": "Witness"}
INVOLVED = {"": "SUSPECT", "suspect": "SUSPECT", "involved": "OTHER", "witness": "WITNESS"}
RELATIONS = {"": "Not Known", "ex_partner": "Ex-Partner"}
NAMED_BY = {"forensic": "Forensics"}
KINDS = {"no_further_action": "NFA", "victim_withdrew": "Victim Withdrew Support"}
YES = {"true": "Yes", "false": "No", "": ""}


def read(extract: Path) -> dict[str, list[dict[str, str]]]:
    """The canonical extract's rows."""
    tables = {}
    for name in ("crime_report", "offence", "suspect", "victim", "event"):
        with (extract / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def northmoor(tables: Mapping[str, list[dict[str, str]]], folder: Path) -> None:
    """A workbook whose dates and numbers are cells of their kind, as a spreadsheet makes them."""
    book = openpyxl.Workbook(write_only=True)
    shapes: dict[str, tuple[str, Callable[[Row], dict[str, Any]]]] = {
        "Crimes": ("crime_report", _crime),
        "Offences": ("offence", _offence),
        "Suspects": ("suspect", _suspect),
        "Victims": ("victim", _victim),
        "Actions": ("event", _action),
    }
    for title, (name, shape) in shapes.items():
        rows = [shape(row) for row in tables[name]]
        sheet = book.create_sheet(title)
        for line in (["Northmoor Constabulary"], ["Extract produced on 01/04/2026 07:30"], [], list(rows[0])):
            sheet.append(line)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row.values()])
    book.save(folder / "Northmoor crime extract 2026-03.xlsx")


def _crime(row: Row) -> dict[str, Any]:
    return {
        "Crime Number": row["report_id"],
        "Force": row["force"],
        "Crime Reference": row["crime_ref"],
        "Date Recorded": _day(row["recorded_on"]),
        "Last Updated": _day(row["updated_on"]),
        "Date From": _british(row["occurred_from"]),
        "Date To": _british(row["occurred_to"]),
        "Easting": _number(row["easting"]),
        "Northing": _number(row["northing"]),
        "Borough": row["borough"],
        "Premises Type": PLACES.get(row["location_type"], ""),
        "DA Marker": YES[row["domestic_abuse"]],
        "Keywords": ", ".join(FLAGS[flag] for flag in row["flags"].split("|") if flag),
        "MO": row["mo_text"],
        "Weapon": row["weapon"],
        "Outcome Code": _number(row["outcome_type"]),
        "Outcome Date": _day(row["outcome_on"]),
        "Date Cancelled": _british(row["cancelled_on"]),
        "Cancellation Reason": CANCELLED.get(row["cancel_reason"], ""),
        "Duplicate Of Crime": row["duplicate_of"],
        "Other Force Ref": row["other_force_ref"],
        "OIC": row["officer"],
    }


def _offence(row: Row) -> dict[str, Any]:
    group, kind = row["ho_code"].split("/")
    return {
        "Crime Number": row["report_id"],
        "Offence Number": _number(row["line"]),
        "HO Class": _number(group),
        "HO Subclass": _number(kind),
        "Offence Description": row["title"],
        "Principal / Included": "Included" if row["role"] == "included" else "Principal",
        "Attempt": YES[row["attempt"]],
    }


def _person(row: Row) -> dict[str, Any]:
    return {
        "Crime Number": row["report_id"],
        "Offence Numbers": row["lines"],
        "Forename(s)": row["forename"],
        "Middle Name(s)": row["middle_names"],
        "Surname": row["surname"],
        "Date of Birth": _british(row["date_of_birth"]),
        "Age": _number(row["age_at_offence"]),
        "Gender": SEXES[row["sex"]],
        "Self-Defined Ethnicity": row["ethnicity_self"],
        "Officer-Defined Ethnicity": row["ethnicity_observed"],
        "Address": row["address"],
        "Post Code": row["postcode"],
        "Telephone Number": _number(row["phone"]),
        "E-mail": row["email"],
        "Vehicle": row["vehicle"],
    }


def _suspect(row: Row) -> dict[str, Any]:
    return {
        "Suspect ID": row["mention_id"],
        "Role": ROLES[row["role"]],
        **_person(row),
        "Alias": row["aliases"].replace("|", "; "),
        "PNC ID": row["pnc_id"],
        "CRO Number": row["cro_no"],
        "Custody Number": row["custody_no"],
        "Identified By": NAMED_BY.get(row["named_by"], row["named_by"].title()),
        "Date Named": _day(row["named_on"]),
        "Date Eliminated": _day(row["eliminated_on"]),
    }


def _victim(row: Row) -> dict[str, Any]:
    related = row["relationship_to_suspect"]
    return {
        "Victim ID": row["mention_id"],
        **_person(row),
        "Relationship to Suspect": RELATIONS.get(related, related.title()),
        "Support Withdrawn": _day(row["withdrew_on"]),
    }


def _action(row: Row) -> dict[str, Any]:
    return {
        "Action ID": row["event_id"],
        "Action Type": _kind(row),
        "Action Date": _day(row["on"]),
        "Date Entered": _day(row["recorded_on"]),
        "End Date": _day(row["until"]),
        "Crime Number": row["report_id"],
        "Offence Numbers": row["lines"],
        "Suspect ID": row["mention_id"],
        "PNC ID": row["pnc_id"],
        "Length (days)": _number(row["days"]),
        "Notes": row["text"],
    }


def eastvale(tables: Mapping[str, list[dict[str, str]]], folder: Path) -> None:
    """Four files; what the tutorial says of them."""
    persons = [
        *(_involved(row, INVOLVED[row["role"]]) for row in tables["suspect"]),
        *(_involved(row, "VICTIM") for row in tables["victim"]),
        *(_involved({**row, "mention_id": f"I-{row['mention_id']}"}, "INFORMANT") for row in tables["suspect"][::50]),
    ]
    files = {
        "crimes": map(_recorded, tables["crime_report"]),
        "offences": map(_counted, tables["offence"]),
        "involved_persons": sorted(persons, key=lambda row: (row["URN"], row["Surname"])),
        "custody_and_court": map(_entry, tables["event"]),
    }
    for name, rows in files.items():
        _semicolons(folder / f"{name}_202603.csv", list(rows))


def _recorded(row: Row) -> dict[str, str]:
    flags = row["flags"].split("|")
    return {
        "URN": row["report_id"],
        "Constabulary": row["force"],
        "Crime No.": row["crime_ref"],
        "Recorded": _british(row["recorded_on"]),
        "From Date": _british(row["occurred_from"][:10]),
        "From Time": row["occurred_from"][11:16],
        "DA": {"true": "Y", "false": "N", "": ""}[row["domestic_abuse"]],
        "DA Flag": "Y" if "domestic_abuse" in flags else "N",
        "HBA Flag": "Y" if "hba" in flags else "N",
        "Status": "No Crimed" if row["cancelled_on"] else "Live",
        "Status Date": _british(row["cancelled_on"] or row["updated_on"]),
    }


def _counted(row: Row) -> dict[str, str]:
    return {
        "URN": row["report_id"],
        "Seq": row["line"],
        "HO Code": row["ho_code"].replace("/", ""),
        "Offence": row["title"],
        "Counted": "N" if row["role"] == "included" else "Y",
    }


def _involved(row: Row, involvement: str) -> dict[str, str]:
    related = row.get("relationship_to_suspect", "")
    return {
        "Link ID": row["mention_id"],
        "URN": row["report_id"],
        "Involvement": involvement,
        "Surname": row["surname"],
        "Given Names": row["forename"],
        "DOB": _british(row["date_of_birth"]),
        "Sex": row["sex"] or "U",
        "Postcode": row["postcode"],
        "PNCID": row["pnc_id"],
        "Eliminated On": _british(row.get("eliminated_on", "")),
        "Relationship": RELATIONS.get(related, related.title()),
    }


def _entry(row: Row) -> dict[str, str]:
    return {
        "Entry": row["event_id"],
        "Type": _kind(row),
        "When": _british(row["on"]),
        "Logged": f"{_british(row['recorded_on'])} 09:15",
        "Until": _british(row["until"]),
        "URN": row["report_id"],
        "Link ID": row["mention_id"],
        "PNCID": row["pnc_id"],
        "Days": row["days"],
    }


def southmere(tables: Mapping[str, list[dict[str, str]]], folder: Path) -> None:
    """Typed columns: dates, a list of markers, a clock in UTC. No event, no role of a line, no relationship."""
    files: dict[str, Iterable[dict[str, Any]]] = {
        "crime": (
            {
                "crime_id": row["report_id"],
                "force_name": row["force"],
                "crime_reference": row["crime_ref"],
                "recorded_date": _day(row["recorded_on"]),
                "committed_start": _moment(row["occurred_from"]),
                "da_flag": {"true": True, "false": False, "": None}[row["domestic_abuse"]],
                "markers": [flag for flag in row["flags"].split("|") if flag],
                "cancelled_date": _day(row["cancelled_on"]),
                "updated": _moment(row["updated_on"] and f"{row['updated_on']}T12:00:00+00:00"),
            }
            for row in tables["crime_report"]
        ),
        "crime_offence": (
            {
                "crime_id": row["report_id"],
                "offence_no": int(row["line"]),
                "offence_code": row["ho_code"],
                "offence_description": row["title"],
            }
            for row in tables["offence"]
        ),
        "crime_suspect": (
            {"suspect_id": row["mention_id"], "role": ROLES[row["role"]], **_named(row), "pnc": row["pnc_id"]}
            for row in tables["suspect"]
        ),
        "crime_victim": ({"victim_id": row["mention_id"], **_named(row)} for row in tables["victim"]),
    }
    for name, rows in files.items():
        pq.write_table(pa.Table.from_pylist(list(rows)), folder / f"{name}.parquet")


def _named(row: Row) -> dict[str, Any]:
    return {
        "crime_id": row["report_id"],
        "first_name": row["forename"],
        "last_name": row["surname"],
        "dob": _day(row["date_of_birth"]),
        "gender": SEXES[row["sex"]],
        "home_postcode": row["postcode"],
    }


def _kind(row: Row) -> str:
    return KINDS.get(row["kind"], row["kind"].replace("_", " ").title())


def _british(text: str) -> str:
    day = f"{text[8:10]}/{text[5:7]}/{text[:4]}" if text else ""
    return f"{day} {text[11:16]}" if len(text) > len("2026-03-31") else day


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _number(text: str) -> int | str:
    """A number where it looks like one: what a spreadsheet does to telephones too."""
    return int(text) if text.isdigit() else text


def _semicolons(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
