"""Nobody is called safe or of low risk, wherever the words stand, and to be on no list is no finding (C18)."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import v100
from runs_made_up import AS_AT, man, month_later
from site_pages import pages
from site_users import signed_in
from v100.casework.access import Role
from v100.casework.nominals.models import Listing, Nominal
from v100.casework.runs.load import load_new

SOURCE = Path(v100.__file__).parent
WHO = r"(?:he|she|they|who|nobody|somebody|anybody|(?:a|the|this|each|every) (?:man|woman|girl|victim|person|suspect))"
FALSE_SAFETY = re.compile(
    r"\b(?:low(?:er|est)?|no|little|minimal|negligible|slight|reduced)[ -]risk\b"
    rf"|\b{WHO}(?:['’]s| is| are) (?:now )?(?:safer?|harmless|out of danger|in no danger)\b"
    rf"|\b{WHO}(?:['’]s| is| are) (?:now )?not (?:dangerous|a (?:danger|risk|threat))\b"
    r"|\b(?:poses?|presents?) (?:no|little) (?:risk|threat|danger)\b"
    r"|\bno longer (?:dangerous|a (?:danger|risk|threat))\b"
    r"|\bnothing to fear\b|\brisk(?: is)? (?:low|minimal|none)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"no grade means that she is safe|Nobody is safe because he is on no list"
    r"|does not (?:say|show) that anybody is safer?",
    re.IGNORECASE,
)
"""What says that nobody is to be called so."""


def called_safe(text: str) -> list[str]:
    return [found.group() for found in FALSE_SAFETY.finditer(DENIED.sub("", " ".join(text.split())))]


def in_python(path: Path) -> str:
    """Every text of a module: labels, choices, titles, hints, faults; docstrings, some of which are shown."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return "\n".join(
        each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def in_toml(path: Path) -> str:
    return "\n".join(_texts(tomllib.loads(path.read_text(encoding="utf-8"))))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(each)


READ = {".py": in_python, ".toml": in_toml, ".html": Path.read_text}


@pytest.mark.parametrize(("suffix", "at_least"), [(".py", 400), (".toml", 60), (".html", 100)])
def test_no_text_of_the_program_calls_anybody_safe_or_of_low_risk(suffix: str, at_least: int) -> None:
    paths = sorted(SOURCE.rglob(f"*{suffix}"))
    assert len(paths) >= at_least
    assert {str(path): found for path in paths if (found := called_safe(READ[suffix](path)))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Low risk",
        "a no-risk man",
        "he is safe",
        "She’s safe",
        "this man is not dangerous",
        "poses little risk",
        "the risk is low",
    ],
)
def test_found(text: str) -> None:
    assert called_safe(text)


@pytest.mark.parametrize("text", ["her risk", "a safe way", "high risk", "no grade means that she is safe", "save it"])
def test_not_found(text: str) -> None:
    assert called_safe(text) == []


@pytest.mark.usefixtures("analyst")
def test_of_whom_is_on_no_list_no_page_says_that_he_is_safe(store: Path) -> None:
    """Below the line, set aside, and of a month ago."""
    month_later(store, person=[man("P900", "Later Madeup")])
    load_new(store)
    client: Client = signed_in(Role.SUPERVISOR)
    unlisted = Nominal.objects.exclude(
        pk__in=Listing.objects.filter(run__as_at__gt=AS_AT, rank__lte=5).values("nominal")
    )
    assert unlisted.count() >= 3
    for nominal in unlisted:
        page = reverse("man", args=[nominal.pk])
        client.post(page, {"why": "the week’s work"})
        shown = client.get(page).content.decode()
        assert nominal.reference in shown
        assert called_safe(re.sub(r"<[^>]+>", " ", shown)) == []
    for page, shown in pages(client):
        assert called_safe(re.sub(r"<[^>]+>", " ", shown)) == [], page
