"""Every command of the README and the how-to pages runs as written, in order, on a small simulated city.

A command stands in a block fenced as console, after `$ `. Blocks fenced otherwise show what a test cannot have.
"""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from v100.cli.app import app

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs" / "how-to"
PAGES = (
    HOW_TO / "try-the-simulated-city.md",
    HOW_TO / "compare-with-london.md",
    ROOT / "README.md",
    HOW_TO / "take-in-an-extract.md",
    HOW_TO / "bring-your-own-extract.md",
    HOW_TO / "run-the-month.md",
    HOW_TO / "read-the-report.md",
    HOW_TO / "change-a-policy.md",
    HOW_TO / "decide-in-the-ledger.md",
    HOW_TO / "settle-doubts-of-identity.md",
    HOW_TO / "find-links.md",
    HOW_TO / "see-which-rule-finds-most.md",
    HOW_TO / "link-a-person-file.md",
    HOW_TO / "bring-your-weights.md",
    HOW_TO / "serve-the-site.md",
    HOW_TO / "run-the-panel.md",
    HOW_TO / "work-a-man.md",
    HOW_TO / "look-at-links.md",
    HOW_TO / "make-an-application-pack.md",
    HOW_TO / "look-after-her.md",
    HOW_TO / "take-a-referral.md",
    HOW_TO / "record-outcomes.md",
    HOW_TO / "check-the-effect.md",
    HOW_TO / "check-fairness.md",
    HOW_TO / "answer-for-the-programme.md",
)


def test_every_how_to_is_in_its_place() -> None:
    assert set(HOW_TO.glob("*.md")) == set(PAGES) - {ROOT / "README.md"}


def test_the_commands_run_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "src").symlink_to(ROOT / "src")  # the pages speak from the repository's folder
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("V100_STORE", raising=False)
    for page in PAGES:
        for command in commands(page.read_text(encoding="utf-8")):
            run(command, page.name)


def commands(text: str) -> list[str]:
    """The lines after `$ ` of the blocks fenced as console."""
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def run(command: str, page: str) -> None:
    words = shlex.split(command)
    if words[0] != "v100":
        subprocess.run(command, shell=True, check=True)
        return
    done = CliRunner().invoke(app, words[1:])
    assert done.exit_code == 0, f"{page}: {command}\n{done.output}\n{done.exception!r}"
