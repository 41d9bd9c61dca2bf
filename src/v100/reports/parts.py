"""One person's part: who this is, why he is ranked there, what each line says, how sure the identity is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from v100.reports.facts import Facts
from v100.reports.harm import Bar, Line, Ranks, bars, lines
from v100.reports.identity import Identity, identity
from v100.reports.reading import Row, Rows, Run, read
from v100.reports.sensitivity import Sensitivity, sensitivity
from v100.reports.timeline import Timeline, timeline
from v100.reports.wording import flag_in_words, pronoun

UNRANKED: Row = {"rank": None, "harm_days": Decimal(0), "flags": [], "movement": None, "tie_at_cut": False}


CHARGED = ("1", "1A")
"""Home Office outcome types of a charge or summons."""


@dataclass(frozen=True)
class Part:
    """All that the briefing says of one person of the list or below it."""

    ranked: Row
    name: str
    he: str
    his: str
    births: list[tuple[date, int]]
    status: str
    bars: list[Bar]
    lines: list[Line]
    timeline: Timeline
    identity: Identity
    sensitivity: Sensitivity
    flags: list[tuple[str, str]]
    other_reports: list[str]
    precursors: list[Row]
    annexes: list[Row]

    @property
    def largest(self) -> Bar | None:
        """The report with most days (the earliest of several); None when nothing counts."""
        return max(self.bars, key=lambda bar: bar.days, default=None)


def parts(run: Run) -> list[Part]:
    """A part for each person of the list and of those below it, in rank order."""
    ranks = Ranks(run.ranking)
    fired = _of_person(run.precursors)
    beside = _of_person(run.annexes)
    return [_part(run, ranked, ranks, fired, beside) for ranked in run.shown]


def person_part(tables: Mapping[str, Rows], facts: Facts, person_id: str, ranks: Ranks | None = None) -> Part:
    """The part of anybody in the run, listed or not. `ranked` is empty of rank where he has none.

    With `ranks` of the whole run the tables need hold no more than what is his.
    """
    run = read(tables, facts, only=person_id)
    ranked = next((row for row in run.ranking if row["person_id"] == person_id), {**UNRANKED, "person_id": person_id})
    return _part(run, ranked, ranks or Ranks(run.ranking), _of_person(run.precursors), _of_person(run.annexes))


def _of_person(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["person_id"], []).append(row)
    return found


def _part(run: Run, ranked: Row, ranks: Ranks, fired: dict[str, list[Row]], beside: dict[str, list[Row]]) -> Part:
    person_id = ranked["person_id"]
    person = run.people.get(person_id, {})
    named = lines(run, person_id)
    he, his = pronoun(run.facts.policy, person.get("sex"))
    return Part(
        ranked=ranked,
        name=name(run, person_id),
        he=he,
        his=his,
        births=[(born, _age(born, run.facts.as_at)) for born in person.get("births") or ()],
        status=_status(run, person_id),
        bars=bars(run, ranked, ranks),
        lines=named,
        timeline=timeline(run, person_id),
        identity=identity(run, person_id),
        sensitivity=sensitivity(run, ranked, named, ranks),
        flags=[(flag, flag_in_words(flag)) for flag in flags(ranked)],
        other_reports=_without_line(run, person_id),
        precursors=sorted(fired.get(person_id, []), key=lambda row: (-row["latest_on"].toordinal(), row["rule"])),
        annexes=beside.get(person_id, []),
    )


def name(run: Run, person_id: str) -> str:
    """The name that most mentions give; empty when no mention names him."""
    return next(iter(run.people.get(person_id, {}).get("names") or ()), "")


def flags(ranked: Row) -> list[str]:
    """What a reader must know before using the row: the ranking's flags, and a tie at the cut."""
    return [*(ranked["flags"] or ()), *(["tie at the cut"] if ranked["tie_at_cut"] else [])]


def _without_line(run: Run, person_id: str) -> list[str]:
    """Reports that name him and have no offence line of his: incidents, for one."""
    with_line = {row["report_id"] for row in run.lines.get(person_id, [])}
    named = {row["report_id"] for row in run.mentions.get(person_id, [])}
    return sorted(report_id for report_id in named - with_line if report_id in run.reports)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _status(run: Run, person_id: str) -> str:
    """Suspect, charged or convicted (Data Protection Act 2018, section 38(3)): always shown beside the name."""
    kinds = {event["kind"] for event in run.events.get(person_id, [])}
    reports = [run.reports.get(row["report_id"], {}) for row in run.lines.get(person_id, [])]
    if "conviction" in kinds:
        return "Suspect; convicted in at least one of these cases (see the timeline)"
    if "charge" in kinds:
        return "Suspect; charged in at least one of these cases (see the timeline)"
    if any(report.get("outcome_type") in CHARGED for report in reports):
        return "Suspect; a report that names this person ended in a charge (see the outcomes)"
    return "Suspect; no charge or conviction known to this run"
