"""The headline figures: what each counts, and the one query that counts them all."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import connection

from v100.casework.access import Action, allowed
from v100.casework.links.kinds import State
from v100.casework.outcomes.kinds import Kind
from v100.casework.results import programme
from v100.casework.results.window import EVERYTHING, Window


class Unit(Enum):
    """What is counted once. Of days, the longest sentence of a man on one day is added."""

    MAN = "a man"
    OCCASION = "a man on a day"
    OFFENCE = "a man and an offence line"
    OUTCOME = "an outcome"
    DAYS = "days, by man and day"


GROUPED = {
    Unit.MAN: "nominal_id",
    Unit.OCCASION: 'nominal_id, "on"',
    Unit.OFFENCE: "nominal_id, report_id, line",
    Unit.OUTCOME: "outcome_id, nominal_id",
    Unit.DAYS: 'nominal_id, "on"',
}
"""The columns of `happened` that tell one from another."""


@dataclass(frozen=True)
class Figure:
    """A number: its name in addresses, its words, which kinds of outcome (or standings of a proposed link) it counts by
    what, only VAWG or not.
    """

    name: str
    words: str
    kind: Kind | State
    unit: Unit
    vawg: bool = False

    @property
    def holds(self) -> str:
        """The condition on a row of `happened`."""
        more = {Unit.OFFENCE: " and line is not null", Unit.DAYS: " and days is not null"}.get(self.unit, "")
        return f"kind = '{self.kind}'{more}{' and vawg' if self.vawg else ''}"

    @property
    def opens(self) -> tuple[str, Action]:
        """The page of one that is counted, and what its reader must be allowed."""
        return ("link-proposal", Action.PROPOSE_LINK) if isinstance(self.kind, State) else ("outcome", Action.OPEN_MAN)


FIGURES = {
    figure.name: figure
    for figure in (
        Figure("people-arrested", "people arrested", Kind.ARREST, Unit.MAN),
        Figure("arrests", "arrests", Kind.ARREST, Unit.OCCASION),
        Figure("vawg-arrests", "arrests related to violence against women and girls", Kind.ARREST, Unit.OCCASION, True),
        Figure("offences-arrested-for", "offences arrested for", Kind.ARREST, Unit.OFFENCE),
        Figure("people-charged", "people charged", Kind.CHARGE, Unit.MAN),
        Figure("offences-charged", "offences charged", Kind.CHARGE, Unit.OFFENCE),
        Figure("people-remanded", "people remanded in custody", Kind.REMAND, Unit.MAN),
        Figure("people-convicted", "people convicted", Kind.CONVICTION, Unit.MAN),
        Figure("offences-convicted", "offences they were convicted of", Kind.CONVICTION, Unit.OFFENCE),
        Figure("people-sentenced", "people sentenced", Kind.SENTENCE, Unit.MAN),
        Figure("custodial-days", "days of custody passed as sentences", Kind.SENTENCE, Unit.DAYS),
        Figure("people-recalled", "people recalled to prison", Kind.RECALL, Unit.MAN),
        Figure("orders-applied", "orders applied for", Kind.ORDER_APPLIED, Unit.OUTCOME),
        Figure("orders", "orders made", Kind.ORDER, Unit.OUTCOME),
        Figure("breaches", "breaches noted without a crime report", Kind.BREACH, Unit.OUTCOME),
        Figure("no-further-action", "people with a case that ended without action", Kind.NO_FURTHER_ACTION, Unit.MAN),
        Figure("discontinued", "people with a prosecution discontinued", Kind.DISCONTINUED, Unit.MAN),
        Figure("people-acquitted", "people acquitted of at least one offence", Kind.ACQUITTAL, Unit.MAN),
        Figure("victim-withdrew", "cases in which a victim withdrew support", Kind.VICTIM_WITHDREW, Unit.OUTCOME),
        Figure("false-reports", "reports found to be false", Kind.FALSE_REPORT, Unit.OUTCOME),
        Figure("links-proposed", "links proposed to officers of undetected crimes", State.PROPOSED, Unit.OUTCOME),
        Figure("links-accepted", "of the proposals, accepted", State.ACCEPTED, Unit.OUTCOME),
        Figure("links-rejected", "of the proposals, rejected", State.REJECTED, Unit.OUTCOME),
        Figure("links-charged", "charged after a link was proposed", State.CHARGED, Unit.OUTCOME),
        Figure("links-considered", "crimes taken into consideration", State.CONSIDERED, Unit.OUTCOME),
        Figure("links-bad-character", "bad character admitted", State.BAD_CHARACTER, Unit.OUTCOME),
    )
}

GROUPS = (
    ("Arrests", ("people-arrested", "arrests", "vawg-arrests", "offences-arrested-for")),
    ("Charges", ("people-charged", "offences-charged", "people-remanded")),
    (
        "Convictions",
        ("people-convicted", "offences-convicted", "people-sentenced", "custodial-days", "people-recalled"),
    ),
    ("Orders", ("orders-applied", "orders", "breaches")),
    (
        "Came of links",
        (
            "links-proposed",
            "links-accepted",
            "links-rejected",
            "links-charged",
            "links-considered",
            "links-bad-character",
        ),
    ),
    (
        "What else came of it",
        ("no-further-action", "discontinued", "people-acquitted", "victim-withdrew", "false-reports"),
    ),
)
BY_TYPE = (
    "arrests",
    "offences-arrested-for",
    "people-charged",
    "offences-charged",
    "people-convicted",
    "offences-convicted",
)
BY_MONTH = ("arrests", "people-charged", "people-convicted", "orders")

KINDS = ", ".join(sorted({f"'{figure.kind}'" for figure in FIGURES.values()}))

PROPOSALS = f"""
    select proposal.id, man.nominal_id, its.state, its."on", null::integer, proposal.report_id,
        proposal.crime_ref, null::integer, null::text, null::text, null::boolean
    from man
    join links_proposal proposal on proposal.nominal_id = man.nominal_id
    join links_proposalstate its on its.proposal_id = proposal.id
    where its."on" between %(first)s and %(last)s and (its."on" >= man.since or %(everything)s)
      and its.state in ({KINDS})
      and (its.state = '{State.PROPOSED}' or not exists (
          select from links_proposalstate later
          where later.proposal_id = its.proposal_id and later.number > its.number
            and (its.state <> '{State.ACCEPTED}' or later.state = '{State.REJECTED}')))
      and (%(sealed)s or not exists (select from nominals_seal seal where seal.nominal_id = man.nominal_id))
