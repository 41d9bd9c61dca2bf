"""A page of a long list. What stands beside its rows is asked for these rows only, not for every row of the list."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

ON_A_PAGE = 25

Rows = TypeVar("Rows", bound=QuerySet[Any])


def page_of(rows: Rows, beside: Callable[[Rows], Rows], number: str | None) -> Page[Any]:
    """The page of this number, else the nearest that there is; each row with what is `beside` it."""
    page = Paginator(rows.values_list("pk", flat=True), ON_A_PAGE).get_page(number)
    keys = list(page.object_list)
    found = beside(rows.model.objects.all()).in_bulk(keys)
    page.object_list = [found[key] for key in keys]
    return page
