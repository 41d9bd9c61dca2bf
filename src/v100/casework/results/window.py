"""The days that a result is about."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Max

from v100.casework.links.models import ProposalState
from v100.casework.outcomes.models import Outcome
from v100.casework.pages.fields import DateInParts
from v100.casework.runs.models import LoadedRun

YEAR, FINANCIAL, LAUNCH, OWN = "year", "financial", "launch", "own"
PRESETS = (
    (YEAR, "The last 12 months"),
    (FINANCIAL, "This financial year"),
    (LAUNCH, "Since launch"),
    (OWN, "Days that I give"),
)
LISTED, ADOPTED, EVERYTHING = "listed", "adopted", "everything"
BASES = (
    (LISTED, "Since he was listed"),
    (ADOPTED, "Since the panel adopted him"),
    (EVERYTHING, "The whole window"),
)
IN_WORDS = {
    LISTED: "What followed from the day on which each man was first listed",
    ADOPTED: "What followed from the day on which the panel adopted each man",
    EVERYTHING: "Everything in the window, also from before a man was listed",
}


@dataclass(frozen=True)
class Window:
    """From the first day to the last, both included, and from which day of a man on things count."""

    first: date
    last: date
    basis: str = LISTED

    @property
    def asked(self) -> str:
        """As a page's address has it."""
        parts = {
            f"{name}_{place}": value for name in ("first", "last") for place, value in enumerate(self._parts(name))
        }
        return urlencode({"window": OWN, "basis": self.basis, **parts})

    def _parts(self, name: str) -> tuple[int, int, int]:
        day = getattr(self, name)
        return day.day, day.month, day.year

    def __str__(self) -> str:
        return f"{self.first} to {self.last}, {self.basis}"


class WindowForm(forms.Form):
    """Which days, and what of them."""

    window = forms.ChoiceField(label="Which days?", choices=PRESETS, required=False)
    first = DateInParts("From", what="the first day", required=False)
    last = DateInParts("To", what="the last day", required=False)
    basis = forms.ChoiceField(label="What counts?", choices=BASES, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__({"window": YEAR, "basis": LISTED, **{name: data[name] for name in data}})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("window") == OWN:
            for name in ("first", "last"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter the {name} day")
            if given.get("first") and given.get("last") and given["last"] < given["first"]:
                self.add_error("last", "The last day must not be before the first")
        return given

    def chosen(self) -> Window | None:
        """None where what was asked makes no sense."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        basis = given["basis"] or LISTED
        if given["window"] == OWN:
            return Window(given["first"], given["last"], basis)
        last = last_known_day()
        return Window(_first_day(given["window"] or YEAR, last), last, basis)


def last_known_day() -> date:
    """The last day of which anything can be known here: the last run's, or of what people recorded since."""
    own: date | None = Outcome.objects.filter(by__isnull=False).aggregate(last=Max("on"))["last"]
    links: date | None = ProposalState.objects.aggregate(last=Max("on"))["last"]
    runs: date | None = LoadedRun.objects.aggregate(last=Max("as_at"))["last"]
    return max(day for day in (own, links, runs) if day)


def launch() -> date | None:
    """The day of the first run that the site holds."""
    first = LoadedRun.objects.order_by("as_at").first()
    return first.as_at if first else None


def _first_day(preset: str, last: date) -> date:
    if preset == FINANCIAL:
        return date(last.year - (last < date(last.year, 4, 1)), 4, 1)
    if preset == LAUNCH:
        return launch() or last
    return _year_before(last)


def _year_before(last: date) -> date:
    """The day after the same day a year ago."""
    following = date.fromordinal(last.toordinal() + 1)
    leap_day = (following.month, following.day) == (2, 29)
    return date(following.year - 1, 3, 1) if leap_day else following.replace(year=following.year - 1)
