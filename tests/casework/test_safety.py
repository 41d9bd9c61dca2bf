"""What the site must never do: write a name to its log, run a stranger's script, leave a secret open."""

import logging
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from overheard import overheard
from runs_made_up import seal
from site_users import signed_in
from v100.casework import place
from v100.casework.access import Role
from v100.casework.logs import Scrubbed
from v100.casework.nominals.models import Nominal
from v100.casework.runs.load import load_new

CANARY = "Canary Madeupname"


def test_the_log_says_where_but_not_of_whom() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        record = logging.getLogger("v100").makeRecord(
            "v100", logging.ERROR, __file__, 1, "page %s failed", (CANARY,), exc_info=sys.exc_info()
        )
    said = Scrubbed().format(record)
    assert CANARY not in said
    assert "ValueError" in said
    assert "test_the_log_says_where_but_not_of_whom" in said


def test_an_error_page_and_the_log_hold_nothing_of_the_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise ValueError(CANARY)

    seal(tmp_path)
    load_new(tmp_path)
    client = signed_in(Role.ANALYST)
    client.raise_request_exception = False
    monkeypatch.setattr("v100.casework.nominals.views.listing.month_run", fail)
    with overheard() as said:
        answer = client.get(reverse("list"), {"name": CANARY})
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    assert "ValueError" in said()
    assert CANARY not in said()


@pytest.mark.parametrize("signed", [True, False])
def test_pages_allow_no_script_but_the_sites_own(signed: bool) -> None:
    answer = (signed_in(Role.ANALYST) if signed else Client()).get("/" if signed else "/sign-in/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    text = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|https?://", text)


def test_pages_are_not_kept_by_the_browser(tmp_path: Path) -> None:
    seal(tmp_path)
    load_new(tmp_path)
    client = signed_in(Role.ANALYST)
    pages = ["/", reverse("list"), reverse("man", args=[Nominal.objects.earliest("pk").pk])]
    assert all("no-store" in client.get(page).headers["Cache-Control"] for page in pages)


def test_a_secret_is_its_owners_only_and_stays(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as several:
        found = set(several.map(lambda _: place.secret(tmp_path, "key"), range(32)))
    assert found == {place.secret(tmp_path, "key")}
    assert len(found.pop()) >= 64
    assert [path.name for path in (tmp_path / "casework").iterdir()] == ["key"]
    assert (tmp_path / "casework" / "key").stat().st_mode & 0o077 == 0
    assert (tmp_path / "casework").stat().st_mode & 0o077 == 0
    assert place.secret(tmp_path / "other", "key") != place.secret(tmp_path, "key")