"""
"""Links proposed, from the day of each state. What was accepted stays so whatever came of it; of outcomes the last
holds.
"""

HAPPENED = f"""
happened as (
    select outcome.id as outcome_id, outcome.nominal_id, outcome.kind, outcome."on", outcome.days, outcome.report_id,
        outcome.crime_ref, offence.line, offence.ho_code, offence.type, offence.vawg
    from man
    join outcomes_outcome outcome on outcome.nominal_id = man.nominal_id
    left join outcomes_outcomeoffence offence on offence.outcome_id = outcome.id
    where outcome."on" between %(first)s and %(last)s and (outcome."on" >= man.since or %(everything)s)
      and outcome.kind in ({KINDS}) and outcome.beside_id is null and not outcome.taken_back
      and not exists (select from outcomes_outcome later where later.replaces_id = outcome.id)
      and (%(sealed)s or not exists (select from nominals_seal seal where seal.nominal_id = man.nominal_id))
    union all {PROPOSALS}
)
"""
"""`happened`: a row for each offence of each outcome that holds, of the programme's men, in the window; where an
outcome has no offence, one row without. A proposed link is such a row too, by its standings.
"""

MONTH = """to_char("on", 'YYYY-MM')"""
GROUPS_BY = {"all": "''", "type": "type", "ho_code": "ho_code", "month": MONTH}
"""By what figures can be counted, as an expression over `happened`."""

PART = """
select '{by}', '{unit}', its.grouped, its.kind, count(*), count(*) filter (where its.vawg), sum(its.days)
from (
    select {expression} as grouped, kind, bool_or(vawg) as vawg, max(days) as days
    from happened where kind in ({kinds}){more}
    group by 1, kind, {keys}
) its
group by its.grouped, its.kind
"""

Counts = dict[str, int]


@dataclass(frozen=True)
class Results:
    """Each figure's number, the same by category of violence or by offence, and by month (`2026-03`). Whoever belongs
    to two groups is in both; a group in which nothing happened is left out.
    """

    all: Counts
    by_type: dict[str, Counts]
    by_month: dict[str, Counts]


def results(window: Window, user: Any, *, by: str = "type") -> Results:
    """Of the men whom this person may see, in one query; `by` is `type` or `ho_code`."""
    wanted = {"all": tuple(FIGURES), by: BY_TYPE, "month": BY_MONTH}
    parts = [_part(by, unit, names) for by, names in wanted.items() for unit in Unit if _of(unit, names)]
    found: dict[str, dict[str, Counts]] = {by: {} for by in wanted}
    for group, unit, grouped, kind, number, vawg, days in asked(" union all ".join(parts), window, user):
        counts = found[group].setdefault(grouped, dict.fromkeys(wanted[group], 0))
        for figure in _of(Unit[unit], wanted[group]):
            if figure.kind == kind:
                counts[figure.name] = int(days or 0) if figure.unit == Unit.DAYS else vawg if figure.vawg else number
    return Results(found["all"].get("", dict.fromkeys(FIGURES, 0)), found[by], found["month"])


def men(window: Window, user: Any) -> int:
    """How many men the results are about: those whose time began by the last day."""
    query = """
    select count(*) from man
    where since <= %(last)s
      and not exists (select from nominals_became later where later.nominal_id = man.nominal_id and kind = 'merged')
      and (%(sealed)s or not exists (select from nominals_seal seal where seal.nominal_id = man.nominal_id))
    """
    return int(asked(query, window, user)[0][0])


def _of(unit: Unit, names: tuple[str, ...]) -> list[Figure]:
    return [FIGURES[name] for name in names if FIGURES[name].unit == unit]


def _part(by: str, unit: Unit, names: tuple[str, ...]) -> str:
    kinds = sorted({f"'{figure.kind}'" for figure in _of(unit, names)})
    offences = " and line is not null" if unit == Unit.OFFENCE or by in ("type", "ho_code") else ""
    return PART.format(
        by=by,
        unit=unit.name,
        expression=GROUPS_BY[by],
        kinds=", ".join(kinds),
        more=offences + (" and days is not null" if unit == Unit.DAYS else ""),
        keys=GROUPED[unit],
    )


def asked(query: str, window: Window, user: Any, **more: Any) -> list[tuple[Any, ...]]:
    """The rows of a query over `happened` or `man`."""
    query = f"with recursive {programme.men(window.basis)}, {HAPPENED} {query}"
    wanted = {
        "first": window.first,
        "last": window.last,
        "everything": window.basis == EVERYTHING,
        "sealed": allowed(user, Action.SEE_SEALED),
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(query, wanted)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
