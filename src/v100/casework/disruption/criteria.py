"""By what the effect of a disruption is graded: the shipped criteria, or the force's own in STORE/disruption.toml."""

import tomllib
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from v100.errors import V100Error

NAMES = ("major", "moderate", "minor")
FILE = "disruption.toml"


class Grade(BaseModel):
    """One grade."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Literal["major", "moderate", "minor"], Field(description="from the strongest to the weakest")]
    words: Annotated[str, Field(min_length=1, description="what it means")]
    least_days: Annotated[int, Field(ge=0, description="the effect is claimed for at least so many days")]
    second_reader: Annotated[bool, Field(description="it counts once somebody else agreed")]


class Criteria(BaseModel):
    """The three grades."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    grades: Annotated[tuple[Grade, ...], Field(description="each of the three once, from the strongest")]

    @model_validator(mode="after")
    def _each_once(self) -> "Criteria":
        if tuple(grade.name for grade in self.grades) != NAMES:
            raise ValueError(f"give {', '.join(NAMES)}, each once and in this order")
        return self


def criteria(store: Path) -> dict[str, Grade]:
    """Each grade by name. Raises V100Error naming every fault of the force's file."""
    own = store / FILE
    if own.exists():
        return _read(own)
    with as_file(files("v100.data.disruption") / "criteria.toml") as shipped:
        return _read(shipped)


def _read(path: Path) -> dict[str, Grade]:
    try:
        found = Criteria.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise V100Error(f"{path}: not valid TOML ({error})") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}" for fault in error.errors())
        raise V100Error(f"{path}: {faults}") from error
    return {grade.name: grade for grade in found.grades}
