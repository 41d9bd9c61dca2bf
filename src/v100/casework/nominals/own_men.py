"""An officer's own men: how each stands, and which of them wait for something."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from v100.casework.nominals.models import Assignment, Listing, Nominal
from v100.casework.outcomes.custody import in_custody, planned_to_end
from v100.casework.outcomes.kinds import Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.standing import Standing, standings
from v100.casework.outcomes.state import State
from v100.casework.runs.models import MODELS, LoadedRun
from v100.tables import PLANNED_KINDS

JUST_GIVEN = timedelta(days=7)
JUST_REPORTED = timedelta(days=31)
AHEAD = timedelta(days=28)

NOT_ARRESTED = (State.WANTED, State.NEVER_ARRESTED)


@dataclass(frozen=True)
class OwnMan:
    """One of them. `due` are the dates ahead, the nearest first; `states` how many of his reports stand how."""

    nominal: Nominal
    given_at: datetime
    name: str
    line: Listing | None
    reports: list[Standing]
    inside: bool
    due: list[tuple[date, str]]
    run: LoadedRun

    @property
    def states(self) -> list[tuple[State, str, int]]:
        """Each state, the colour of its tag, and how many reports stand so."""
        colours = {each.state: each.colour for each in self.reports}
        counted = Counter(each.state for each in self.reports)
        return [(state, colours[state], counted[state]) for state in State if state in counted]

    @property
    def last_reported(self) -> date | None:
        return max((each.report["recorded_on"] for each in self.reports), default=None)


def _just_given(man: OwnMan) -> bool:
    return man.given_at > timezone.now() - JUST_GIVEN


def _just_reported(man: OwnMan) -> bool:
    return bool(man.last_reported and man.last_reported > man.run.as_at - JUST_REPORTED)


def _not_arrested(man: OwnMan) -> bool:
    return any(each.state in NOT_ARRESTED for each in man.reports)


PARTS: dict[str, tuple[str, Callable[[OwnMan], bool]]] = {
    "all": ("men whom you manage", lambda _: True),
    "given": (f"given to you in the last {JUST_GIVEN.days} days", _just_given),
    "reported": (f"with a report of the run’s last {JUST_REPORTED.days} days", _just_reported),
    "sought": ("with a report for which he was not arrested", _not_arrested),
    "due": (f"with a date in the next {AHEAD.days} days", lambda man: bool(man.due)),
    "inside": ("in custody", lambda man: man.inside),
}
"""What his page can be narrowed to, by the word in its address: how it is said, and who belongs to it."""


def own_men(officer: Any, run: LoadedRun) -> list[OwnMan]:
    """The men who are this officer's and whom he may see, the one with the nearest date first."""
    given = Assignment.objects.visible_to(officer).current().of(officer).select_related("nominal")
    at = {each.nominal: each.at for each in given}
    men = list(at)
    outcomes = Outcome.objects.standing().filter(nominal__in=men).order_by("on", "pk")
    holding = list(outcomes.values_list("nominal_id", "kind", "on", "until", "report_id", named=True))
    reports = standings(men, run, holding)
    today = timezone.localdate()
    inside = set(in_custody(today).filter(nominal__in=men).values_list("nominal", flat=True))
    ending = planned_to_end(today).filter(nominal__in=men)
    lines = {line.nominal_id: line for line in Listing.objects.filter(run=run, nominal__in=men)}
    named = MODELS["person"].objects.filter(run=run, person_id__in=[nominal.person_id for nominal in men])
    names = {person_id: next(iter(names or ()), "") for person_id, names in named.values_list("person_id", "names")}
    due = _due(men, run, [*_planned_ends(ending), *_bailed_to(reports, holding)])
    found = [
        OwnMan(
            nominal=nominal,
            given_at=at[nominal],
            name=names.get(nominal.person_id, ""),
            line=lines.get(nominal.pk),
            reports=reports[nominal.pk],
            inside=nominal.pk in inside,
            due=due.get(nominal.pk, []),
            run=run,
        )
        for nominal in men
    ]
    return sorted(found, key=lambda man: (man.due[0][0] if man.due else date.max, man.nominal.pk))


def _planned_ends(ending: Iterable[Any]) -> Iterator[tuple[int, date, str]]:
    for each in ending:
        yield each.nominal_id, each.planned, f"{each.label}, until then"


def _bailed_to(reports: dict[int, list[Standing]], holding: list[Any]) -> Iterator[tuple[int, date, str]]:
    """Of each report for which a man is on bail now: the day that he was told last."""
    on_bail = {
        (number, each.report["report_id"])
        for number, standing in reports.items()
        for each in standing
        if each.state == State.ON_BAIL
    }
    bail = {(row.nominal_id, row.report_id): row for row in holding if row.kind == Kind.BAIL}
    for row in (bail[key] for key in on_bail & bail.keys()):
        if row.until:
            yield row.nominal_id, row.until, f"{Kind.BAIL.label}, until then"


def _due(men: list[Nominal], run: LoadedRun, dates: list[tuple[int, date, str]]) -> dict[int, list[tuple[date, str]]]:
    """Dates from today on, by the man's number: these, and what the record system plans."""
    today = timezone.localdate()
    last = today + AHEAD
    numbers = {nominal.person_id: nominal.pk for nominal in men}
    planned = MODELS["event"].objects.filter(
        run=run, person_id__in=numbers, kind__in=PLANNED_KINDS, on__gte=today, on__lte=last
    )
    plans = [(numbers[row.person_id], row.on, row.kind.replace("_", " ").capitalize()) for row in planned]
    found: dict[int, list[tuple[date, str]]] = {}
    for number, on, words in sorted({*dates, *plans}):
        if today <= on <= last:
            found.setdefault(number, []).append((on, words))
    return found
