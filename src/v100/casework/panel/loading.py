"""What a newly loaded run does to cases: statuses follow merged men, the listed are nominated, the new brings back."""

from collections import defaultdict
from typing import Any

from django.db import connections, router

from v100.casework.nominals.assigning import assign, last_assignment
from v100.casework.nominals.models import Became, Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.models import Mark, Step
from v100.casework.panel.moving import held, move, put
from v100.casework.panel.states import AWAY, STRONGEST, Ground, Status
from v100.casework.runs.current import NEWS
from v100.casework.runs.models import LoadedRun

UNKNOWN = """
select listing.nominal_id from nominals_listing listing
where listing.run_id = %(run)s and listing.rank <= %(size)s
  and not exists (select from panel_step step where step.nominal_id = listing.nominal_id)
order by listing.rank
"""

REPORTED_ANEW = """
with last as (
    select distinct on (nominal_id) nominal_id, status, run_id, at from panel_step order by nominal_id, number desc
), away as (
    select last.nominal_id, last.status, nominal.person_id, month.policy,
        case last.status when 'removed' then greatest(last.run_id, known.number) else last.run_id end as decided_in
    from last join nominals_nominal nominal on nominal.id = last.nominal_id
    join runs_loadedrun run on run.number = last.run_id
    cross join lateral (
        select max(number) as number from runs_loadedrun where loaded_at <= last.at and number < %(run)s
    ) known
    left join lateral (
        select policy from runs_loadedrun
        where policy <> %(news)s and (as_at, number) <= (run.as_at, run.number) order by as_at desc, number desc limit 1
    ) month on true
    where last.status = any(%(away)s) and (%(month)s or last.status = 'removed' or exists (
        select from leaving_aftercare asked left join leaving_aftercaredone done on done.aftercare_id = asked.id
        where asked.nominal_id = last.nominal_id and done.id is null
    ))
), named as (
    select distinct away.nominal_id, away.decided_in, its.run_id, said.report_id
    from away
    join run_person_mention its on its.person_id = away.person_id and its.side = 'suspect'
    join run_suspect said on said.run_id = its.run_id and said.mention_id = its.mention_id
    where coalesce(said.role, 'suspect') = 'suspect' and said.eliminated_on is null
), new_report as (
    select nominal_id, report_id from named where run_id = %(run)s
    except select nominal_id, report_id from named where run_id <= decided_in
), counted as (
    select away.nominal_id, away.decided_in, line.run_id, line.report_id, line.line, line.days
    from away join run_harm_line line on line.person_id = away.person_id and line.counted
    join runs_loadedrun run on run.number = line.run_id
    where %(month)s and run.policy in (away.policy, %(news)s) and away.status <> 'removed'
), new_line as (
    select nominal_id, report_id, line, days from counted where run_id = %(run)s
    except select nominal_id, report_id, line, days from counted where run_id <= decided_in
)
select found.nominal_id, coalesce(report.crime_ref, found.report_id), found.line
from (
    select nominal_id, report_id, null::bigint as line from new_report
    union all
    select nominal_id, report_id, line from new_line
    where not exists (
        select from new_report same
        where same.nominal_id = new_line.nominal_id and same.report_id = new_line.report_id
    )
) found
left join run_crime_report report on report.run_id = %(run)s and report.report_id = found.report_id
order by 1, found.line nulls first, 2, 3
"""
"""Of men who are out of the queue: reports that name them, and lines that count, as no run did by the time of the
decision (of the removed: no run that was loaded, since his page showed it). Lines are compared under the policy of that
time only, as which runs between months count too, and never of the removed: their lines count all along. A run between
months is asked for reports alone, of men who were removed or for whose women a day of aftercare is left.
"""


def follow_men(run: LoadedRun) -> None:
    """For the last run only. A case goes on where two men are found to be one, or one to be two."""
    for became in Became.objects.filter(run=run).select_related("nominal", "other").order_by("kind", "pk"):
        _follow(became)


