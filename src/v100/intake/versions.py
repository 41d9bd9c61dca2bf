"""Which of the accepted rows are news: versions of reports with their children, copies for late children, events and
marks.

A report with its children is one version, whole. A child whose report is only in the store makes a copy of the
version last received. A version's name is `NNN-hash`: NNN counts the versions of that report that the store
held with the same updated_on, so that of two received on one day the later one is last in order too.
"""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

import pyarrow as pa

from v100.intake.reading import Engine, count
from v100.intake.values import quoted
from v100.store.files import ROW_GROUP
from v100.tables import APART, CHILDREN, INPUT, PLANNED_KINDS, STORED, Table

KEY_IN_REPORT = {"offence": "line", "suspect": "mention_id", "victim": "mention_id"}


def make_versions(
    engine: Engine,
    *,
    crime_unit: str,
    days: Mapping[str, Decimal | None],
    received_on: date,
    stopped: Collection[str],
) -> None:
    """From the live rows the views `new_TABLE` (columns of tables.STORED but batch) of what is news.

    `stopped` names child tables whose file could not be read: their rows of the version last received are kept.
    The table `part_state` says of every live row (f, n) whether it is news (0), unchanged (1) or a repetition (2).
    """
    for name in INPUT:
        _keep_one(engine, name)
    _reports(engine, crime_unit, received_on)
    for table in CHILDREN:
        _children(engine, table, carried=table.name in stopped)
    _principals(engine, days)
    _name_versions(engine, received_on)
    _apart(engine, "event", _event_known(received_on), received_on)
    _apart(engine, "forensic", _mark_known(received_on), received_on)
    _states(engine)


def keep_stored(engine: Engine, name: str, batch: str, received_on: date) -> int:
    """The table `news_NAME`: what is news of one table, as the store keeps it. The number of its rows."""
    fixed = {"batch": quoted(batch), "received_on": f"DATE '{received_on}'"}
    columns = ", ".join(f"{fixed[each]} AS {each}" if each in fixed else f'"{each}"' for each in STORED[name].names)
    engine.execute(f"CREATE TABLE news_{name} AS SELECT {columns} FROM new_{name}")
    return count(engine, f"news_{name}")


def stored_rows(engine: Engine, name: str) -> pa.RecordBatchReader:
    """The rows of `news_NAME` in the order of their key, read as they are asked for."""
    rows = engine.execute(f"SELECT * FROM news_{name} ORDER BY {', '.join(STORED[name].key)}")
    return rows.to_arrow_reader(ROW_GROUP)


def _keep_one(engine: Engine, name: str) -> None:
    """`kept_TABLE`: of rows that say the same under one key, the first; `twin_TABLE`: the others."""
    key = ", ".join(INPUT[name].key)
    (more,) = engine.execute(f"SELECT count(*) - count(DISTINCT ({key})) FROM live_{name}").fetchall()[0]
    if more:
        place = f"row_number() OVER (PARTITION BY {key} ORDER BY f, n, k)"
        engine.execute(f"CREATE TABLE placed_{name} AS SELECT *, {place} AS place FROM live_{name}")
        engine.execute(f"CREATE VIEW kept_{name} AS SELECT * EXCLUDE (bad, place) FROM placed_{name} WHERE place = 1")
        engine.execute(f"CREATE VIEW twin_{name} AS SELECT * FROM placed_{name} WHERE place > 1")
    else:
        engine.execute(f"CREATE VIEW kept_{name} AS SELECT * EXCLUDE bad FROM live_{name}")
        engine.execute(f"CREATE VIEW twin_{name} AS SELECT * FROM live_{name} WHERE false")


def _reports(engine: Engine, crime_unit: str, received_on: date) -> None:
    """Reports of the batch, and a copy (`copied`: of which version) where only children came."""
    alone = " UNION ".join(f"SELECT report_id FROM kept_{table.name}" for table in CHILDREN)
    engine.execute(
        f"CREATE TABLE late AS SELECT report_id, version, recorded_on FROM base "
        f"SEMI JOIN ({alone}) USING (report_id) ANTI JOIN kept_crime_report USING (report_id)"
    )
    dated = "coalesce(updated_on, recorded_on) AS updated_on"
    unit = f"coalesce(crime_unit, {quoted(crime_unit)}) AS crime_unit"
    today = f"DATE '{received_on}' AS updated_on"
    engine.execute(
        f"CREATE VIEW report AS SELECT * EXCLUDE (k, f, n) REPLACE ({dated}, {unit}), "
        "CAST(NULL AS VARCHAR) AS copied FROM kept_crime_report UNION ALL BY NAME "
        f"SELECT * EXCLUDE (received_on, batch, version) REPLACE ({today}), version AS copied "
        "FROM stored_crime_report SEMI JOIN late USING (report_id, version)"
    )


