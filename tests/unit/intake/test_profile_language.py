"""What a profile can say of a record system's files: one tiny extract for each means."""

from pathlib import Path
from typing import Any

import pytest

from extracts import RECEIVED, counts, write
from v100.errors import V100Error
from v100.intake import Receipt, check_extract, load_profile, take_in
from v100.store import batches

CRIMES = """
name = "ours"
title = "our system"
crime_unit = "line"
[files.crimes]
{crimes}
{files}
[[tables]]
table = "crime_report"
file = "crimes"
[tables.columns]
report_id = "Id"
force = {{ constant = "Anyshire" }}
crime_ref = "Id"
recorded_on = "Recorded"
{columns}
{tables}
"""
PEOPLE = """
[[tables]]
table = "suspect"
file = "people"
when = [{ column = "Role", among = ["Suspect", "Offender"] }]
[tables.columns]
mention_id = "Link"
report_id = "Id"
surname = "Surname"
[[tables]]
table = "victim"
file = "people"
when = [{ column = "Role", among = ["Victim"] }]
[tables.columns]
mention_id = "Link"
report_id = "Id"
surname = "Surname"
"""


def profile(tmp_path: Path, *, crimes: str = "", files: str = "", columns: str = "", tables: str = "") -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(CRIMES.format(crimes=crimes, files=files, columns=columns, tables=tables), encoding="utf-8")
    return path


def take(tmp_path: Path, said: Path, **files: str) -> Receipt:
    extract = write(tmp_path / "e", **files)
    return take_in([extract], profile=load_profile(said), store=tmp_path / "s", received_on=RECEIVED, days={})


def reports(tmp_path: Path, *columns: str) -> list[tuple[Any, ...]]:
    rows = batches.read(tmp_path / "s", "crime_report").to_pylist()
    return [tuple(row[column] for column in ("report_id", *columns)) for row in rows]


def rejects(tmp_path: Path) -> list[tuple[Any, ...]]:
    rows = batches.read(tmp_path / "s", "reject").to_pylist()
    return [tuple(row[name] for name in ("source", "row", "column", "value", "reason")) for row in rows]


def test_a_file_is_split_by_its_role_and_a_misspelt_role_does_not_vanish(tmp_path: Path) -> None:
    scope = '[files.people]\nkeep = [{ column = "Role", not_among = ["Informant"] }]'
    receipt = take(
        tmp_path,
        profile(tmp_path, files=scope, tables=PEOPLE),
        crimes="Id,Recorded\nR1,2026-01-05\n",
        people="Link,Id,Role,Surname\n1,R1,SUSPECT,Poe\n2,R1,Victim,Lee\n3,R1,Suspct,Roe\n4,R1,Informant,Doe\n5,R1,,X\n",
    )
    assert counts(receipt)["people.csv"] == (5, 2, 2, 1)
    assert receipt.filtered == {"Role is out of scope": 1}
    assert [row["surname"] for row in batches.read(tmp_path / "s", "suspect").to_pylist()] == ["Poe"]
    assert [row["surname"] for row in batches.read(tmp_path / "s", "victim").to_pylist()] == ["Lee"]
    reason = "a word that no table of the profile takes"
    assert rejects(tmp_path) == [
        ("people.csv", 4, "Role", "Suspct", reason),
        ("people.csv", 6, "Role", None, reason),
    ]


def test_rows_of_another_file_become_a_list_and_a_row_of_no_report_is_set_aside(tmp_path: Path) -> None:
    receipt = take(
        tmp_path,
        profile(
            tmp_path,
            crimes='join = [{ file = "markers", on = { Id = "Crime" }, many = true }]',
            files="[files.markers]",
            columns='flags = { column = "markers.Marker", values = { Honour = "hba", Forced = "fm", Drink = "" } }',
        ),
        crimes="Id,Recorded\nR1,2026-01-05\nR2,2026-01-05\nR3,2026-01-05\nR4,2026-01-05\n",
        markers="Crime,Marker\nR1,Forced\nR3,Honour\nR1,DRINK\nR1,Honour\nR1,Forced\nR4,Honor\nR9,Honour\nR4,Forced\n",
    )
    assert reports(tmp_path, "flags") == [("R1", ["fm", "hba"]), ("R2", None), ("R3", ["hba"])]
    assert counts(receipt) == {"crimes.csv": (4, 3, 1, 0), "markers.csv": (8, 7, 1, 0)}
    assert rejects(tmp_path) == [
        ("crimes.csv", 5, "markers.Marker", "Honor|Forced", "a word that the profile does not know"),
        ("markers.csv", 8, "Crime", "R9", "no row of another file carries this key"),
    ]


