"""The rows of a run that the briefing shows: the list, the people below it, and everything said of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from v100.reports.facts import Facts

if TYPE_CHECKING:  # one man's part needs none, and it brings pandas with it
    import pyarrow.dataset as ds

Row = dict[str, Any]
Rows: TypeAlias = "pa.Table | ds.Dataset"
"""A table of a run: in memory, or in its file, out of which only what is shown is taken."""

BELOW = 100
"""How many people below the list have a part of their own."""
PRECURSOR_PEOPLE = 300
"""How many people of the precursor list are printed, latest first; the counts by rule are of all."""


@dataclass(frozen=True)
class Run:
    """Rows by whom or what they are about. `shown` are the people with a part: the list and those below it."""

    facts: Facts
    ranking: list[Row]
    set_aside: list[Row]
    departures: list[Row]
    annexes: list[Row]
    precursors: list[Row]
    people: dict[str, Row]
    lines: dict[str, list[Row]]
    reports: dict[str, Row]
    offences: dict[tuple[str, int], Row]
    victims: dict[tuple[str, int], list[Row]]
    mentions: dict[str, list[Row]]
    matches: dict[str, list[Row]]
    decided: dict[str, list[Row]]
    events: dict[str, list[Row]]
    distinct_lines: pa.Table
    """Each counted offence line once, however many suspects carry it: report_id, line, days, listed."""

    @property
    def listed(self) -> list[Row]:
        return self.ranking[: self.facts.policy.list_size]

    @property
    def below(self) -> list[Row]:
        return self.ranking[self.facts.policy.list_size :][:BELOW]

    @property
    def shown(self) -> list[Row]:
        return self.listed + self.below


def read(tables: Mapping[str, Rows], facts: Facts, *, only: str | None = None) -> Run:
    """The rows that the briefing shows, out of a run's tables; or those about one person (`only`), ranked or not."""
    ranking = _rows(tables["ranking"]).sort_by("rank").to_pylist()
    size = facts.policy.list_size
    listed = [row["person_id"] for row in ranking[:size]]
    shown = [only] if only else [row["person_id"] for row in ranking[: size + BELOW]]
    lines = _where(tables["harm_line"], "person_id", shown)
    mentions = _mentions(tables, shown)
    annexes = _rows(tables["annex"]).to_pylist()
    precursors = _rows(tables["precursor"]).to_pylist()
    events = _events(tables["event"], shown)
    report_ids = {
        *lines["report_id"].to_pylist(),
        *(row["report_id"] for rows in mentions.values() for row in rows),
        *(row["report_id"] for rows in events.values() for row in rows),
        *(report for row in (*annexes, *precursors) for report in row["reports"] or ()),
    }
    set_aside = _rows(tables["set_aside"]).to_pylist()
    departures = _rows(tables["departure"]).to_pylist()
    named = {row["person_id"] for row in (*annexes, *precursors, *set_aside, *departures)}
    return Run(
        facts=facts,
        ranking=ranking,
        set_aside=set_aside,
        departures=departures,
        annexes=annexes,
        precursors=precursors,
        people={
            row["person_id"]: row
            for row in _where(tables["person"], "person_id", {*shown, *named}, _suspects()).to_pylist()
        },
        lines=_by(lines.to_pylist(), "person_id"),
        reports={row["report_id"]: row for row in _where(tables["crime_report"], "report_id", report_ids).to_pylist()},
        offences={
            (row["report_id"], row["line"]): row
            for row in _where(tables["offence"], "report_id", report_ids).to_pylist()
        },
        victims=_victims(tables["report_victim"], report_ids),
        mentions=mentions,
        matches=_matches(tables["match"], mentions),
        decided=_decided(tables["match"], mentions),
        events=events,
        distinct_lines=_distinct_lines(tables, listed),
    )


def _rows(table: Rows, such: pc.Expression | None = None) -> pa.Table:
    """The rows of a table such as the expression says, all without one, in the table's order."""
    if isinstance(table, pa.Table):
        return table if such is None else table.filter(such)
    return table.to_table(filter=such)


def _suspects() -> pc.Expression:
    return pc.field("side") == "suspect"


