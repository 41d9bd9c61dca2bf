"""`v100 verify` proves the evidence of the store beside the run, and a page that somebody was given."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evidence_made_up import evidence, seal_all
from v100.cli.app import app
from v100.cli.evidence import give
from v100.errors import CheckFailed
from v100.store.evidence import sealed_evidence


def verify(store: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["verify", *words, "--store", str(store)])


def test_untouched_evidence_is_counted(store: Path) -> None:
    assert "evidence" not in verify(store).stdout
    seal_all(store)
    done = verify(store)
    assert done.exit_code == 0
    assert "evidence: 4 sealed in the store, every byte is as sealed" in done.stdout
    document = json.loads(verify(store, "--json").stdout)
    assert document["ok"]
    assert document["evidence"] == {"sealed": 4, "differences": [], "page_of": None}


def test_changed_evidence_is_told_in_one_line_with_status_1(store: Path) -> None:
    evidence_id = seal_all(store)[0]
    file = store / "evidence" / evidence_id / "evidence.json"
    file.write_bytes(file.read_bytes().replace(b"31%", b"99%"))
    done = verify(store)
    assert f"✗ evidence {evidence_id}: it has changed since it was sealed\n" in done.stdout
    assert isinstance(done.exception, CheckFailed)
    assert done.exception.exit_status == 1
    assert str(done.exception) == f"the evidence in {store} does not prove itself: 1 differences"
    document = json.loads(verify(store, "--json").stdout)
    assert (document["ok"], document["differences"]) == (False, [])
    assert document["evidence"]["differences"] == [f"evidence {evidence_id}: it has changed since it was sealed"]


@pytest.fixture
def page(store: Path, tmp_path: Path) -> Path:
    """Written by a command that sealed it, too."""
    give(evidence("effect"), store, tmp_path / "effect.html", publish=True)
    return tmp_path / "effect.html"


def test_a_page_is_proved_by_the_evidence_that_it_shows(store: Path, page: Path) -> None:
    (evidence_id,) = sealed_evidence(store)
    assert f"effect.html: the page of {evidence_id}" in verify(store, "--page", str(page)).stdout
    assert json.loads(verify(store, "--page", str(page), "--json").stdout)["evidence"]["page_of"] == evidence_id


@pytest.mark.parametrize("cause", ["changed", "never sealed"])
def test_a_page_that_is_not_the_one_sealed_is_told(store: Path, page: Path, cause: str) -> None:
    if cause == "changed":
        page.write_text(page.read_text(encoding="utf-8").replace("31%", "99%"), encoding="utf-8")
    else:
        give(evidence("policies"), store, page, publish=False)
    done = verify(store, "--page", str(page))
    assert f"{page}: this is the page of no evidence sealed in {store}" in done.stdout
    assert isinstance(done.exception, CheckFailed)


def test_a_page_that_is_not_there_is_wrong_use(store: Path) -> None:
    done = verify(store, "--page", "nowhere.html")
    assert "nowhere.html: cannot be read" in str(done.exception)