def test_a_lent_row_that_nobody_asks_for_is_out_of_scope_even_when_it_is_in_conflict(tmp_path: Path) -> None:
    receipt = take(
        tmp_path,
        profile(
            tmp_path,
            crimes='join = [{ file = "officers", on = { OIC = "No" } }]',
            files="[files.officers]",
            columns='officer = { all = ["officers.Rank", "officers.No"], separator = " " }',
        ),
        crimes="Id,Recorded,OIC\nR1,2026-01-05,7\nR2,2026-01-05,7\nR3,2026-01-05,\n",
        officers="No,Rank\n7,DC\n8,PC\n9,PS\n9,DS\n",
    )
    assert reports(tmp_path, "officer") == [("R1", "DC 7"), ("R2", "DC 7"), ("R3", None)]
    assert counts(receipt)["officers.csv"] == (4, 1, 0, 3)
    assert receipt.filtered == {"no row of another file asks for it": 3}


def test_columns_that_say_yes_or_no_become_a_list(tmp_path: Path) -> None:
    said = profile(tmp_path, columns='flags = { ticked = { "Honour Based" = "hba", "FM" = "fm", "FGM" = "fgm" } }')
    rows = "R1,2026-01-05,Y,n,1\nR2,2026-01-05,,No,0\nR3,2026-01-05,perhaps,Y,\n"
    take(tmp_path, said, crimes=f"Id,Recorded,Honour Based,FM,FGM\n{rows}")
    assert reports(tmp_path, "flags") == [("R1", ["hba", "fgm"]), ("R2", None)]
    assert rejects(tmp_path) == [
        ("crimes.csv", 4, "Honour Based / FM / FGM", "Honour Based: perhaps|fm", "neither Y nor N")
    ]


def test_a_column_counts_only_where_another_says_so(tmp_path: Path) -> None:
    condition = '{ column = "Changed", when = [{ column = "Status", among = ["No Crime"] }] }'
    take(
        tmp_path,
        profile(tmp_path, columns=f"cancelled_on = {condition}"),
        crimes="Id,Recorded,Status,Changed\nR1,2026-01-05,no crime,2026-01-09\nR2,2026-01-05,Filed,2026-01-09\n",
    )
    assert [(report, str(on)) for report, on in reports(tmp_path, "cancelled_on")] == [
        ("R1", "2026-01-09"),
        ("R2", "None"),
    ]


def test_filled_columns_stand_together_and_a_word_may_mean_not_known(tmp_path: Path) -> None:
    columns = 'mo_text = { all = ["A", "B", "C"], separator = ", " }\nlocation_type = { column = "Place", values = '
    columns += '{ House = "home", Unknown = "" } }'
    rows = "R1,2026-01-05,one,,three,house\nR2,2026-01-05,,,,UNKNOWN\nR3,2026-01-05,,two,,\n"
    take(tmp_path, profile(tmp_path, columns=columns), crimes=f"Id,Recorded,A,B,C,Place\n{rows}")
    assert reports(tmp_path, "mo_text", "location_type") == [
        ("R1", "one, three", "home"),
        ("R2", None, None),
        ("R3", "two", None),
    ]
    assert rejects(tmp_path) == []


@pytest.mark.parametrize("pattern", ["ISO", "%Y-%m-%d %H:%M:%S"])
def test_times_of_another_clock_become_london_wall_time_and_so_does_their_day(tmp_path: Path, pattern: str) -> None:
    files = f'zone = "UTC"\ndates = ["{pattern}", "%d %b %Y"]'
    rows = [
        "R1,2025-06-30 23:30:00,2025-06-30 22:30:00,1 Jul 2025",
        "R2,2025-12-31 23:30:00,2025-12-31 22:30:00,31 Dec 2025",
    ]
    said = profile(tmp_path, crimes=files, columns='occurred_from = "From"\nupdated_on = "Updated"')
    take(tmp_path, said, crimes="\n".join(["Id,Recorded,From,Updated", *rows, ""]))
    assert [tuple(map(str, row)) for row in reports(tmp_path, "recorded_on", "occurred_from", "updated_on")] == [
        ("R1", "2025-07-01", "2025-06-30 23:30:00", "2025-07-01"),
        ("R2", "2025-12-31", "2025-12-31 22:30:00", "2025-12-31"),
    ]


