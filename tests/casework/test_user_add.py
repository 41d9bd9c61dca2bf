"""A user is added from the command line, a guest with his agency and last day."""

import json
import subprocess
import sys
from datetime import date, timedelta

import psycopg
import pytest

SOON = (date.today() + timedelta(days=30)).isoformat()


@pytest.mark.parametrize(
    ("role", "agency", "last_day", "fault"),
    [
        ("guest", "Made-up council housing", SOON, ""),
        ("guest", "Made-up council housing", None, "A guest has an agency, a last day and no other role"),
        ("lro", "", SOON, "A guest has an agency, a last day and no other role"),
        ("lro", "", None, ""),
    ],
)
def test_only_a_guest_has_an_agency_and_a_last_day(
    role: str, agency: str, last_day: str | None, fault: str, elsewhere: dict[str, str]
) -> None:
    facts = {
        "username": "a.example",
        "password": "a long enough secret",
        "forename": "Ada",
        "surname": "Example",
        "roles": [role],
        "why": "for a test",
        "date_of_birth": None,
        "last_day": last_day,
        "address": "",
        "postcode": "",
        "agency": agency,
    }
    command = [sys.executable, "-m", "v100.casework.add_user"]
    done = subprocess.run(command, env=elsewhere, input=json.dumps(facts), text=True, capture_output=True, check=False)
    assert (done.returncode != 0) == bool(fault)
    assert fault in done.stderr
    with psycopg.connect(elsewhere["DATABASE_URL"]) as owner:
        added = owner.execute("select agency, last_day::text from accounts_user").fetchall()
    assert added == ([] if fault else [(agency, last_day)])
