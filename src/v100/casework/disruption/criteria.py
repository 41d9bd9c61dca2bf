"""By what the effect of a disruption is graded: the shipped criteria, or the force's own in STORE/disruption.toml."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from v100.typed_toml import read_toml

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
    with as_file(files("v100.data.disruption") / "criteria.toml") as shipped:
        found = read_toml(own if own.exists() else shipped, Criteria)
    return {grade.name: grade for grade in found.grades}