def test_an_offence_code_may_be_five_digits(tmp_path: Path) -> None:
    offences = '[[tables]]\ntable = "offence"\nfile = "crimes"\n[tables.columns]\nreport_id = "Id"\n'
    said = profile(tmp_path, tables=offences + 'line = { constant = "1" }\nho_code = "Code"\n')
    take(tmp_path, said, crimes="Id,Recorded,Code\nR1,2026-01-05,01908\nR2,2026-01-05,1908\n")
    assert [row["ho_code"] for row in batches.read(tmp_path / "s", "offence").to_pylist()] == ["019/08"]
    assert [fault[:4] for fault in rejects(tmp_path)] == [("crimes.csv", 3, "Code", "1908")]


def test_a_file_that_lends_must_come_and_be_readable(tmp_path: Path) -> None:
    said = profile(
        tmp_path,
        crimes='join = [{ file = "markers", on = { Id = "Crime" }, many = true }]',
        files="[files.markers]",
        columns='flags = "markers.Marker"',
    )
    with pytest.raises(V100Error, match=r"crimes\.csv: needs the file markers beside it"):
        take(tmp_path, said, crimes="Id,Recorded\nR1,2026-01-05\n")
    found = check_extract([tmp_path / "e"], load_profile(said))
    assert "crimes.csv: needs the file markers beside it" in found.lacks
    with pytest.raises(V100Error, match=r"markers\.csv: empty file"):
        take(tmp_path, said, crimes="Id,Recorded\nR1,2026-01-05\n", markers="")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"files": "[files.spare]"}, "files.spare: no table is made of it and no file borrows from it"),
        ({"columns": 'officer = { column = "A", all = ["B"] }'}, "exactly one of column, first, all, ticked"),
        ({"columns": 'officer = { column = "A", when = [{ column = "B" }] }'}, "exactly one of among"),
        (
            {"tables": PEOPLE.replace('"Link"', '{ column = "Link", values = { None = "" } }') + "[files.people]"},
            "mention_id: values leave it empty, and it is required",
        ),
    ],
)
def test_a_fault_of_the_profile_is_named(tmp_path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(V100Error) as refused:
        load_profile(profile(tmp_path, **change))
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "rule", ['"Shoe"', '{ column = "Shoe", values = { Big = "x" } }', '{ ticked = { Shoe = "dv" } }']
)
def test_a_column_that_a_profile_names_must_be_there(tmp_path: Path, rule: str) -> None:
    """Else a victim's sex that one extract lacks would empty the list in silence."""
    name = "flags" if "ticked" in rule else "officer"
    said = profile(tmp_path, columns=f"{name} = {rule}")
    with pytest.raises(V100Error, match=r"crimes\.csv: missing column Shoe"):
        take(tmp_path, said, crimes="Id,Recorded\nR1,2026-01-05\n")
    assert "crimes.csv: no column Shoe" in check_extract([tmp_path / "e"], load_profile(said)).lacks


def test_unless_it_is_optional(tmp_path: Path) -> None:
    said = profile(tmp_path, columns='officer = { column = "Shoe", optional = true }')
    take(tmp_path, said, crimes="Id,Recorded\nR1,2026-01-05\n")
    assert [row["officer"] for row in batches.read(tmp_path / "s", "crime_report").to_pylist()] == [None]
    assert "crimes.csv: not there, so all unknown: Shoe" in check_extract([tmp_path / "e"], load_profile(said)).notes


def test_an_iso_date_may_have_a_time_of_day(tmp_path: Path) -> None:
    take(tmp_path, profile(tmp_path), crimes="Id,Recorded\nR1,2026-01-05 14:05\nR2,2026-01-05T23:59:59\n")
    recorded = [row["recorded_on"].isoformat() for row in batches.read(tmp_path / "s", "crime_report").to_pylist()]
    assert recorded == ["2026-01-05", "2026-01-05"]


def test_what_a_profile_does_not_bring_is_said(tmp_path: Path) -> None:
    said = profile(tmp_path)
    found = check_extract([write(tmp_path / "e", crimes="Id,Recorded\nR1,2026-01-05\n")], load_profile(said))
    assert found.lacks == (
        "no table of profile ours brings offence: no harm is counted",
        "no table of profile ours brings suspect: nobody is ranked",
    )
    assert [note.split(":")[0] for note in found.notes] == [
        "no table of profile ours brings victim",
        "no table of profile ours brings event",
    ]
