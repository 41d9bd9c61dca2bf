"""What she is told of and by when: the shipped file of the Victims’ Code."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from v100.typed_toml import read_toml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limit(_Strict):
    """One thing to be told, or done as soon."""

    kinds: Annotated[tuple[str, ...], Field(min_length=1, description="kinds of events that call for it")]
    words: Annotated[str, Field(min_length=1, description="what it is")]
    days: Annotated[int, Field(ge=0, description="working days after it was known")]
    enhanced_days: Annotated[int, Field(ge=0, description="for those with enhanced rights")]
    source: Annotated[str, Field(min_length=1, description="where the Code says so")]
    checked: Annotated[bool, Field(description="whether that was read")]
    review: Annotated[bool, Field(description="she is told, too, that she may ask for a review")] = False
    look: Annotated[bool, Field(description="a look at her safety plan since then is enough")] = False
    fresh: Annotated[bool, Field(description="so is one before, within the days of his plan")] = False
    custody: Annotated[bool, Field(description="of a sentence only where it is immediate custody")] = False


class Limits(_Strict):
    """All of them, and the categories of violence that give enhanced rights."""

    enhanced: Annotated[tuple[str, ...], Field(description="categories of violence")]
    told: Annotated[dict[str, Limit], Field(description="by name")]


@cache
def limits() -> Limits:
    with as_file(files("v100.data.duties") / "told.toml") as path:
        return read_toml(path, Limits)