def _children(engine: Engine, table: Table, *, carried: bool) -> None:
    """Children of the batch; of copies also those of the version copied that no row of the batch replaces."""
    name, key = table.name, KEY_IN_REPORT[table.name]
    columns = ", ".join(f'"{column}"' for column in table.names)
    parts = [
        f"SELECT {columns} FROM kept_{name}",
        f"SELECT {columns} FROM stored_{name} SEMI JOIN late USING (report_id, version) "
        f"ANTI JOIN kept_{name} USING (report_id, {key})",
    ]
    if carried:
        parts.append(
            f"SELECT {columns} FROM stored_{name} SEMI JOIN base USING (report_id, version) "
            f"SEMI JOIN kept_crime_report USING (report_id)"
        )
    everyone = " UNION ALL ".join(parts)
    if name == "suspect":
        engine.execute(
            f"CREATE TABLE child_suspect AS SELECT c.* REPLACE (coalesce(named_on, recorded_on) AS named_on) "
            f"FROM ({everyone}) c JOIN (SELECT report_id, recorded_on FROM report) USING (report_id)"
        )
    else:
        engine.execute(f"CREATE VIEW child_{name} AS {everyone}")


def _principals(engine: Engine, days: Mapping[str, Decimal | None]) -> None:
    """Counting rule 3: where the report is the crime, the line of most days is principal (tie: the lowest line)."""
    engine.execute("CREATE TABLE single AS SELECT report_id FROM report WHERE crime_unit = 'report'")
    if count(engine, "single") == 0:
        engine.execute("CREATE VIEW judged_offence AS SELECT * FROM child_offence")
        return
    weights = pa.table(
        {"ho_code": pa.array(days.keys(), pa.string()), "days": pa.array(days.values(), pa.decimal128(18, 4))}
    )
    engine.register("weights", weights)
    first = "row_number() OVER (PARTITION BY report_id ORDER BY days DESC NULLS LAST, line) = 1"
    engine.execute(
        f"CREATE TABLE judged_offence AS SELECT o.* REPLACE (CASE WHEN {first} THEN 'principal' ELSE 'included' END "
        "AS role) FROM child_offence o SEMI JOIN single USING (report_id) LEFT JOIN weights USING (ho_code) "
        "UNION ALL SELECT * FROM child_offence ANTI JOIN single USING (report_id)"
    )
    engine.unregister("weights")


def _name_versions(engine: Engine, received_on: date) -> None:
    engine.execute(f"CREATE TABLE digest AS {_digest('SELECT * FROM {}')}")
    engine.execute(
        f"CREATE TABLE named AS SELECT report_id, updated_on, copied, children, "
        f"md5(concat({_content(INPUT['crime_report'])}, children)) AS hash "
        "FROM report LEFT JOIN digest USING (report_id)"
    )
    _judge(engine, "named", "stored_crime_report", "report_id", "updated_on", received_on)
    _unchanged_copies(engine)
    engine.execute(
        "CREATE VIEW new_crime_report AS SELECT r.*, version FROM report r "
        "JOIN judged_named USING (report_id) WHERE news"
    )
    for name, kept in CHILD_VIEWS.items():
        engine.execute(
            f"CREATE VIEW new_{name} AS SELECT c.*, version FROM {kept} c "
            "JOIN judged_named USING (report_id) WHERE news"
        )


CHILD_VIEWS = {"offence": "judged_offence", "suspect": "child_suspect", "victim": "child_victim"}


def _digest(rows: str) -> str:
    """For each report one number for all its children, whatever their order: sums of halves of their hashes."""
    numbers = " UNION ALL ".join(
        f"SELECT report_id, md5_number_lower(concat({quoted(table.name)}, {_content(table)})) AS number "
        f"FROM ({rows.format(CHILD_VIEWS[table.name], table.name)})"
        for table in CHILDREN
    )
    return f"SELECT report_id, sum(number) AS children FROM ({numbers}) GROUP BY report_id"


