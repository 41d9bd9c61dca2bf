"""Who is put forward, by which rule, since when, on which reports."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.harm.precursors import course, home, violence
from v100.harm.precursors.facts import Facts, gather
from v100.harm.precursors.rules import Rule, rules
from v100.policy import Policy
from v100.tables import PRECURSOR

ALONE: dict[str, Callable[[Facts, Rule], ir.Table]] = {
    "P1": violence.strangled,
    "P2": violence.stalks_after_separation,
    "P3": violence.threatened,
    "P4": violence.controls,
    "P5": violence.sexual_in_relationship,
    "P6": course.heeds_no_order,
    "P7": course.more_often,
    "P9": home.pregnancy,
    "P10": home.firearms,
    "P11": course.withdrew_not_stopped,
    "P12": course.never_seen,
    "P13": violence.many_women,
    "P14": violence.strangers,
    "P17": course.his_life,
    "P18": home.child_at_risk,
}
"""Rules that stand on facts alone. P8, P15 and P16 also read whether others fired."""

VIOLENT = ("P1", "P2", "P3", "P4", "P5")


def find_precursors(
    backend: ibis.BaseBackend,
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    offences: ir.Table,
    events: ir.Table,
    *,
    policy: Policy,
    as_at: date,
    left_out: ir.Table | None = None,
    earlier_relationships: ir.Table | None = None,
) -> ir.Table:
    """The precursor list (tables.PRECURSOR): which rules of precursors.toml each person fires at as_at.

    `known` holds crime_report, offence, suspect and victim as known; `people` person and person_mention of
    both sides; `offences` the offence table; `events` those that belong to somebody (person_id, kind, on,
    until, report_id, days); `left_out` the person_id of those left out by decision; `earlier_relationships`
    the victims of earlier versions of reports (report_id, mention_id, relationship, updated_on), without
    which P8 and P17 know of a separation by flag only. `latest_on` is the latest fact that fires the rule;
    of P15 the day that lies ahead.
    """
    facts = gather(
        backend,
        known,
        people,
        offences,
        events,
        policy=policy,
        as_at=as_at,
        left_out=left_out,
        earlier_relationships=earlier_relationships,
    )
    fired = {rule: _keep(backend, rule, ALONE[rule](facts, rules()[rule])) for rule in ALONE}
    fired["P8"] = _keep(backend, "P8", course.newly_apart(facts, rules()["P8"], _any(fired, VIOLENT)))
    fired["P16"] = _keep(backend, "P16", course.her_life(facts, rules()["P16"], _any(fired, ("P1", "P4"))))
    fired["P15"] = _keep(backend, "P15", _out_soon(backend, facts))
    rows = ibis.union(*(table.mutate(rule=ibis.literal(rule)) for rule, table in sorted(fired.items())))
    return PRECURSOR.shape(
        rows.group_by("person_id", "rule").agg(
            latest_on=_.on.max(),
            reports=ibis.coalesce(_.report_id.collect(distinct=True).sort(), ibis.literal([], type="array<string>")),
        )
    )


def _keep(backend: ibis.BaseBackend, rule: str, expression: ir.Table) -> ir.Table:
    return engine.keep(backend, f"precursor_{rule}", expression.distinct())


def _any(fired: Mapping[str, ir.Table], names: tuple[str, ...]) -> ir.Table:
    return ibis.union(*(fired[name] for name in names), distinct=True)


def _out_soon(backend: ibis.BaseBackend, facts: Facts) -> ir.Table:
    """P15: out soon, and any of P1 to P8 ever: asked again at every day on which there was a fact of his."""
    endings = engine.keep(backend, "precursor_endings", course.endings(facts, rules()["P15"]))
    days = ibis.union(
        *(table.select("person_id", at="on") for table in (facts.reports, facts.events, facts.separations)),
        distinct=True,
    )
    # as_at is the moment of every ending: nothing later than it was a fact.
    days = days.join(endings.select("person_id", as_at="at").distinct(), "person_id").filter(_.at <= _.as_at)
    then = replace(facts, moments=engine.keep(backend, "precursor_moments", days.drop("as_at").distinct()))
    ever = {rule: ALONE[rule](then, rules()[rule]) for rule in (*VIOLENT, "P6", "P7")}
    ever["P8"] = course.newly_apart(then, rules()["P8"], _any(ever, VIOLENT))
    before = _any(ever, tuple(ever)).select("person_id", "report_id").distinct()
    return endings.join(before, "person_id").select("person_id", "at", "report_id", on="ends_on")
