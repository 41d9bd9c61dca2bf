"""Which crimes are compared with which (src/v100/data/linkage/categories.toml)."""

import tomllib
from functools import cache
from importlib.resources import files

import ibis
import ibis.expr.types as ir
from pydantic import BaseModel, ConfigDict


class Category(BaseModel):
    """Crimes that are compared with each other. `cell` in metres."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    subgroups: tuple[str, ...]
    cell: int
    serious: bool = False


@cache
def categories() -> dict[str, Category]:
    """Every category by its name, in the order of the file."""
    text = (files("v100.data.linkage") / "categories.toml").read_text(encoding="utf-8")
    return {name: Category.model_validate(stated) for name, stated in tomllib.loads(text).items()}


def category_of(subgroup: ir.StringColumn) -> ir.StringColumn:
    """The category of a subgroup of offences; unknown where its crimes are not compared."""
    branches = [(subgroup.isin(category.subgroups), name) for name, category in categories().items()]
    return ibis.cases(*branches, else_=ibis.null("string"))


def cell_of(category: ir.StringColumn) -> ir.IntegerColumn:
    """The side in metres of a category's squares."""
    return category.cases(*((name, stated.cell) for name, stated in categories().items()))
