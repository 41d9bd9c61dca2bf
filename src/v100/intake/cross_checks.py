"""What can be wrong between rows: keys, parents, lines, mentions, chains of duplicates.

A fault takes its whole row out, and what hangs on that row with it; so the checks are repeated until they find
nothing more. References are looked for in the batch first, then in the store.
"""

from v100.intake.columns import shown
from v100.intake.profile import Profile
from v100.intake.reading import Engine, count
from v100.intake.values import quoted
from v100.tables import INPUT

COURT_KINDS = ("plea", "conviction", "acquittal", "sentence")
"""Events of the court: on a report without a suspect they can concern nobody (counting rule 43)."""


def settle(engine: Engine, profile: Profile) -> None:
    """Add the faults between rows to `fault` and rows of filtered parents to `filtered`, until nothing changes."""
    _prepare(engine, profile)
    before = None
    while before != (before := (count(engine, "fault"), count(engine, "filtered"))):
        _step(engine)


def _step(engine: Engine) -> None:
    came = [table for table in INPUT if count(engine, f"part_{table}")]
    for table in came:
        _conflicts(engine, table)
    if "crime_report" in came:
        _duplicates(engine)
    for table in (table for table in came if table != "crime_report"):
        _parents(engine, table)
    for side in (table for table in came if table in ("suspect", "victim")):
        _lines(engine, side, f"(SELECT *, report_id AS of_report FROM live_{side})")
        _births(engine, side)
        _moved_mentions(engine, side)
    if "event" in came:
        _mentions(engine)
        _court_events(engine)


def _prepare(engine: Engine, profile: Profile) -> None:
    names = [
        (k, ours, shown(table.rules(), ours))
        for k, table in enumerate(profile.tables)
        for ours in INPUT[table.table].names
    ]
    engine.execute("CREATE TABLE shown (k INTEGER, ours VARCHAR, theirs VARCHAR)")
    rows = ", ".join(f"({k}, {quoted(ours)}, {quoted(theirs)})" for k, ours, theirs in names)
    engine.execute(f"INSERT INTO shown VALUES {rows}")
    engine.execute("CREATE VIEW gone AS SELECT f, n FROM fault UNION SELECT f, n FROM filtered")
    for name in INPUT:
        engine.execute(f"CREATE VIEW live_{name} AS SELECT p.* FROM part_{name} p ANTI JOIN gone USING (f, n)")
    engine.execute(
        "CREATE VIEW line_known AS SELECT report_id, line FROM live_offence UNION "
        "SELECT report_id, line FROM base_line ANTI JOIN live_crime_report USING (report_id)"
    )
    engine.execute(
        "CREATE VIEW report_known AS SELECT report_id, recorded_on, occurred_from FROM live_crime_report UNION ALL "
        "SELECT report_id, recorded_on, occurred_from FROM base ANTI JOIN live_crime_report USING (report_id)"
    )
    for side in ("suspect", "victim"):
        engine.execute(
            f"CREATE VIEW {side}_known AS SELECT report_id, mention_id FROM live_{side} UNION "
            f"SELECT report_id, mention_id FROM base_{side} ANTI JOIN live_crime_report USING (report_id)"
        )


def _fault(engine: Engine, rows: str, column: str, value: str, reason: str, remedy: str) -> None:
    """Note a fault for each of `rows` (k, f, n ...), once; value and reason are SQL over them."""
    engine.execute(
        f"INSERT INTO fault SELECT r.f, r.n, coalesce(s.theirs, {quoted(column)}), {value}, {reason}, {quoted(remedy)} "
        f"FROM {rows} r LEFT JOIN shown s ON s.k = r.k AND s.ours = {quoted(column)} EXCEPT SELECT * FROM fault"
    )


