"""Protected characteristics are read by the measure of fairness and by nothing else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from v100.tables import INPUT

V100 = Path(__file__).parents[2] / "src" / "v100"
ROOMS = ("harm", "identity", "linkage", "monthly", "offences", "store")
"""Rooms from which a score, a rank, an identity or a lead comes."""
PROTECTED = tuple(name for name in INPUT["suspect"].names if name.startswith("ethnicity"))
WORDS = re.compile(r"ethnic|(?<![a-z])race(?![a-z])|racial|nationality|religio|depriv", re.IGNORECASE)


def said(source: str) -> Iterator[str]:
    """Every name, attribute, argument and text of a module, docstrings left out."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    prose = {
        id(body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and (body := node.body) and isinstance(body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value
        elif isinstance(node, ast.Name | ast.Attribute | ast.keyword | ast.arg):
            yield str(getattr(node, "id", None) or getattr(node, "attr", None) or node.arg)


def test_a_column_that_is_read_would_be_seen() -> None:
    for way in ("t.ethnicity_self", "t['ethnicity_self']", "t.mutate(ethnicity_self=1)", "_.race"):
        assert any(WORDS.search(each) for each in said(way))


def test_the_tables_hold_no_other_protected_characteristic() -> None:
    assert PROTECTED == ("ethnicity_self", "ethnicity_observed")
    names = [name for table in INPUT.values() for name in table.names if name not in PROTECTED]
    assert list(filter(WORDS.search, names)) == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_of_a_score_says_one(room: str) -> None:
    read = {
        f"{path.relative_to(V100)}: {each[:60]}"
        for path in (V100 / room).rglob("*.py")
        for each in said(path.read_text(encoding="utf-8"))
        if WORDS.search(each)
    }
    assert read == set()


def test_only_the_measure_of_fairness_reads_what_is_recorded() -> None:
    """Intake and the simulated city write it, and a run carries it with a man's mentions; profiles map it."""
    readers = {
        "/".join(path.relative_to(V100).parts[:2])
        for path in V100.rglob("*.py")
        for each in said(path.read_text(encoding="utf-8"))
        if each.lower() in PROTECTED
    }
    writers = {"tables.py", "city", "casework"}
    assert {each for each in readers if each.split("/")[0] not in writers} == {"evaluation/fairness"}
