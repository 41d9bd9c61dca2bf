"""Orders as they stand: against a man or many men, or to protect a woman, in as many questions to the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from v100.casework.database.any_of import any_of
from v100.casework.nominals.models import Nominal
from v100.casework.orders.models import Met, Order, OrderState
from v100.casework.orders.standing import Standing, stands
from v100.casework.powers.load import Book


def orders_of(men: Iterable[int], book: Book, now: datetime) -> list[Standing]:
    """Against men, by their references: those that hold first, then the latest begun."""
    return _standing(Order.objects.filter(nominal__in=any_of(men)).select_related("by"), TOLD, book, now)


def orders_by_number(numbers: Iterable[int], book: Book, now: datetime) -> list[Standing]:
    """These, in the same order, without who told what of them, when and in which words."""
    found = Order.objects.filter(pk__in=any_of(numbers)).defer("at")
    return _standing(found, ("voided",), book, now, unread=WORDS)


def orders_protecting(references: Iterable[str], user: Any, book: Book, now: datetime) -> list[Standing]:
    """To protect a woman, by her references, against men whom this person may see: in the same order."""
    against = Order.objects.filter(woman__in=list(references), nominal__in=Nominal.objects.visible_to(user))
    return _standing(against.select_related("nominal", "by"), TOLD, book, now)


TOLD = ("by", "outcome", "voided__by")
"""What pages show beside a step."""

WORDS = ("conditions", "why", "without_safety", "outcome", "told_outcome", "by", "at")
"""What a step says of itself beside its day, its end and what it is."""


def _standing(
    found: QuerySet[Order], beside: Collection[str], book: Book, now: datetime, *, unread: Collection[str] = ()
) -> list[Standing]:
    orders = list(found)
    if not orders:
        return []
    among = any_of([order.pk for order in orders])
    states: dict[int, list[OrderState]] = defaultdict(list)
    told = OrderState.objects.filter(order__in=among).select_related(*beside).defer(*unread)
    for state in told.order_by("order", "number"):
        states[state.order_id].append(state)
    met: dict[int, list[Met]] = defaultdict(list)
    done = Met.objects.filter(state__order__in=among).annotate(order=F("state__order"))
    for each in done.select_related("by") if "by" in beside else done:
        met[each.order].append(each)
    standing = [stands(order, states[order.pk], met[order.pk], book.powers.get(order.power), now) for order in orders]
    return sorted(standing, key=lambda each: (not each.holds, -each.order.pk))