def _conflicts(engine: Engine, name: str) -> None:
    """Different rows under one key: which is right is not ours to guess; the same row twice is no fault."""
    table = INPUT[name]
    key = ", ".join(table.key)
    content = ", ".join(f'"{column}" := "{column}"' for column in table.names)
    rows = (
        f"(SELECT l.* FROM live_{name} l JOIN (SELECT {key} FROM live_{name} JOIN "
        f"(SELECT {key} FROM live_{name} GROUP BY {key} HAVING count(*) > 1) USING ({key}) GROUP BY {key} "
        f"HAVING count(DISTINCT to_json(struct_pack({content}))) > 1) USING ({key}))"
    )
    _fault(
        engine,
        rows,
        table.key[-1],
        " || ' ' || ".join(f"CAST(r.{each} AS VARCHAR)" for each in table.key),
        quoted(f"different rows of {name} carry the same key"),
        "keep the right one, or give each its own key",
    )


def _duplicates(engine: Engine) -> None:
    rows = (
        "(SELECT * FROM live_crime_report WHERE duplicate_of IS NOT NULL "
        "AND duplicate_of NOT IN (SELECT report_id FROM report_known))"
    )
    reason = (
        "CASE WHEN r.duplicate_of IN (SELECT report_id FROM part_crime_report WHERE report_id IS NOT NULL) "
        "THEN 'duplicate of a report that was set aside' ELSE 'duplicate of a report that does not exist' END"
    )
    _fault(engine, rows, "duplicate_of", "r.duplicate_of", reason, "name the surviving report, or bring it in too")
    if _cycles(engine):
        _fault(
            engine,
            "(SELECT * FROM live_crime_report SEMI JOIN chain USING (report_id))",
            "duplicate_of",
            "r.duplicate_of",
            quoted("reports are duplicates of each other in a circle"),
            "let one of them survive",
        )


def _cycles(engine: Engine) -> bool:
    """Leave in `chain` only reports whose duplicate_of leads back to themselves; whether there are any."""
    engine.execute(
        "CREATE OR REPLACE TEMP TABLE chain AS SELECT DISTINCT report_id, duplicate_of FROM live_crime_report "
        "WHERE duplicate_of IS NOT NULL UNION SELECT report_id, duplicate_of FROM base ANTI JOIN live_crime_report "
        "USING (report_id) WHERE duplicate_of IS NOT NULL"
    )
    before = -1
    while before != (before := count(engine, "chain")):
        engine.execute(
            "DELETE FROM chain WHERE duplicate_of NOT IN (SELECT report_id FROM chain) "
            "OR report_id NOT IN (SELECT duplicate_of FROM chain)"
        )
    return before > 0


def _parents(engine: Engine, table: str) -> None:
    """A row of a report that is out of scope is out of scope; of one set aside, or of none, it is set aside."""
    reports = "SELECT report_id FROM part_crime_report"
    engine.execute(
        "CREATE OR REPLACE TEMP TABLE orphan AS SELECT *, "
        f"report_id IN ({reports} WHERE report_id IS NOT NULL) AS sent, "
        f"report_id IN ({reports} JOIN fault USING (f, n) WHERE report_id IS NOT NULL) AS rejected "
        f"FROM (SELECT k, f, n, report_id FROM part_{table} ANTI JOIN filtered USING (f, n) "
        "ANTI JOIN live_crime_report USING (report_id) ANTI JOIN part_crime_report USING (f, n) "
        "WHERE report_id IS NOT NULL) "
        "WHERE sent OR report_id NOT IN (SELECT report_id FROM base)"
    )
    engine.execute(
        "INSERT INTO filtered SELECT DISTINCT f, n, 'its report is out of scope' FROM orphan "
        "WHERE sent AND NOT rejected"
    )
    engine.execute("DELETE FROM fault WHERE (f, n) IN (SELECT (f, n) FROM filtered)")
    reason = (
        "CASE WHEN r.sent THEN 'its report was rejected' "
        f"ELSE 'orphan {table}: no such report in this extract or in the store' END"
    )
    _fault(
        engine,
        "(SELECT * FROM orphan WHERE rejected OR NOT sent)",
        "report_id",
        "r.report_id",
        reason,
        "mend the report or bring it in, then take both in again",
    )


