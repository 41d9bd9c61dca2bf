"""Which duties are open for the women of a man, and which are done. They follow from what happened to him; no row
opens one, so that none is forgotten."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db import router
from django.utils import timezone

from v100.casework.clocks import working_days, working_days_before
from v100.casework.database.any_of import as_array
from v100.casework.database.hashed import hashed
from v100.casework.duties.asking import DUTIES
from v100.casework.duties.asking_late import LATE
from v100.casework.duties.limits import Limit, limits
from v100.casework.duties.models import Told
from v100.casework.facts.book import force_book
from v100.casework.nominals.himself import found_to_be_others, themselves
from v100.casework.nominals.models import Assignment, Nominal
from v100.casework.orders.by_outcome import AFTER_BAIL
from v100.casework.orders.kinds import HOLDING, WITH_TERMS
from v100.casework.outcomes.kinds import Kind
from v100.casework.plans.models import SafetyLook
from v100.casework.plans.safety_first import SAFETY_DAYS
from v100.casework.runs.models import LoadedRun
from v100.casework.women.herself import first_of_each
from v100.tables import PLANNED_KINDS

OF_ORDERS = ("order_varied", "order_ended", "bail_ended")
"""What happens to an order or to bail and is no outcome."""

LAST_DAYS = {"order_ended": "The last day of an order", "bail_ended": "The last day of bail"}
"""Of orders and bail that are known from outcomes alone."""

YEARS_BACK, YEARS_AHEAD = 10, 5
"""Years whose working days are counted."""


class Happened(NamedTuple):
    """Something of which she is to be told, and since when it is known."""

    nominal: Nominal
    about: str
    words: str
    known_on: date


class Duty(NamedTuple):
    """One thing that one woman is to be told, by when, and that she was."""

    happened: Happened
    woman: str
    name: str
    limit: Limit
    due_on: date
    told: Told | None
    look: SafetyLook | None

    @property
    def open(self) -> bool:
        return self.told is None and self.look is None

    def late(self, today: date) -> bool:
        return self.open and self.due_on < today


class Duties(NamedTuple):
    """Some of them, the one that is due first first; how many there are in all, and how many of them are late."""

    shown: list[Duty]
    number: int
    late: int

    def late_alone(self, today: date) -> "Duties":
        """They lead, so that what is late of a part is the same part of what is late."""
        return Duties([duty for duty in self.shown if duty.late(today)], self.late, self.late)


def duties_for(user: Any, run: LoadedRun) -> list[Duty]:
    """Of every man whom this person may see and who is or was managed."""
    return _asked(_men_of(user), run).shown


def waiting_for(user: Any, run: LoadedRun, first: int, most: int) -> Duties:
    """Of the same men what is still to be told: so many from that place on."""
    return _asked(_men_of(user), run, waiting=True, first=first, most=most)


def late_for(user: Any, run: LoadedRun, most: int) -> int:
    """How many of the same are late, counted no further than so many."""
    today = timezone.localdate()
    named = _limits()
    said = {
        **_said_of(_men_of(user), run, today),
        **named,
        "before": [working_days_before(today, days) for days in named["days"]],
        "enhanced_before": [working_days_before(today, days) for days in named["enhanced_days"]],
        "most": most,
    }
    with hashed(router.db_for_read(Told)) as cursor:
        cursor.execute(LATE, said)
        return int(cursor.fetchone()[0])


def duties_of(men: Iterable[Nominal], run: LoadedRun) -> list[Duty]:
    """Of what happened from the day on which a man was first managed, under whichever reference. What was before is
    told elsewhere."""
    return _asked({man.pk for man in men}, run).shown


def duties_to(references: Iterable[str], men: Iterable[Nominal], run: LoadedRun) -> list[Duty]:
    """Those towards one woman, by her references, of what happened to these men."""
    return _asked({man.pk for man in men}, run, women=list(references)).shown


def owed(references: Iterable[str], men: Iterable[Nominal], run: LoadedRun) -> set[str]:
    """Which of these women, by reference, are to be told something yet of what happened to these men."""
    waiting = _asked({man.pk for man in men}, run, women=list(references), waiting=True)
    return {duty.woman for duty in waiting.shown}


def _men_of(user: Any) -> set[int]:
    given = set(Assignment.objects.visible_to(user).values_list("nominal", flat=True))
    return given - found_to_be_others(given)


def _asked(
    men: Collection[int],
    run: LoadedRun,
    *,
    women: list[str] | None = None,
    waiting: bool = False,
    first: int = 0,
    most: int | None = None,
) -> Duties:
    today = timezone.localdate()
    said = {
        **_said_of(men, run, today),
        **_limits(),
        "women": women,
        "waiting": waiting,
        "first": first,
        "most": most,
        "working": _working(today.year - YEARS_BACK, today.year + YEARS_AHEAD),
    }
    with hashed(router.db_for_read(Told)) as cursor:
        cursor.execute(DUTIES, said)
        rows = cursor.fetchall()
    number, late, *_ = rows[0]
    return Duties(_made([row[2:] for row in rows if row[2] is not None]), number, late)


def _said_of(men: Collection[int], run: LoadedRun, today: date) -> dict[str, Any]:
    """What both questions are told: whose duties, by which run, on which day."""
    himself, herself = themselves(men), first_of_each()
    return {
        "known_as": as_array(himself),
        "men": as_array(himself.values()),
        "run": run.number,
        "references": list(herself),
        "hers": list(herself.values()),
        "today": today,
        "planned": list(PLANNED_KINDS),
        "with_terms": list(WITH_TERMS),
        "holding": list(HOLDING),
        "ends_from": None,
        "ends_by": today - timedelta(days=1),
        "after_bail": list(AFTER_BAIL),
        "safety_days": SAFETY_DAYS,
    }


@cache
def _working(first: int, last: int) -> str:
    """Working days as PostgreSQL writes them."""
    return f"{{{','.join(day.isoformat() for day in working_days(first, last))}}}"


def _limits() -> dict[str, list[Any]]:
    """A line for each kind of event and each limit that it calls for."""
    lines = [(kind, name, limit) for name, limit in limits().told.items() for kind in limit.kinds]
    return {
        "kinds": sorted({kind for kind, _, _ in lines}),
        "limit_kinds": [kind for kind, _, _ in lines],
        "names": [name for _, name, _ in lines],
        "days": [limit.days for _, _, limit in lines],
        "enhanced_days": [limit.enhanced_days for _, _, limit in lines],
        "custody": [limit.custody for _, _, limit in lines],
        "look": [limit.look for _, _, limit in lines],
        "fresh": [limit.fresh for _, _, limit in lines],
        "enhanced": list(limits().enhanced),
    }


def _made(rows: list[tuple[Any, ...]]) -> list[Duty]:
    men = Nominal.objects.in_bulk({row[0] for row in rows})
    told = Told.objects.select_related("by").in_bulk({row[8] for row in rows if row[8]})
    looks = SafetyLook.objects.select_related("by").in_bulk({row[9] for row in rows if row[9]})
    return [
        Duty(
            happened=Happened(men[man], about, _words(about, kind, planned_on, power), known_on),
            woman=woman,
            name=name,
            limit=limits().told[name],
            due_on=due_on,
            told=told.get(said),
            look=looks.get(looked),
        )
        for man, about, kind, known_on, planned_on, power, name, woman, said, looked, due_on in rows
    ]


def _words(about: str, kind: str, planned_on: date | None, power: str) -> str:
    if planned_on:
        return f"{kind.replace('_', ' ').capitalize()} {planned_on:%-d %B %Y}"
    if about.startswith("order:"):
        found = force_book().powers.get(power)
        return found.name if found else power
    return LAST_DAYS.get(kind) or str(Kind(kind).label)
