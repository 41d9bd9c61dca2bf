"""The docs say what the code does: reference pages are drawn from it, every switch and option has its sentence."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
from proof.__main__ import PARTS as PROOF_PARTS
from pydantic import BaseModel

import powers_reference
import reference_pages
from v100.casework.powers import Kind
from v100.casework.publishing.wording import PublicWording
from v100.cli.app import app
from v100.evaluation.policies.rivals import Points, Rival
from v100.harm import reasons
from v100.identity.linking.column_map import ColumnMap, OurColumns
from v100.policy import Policy
from v100.settings import Settings
from v100.tables import REFERRAL, RUN, STORED

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS = dict(reference_pages.commands(typer.main.get_command(app), "v100"))
PARTS = (*reference_pages.PROFILE_PARTS, *powers_reference.PARTS)
MODELS = (Policy, Settings, ColumnMap, OurColumns, Kind, PublicWording, Rival, Points, *(model for model, _ in PARTS))


@pytest.mark.parametrize("page", reference_pages.PAGES)
def test_a_reference_page_is_the_code(page: str) -> None:
    kept = (reference_pages.FOLDER / page).read_text(encoding="utf-8")
    assert kept == reference_pages.rendered(page), "run: python tests/reference_pages.py"


@pytest.mark.parametrize("model", MODELS)
def test_every_field_of_a_file_that_people_write_has_a_description(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not (field.description or field.exclude)] == []


@pytest.mark.parametrize("table", [*{**RUN, **STORED}.values(), REFERRAL], ids=lambda table: table.name)
def test_every_column_of_every_table_has_a_meaning(table: Any) -> None:
    assert [column.name for column in table.columns if not column.doc] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_a_sentence(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert [each.name for each in command.params if each.opts[0].startswith("-") and not each.help] == []


def test_every_reason_has_a_meaning() -> None:
    given = {value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)}
    assert given == set(reasons.MEANING)


def test_every_counting_rule_is_told_and_leads_to_its_example() -> None:
    told = (DOCS / "method" / "counting.md").read_text(encoding="utf-8")
    assert [int(rule) for rule in re.findall(r"^\*\*(\d+)\.", told, re.MULTILINE)] == list(range(1, 44))


def test_each_danger_to_her_names_tests_that_there_are() -> None:
    told = (DOCS / "method" / "her-safety.md").read_text(encoding="utf-8")
    assert [int(number) for number in re.findall(r"^\| C(\d+) ", told, re.MULTILINE)] == list(range(1, 28))
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", told)
    tests = DOCS.parent / "tests"
    assert [each for each in named if f"def {each[1]}(" not in (tests / each[0]).read_text(encoding="utf-8")] == []
    assert len(named) > 40


def test_each_claim_names_a_command_or_a_test_that_there_is() -> None:
    told = (DOCS / "proof" / "claims.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("| ") and "---" not in line]
    claims = [row for row in rows if row[0] != "claim"]
    assert [claim for claim, by in claims if "`" not in by and "the page names" not in by] == []
    named = {command for _, by in claims for command in re.findall(r"`([^`]+)`", by)}
    assert [each for each in sorted(named) if not is_there(each)] == []
    assert len(claims) > 25


def is_there(command: str) -> bool:
    """A test as FILE::NAME, or a command of make, of v100, or a part of the proof."""
    if "::" in command:
        file, name = command.split("::")
        return f"def {name}(" in (DOCS.parent / "tests" / file).read_text(encoding="utf-8")
    if command.startswith("make "):
        return f"\n{command.removeprefix('make ')}:" in (DOCS.parent / "Makefile").read_text(encoding="utf-8")
    if command.startswith("python -m proof "):
        return command.removeprefix("python -m proof ") in PROOF_PARTS
    return command in COMMANDS