def _lines(engine: Engine, table: str, rows: str) -> None:
    missing = (
        f"(SELECT l.*, missing FROM (SELECT *, unnest(lines) AS missing FROM {rows} WHERE len(lines) > 0) l "
        "ANTI JOIN line_known k ON k.report_id = l.of_report AND k.line = l.missing WHERE of_report IS NOT NULL)"
    )
    reason = (
        "CASE WHEN EXISTS (SELECT 1 FROM part_offence o WHERE o.report_id = r.of_report AND o.line = r.missing) "
        "THEN 'its offence line was rejected' ELSE 'names an offence line that does not exist' END"
    )
    _fault(
        engine,
        missing,
        "lines",
        "CAST(r.missing AS VARCHAR)",
        reason,
        f"correct the lines of the {table}, or bring the line in",
    )


def _births(engine: Engine, side: str) -> None:
    rows = (
        f"(SELECT l.* FROM live_{side} l JOIN report_known k USING (report_id) "
        "WHERE l.date_of_birth > coalesce(CAST(k.occurred_from AS DATE), k.recorded_on))"
    )
    _fault(
        engine,
        rows,
        "date_of_birth",
        "CAST(r.date_of_birth AS VARCHAR)",
        quoted("born after the offence"),
        "correct the date of birth (a two-digit year?) or leave it empty",
    )


def _moved_mentions(engine: Engine, side: str) -> None:
    rows = (
        f"(SELECT l.* FROM live_{side} l JOIN base_{side} b USING (mention_id) "
        "WHERE b.report_id <> l.report_id AND b.report_id NOT IN (SELECT report_id FROM live_crime_report))"
    )
    _fault(
        engine,
        rows,
        "mention_id",
        "r.mention_id",
        quoted("the store holds this mention_id under another report"),
        "give each mention its own key, or bring both reports in",
    )


def _mentions(engine: Engine) -> None:
    """An event of a suspect who is out of scope is out of scope; of one set aside, or of none, it is set aside."""
    known = "SELECT mention_id FROM live_suspect UNION SELECT mention_id FROM stored_suspect"
    sent = "SELECT mention_id FROM part_suspect WHERE mention_id IS NOT NULL"
    rejected = "SELECT mention_id FROM part_suspect JOIN fault USING (f, n) WHERE mention_id IS NOT NULL"
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE astray AS SELECT e.*, mention_id IN ({sent}) AS sent, "
        f"mention_id IN ({rejected}) AS rejected FROM live_event e WHERE mention_id IS NOT NULL "
        f"AND mention_id NOT IN ({known})"
    )
    engine.execute(
        "INSERT INTO filtered SELECT DISTINCT f, n, 'its suspect is out of scope' FROM astray "
        "WHERE sent AND NOT rejected"
    )
    reason = (
        "CASE WHEN r.sent THEN 'its suspect was rejected' "
        "ELSE 'orphan event: no such suspect in this extract or in the store' END"
    )
    _fault(
        engine,
        "(SELECT * FROM astray WHERE rejected OR NOT sent)",
        "mention_id",
        "r.mention_id",
        reason,
        "mend the suspect or bring him in, then take both in again",
    )
    told = (
        "(SELECT e.*, coalesce(e.report_id, k.report_id) AS of_report, k.report_id AS his "
        "FROM live_event e LEFT JOIN suspect_known k USING (mention_id))"
    )
    _fault(
        engine,
        f"(SELECT * FROM {told} WHERE his <> report_id)",
        "mention_id",
        "r.mention_id",
        quoted("the suspect is of another report than the event"),
        "correct one of the two",
    )
    _lines(engine, "event", told)


def _court_events(engine: Engine) -> None:
    kinds = ", ".join(map(quoted, COURT_KINDS))
    rows = (
        f"(SELECT * FROM live_event WHERE kind IN ({kinds}) AND mention_id IS NULL AND pnc_id IS NULL "
        "AND report_id IS NOT NULL AND report_id NOT IN (SELECT report_id FROM suspect_known))"
    )
    _fault(
        engine,
        rows,
        "report_id",
        "r.report_id",
        quoted("an event of the court on a report without a suspect"),
        "bring the suspect in, or say whom it concerns",
    )
