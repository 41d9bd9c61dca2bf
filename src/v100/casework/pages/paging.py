"""A page of a long list. What stands beside its rows is asked for these rows only, not for every row of the list."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

ON_A_PAGE = 25
FURTHEST = 1_000_000
"""No list has a page beyond; whoever asks for one gets the last."""

Rows = TypeVar("Rows", bound=QuerySet[Any])


def page_of(rows: Rows, beside: Callable[[Rows], Rows], number: str | None) -> Page[Any]:
    """The page of this number, else the nearest that there is; each row with what is `beside` it."""
    page = Paginator(rows.values_list("pk", flat=True), ON_A_PAGE).get_page(number)
    keys = list(page.object_list)
    found = beside(rows.model.objects.all()).in_bulk(keys)
    page.object_list = [found[key] for key in keys]
    return page


class Part(Protocol):
    """Some of a list, and how many there are in all of it."""

    @property
    def shown(self) -> list[Any]: ...

    @property
    def number(self) -> int: ...


PartOfList = TypeVar("PartOfList", bound=Part)


def part_of(ask: Callable[[int, int], PartOfList], number: str | None) -> tuple[Page[Any], PartOfList]:
    """The page of this number of a list that the database counts and cuts: `ask` is told the first place and how many.
    It is asked once more where there is no such page, for the nearest that there is."""
    wanted = min(max(int(number), 1), FURTHEST) if number and number.isdecimal() else 1
    part = ask((wanted - 1) * ON_A_PAGE, ON_A_PAGE)
    page = Paginator(range(part.number), ON_A_PAGE).get_page(number)
    if page.number != wanted:
        part = ask((page.number - 1) * ON_A_PAGE, ON_A_PAGE)
    page.object_list = part.shown
    return page, part
