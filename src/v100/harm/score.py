"""Score and rank: from known tables and people to the ranked list, with everything that explains it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import add
from v100.harm import ranking as places
from v100.harm.annexes import annexes, possible_duplicates
from v100.harm.counting import Keep, count_lines
from v100.harm.decisions import Bound, bind
from v100.harm.events import dead, in_custody
from v100.harm.flags import line_marks, person_flags, under_age
from v100.harm.judged import report_facts
from v100.harm.movement import departures, movement, who_is_who_now
from v100.harm.mutual import mutual_lines
from v100.harm.unweighted import unweighted_codes, unweighted_share
from v100.harm.victims import line_victims
from v100.policy import Policy
from v100.tables import ANNEX, DEPARTURE, HARM_LINE, RANKING, REPORT_VICTIM, SET_ASIDE


@dataclass(frozen=True)
class Previous:
    """The same policy's run before: its ranking and person_mention."""

    ranking: ir.Table
    person_mention: ir.Table


@dataclass(frozen=True)
class Scored:
    """What scoring gives: tables of tables.py by those names, events by person, decisions that bind nobody."""

    harm_line: ir.Table
    ranking: ir.Table
    set_aside: ir.Table
    annex: ir.Table
    departure: ir.Table
    report_victim: ir.Table
    unweighted_codes: ir.Table
    unweighted_share: ir.Table
    person_event: ir.Table
    decisions: Bound


def score(
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    offences: ir.Table,
    *,
    policy: Policy,
    as_at: date,
    keep: Keep,
    decisions: Iterable[Mapping[str, Any]] = (),
    recognised: ir.Table | None = None,
    previous: Previous | None = None,
) -> Scored:
    """The published method (docs/method): each man's counted lines added, ordered, places given.

    known: crime_report, offence, suspect, victim, event as known (tables.INPUT); people: person, person_mention;
    offences: tables.OFFENCE_TABLE; decisions: the ledger's standing entries; recognised: tables.RECOGNISED, who the
    referred may be. `keep` computes a step once, by name.
    """
    bound = bind(decisions, people["person_mention"], recognised)
    counting = count_lines(
        known, people, offences, left_out=bound.left_out_lines, policy=policy, as_at=as_at, keep=keep
    )
    events, victims, lines = counting.events, counting.victims, counting.lines
    mutual = keep("mutual", mutual_lines(lines, victims, known, people["person_mention"]))
    counted = lines.filter(_.counted)
    sums = keep("sums", places.totals(counted, victims))

    custody = keep("custody", in_custody(events, as_at=as_at, beyond_days=policy.custody_beyond_days))
    barred = keep(
        "barred",
        places.set_aside(
            lines,
            sums,
            victims,
            dead=dead(events, as_at=as_at),
            custody=custody,
            children=under_age(known, people, as_at=as_at),
            left_out=bound.left_out,
            policy=policy,
        ),
    )
    ranked = keep("ranked", places.rank(sums.anti_join(barred, "person_id"), list_size=policy.list_size))
    otherwise = places.places_otherwise(ranked, barred).select("person_id", rank_otherwise="place")
    set_aside = keep("set_aside", barred.join(otherwise, "person_id"))

    moved, departed = _since(previous, ranked, set_aside, people["person_mention"], keep=keep, policy=policy)
    questioned = keep("questioned", possible_duplicates(counted, victims, known["crime_report"], policy=policy))
    flags = person_flags(lines, people["person"], custody, mutual=mutual, questioned=questioned)
    described = add(add(ranked, flags, "person_id"), moved, "person_id")
    return Scored(
        harm_line=HARM_LINE.shape(line_marks(lines, mutual=mutual, questioned=questioned)),
        ranking=RANKING.shape(described.mutate(as_at=ibis.literal(as_at), policy=ibis.literal(policy.name))),
        set_aside=SET_ASIDE.shape(set_aside),
        annex=ANNEX.shape(
            annexes(
                lines,
                ranked,
                victims,
                questioned=questioned,
                mutual=mutual,
                referred=bound.referred,
                unlisted=barred.filter(_.reason != places.NO_LINE),
                policy=policy,
            )
        ),
        departure=DEPARTURE.shape(departed),
        report_victim=REPORT_VICTIM.shape(
            line_victims(known, people, offences, reports=report_facts(known["crime_report"], policy=policy))
            .select("report_id", "line", "sex", "relationship", person_id="who")
            .distinct()
        ),
        unweighted_codes=unweighted_codes(lines),
        unweighted_share=unweighted_share(lines, victims),
        person_event=events,
        decisions=bound,
    )


def _since(
    previous: Previous | None,
    ranked: ir.Table,
    set_aside: ir.Table,
    person_mention: ir.Table,
    *,
    keep: Keep,
    policy: Policy,
) -> tuple[ir.Table, ir.Table]:
    """Movement and departures since the run before; without one nobody has moved."""
    if previous is None:
        nobody = ranked.select("person_id").limit(0)
        return nobody, nobody
    now = keep("now", who_is_who_now(previous.person_mention, person_mention))
    moved = movement(ranked, previous.ranking, now, policy=policy)
    return moved, departures(ranked, set_aside, previous.ranking, now, policy=policy)
