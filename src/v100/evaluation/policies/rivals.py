"""Other rules of order, as files (TOML) that a force can change: what of a man gives how many points."""

from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from v100.errors import V100Error
from v100.offences import weight_sets
from v100.typed_toml import read_toml

Fact = Literal[
    "days_since_last", "reports", "offences", "victims", "gravest_days", "harm_days", "decayed_days", "weighted"
]
"""What a rule may read of a man, all of it of the lines that count in the run: days from his last report to the day of
the list; how many reports, offence lines, women and girls; his gravest line, the sum of all, the sum that fades; the
sum by another weight set."""


class Points(BaseModel):
    """Points for one fact: so many for each unit, or by bands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Annotated[Fact, Field(description="what of the man gives points")]
    times: Annotated[Decimal | None, Field(description="points for each unit of it")] = None
    bands: Annotated[
        tuple[tuple[Decimal, Decimal], ...], Field(description="[up to, points], rising, in place of `times`")
    ] = ()
    above: Annotated[Decimal, Field(description="points above the last band")] = Decimal(0)

    @model_validator(mode="after")
    def one_way(self) -> "Points":
        """Raises ValueError unless it is either times or bands that rise."""
        if (self.times is None) == (not self.bands):
            raise ValueError("give either `times` or `bands`")
        if [upto for upto, _ in self.bands] != sorted({upto for upto, _ in self.bands}):
            raise ValueError("the bands must rise")
        return self


class Rival(BaseModel):
    """A rule of order: the points of a man are added, most points first, who is level by lot."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="name, as in tables and charts")]
    title: Annotated[str, Field(description="what it is, in a few words")]
    source: Annotated[str, Field(description="where it comes from")]
    half_life_days: Annotated[int, Field(ge=1, description="days in which `decayed_days` fade by half")] = 90
    weights: Annotated[str | None, Field(description="weight set of the store that `weighted` adds up")] = None
    points: Annotated[tuple[Points, ...], Field(description="what gives points; none: all are level")]


def shipped() -> list[Path]:
    """The files that come with the package."""
    return sorted(Path(str(entry)) for entry in files("v100.data.rivals").iterdir() if entry.name.endswith(".toml"))


def rivals_of(store: Path, more: tuple[Path, ...] = ()) -> tuple[list[Rival], list[Rival]]:
    """The shipped rules and those of the files given: those that can be applied, and those whose weight set the store
    lacks.

    Raises V100Error where a file is no rule, or two bear one name.
    """
    rules = [read_toml(path, Rival) for path in (*shipped(), *more)]
    names = [rule.name for rule in rules]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise V100Error(f"two rules are named {', '.join(doubled)}: change `name` in your file")
    here = {None, *weight_sets(store)}
    return [rule for rule in rules if rule.weights in here], [rule for rule in rules if rule.weights not in here]