def review_cases(run: LoadedRun) -> None:
    """For the last run of all, or of the months' runs: one of an earlier date tells nothing new. One between months
    brings back at once who was removed and is named again, and nobody else before the panel."""
    for nominal, words in _news(run).items():
        move(nominal, Status.NOMINATED, by=None, reason=words, run=run)
    if run.policy == NEWS:
        return
    unknown = [row[0] for row in _asked(UNKNOWN, run, size=run.list_size)]
    men = Nominal.objects.in_bulk(unknown)
    for number in unknown:
        move(men[number], Status.NOMINATED, by=None, reason="On the list, and not judged before", run=run)


def _follow(became: Became) -> None:
    """A merged man's status goes to whom he became; of a split man's it stays. Either is marked for a person."""
    last = held(became.nominal)
    if last is None:
        return
    gone, stays = became.nominal.reference, became.other.reference
    if became.kind == Became.SPLIT:
        mark(became.nominal, f"{_mentions(became)} found to be of {stays}: does the decision still hold?", became.run)
        mark(became.other, f"{_mentions(became)} of {gone}, who is {last.status}, found to be his", became.run)
        return
    if last.status == Status.REMOVED:
        return
    own = held(became.other)
    words = f"{gone}, who was {last.status}, was found to be this man"
    if own is None or STRONGEST.index(Status(last.status)) < STRONGEST.index(Status(own.status)):
        facts = {name: getattr(last, name) for name in ("conditions", "until", "urgent")}
        put(
            became.other,
            Status(last.status),
            own,
            by=None,
            reason=words,
            run=became.run,
            came_from=became.nominal,
            **facts,
        )
        assigned = last_assignment(became.nominal)
        if assigned and assigned.officer:
            assign(became.other, assigned.officer, by=None, reason=words)
    mark(became.other, f"{words}{f', who was {own.status}' if own else ''}. Read both cases", became.run)
    move(
        became.nominal,
        Status.REMOVED,
        by=None,
        reason=f"He was found to be {stays}, where his case goes on",
        run=became.run,
        ground=Ground.ANOTHER_MAN,
    )


def _mentions(became: Became) -> str:
    return f"{became.mentions} mention{'' if became.mentions == 1 else 's'}"


def mark(nominal: Nominal, words: str, run: LoadedRun) -> None:
    """Somebody is to look at his case."""
    Mark.objects.create(nominal=nominal, words=words, run=run)
    record(Done.MARKED_CASE, by=None, subject=f"nominal:{nominal.pk}", why=words)


def _news(run: LoadedRun) -> dict[Nominal, str]:
    """For each man of whom something new is reported, what."""
    reports, lines = defaultdict(list), defaultdict(list)
    asked = {"away": [status.value for status in AWAY], "news": NEWS, "month": run.policy != NEWS}
    for number, report, line in _asked(REPORTED_ANEW, run, **asked):
        if line is None:
            reports[number].append(report)
        else:
            lines[number].append(f"{report} line {line}")
    men = Nominal.objects.in_bulk(sorted(reports.keys() | lines.keys()))
    last = {step.nominal_id: step for step in Step.objects.current().filter(nominal__in=men)}
    return {
        men[number]: f"New since he was {last[number].status}: "
        + "; ".join(
            said
            for said in (
                _said(reports[number], "names him", "name him"),
                _said(lines[number], "counts now, or counts otherwise", "count now, or count otherwise"),
            )
            if said
        )
        for number in men
    }


def _said(found: list[str], one: str, several: str) -> str:
    return f"{', '.join(found)} {one if len(found) == 1 else several}" if found else ""


def _asked(query: str, run: LoadedRun, **more: Any) -> list[Any]:
    with connections[router.db_for_write(Step)].cursor() as cursor:
        cursor.execute(query, {"run": run.number, **more})
        return list(cursor.fetchall())
