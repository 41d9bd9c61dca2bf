"""Each that stands in the identity benchmark links rows in a process of its own and is measured against the truth."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from v100.tables import SUSPECT

ROOT = Path(__file__).parents[2]
FORENAMES = ("Adam", "Piotr", "Imran", "Kwame", "Luca", "Owen", "Rhys", "Tomasz", "Yusuf", "Zachary")
SURNAMES = ("Kowalski", "Hughes", "Begum", "Mensah", "Rossi", "Pritchard", "Wozniak", "Demir", "Oyelaran", "Quick")
PERSONS = len(FORENAMES) * len(SURNAMES)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three mentions of each of a hundred persons; in the third the surname's end is lost."""
    folder = tmp_path_factory.mktemp("rows")
    mentions = [mention(person, number) for person in range(PERSONS) for number in range(3)]
    told = SUSPECT.arrow(mentions)
    told = told.append_column("recorded_on", pa.array([date(2025, 6, 1)] * len(mentions)))
    pq.write_table(told, folder / "mention.parquet")
    true = {"mention_id": [each["mention_id"] for each in mentions]}
    true["true_id"] = [each[1:4] for each in true["mention_id"]]
    pq.write_table(pa.table(true), folder / "truth.parquet")
    return folder


def mention(person: int, number: int) -> dict[str, Any]:
    surname = SURNAMES[person // len(FORENAMES)]
    return {
        "mention_id": f"S{person:03}{number}",
        "report_id": f"R{person:03}{number}",
        "forename": FORENAMES[person % len(FORENAMES)],
        "surname": surname[:-1] if number == 2 else surname,
        "date_of_birth": date(1970, 3, 2) + timedelta(days=97 * person),
        "sex": "M",
        "postcode": f"N{person % 9 + 1} {person % 10}AB",
        "phone": f"07700{person:06}",
        "pnc_id": None if number else f"2015/{person:07}A",
    }


@pytest.mark.parametrize(
    ("who", "thresholds"),
    [
        ("ours", ["its own", "where it is sure"]),
        ("core_person_record", ["its own", "its own to stay", "best"]),
        ("tutorial", ["its own", "best"]),
    ],
)
def test_each_is_measured(rows: Path, who: str, thresholds: list[str]) -> None:
    worker = [sys.executable, "-m", "benchmarks.identity.city.worker", who, str(rows)]
    done = subprocess.run(worker, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert [score["threshold"] for score in told["scores"]] == thresholds
    assert {(score["mentions"], score["pairs"]) for score in told["scores"]} == {(3 * PERSONS, 3 * PERSONS)}
    best = max(told["scores"], key=lambda score: score["f1"] or 0)
    assert best["f1"] > 0.99
    assert best["false_merges"] == 0
