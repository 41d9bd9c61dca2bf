"""What links compare of two crimes, and which crimes with which, in words: the one vocabulary of the engine and of the
site."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

KNOWS_HIM = ("partner", "ex_partner", "family")
"""What he is to her where she can say who it was: such crimes are compared with none."""

COMPARED = {
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
    "his_age": "his age against the one described",
    "height": "his height",
    "build": "his build",
    "vehicle": "his vehicle",
}
"""Comparisons by the name that a part of a lead has. Never ethnicity, accent or anything else of his appearance."""
TITLES = COMPARED | {
    "suspect_age": "age of the man as described",
    "other_crimes": "crimes of his of other kinds",
    "looked_at": "only what lies near is looked at",
    "together": "all of it taken together",
}
"""Every part of a lead and of a pair of crimes, in which nobody's age is known but as described. The last three are of
the man and the crime as a whole: they say nothing of what is alike."""


class Category(BaseModel):
    """Crimes that are compared with each other. `near` in metres; of a serious one it is shown who else might have done
    it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    subgroups: tuple[str, ...]
    near: int
    serious: bool = False


@cache
def categories() -> dict[str, Category]:
    """Every category by its name, in the order of the file (src/v100/data/linkage/categories.toml)."""
    text = (files("v100.data.linkage") / "categories.toml").read_text(encoding="utf-8")
    return {name: Category.model_validate(stated) for name, stated in tomllib.loads(text).items()}


@cache
def category_of(subgroup: str | None) -> str:
    """The category of a subgroup of offences; empty where its crimes are not compared."""
    return next((name for name, category in categories().items() if subgroup in category.subgroups), "")