def _where(table: Rows, column: str, values: Iterable[str | None], such: pc.Expression | None = None) -> pa.Table:
    wanted = sorted(value for value in values if value is not None)
    among = pc.field(column).isin(pa.array(wanted, table.schema.field(column).type))
    return _rows(table, among if such is None else among & such)


def _by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[column], []).append(row)
    return grouped


def _mentions(tables: Mapping[str, Rows], shown: list[str]) -> dict[str, list[Row]]:
    """Each shown person's mentions with what they say, weakest tie first."""
    ties = _where(tables["person_mention"], "person_id", shown, _suspects()).to_pylist()
    ids = [tie["mention_id"] for tie in ties]
    said = {row["mention_id"]: row for row in _where(tables["suspect"], "mention_id", ids).to_pylist()}
    rows = [
        {**said[tie["mention_id"]], "person_id": tie["person_id"], "match_weight": tie["match_weight"]}
        for tie in ties
        if tie["mention_id"] in said
    ]
    rows.sort(key=lambda row: (row["match_weight"] is None, row["match_weight"] or 0, row["mention_id"]))
    return _by(rows, "person_id")


def weakest(mentions: Iterable[Row]) -> Row | None:
    """Of a person's mentions the one that hangs by the weakest tie; none where they hang by none."""
    tied = [row for row in mentions if row["match_weight"] is not None]
    return min(tied, key=lambda row: (row["match_weight"], row["mention_id"]), default=None)


def _matches(match: Rows, mentions: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Compared pairs that are both in one shown person and hold that person's weakest mention."""
    owner = {row["mention_id"]: person for person, rows in mentions.items() for row in rows}
    ids = pa.array(sorted(each["mention_id"] for each in map(weakest, mentions.values()) if each), pa.string())
    held = pc.field("mention_a").isin(ids) | pc.field("mention_b").isin(ids)
    return _by(
        (
            {**row, "person_id": owner[row["mention_a"]]}
            for row in _rows(match, _suspects() & held).to_pylist()
            if row["mention_a"] in owner and owner[row["mention_a"]] == owner.get(row["mention_b"])
        ),
        "person_id",
    )


def _decided(match: Rows, mentions: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Pairs that people decided of and that hold a mention of a shown person."""
    owner = {row["mention_id"]: person for person, rows in mentions.items() for row in rows}
    pairs = _rows(match, _suspects() & pc.field("decided").is_valid()).to_pylist()
    return _by(
        (
            {**row, "person_id": person}
            for row in pairs
            for person in sorted({owner.get(row[end], "") for end in ("mention_a", "mention_b")} - {""})
        ),
        "person_id",
    )


def _events(event: Rows, shown: list[str]) -> dict[str, list[Row]]:
    """Events of each shown person, earliest first."""
    return _by(
        _where(event, "person_id", shown).sort_by([("on", "ascending"), ("event_id", "ascending")]).to_pylist(),
        "person_id",
    )


def _victims(report_victim: Rows, report_ids: Iterable[str]) -> dict[tuple[str, int], list[Row]]:
    victims: dict[tuple[str, int], list[Row]] = {}
    rows = _where(report_victim, "report_id", report_ids).to_pylist()
    for row in sorted(rows, key=lambda row: row["person_id"] or ""):
        victims.setdefault((row["report_id"], row["line"]), []).append(row)
    return victims


def _distinct_lines(tables: Mapping[str, Rows], listed: list[str]) -> pa.Table:
    """Counted lines of everyone ranked, each once (co-suspects carry the same line), and whether the list bears it."""
    everyone = _rows(tables["ranking"])["person_id"].to_pylist()
    ranked = _where(tables["harm_line"], "person_id", everyone, pc.field("counted"))
    on_list = pc.is_in(ranked["person_id"], pa.array(listed, pa.string()))
    lines = ranked.select(["report_id", "line", "days"]).append_column("listed", on_list.cast(pa.int8()))
    return (
        lines.group_by(["report_id", "line"], use_threads=False)
        .aggregate([("days", "max"), ("listed", "max")])
        .rename_columns(["report_id", "line", "days", "listed"])
    )
