"""Orders that nobody keeps here, and bail: known from outcomes alone, which the record system or a person told. Where
their end is known, they are seen to as those that are kept."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.db import router

from v100.casework.database.any_of import as_array
from v100.casework.database.hashed import hashed
from v100.casework.outcomes.kinds import Detail, Kind
from v100.casework.outcomes.models import Outcome

SOON = timedelta(days=28)
"""Before an end: as the files of powers have it where they say nothing else. Which power it is, an extract does not
tell."""

AFTER_BAIL = (
    Kind.BAIL,
    Kind.CHARGE,
    Kind.REMAND,
    Kind.NO_FURTHER_ACTION,
    Kind.DISCONTINUED,
    Kind.FALSE_REPORT,
    Kind.ACQUITTAL,
    Kind.SENTENCE,
)
"""What takes the place of bail on the same report, and is told by itself."""

BY_OUTCOME = """
made as materialized (
    select * from (
        select known.man, told.id, told.nominal_id, told.kind::text, told."on", told.report_id, told.crime_ref,
            told.details, coalesce(told.until, case told.kind when 'order' then told."on" + told.days end) as until
        from outcomes_outcome told join known on known.id = told.nominal_id
        where told.nominal_id = any(%(known_as)s) and told.kind in ('order', 'bail') and not told.taken_back
          and told.beside_id is null
          and told.id not in (select replaces_id from outcomes_outcome where replaces_id is not null)
    ) made
    where (%(ends_from)s::date is null or until >= %(ends_from)s)
      and (%(ends_by)s::date is null or until <= %(ends_by)s)
), kept as (
    with recursive telling(id) as (
        select granted.outcome_id from orders_orderstate granted join orders_order on orders_order.id = granted.order_id
        where orders_order.nominal_id = any(array(
                select known.id from known where man in (select man from made where kind = 'order')))
          and granted.state = 'granted' and granted.outcome_id is not null
          and granted.id not in (select state_id from orders_voided)
        union
        select later.id from outcomes_outcome later join telling on later.replaces_id = telling.id
        where later.replaces_id is not null
    )
    select id from telling
), bail as (
    select made.*, known.id as known_as from made join known using (man) where kind = 'bail'
), followed as (
    select bail.id from bail cross join lateral (
        select from outcomes_outcome later
        where later.nominal_id = bail.known_as and later.report_id = bail.report_id
          and later."on" between bail."on" and coalesce(bail.until, 'infinity')
          and (later."on" > bail."on" or later.kind <> 'bail' or later.id > bail.id)
          and later.kind = any(%(after_bail)s) and not later.taken_back and later.beside_id is null
          and later.id not in (select replaces_id from outcomes_outcome where replaces_id is not null)
        limit 1
    ) later
), by_outcome as (
    select * from made where kind = 'order' and id not in (select id from kept)
    union all
    select * from made where kind = 'bail' and id not in (select id from followed)
)
"""
"""Asked of `known`: the numbers (id) under which each man (man) was known. An order is kept here where its outcome,
however it was told since, is that of a step. Bail holds until something else came of the report; what came after its
last day does not undo that it ran out. What came while it held is sought for each bail by its days: all that ever came
of these men is a hundred times as much."""

ASKED = f"""
with known as (
    select * from unnest(%(known_as)s::bigint[], %(men)s::bigint[]) known (id, man)
), {BY_OUTCOME}
select id, nominal_id, kind, "on", until, crime_ref, details from by_outcome order by until, id
"""


class ByOutcome(NamedTuple):
    """One of them: its outcome, the number of the man under whom that stands, and its last day where it is known."""

    outcome: int
    nominal: int
    kind: str
    on: date
    until: date | None
    crime_ref: str
    details: list[str]
    today: date

    @property
    def name(self) -> str:
        if self.kind == Kind.BAIL:
            return "Bail"
        return str(Detail(self.details[0]).label) if self.details else "Order"

    @property
    def in_words(self) -> str:
        report = f" ({self.crime_ref})" if self.crime_ref else ""
        return f"{self.name} of {self.on:%-d %B %Y}{report}"

    @property
    def over(self) -> bool:
        return self.until is not None and self.until < self.today

    @property
    def ends_soon(self) -> bool:
        return self.until is not None and self.today <= self.until <= self.today + SOON


def told_by_outcome(himself: Mapping[int, int], today: date, *, ending: bool = False) -> list[ByOutcome]:
    """Of men, by every number under which each was known, by their last day, those that are over last: all of them, or
    only those that are `ending` soon."""
    said = {
        "known_as": as_array(himself),
        "men": as_array(himself.values()),
        "ends_from": today if ending else None,
        "ends_by": today + SOON if ending else None,
        "after_bail": list(AFTER_BAIL),
    }
    with hashed(router.db_for_read(Outcome)) as cursor:
        cursor.execute(ASKED, said)
        found = [ByOutcome._make((*row, today)) for row in cursor.fetchall()]
    return sorted(found, key=lambda each: each.over)
