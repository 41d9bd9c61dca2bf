"""What is to be seen to about an order: by a key that stays the same while it is so, in words that name nobody."""

from collections.abc import Iterator
from typing import NamedTuple

from v100.casework.orders.standing import Standing


class Warned(NamedTuple):
    """One thing."""

    key: str
    words: str


def warnings_of(each: Standing) -> Iterator[Warned]:
    """Clocks that ran out; an end that is near; that it was never served."""
    for running in each.late:
        words = f"{running.clock.words[0].lower()}{running.clock.words[1:]}"
        key = f"clock:{running.state.pk}:{running.clock.name}"
        yield Warned(key, f"{each.name}: {words}: not recorded by {running.due:%-d %B %Y}")
    if each.ends_soon and each.terms and each.terms.until:
        yield Warned(f"order-ends:{each.terms.pk}", f"{each.name}: ends on {each.terms.until:%-d %B %Y}")
    if each.not_served:
        yield Warned(f"order-not-served:{each.order.pk}", f"{each.name}: not served on him")
