"""Orders as they stand: of one man, or of many men in as many questions to the database."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from v100.casework.database.any_of import any_of
from v100.casework.orders.models import Met, Order, OrderState
from v100.casework.orders.standing import Standing, stands
from v100.casework.powers.load import Book


def orders_of(men: Iterable[int], book: Book, now: datetime) -> list[Standing]:
    """Of men by their references: those that hold first, then the latest begun."""
    orders = list(Order.objects.filter(nominal__in=any_of(men)).select_related("by"))
    among = any_of([order.pk for order in orders])
    states: dict[int, list[OrderState]] = defaultdict(list)
    told = OrderState.objects.filter(order__in=among).select_related("by", "outcome")
    for state in told.order_by("order", "number"):
        states[state.order_id].append(state)
    met: dict[int, list[Met]] = defaultdict(list)
    for each in Met.objects.filter(state__order__in=among).select_related("by", "state"):
        met[each.state.order_id].append(each)
    found = [stands(order, states[order.pk], met[order.pk], book.powers.get(order.power), now) for order in orders]
    return sorted(found, key=lambda each: (not each.holds, -each.order.pk))
