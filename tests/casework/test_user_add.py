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
    done, added = add(elsewhere, role, agency, last_day)
    assert (done.returncode != 0) == bool(fault)
    assert fault in done.stderr
    assert added == ([] if fault else [(agency, last_day)])


def test_before_the_site_was_ever_started(unprepared: dict[str, str]) -> None:
    done, added = add(unprepared, "lro", "", None)
    assert (done.returncode, added) == (0, [("", None)])


def add(
    site: dict[str, str], role: str, agency: str, last_day: str | None
) -> tuple[subprocess.CompletedProcess[str], list[tuple[str, str | None]]]:
    """What the command made of it, and the accounts that there are then: agency, last day."""
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
    done = subprocess.run(command, env=site, input=json.dumps(facts), text=True, capture_output=True, check=False)
    with psycopg.connect(site["DATABASE_URL"]) as owner:
        return done, owner.execute("select agency, last_day::text from accounts_user").fetchall()
