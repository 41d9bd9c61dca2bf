"""What the check knows of words: the shipped file, or the force's own in STORE/leaks.toml."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from v100.typed_toml import read_toml

FILE = "leaks.toml"


class Phrase(BaseModel):
    """Wording that reveals what he must not learn."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Annotated[str, Field(min_length=1, description="the wording; {number} is a number, in figures or as a word")]
    reveals: Annotated[str, Field(min_length=1, description="what he could learn from it")]


class Vocabulary(BaseModel):
    """Words of the check."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ordinary: Annotated[frozenset[str], Field(description="names that are ordinary words too")]
    ignored: Annotated[frozenset[str], Field(description="words of a name that name nobody")]
    generic: Annotated[frozenset[str], Field(description="words of a place that do not tell which one it is")]
    streets: Annotated[dict[str, tuple[str, ...]], Field(description="kinds of streets and houses, with short forms")]
    phrases: Annotated[tuple[Phrase, ...], Field(description="wording that reveals who spoke, or that somebody did")]


def vocabulary(store: Path | None = None) -> Vocabulary:
    """The shipped words, or the store's. Raises V100Error naming every fault of the force's file."""
    own = store / FILE if store else None
    with as_file(files("v100.data.leaks") / FILE) as shipped:
        return read_toml(own if own and own.exists() else shipped, Vocabulary)
