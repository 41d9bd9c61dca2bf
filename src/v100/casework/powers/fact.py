"""What a fact on a file is, and which kinds of facts there are."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

ABOUT_MAN: Literal["man"] = "man"
ABOUT_BOTH: Literal["man and woman"] = "man and woman"

OF_PEOPLE = ("adult", "under_18", "in_custody", "she_is_adult")
"""The kinds whose source is `person`: each has a rule of its own (from_run/people.py)."""

OF_REPORTS = ("offence", "categories", "codes", "flags", "methods", "relationships", "outcomes")
OF_EVENTS = ("events", "details", "least_days", "categories", "codes")
KEYS = {"person": (), "report": OF_REPORTS, "event": OF_EVENTS, "officer": ("each_power",)}
"""Which keys say more of a kind, by its source."""


class Kind(BaseModel):
    """One kind of fact: an entry of facts.toml. Of `categories`, `codes`, `flags` and `methods` one is enough; each
    other condition that is given must hold too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(exclude=True)]
    about: Annotated[
        Literal["man", "man and woman", "either"],
        Field(description="whom it concerns: him, him with one woman, or either as the entry says"),
    ]
    source: Annotated[
        Literal["person", "report", "event", "officer"],
        Field(description="where it comes from: the run's tables, or what an officer recorded on his file"),
    ]
    words: Annotated[str, Field(min_length=1, description="what it says, as a lawyer would read it")]
    each_power: Annotated[
        bool, Field(description="recorded for one power, and counts for that power only: an authority, a necessity")
    ] = False
    offence: Annotated[bool, Field(description="any offence line of the report is enough")] = False
    categories: Annotated[tuple[str, ...], Field(description="categories of an offence line (categories.csv)")] = ()
    codes: Annotated[tuple[str, ...], Field(description="Home Office codes of an offence line (offences.csv)")] = ()
    flags: Annotated[tuple[str, ...], Field(description="flags of the report (flags.csv)")] = ()
    methods: Annotated[tuple[str, ...], Field(description="method codes of the report (mo_codes.csv)")] = ()
    relationships: Annotated[
        tuple[str, ...], Field(description="what he is to her on the report (report_victim.relationship)")
    ] = ()
    outcomes: Annotated[tuple[str, ...], Field(description="outcome types of the report (outcomes.csv)")] = ()
    events: Annotated[tuple[str, ...], Field(description="kinds of event (event.kind)")] = ()
    details: Annotated[
        tuple[str, ...], Field(description="what was said more of the outcome on the site: which order, which sentence")
    ] = ()
    least_days: Annotated[int, Field(ge=0, description="days of the sentence, at least (event.days)")] = 0

    @model_validator(mode="after")
    def _keys_of_its_source(self) -> Self:
        strange = {key for keys in KEYS.values() for key in keys if getattr(self, key)} - set(KEYS[self.source])
        if strange:
            raise ValueError(f"{', '.join(sorted(strange))}: not for source {self.source!r}; take out or change source")
        if self.source == "person" and self.name not in OF_PEOPLE:
            raise ValueError(f"source 'person' is for {', '.join(OF_PEOPLE)} only: choose another source")
        if self.source == "event" and not self.events:
            raise ValueError("source 'event' needs events: add which")
        return self


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact on a file: its kind, the day it came about, what opens it (a report, an event, an entry), in words.

    `woman` is her reference, never more. `until` is the last day on which it holds (an order, custody, a licence).
    `known_on` is when it came to be known, where that was later than the day itself. `power` is the code of the power
    that it was recorded for, where its kind asks for one. Raises ValueError where kind and fact do not fit.
    """

    kind: Kind
    on: date
    opens: str
    words: str
    woman: str | None = None
    until: date | None = None
    known_on: date | None = None
    power: str | None = None

    def __post_init__(self) -> None:
        if self.kind.about == ABOUT_MAN and self.woman is not None:
            raise ValueError(f"fact {self.kind.name!r} is about the man alone: take the woman's reference away")
        if self.kind.about == ABOUT_BOTH and self.woman is None:
            raise ValueError(f"fact {self.kind.name!r} is about him and one woman: give her reference")
        if self.kind.each_power != (self.power is not None):
            needs = "is recorded for one power: give its code" if self.kind.each_power else "is of no one power"
            raise ValueError(f"fact {self.kind.name!r} {needs}")

    def holds(self, as_at: date) -> bool:
        """It had come about and was known on this day, and had not ended."""
        return max(self.on, self.known_on or self.on) <= as_at and (self.until is None or as_at <= self.until)
