"""Alerts: what happened or is about to happen to managed men, for those concerned. Each is made from what is on file,
by a key that stays the same, so that nothing is lost, told twice or out of date. A fixed number of questions is asked.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import router
from django.urls import reverse
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.alerts.alert import Alert
from v100.casework.alerts.asking import ALERTS
from v100.casework.alerts.colleagues import looks_near_colleagues
from v100.casework.alerts.contacts import contact_changes
from v100.casework.alerts.models import Seen
from v100.casework.database.any_of import as_array
from v100.casework.database.hashed import hashed
from v100.casework.facts.book import force_book
from v100.casework.nominals.himself import themselves
from v100.casework.nominals.models import Nominal
from v100.casework.orders.warning import to_be_seen_to
from v100.casework.outcomes.kinds import Kind
from v100.casework.panel.models import Step
from v100.casework.panel.states import Status
from v100.casework.runs.models import LoadedRun
from v100.casework.women.models import Woman
from v100.tables import PLANNED_KINDS

AHEAD = timedelta(days=28)
TOLD = (Kind.RELEASE, Kind.BREACH, Kind.RECALL, Kind.DEATH)


class Alerts(NamedTuple):
    """Some of those that wait for a person, and how many do in all."""

    shown: list[Alert]
    number: int


def alerts_for(
    user: Any,
    run: LoadedRun,
    now: datetime,
    first: int = 0,
    most: int | None = None,
    keys: list[str] | None = None,
) -> Alerts:
    """Those of managed men whom this person may see that the person has not seen yet: of these keys, from that place
    on, so many. Looks at women near a colleague and contact details of women that changed come first, then what
    happened, orders, reports, dates ahead and officers, each by man."""
    managed = Step.objects.visible_to(user).current().filter(status=Status.MANAGED).values_list("nominal", flat=True)
    himself = themselves(managed)
    today = timezone.localdate(now)
    said = {
        "user": user.pk,
        "run": run.number,
        "known_as": as_array(himself),
        "men": as_array(himself.values()),
        "told": list(TOLD),
        "planned": list(PLANNED_KINDS),
        "today": today,
        "last": today + AHEAD,
        "keys": keys,
        "first": first,
        "most": most,
        **_orders(himself, now),
        **_looks(user),
        **_contacts(user),
    }
    with hashed(router.db_for_read(Seen)) as cursor:
        cursor.execute(ALERTS, said)
        rows = cursor.fetchall()
    return Alerts(list(_made([_Row(*row[1:]) for row in rows if row[1] is not None], user)), rows[0][0])


def _orders(himself: Mapping[int, int], now: datetime) -> dict[str, list[Any]]:
    """What is to be seen to about their orders: whose, its key, in words, and under which of his numbers."""
    found = [(himself[of], warned, of) for of, warned in to_be_seen_to(himself, force_book(), now)]
    return {
        "order_men": [man for man, _, _ in found],
        "order_keys": [warned.key for _, warned, _ in found],
        "order_words": [warned.words for _, warned, _ in found],
        "order_of": [of for _, _, of in found],
    }


def _looks(user: Any) -> dict[str, list[Any]]:
    """At women near a colleague: near whom, the key, in words, and at whom."""
    looks = list(looks_near_colleagues(user))
    return {
        "look_men": [look.man for look in looks],
        "look_keys": [look.key for look in looks],
        "look_words": [look.words for look in looks],
        "look_of": [look.woman for look in looks],
    }


def _contacts(user: Any) -> dict[str, list[Any]]:
    """Details that changed: the key, in words, and of whom."""
    changed = list(contact_changes(user))
    return {
        "contact_keys": [each.key for each in changed],
        "contact_words": [each.words for each in changed],
        "contact_of": [each.woman for each in changed],
    }


class _Row(NamedTuple):
    """An alert as the database has it; `of` is the number under which he was known then, or the officer's, or hers."""

    part: int
    man: int | None
    about: str
    key: str
    words: str
    on: date
    of: int


def _made(rows: list[_Row], user: Any) -> Iterator[Alert]:
    men = Nominal.objects.in_bulk({row.man for row in rows if row.man})
    women = Woman.objects.in_bulk({row.of for row in rows if row.about == "contact"})
    officers = User.objects.in_bulk({row.of for row in rows if row.about in OF_OFFICERS})
    for row in rows:
        words = _of_officer(row, user, officers[row.of]) if row.about in OF_OFFICERS else _words(row)
        yield Alert(row.key, men[row.man] if row.man else women[row.of], words, _opens(row))


OF_OFFICERS = ("assignment", "cover")


def _of_officer(row: _Row, user: Any, officer: User) -> str:
    if row.about == "assignment":
        return "He is yours" if officer.pk == user.pk else f"His officer is {officer.full_name}"
    who = "You stand in" if officer.pk == user.pk else f"{officer.full_name} stands in"
    return f"{who} until {row.on:%-d %B %Y}"


def _words(row: _Row) -> str:
    match row.about:
        case "outcome":
            return f"{Kind(row.words).label} on {row.on:%-d %B %Y}"
        case "report":
            return f"Report {row.words} of {row.on:%-d %B %Y} names him"
        case "planned":
            return f"{row.words.replace('_', ' ').capitalize()} on {row.on:%-d %B %Y}"
        case _:
            return row.words


def _opens(row: _Row) -> str:
    match row.about:
        case "outcome":
            return reverse("outcome", args=[row.of, int(row.key.removeprefix("outcome:"))])
        case "order":
            return reverse("orders", args=[row.of])
        case "look":
            return f"{reverse('audit')}?subject=woman:{row.of}"
        case "contact":
            return reverse("woman", args=[row.of])
        case _:
            return reverse("man", args=[row.man])
