"""The column map: which of a file's columns are ours, and how its other columns are compared."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from v100.errors import V100Error

Theirs = Annotated[tuple[str, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)]
"""A column of the file, or several that are read as one, joined by a space."""

Kind = Literal["category", "text", "number", "date", "identifier"]


class OurColumns(BaseModel):
    """Our columns and what the file calls them. Any may be left out; a list is read as one, joined by a space."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    forename: Annotated[Theirs, Field(description="first name, or all given names")] = ()
    middle_names: Annotated[Theirs, Field(description="other given names")] = ()
    surname: Annotated[Theirs, Field(description="family name")] = ()
    full_name: Annotated[Theirs, Field(description="the whole name in one column, in place of the three above")] = ()
    aliases: Annotated[Theirs, Field(description="other whole names, separated by a vertical bar")] = ()
    date_of_birth: Annotated[Theirs, Field(description="date of birth")] = ()
    sex: Annotated[Theirs, Field(description="M, F or X, or the words")] = ()
    address: Annotated[Theirs, Field(description="the street line, or the whole address")] = ()
    town: Annotated[Theirs, Field(description="town, suburb or city")] = ()
    postcode: Annotated[Theirs, Field(description="postcode")] = ()
    phone: Annotated[Theirs, Field(description="telephone number")] = ()
    email: Annotated[Theirs, Field(description="e-mail address")] = ()
    pnc_id: Annotated[Theirs, Field(description="Police National Computer id")] = ()
    cro_no: Annotated[Theirs, Field(description="Criminal Records Office number")] = ()


class ColumnMap(BaseModel):
    """A column map: one TOML file. A column of the file that it does not name is not read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1, description="the file's own key; it is never compared")]
    columns: Annotated[OurColumns, Field(description="our columns = theirs")] = OurColumns()
    other: Annotated[
        dict[str, Kind],
        Field(description="their further columns, each compared as category, text, number, date or identifier"),
    ] = {}

    @classmethod
    def load(cls, path: Path) -> "ColumnMap":
        """The map that a file states. Raises V100Error naming every fault of it at once."""
        try:
            stated = cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise V100Error(f"{path}: cannot be read ({error.strerror}): give the path of a column map") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise V100Error(f"{path}: not valid TOML ({error})") from error
        except ValidationError as error:
            raise V100Error(f"{path}: {'; '.join(_fault(fault) for fault in error.errors())}") from error
        faults = stated.faults()
        if faults:
            raise V100Error(f"{path}: {'; '.join(faults)}")
        return stated

    @property
    def ours(self) -> dict[str, tuple[str, ...]]:
        """Our column → theirs, those mapped only."""
        return {ours: theirs for ours in OurColumns.model_fields if (theirs := getattr(self.columns, ours))}

    @property
    def theirs(self) -> tuple[str, ...]:
        """Every column that a file must have."""
        return (self.id, *(each for theirs in self.ours.values() for each in theirs), *self.other)

    def faults(self) -> list[str]:
        """What is wrong with a map whose every line is well formed."""
        found = []
        if not self.ours and not self.other:
            found.append("columns: nothing to compare: map one of our columns at least")
        if self.columns.full_name and (self.columns.forename or self.columns.surname or self.columns.middle_names):
            found.append("columns.full_name: stands in place of forename, middle_names and surname: map it or them")
        twice = [theirs for theirs, times in Counter(self.theirs).items() if times > 1]
        found += [f"{theirs!r} is named more than once: what it says would count twice" for theirs in twice]
        return found


def _fault(fault: object) -> str:
    where = ".".join(str(part) for part in fault["loc"]) or "file"  # type: ignore[index]
    if fault["type"] == "extra_forbidden":  # type: ignore[index]
        known = OurColumns.model_fields if where.startswith("columns.") else ColumnMap.model_fields
        return f"{where}: not one of ours, which are {', '.join(known)}; put a column of another kind under [other]"
    return f"{where}: {fault['msg']}"  # type: ignore[index]
