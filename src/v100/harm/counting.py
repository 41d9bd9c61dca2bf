"""Which offence lines count, for whom: the first half of scoring, whatever is made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from v100.harm.events import person_events
from v100.harm.judged import judged_reports
from v100.harm.lines import harm_lines
from v100.harm.victims import line_victims, victim_facts
from v100.policy import Policy

Keep = Callable[[str, ir.Table], ir.Table]


@dataclass(frozen=True)
class Counting:
    """events: what happened to each person (person_events); victims: who is on each line (line_victims); lines: each
    person's lines, counted or not and why (harm_lines)."""

    events: ir.Table
    victims: ir.Table
    lines: ir.Table


def count_lines(
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    offences: ir.Table,
    *,
    left_out: ir.Table,
    policy: Policy,
    as_at: date,
    keep: Keep,
) -> Counting:
    """Every line of the window, judged by the rules of the method (docs/method).

    known: crime_report, offence, suspect, victim, event as known (tables.INPUT); people: person, person_mention;
    offences: tables.OFFENCE_TABLE; left_out: report lines that a decision leaves out. `keep` computes a step once, by
    name.
    """
    events = keep("person_event", person_events(known, people["person_mention"]))
    reports = keep("judged", judged_reports(known, policy=policy, as_at=as_at))
    victims = keep("line_victims", line_victims(known, people, offences, reports=reports))
    lines = harm_lines(
        known,
        people,
        offences,
        reports=reports,
        events=events,
        victims=victim_facts(victims),
        left_out=left_out,
        policy=policy,
        as_at=as_at,
    )
    return Counting(events, victims, keep("lines", lines))