def _content(table: Table) -> str:
    """A row's content as one text; control characters, which no record holds, stand between and for unknown."""
    cells = ", ".join(f'coalesce(CAST("{name}" AS VARCHAR), chr(30))' for name in table.names)
    return f"concat_ws(chr(31), {cells})"


def _judge(engine: Engine, table: str, stored: str, key: str, dated: str, received_on: date) -> None:
    """`judged_TABLE`: is it news, and its version's name.

    Not news: of the stored versions with the same date the last received says the same, or one received on this
    day or later does (the same extract once more).
    """
    engine.execute(
        f"CREATE TABLE judged_{table} AS SELECT t.*, format('{{:03d}}-{{}}', coalesce(p.held, 0), t.hash) AS version, "
        "coalesce(p.last <> t.hash AND NOT list_contains(p.lately, t.hash), true) AS news "
        f"FROM {table} t LEFT JOIN (SELECT {key}, {dated}, count(*) AS held, "
        "arg_max(split_part(version, '-', 2), (received_on, version)) AS last, "
        f"coalesce(list(split_part(version, '-', 2)) FILTER (received_on >= DATE '{received_on}'), []) AS lately "
        f"FROM {stored} SEMI JOIN {table} USING ({key}) GROUP BY ALL) p USING ({key}, {dated})"
    )


def _unchanged_copies(engine: Engine) -> None:
    """A copy whose children are those of the version copied is no news."""
    if count(engine, "late"):
        before = _digest("SELECT * FROM stored_{1} SEMI JOIN late USING (report_id, version)")
        engine.execute(
            "UPDATE judged_named SET news = false WHERE copied IS NOT NULL AND (report_id, children) IN "
            f"(SELECT (report_id, children) FROM ({before}))"
        )


def _apart(engine: Engine, name: str, known: str, received_on: date) -> None:
    """Rows that stand apart: each has versions of its own, by the day on which it was `known` (SQL)."""
    table, dated, key = INPUT[name], APART[name], ", ".join(INPUT[name].key)
    engine.execute(
        f"CREATE TABLE dated_{name} AS SELECT {key}, {known} AS {dated}, md5({_content(table)}) AS hash "
        f"FROM kept_{name}"
    )
    _judge(engine, f"dated_{name}", f"stored_{name}", key, dated, received_on)
    engine.execute(
        f"UPDATE judged_dated_{name} SET news = false WHERE ({key}, hash) IN (SELECT ({key}, "
        f"arg_max(split_part(version, '-', 2), ({dated}, received_on, version))) FROM stored_{name} GROUP BY {key})"
    )
    engine.execute(
        f"CREATE VIEW new_{name} AS SELECT e.* EXCLUDE (k, f, n) REPLACE (j.{dated} AS {dated}), version "
        f"FROM kept_{name} e JOIN judged_dated_{name} j USING ({key}) WHERE news"
    )


def _event_known(received_on: date) -> str:
    """A planned event is known on receipt at latest."""
    planned = f"kind IN ({', '.join(map(quoted, PLANNED_KINDS))})"
    return f'coalesce(recorded_on, CASE WHEN {planned} THEN least("on", DATE \'{received_on}\') ELSE "on" END)'


def _mark_known(received_on: date) -> str:
    """A mark without its day is known with the version of the report that it came with; on receipt when none is new."""
    with_report = "(SELECT updated_on FROM new_crime_report n WHERE n.report_id = kept_forensic.report_id)"
    return f"coalesce(matched_on, {with_report}, DATE '{received_on}')"


def _states(engine: Engine) -> None:
    """What became of each row: of its parts the newest counts."""
    parts = []
    for name in INPUT:
        judged, key = (
            (f"judged_dated_{name}", ", ".join(INPUT[name].key)) if name in APART else ("judged_named", "report_id")
        )
        parts += [
            f"SELECT f, n, CASE WHEN news THEN 0 ELSE 1 END AS state FROM kept_{name} JOIN {judged} USING ({key})",
            f"SELECT f, n, 2 AS state FROM twin_{name}",
        ]
    engine.execute(
        f"CREATE TABLE part_state AS SELECT f, n, min(state) AS state FROM ({' UNION ALL '.join(parts)}) GROUP BY f, n"
    )
