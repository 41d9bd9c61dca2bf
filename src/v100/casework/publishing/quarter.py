"""The only spans of which anything is published: quarters of a year, which never overlap. Of two spans that did, one
could work out what happened in the difference."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from v100.casework.results.window import last_known_day
from v100.casework.runs.current import NEWS
from v100.casework.runs.models import LoadedRun

MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """By year and number, from 1 to 4. Raises ValueError for any other."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // MONTHS or not date.min.year < self.year < date.max.year:
            raise ValueError(f"{self.year}, {self.number}: a quarter is 1 to {12 // MONTHS} of a year")

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The one in which a day lies."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def named(cls, name: str) -> "Quarter":
        """The one of this name, such as 2026-q1. Raises ValueError where it is no such name."""
        found = re.fullmatch(r"(\d{4})-q(\d)", name, re.ASCII)
        if not found:
            raise ValueError(f"{name!r} is no quarter: write it as 2026-q1")
        return cls(int(found[1]), int(found[2]))

    @property
    def name(self) -> str:
        return f"{self.year}-q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last(self) -> date:
        following = date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, self.number * MONTHS + 1, 1)
        return following - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.first:%B} to {self.last:%B} {self.year}"

    @property
    def run(self) -> LoadedRun | None:
        """The one that made the last list of the quarter."""
        of_it = LoadedRun.objects.exclude(policy=NEWS).filter(as_at__range=(self.first, self.last))
        return of_it.order_by("as_at", "number").last()


def quarters() -> list[Quarter]:
    """Those that are over, by what is known here, and in which a list was made; the last first."""
    days = LoadedRun.objects.exclude(policy=NEWS).values_list("as_at", flat=True)
    known = last_known_day() if days else date.min
    return sorted({found for day in days if (found := Quarter.of(day)).last <= known}, reverse=True)
