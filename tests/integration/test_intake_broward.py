"""Profile `broward` on an extract of its shape, made up here: three files keyed by Case No, no victims."""

from pathlib import Path

from extracts import counts, take, write
from v100.store import batches

CASES = """Case No,Offence Date,Arrest Date,Charge,Degree,Kind
X-1,08/13/2013,,Felony Battery (Dom Strang),F,index
X-2,,01/26/2013,Agg Assault Law Enforc Officer,F,index
X-3,04/13/2013,,Possession of Nothing,F,index
X-4,,,Agg Assault Law Enforc Officer,F,re-arrest
X-5,13/08/2013,,Agg Assault Law Enforc Officer,M,index
X-6,08/13/2013,,felony battery (dom strang),F,index
X-7,08/13/2013,,,F,index
"""
DEFENDANTS = """Case No,Defendant,DOB,Sex,Race
X-1,"POE, Sam Lee",20-Mar-1947,Male,Other
X-2,"VAN DYK, Ann-Marie",08-Feb-1982,Female,Other
X-3,"ROE, Max",07-May-1991,Male,Other
X-4,"ROE, Max",07-May-1991,Male,Other
X-5,"ROE, Max",07-May-1991,Male,Other
X-6,"ROE, Max",07-May-1991,Male,Other
X-7,"ROE, Max",07-May-1991,Male,Other
"""
CUSTODY = """Case No,Booked,Released
X-1,2013-08-13 06:03:42,2013-08-14 05:41:20
X-2,2013-01-28,2013-01-27
X-3,2013-04-14,2013-04-13
X-4,2013-04-13,2013-04-14
X-2,2013-01-26,
"""


def test_the_extract_is_taken_as_its_profile_says(tmp_path: Path) -> None:
    extract = write(tmp_path / "e", cases=CASES, defendants=DEFENDANTS, custody=CUSTODY)
    receipt = take(extract, tmp_path / "s", profile="broward")
    assert counts(receipt) == {
        "cases.csv": (7, 2, 2, 3),
        "custody.csv": (5, 2, 2, 1),
        "defendants.csv": (7, 2, 2, 3),
    }
    assert receipt.filtered == {"its report is out of scope": 4, "Charge is not in charge_map": 3}
    assert receipt.rejects == {
        "its report was rejected": 3,
        "Released before Booked": 1,
        "empty, and it is required": 1,
        "impossible date": 1,
        "impossible date or time": 1,
    }
    reports = batches.read(tmp_path / "s", "crime_report").to_pylist()
    assert [(row["report_id"], str(row["recorded_on"]), row["domestic_abuse"]) for row in reports] == [
        ("X-1", "2013-08-13", True),
        ("X-2", "2013-01-26", None),
    ]
    codes = {row["report_id"]: row["ho_code"] for row in batches.read(tmp_path / "s", "offence").to_pylist()}
    assert codes["X-2"] == "008/30"
    people = [
        (row["forename"], row["middle_names"], row["surname"], str(row["date_of_birth"]), row["sex"])
        for row in batches.read(tmp_path / "s", "suspect").to_pylist()
    ]
    assert people == [
        ("Sam", "Lee", "POE", "1947-03-20", "M"),
        ("Ann-Marie", None, "VAN DYK", "1982-02-08", "F"),
    ]
    events = [
        (row["mention_id"], row["kind"], str(row["on"])) for row in batches.read(tmp_path / "s", "event").to_pylist()
    ]
    assert events == [
        ("X-1", "remand", "2013-08-13"),
        ("X-1", "release", "2013-08-14"),
        ("X-2", "remand", "2013-01-26"),
    ]
