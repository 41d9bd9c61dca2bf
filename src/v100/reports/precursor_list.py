"""The precursor list: people put forward to be read, by rule. No score, no sum, no order but the latest trigger."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from v100.reports.parts import name
from v100.reports.reading import PRECURSOR_PEOPLE, Row, Run
from v100.reports.reference import Rule, precursor_rules


@dataclass(frozen=True)
class Read:
    """One person to be read: which rules fire, each with its latest fact and its reports."""

    person_id: str
    name: str
    rank: int | None
    latest_on: date
    fired: list[Row]


@dataclass(frozen=True)
class PrecursorList:
    """People, latest trigger first; the rules with how many people each puts forward."""

    people: list[Read]
    in_all: int
    rules: list[tuple[Rule, int]]


def precursor_list(run: Run) -> PrecursorList:
    """The precursor list as printed: at most PRECURSOR_PEOPLE people; the counts by rule are of all."""
    ranks = {row["person_id"]: row["rank"] for row in run.ranking}
    fired: dict[str, list[Row]] = {}
    for row in _in_order(run.precursors):
        fired.setdefault(row["person_id"], []).append(row)
    people = [
        Read(
            person_id=person_id,
            name=name(run, person_id),
            rank=ranks.get(person_id),
            latest_on=max(row["latest_on"] for row in rows),
            fired=rows,
        )
        for person_id, rows in fired.items()
    ]
    people.sort(key=lambda read: (-read.latest_on.toordinal(), read.person_id))
    counts = Counter(row["rule"] for row in run.precursors)
    rules = [(rule, counts[rule.rule]) for rule in precursor_rules().values()]
    return PrecursorList(people[:PRECURSOR_PEOPLE], len(people), rules)


def rules_of(run: Run) -> dict[str, list[str]]:
    """Which rules fire for each person, P1 first."""
    found: dict[str, list[str]] = {}
    for row in _in_order(run.precursors):
        found.setdefault(row["person_id"], []).append(row["rule"])
    return found


def _in_order(precursors: list[Row]) -> list[Row]:
    return sorted(precursors, key=lambda row: (int(row["rule"].lstrip("P")), row["person_id"]))
