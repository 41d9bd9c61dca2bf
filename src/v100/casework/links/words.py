"""What the run compares of two crimes, and which crimes it compares with which, in words. Tests hold them to the
engine's own.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

COMPARISONS = {
    "distance": "how far apart",
    "days": "time between",
    "hours": "time of day",
    "weekday": "day of the week",
    "location_type": "kind of place",
    "mo_codes": "method codes",
    "mo_text": "words of the method",
    "target": "target",
    "weapon": "weapon",
    "words_spoken": "words spoken",
    "victim_age": "age of the victim",
    "victim_sex": "sex of the victim",
    "relationship": "what he is to the victim",
    "suspect_age": "his age",
    "height": "his height",
    "build": "his build",
    "vehicle": "his vehicle",
}
"""By the name that a part of a lead has."""


@dataclass(frozen=True)
class Category:
    """Crimes that are compared with each other; of a serious one it is shown who else might have done it."""

    title: str
    subgroups: tuple[str, ...]
    serious: bool


@cache
def categories() -> dict[str, Category]:
    """By name, in the order of the file."""
    stated = tomllib.loads((files("v100.data.linkage") / "categories.toml").read_text(encoding="utf-8"))
    return {
        name: Category(row["title"], tuple(row["subgroups"]), row.get("serious", False)) for name, row in stated.items()
    }


@cache
def category_of(subgroup: str | None) -> str:
    """The category of a subgroup of offences; empty where its crimes are not compared."""
    return next((name for name, category in categories().items() if subgroup in category.subgroups), "")
