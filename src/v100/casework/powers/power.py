"""What a power is: the columns of its row, whom it is about, and its conditions. One TOML file each."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

UNCHECKED = "to be checked by the force's lawyers"


OrderKind = Literal[
    "restraining",
    "non_molestation",
    "occupation",
    "domestic_abuse",
    "stalking",
    "sexual_harm",
    "sexual_risk",
    "injunction",
    "other_order",
]
"""Orders as outcomes tell them apart."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Part):
    """A fact, or one of several, and the words that a reader sees for it."""

    words: Annotated[str, Field(min_length=1, description="what is asked, as a sentence")]
    source: Annotated[str, Field(min_length=1, description="the provision or the guidance that asks it")]
    fact: Annotated[str, Field(description="the kind of fact that answers it (facts.toml)")] = ""
    any_of: Annotated[tuple[str, ...], Field(description="kinds of facts of which one is enough, instead of fact")] = ()
    within_days: Annotated[
        int | None, Field(ge=1, description="only facts that came about in the last so many days")
    ] = None
    on_or_after: Annotated[date | None, Field(description="only facts that came about on this day or later")] = None

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.fact,) if self.fact else self.any_of

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.fact) == bool(self.any_of):
            raise ValueError("give either fact (one kind) or any_of (several), not both and not neither")
        return self


class Need(Condition):
    """What must be on file before the power may be open."""

    least: Annotated[int, Field(ge=1, description="so many different reports, events or entries, at least")] = 1


class Closing(Condition):
    """What rules the power out."""


class Area(_Part):
    """A police force, a borough or another area by name, and from which day something holds there."""

    name: Annotated[str, Field(min_length=1, description="as the force or the borough is named")]
    also: Annotated[tuple[str, ...], Field(description="other names of it")] = ()
    since: Annotated[date, Field(description="first day")]

    def lies_in(self, names: Collection[str]) -> bool:
        """Whether one of these names, in small letters, is one of its own."""
        return any(name.casefold() in names for name in (self.name, *self.also))


class Clock(_Part):
    """What must have happened some hours or days after a step of an order."""

    name: Annotated[str, Field(pattern=r"^[a-z_]+$", description="its own name within the file")]
    words: Annotated[str, Field(min_length=1, description="what must have happened, as a sentence")]
    source: Annotated[str, Field(min_length=1, description="the provision that sets it")]
    starts: Annotated[Literal["granted", "served", "breached"], Field(description="the step that starts it")]
    hours: Annotated[int | None, Field(ge=1, description="so many hours from the time of that step")] = None
    days: Annotated[int | None, Field(ge=1, description="so many days, the day of that step the first")] = None
    left_out: Annotated[
        tuple[Literal["Saturday", "Sunday", "bank holiday", "Christmas Day", "Good Friday"], ...],
        Field(description="days that do not count towards the hours"),
    ] = ()
    warn_hours: Annotated[
        int, Field(ge=0, description="so many hours before it runs out people are warned, whichever day it is")
    ] = 12

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.hours is None) == (self.days is None):
            raise ValueError("give either hours or days, not both and not neither")
        return self


class Lasts(_Part):
    """How long an order may hold, its first day counted."""

    source: Annotated[str, Field(min_length=1, description="the provision that says so")]
    least_days: Annotated[int, Field(ge=1, description="not less")]
    most_days: Annotated[int, Field(ge=1, description="not more")]


class Power(_Part):
    """One power: what the law says of it, and under which facts it may be open."""

    code: Annotated[str, Field(pattern=r"^[A-Z]+$", description="its code: the file is CODE.toml")]
    name: Annotated[str, Field(min_length=1, description="its name")]
    strand: Annotated[Literal["pursue", "prevent", "protect", "prepare"], Field(description="its part of a 4P plan")]
    about: Annotated[
        Literal["man", "man and woman"], Field(description="asked once of the man, or of him with each woman")
    ]
    overt: Annotated[
        bool, Field(description="he notices when it is used: each woman's safety plan is looked at before it")
    ] = False
    statute: Annotated[str, Field(min_length=1, description="where it stands")]
    who_applies: Annotated[str, Field(min_length=1, description="who gives it, or applies for it")]
    test: Annotated[str, Field(min_length=1, description="what must be shown")]
    standard_of_proof: Annotated[str, Field(description="how surely; empty where no court decides")]
    duration: Annotated[str, Field(description="how long it lasts")]
    breach: Annotated[str, Field(description="what a breach is")]
    where: Annotated[str, Field(min_length=1, description="where it may be used, in words")]
    note: Annotated[str, Field(description="what is in doubt, or new")]
    on_file: Annotated[tuple[str, ...], Field(min_length=1, description="what must be on file to apply, in words")]
    checked: Annotated[str, Field(min_length=1, description="which lawyer checked the file, and when")] = UNCHECKED
    in_force_from: Annotated[date | None, Field(description="first day on which it may be used")] = None
    areas: Annotated[tuple[Area, ...], Field(description="the only areas where it may be used; absent: all")] = ()
    not_areas: Annotated[tuple[Area, ...], Field(description="areas where it may not be used")] = ()
    needs: Annotated[tuple[Need, ...], Field(min_length=1, description="conditions, all of them")]
    closed_by: Annotated[tuple[Closing, ...], Field(description="facts of which one rules it out")] = ()
    order: Annotated[
        OrderKind | None,
        Field(description="which order it is among outcomes; absent: it is none, and is not tracked from draft to end"),
    ] = None
    lasts: Annotated[Lasts | None, Field(description="how long it may hold; absent: as it is set")] = None
    warn_days: Annotated[int, Field(ge=0, description="so many days before its end people are warned")] = 28
    clocks: Annotated[tuple[Clock, ...], Field(description="what must have happened by when")] = ()
