"""What is to be seen to about an order: by a key that stays the same while it is so, in words that name nobody."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import router

from v100.casework.clocks import LONDON
from v100.casework.database.any_of import as_array
from v100.casework.database.hashed import hashed
from v100.casework.orders.by_outcome import told_by_outcome
from v100.casework.orders.kinds import HOLDING, WITH_TERMS, State
from v100.casework.orders.models import Order
from v100.casework.orders.reading import orders_by_number
from v100.casework.orders.standing import Standing
from v100.casework.powers.load import Book

TO_BE_READ = """
with tracked as (
    select id, power from orders_order where nominal_id = any(%(men)s)
), step as (
    select id, order_id, number, state, until from orders_orderstate
    where order_id = any(array(select id from tracked)) and id not in (select state_id from orders_voided)
), last as (
    select distinct on (order_id) order_id, state from step order by order_id, number desc
), terms as (
    select distinct on (order_id) order_id, until from step
    where state = any(%(with_terms)s) order by order_id, number desc
), unmet as (
    select step.order_id from step join tracked on tracked.id = step.order_id
    join unnest(%(powers)s::text[], %(starts)s::text[], %(clocks)s::text[]) clock (power, starts, name)
        on clock.power = tracked.power and clock.starts = step.state
    where (step.id, clock.name) not in (
        select state_id, clock::text from orders_met where state_id = any(array(select id from step))
    )
)
select id from tracked
where id in (select order_id from last where state = any(%(holding)s)) and (
    id in (select order_id from unmet)
    or id in (select order_id from terms where until between %(today)s and %(today)s + %(warn_days)s)
    or id not in (select order_id from step where state = %(served)s
                  union all select order_id from terms where until < %(today)s)
)
"""
"""Of the orders against many men those of which there may be something to say: clocks that nobody met, an end that
comes within the days of any power, those never served. What is said of each `warnings_of` says alone."""


class Warned(NamedTuple):
    """One thing."""

    key: str
    words: str


def to_be_seen_to(himself: Mapping[int, int], book: Book, now: datetime) -> Iterator[tuple[int, Warned]]:
    """Of men, by every number under which each was known: about orders that are kept here, then the ends of orders and
    of bail that are known from outcomes alone, each with the number under which it stands."""
    for kept, warned in warned_of(himself, book, now):
        yield kept.order.nominal_id, warned
    for each in told_by_outcome(himself, now.astimezone(LONDON).date(), ending=True):
        yield each.nominal, Warned(f"outcome-ends:{each.outcome}", f"{each.in_words}: ends on {each.until:%-d %B %Y}")


def warned_of(men: Iterable[int], book: Book, now: datetime) -> Iterator[tuple[Standing, Warned]]:
    """What is to be seen to about orders against men, by their references, each with its order."""
    clocks = [(power.code, clock) for power in book.powers.values() for clock in power.clocks]
    said = {
        "men": as_array(men),
        "today": now.astimezone(LONDON).date(),
        "powers": [code for code, _ in clocks],
        "starts": [clock.starts for _, clock in clocks],
        "clocks": [clock.name for _, clock in clocks],
        "warn_days": max((power.warn_days for power in book.powers.values()), default=0),
        "with_terms": list(WITH_TERMS),
        "holding": list(HOLDING),
        "served": State.SERVED,
    }
    with hashed(router.db_for_read(Order)) as cursor:
        cursor.execute(TO_BE_READ, said)
        numbers = [number for (number,) in cursor.fetchall()]
    for each in orders_by_number(numbers, book, now):
        for warned in warnings_of(each):
            yield each, warned


def warnings_of(each: Standing) -> Iterator[Warned]:
    """Clocks that ran out or soon will, each told anew once it did; an end that is near; that it was never served."""
    for running in each.clocks:
        words = f"{each.name}: {running.clock.words[0].lower()}{running.clock.words[1:]}"
        which = f"{running.state.pk}:{running.clock.name}"
        if running.late:
            yield Warned(f"clock:{which}", f"{words}: not recorded by {running.due:%-d %B %Y}")
        if running.runs_out_soon:
            yield Warned(f"clock-ends:{which}", f"{words}: runs out on {running.until}")
    if each.ends_soon and each.terms and each.terms.until:
        yield Warned(f"order-ends:{each.terms.pk}", f"{each.name}: ends on {each.terms.until:%-d %B %Y}")
    if each.not_served:
        yield Warned(f"order-not-served:{each.order.pk}", f"{each.name}: not served on him")
