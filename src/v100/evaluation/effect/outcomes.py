"""What followed each man from the day of a run: arrests, charges, sentences, custody, death, and harm to women."""

from collections.abc import Mapping, Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from v100.engine import add
from v100.evaluation.past import Later
from v100.harm import custody_spells


def outcomes(
    men: ir.Table, known: Mapping[str, ir.Table], later: Later, *, days: int, horizons: Sequence[int], last: date
) -> ir.Table:
    """`men` (person_id, as_at, next_on, ...) with what followed, days counted from as_at, the day after it is day 1.

    Of arrests: arrested within `days`; arrested_earlier, arrested_later, arrested_unknown by whether the report that
    the arrest belongs to was recorded by as_at, after it, or is not told; arrest_day, the first by the last day that is
    known; arrested_month, by the next run; arrested_before and charged_before in the same days before the run.
    charged; sentence_days, what was given within `days`; custody_day and death_day, the first of each. Of each horizon
    h: harm_h, harm days of acts against women and girls that began after as_at and were recorded within h days, any_h
    whether there was one. What was not followed to its end by `last` is unknown and not nothing.
    """
    followed = men.mutate(followed=ibis.literal(last).delta(men.as_at, unit="day"))
    happened = _happened(followed, known, later.events, days)
    custody = _custody(followed, later.events)
    harm = _harm(followed, later.lines, horizons)
    found = followed
    for part in (happened, custody, harm):
        found = add(found, part, "person_id", "as_at")
    full = found.followed >= days
    flags = ("arrested", "arrested_earlier", "arrested_later", "arrested_unknown", "charged")
    return found.mutate(
        **{name: _known(full, found[name].fill_null(False)) for name in flags},
        **{name: found[name].fill_null(False) for name in ("arrested_month", "arrested_before", "charged_before")},
        **{
            f"{name}_{horizon}": _known(found.followed >= horizon, found[f"{name}_{horizon}"].fill_null(empty))
            for horizon in horizons
            for name, empty in (("harm", 0), ("any", False))
        },
    )


def _known(when: ir.BooleanValue, value: ir.Value) -> ir.Value:
    return ibis.ifelse(when, value, ibis.null(value.type()))


def _happened(men: ir.Table, known: Mapping[str, ir.Table], events: ir.Table, days: int) -> ir.Table:
    """Per man and run: what his events say."""
    reports = known["crime_report"].select("report_id", reported_on="recorded_on")
    his = men.select("person_id", "as_at", "next_on").join(
        add(events.select("person_id", "kind", "on", "report_id", "days"), reports, "report_id"), "person_id"
    )
    his = his.mutate(day=his.on.delta(his.as_at, unit="day"))
    soon = (his.day > 0) & (his.day <= days)
    before = (his.day > -days) & (his.day <= 0)
    arrest, charge = his.kind == "arrest", his.kind == "charge"
    return his.group_by("person_id", "as_at").agg(
        arrested=(arrest & soon).any(),
        arrested_earlier=(arrest & soon & (his.reported_on <= his.as_at)).any(),
        arrested_later=(arrest & soon & (his.reported_on > his.as_at)).any(),
        arrested_unknown=(arrest & soon & his.reported_on.isnull()).any(),
        arrest_day=his.day.min(where=arrest & (his.day > 0)),
        arrested_month=(arrest & (his.day > 0) & (his.on <= his.next_on)).any(),
        arrested_before=(arrest & before).any(),
        charged=(charge & soon).any(),
        charged_before=(charge & before).any(),
        sentence_days=his.days.sum(where=(his.kind == "sentence") & soon),
        death_day=his.day.min(where=(his.kind == "death") & (his.day > 0)),
    )


def _custody(men: ir.Table, events: ir.Table) -> ir.Table:
    """Per man and run: the first day of custody after it (remand, recall, sentence)."""
    his = men.select("person_id", "as_at").join(custody_spells(events).select("person_id", "begins"), "person_id")
    day = his.begins.delta(his.as_at, unit="day")
    return his.group_by("person_id", "as_at").agg(custody_day=day.min(where=day > 0))


def _harm(men: ir.Table, lines: ir.Table, horizons: Sequence[int]) -> ir.Table:
    """Per man and run: acts that began after it, by how soon they were recorded."""
    acts = lines.select("person_id", "days", "recorded_on", "began_on")
    his = men.select("person_id", "as_at").join(acts, "person_id")
    new = his.filter(his.began_on > his.as_at)
    day = new.recorded_on.delta(new.as_at, unit="day")
    return new.group_by("person_id", "as_at").agg(
        **{f"harm_{horizon}": new.days.sum(where=day <= horizon) for horizon in horizons},
        **{f"any_{horizon}": (day <= horizon).any() for horizon in horizons},
    )
