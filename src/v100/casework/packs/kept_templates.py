"""What a draft application for an order holds, by the code of the power: files that come with the package, and the
force's own in STORE/packs."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from v100.casework.powers import Book
from v100.errors import V100Error
from v100.typed_toml import read_toml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Test(_Strict):
    """One part of the statutory test, and what on file speaks to it."""

    words: Annotated[str, Field(min_length=1, description="what must be shown")]
    source: Annotated[str, Field(min_length=1, description="the provision that asks it")]
    facts: Annotated[tuple[str, ...], Field(min_length=1, description="kinds of facts that speak to it (facts.toml)")]


class OwnWords(_Strict):
    """What the officer writes."""

    heading: Annotated[str, Field(min_length=1, description="above it")]
    hint: Annotated[str, Field(min_length=1, description="what to write, and what not")]


class Template(_Strict):
    """The draft application for one order."""

    power: Annotated[str, Field(pattern=r"^[A-Z]+$", description="code of the power; the file is CODE.toml")]
    court: Annotated[str, Field(min_length=1, description="where and how one applies")]
    applicant: Annotated[str, Field(min_length=1, description="who applies")]
    told: Annotated[tuple[str, ...], Field(min_length=1, description="what the court must be told")]
    tests: Annotated[tuple[Test, ...], Field(min_length=1, description="parts of the statutory test, in order")]
    own_words: Annotated[tuple[OwnWords, ...], Field(min_length=1, description="what the officer writes")]

    @property
    def kinds(self) -> set[str]:
        """Kinds of facts that may stand in it: no other does."""
        return {kind for test in self.tests for kind in test.facts}

    def sentences(self) -> Iterator[str]:
        """All that it says whoever it is about."""
        yield from (self.court, self.applicant, *self.told)
        for test in self.tests:
            yield from (test.words, test.source)
        yield from (each.heading for each in self.own_words)


def pack_templates(store: Path, book: Book) -> dict[str, Template]:
    """Each by its power; one of the force's takes the place of a shipped one of its name.

    Raises V100Error naming each fault of a file.
    """
    shipped = [Path(str(entry)) for entry in files("v100.data.packs").iterdir() if entry.name.endswith(".toml")]
    own = (store / "packs").glob("*.toml")
    paths = {path.stem: path for path in (*sorted(shipped), *sorted(own))}
    return {code: _checked(path, read_toml(path, Template), book) for code, path in sorted(paths.items())}


def _checked(path: Path, template: Template, book: Book) -> Template:
    unknown = sorted(template.kinds - set(book.kinds))
    if template.power != path.stem or template.power not in book.powers:
        raise V100Error(f"{path}: power: {template.power}: give the code of a power, and name the file by it")
    if unknown:
        raise V100Error(f"{path}: facts: {', '.join(unknown)}: no such kind of fact (facts.toml)")
    return template
