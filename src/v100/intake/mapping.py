"""From a delivery's text to our tables: every row typed, every fault of a row noted, rows out of scope marked.

The engine's tables: `part_TABLE` holds the rows of one of our tables as `k` (which rule of the profile made it),
`f` (which delivery), `n` (its row there) and our columns; `fault` and `filtered` speak of rows (f, n).
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from v100.errors import V100Error
from v100.intake.columns import shown, source_columns
from v100.intake.joins import settle_unasked
from v100.intake.mapped import Mapped
from v100.intake.profile import ColumnRule, Profile, TableRule
from v100.intake.reading import Delivery, Engine, count
from v100.intake.row_checks import Check, checks, unreadable
from v100.intake.values import listed, moment, name_part, quoted, typed
from v100.tables import INPUT

DUCKDB = {"string": "VARCHAR", "date": "DATE", "timestamp": "TIMESTAMP", "int64": "BIGINT", "boolean": "BOOLEAN"}
DUCKDB |= {"array<string>": "VARCHAR[]", "array<int64>": "BIGINT[]"}
MISSING = ("empty, and it is required", "fill it in")
UNKNOWN_WORD = ("a word that the profile does not know", "add it to the profile's values, or correct it")


def prepare(engine: Engine, profile: Profile) -> None:
    """Empty tables for what is to come, and the profile's lists."""
    for name, table in INPUT.items():
        columns = ", ".join(f'"{column.name}" {DUCKDB[column.type]}' for column in table.columns)
        engine.execute(f"CREATE TABLE part_{name} (k INTEGER, f INTEGER, n BIGINT, {columns}, bad UBIGINT)")
    engine.execute(
        'CREATE TABLE fault (f INTEGER, n BIGINT, "column" VARCHAR, value VARCHAR, reason VARCHAR, remedy VARCHAR)'
    )
    engine.execute("CREATE TABLE filtered (f INTEGER, n BIGINT, why VARCHAR)")
    for name, lookup in profile.lookups.items():
        assert profile.folder is not None
        _load_list(engine, f"list_{name}", profile.folder / lookup.file, lookup.key)


def map_delivery(engine: Engine, profile: Profile, deliveries: Sequence[Delivery], f: int, received_on: date) -> None:
    """Add delivery f's rows to the parts, their faults to `fault`, those out of scope to `filtered`.

    The delivery lacks no column (`lacking`). Raises FileFault when a file that it borrows from did not come.
    """
    mapped = Mapped(engine, profile, deliveries, f)
    fed = [(k, table) for k, table in enumerate(profile.tables) if table.file == mapped.delivery.source.name]
    _note_bad_records(engine, mapped.delivery, f)
    _filter_by_words(engine, mapped)
    for _, table in fed:
        _filter_by_lists(engine, mapped, table)
    for k, table in fed:
        _map_table(engine, mapped, table, k, received_on)
    if fed:
        _settle_untaken(engine, mapped, [table for _, table in fed])
    else:
        settle_unasked(engine, profile, deliveries, f)
    _check_order(engine, mapped)
    engine.execute("DELETE FROM fault WHERE (f, n) IN (SELECT (f, n) FROM filtered)")


def _note_bad_records(engine: Engine, delivery: Delivery, f: int) -> None:
    if not delivery.bad:
        return
    names = ("n", "value", "reason", "remedy")
    rows = [(bad.row, bad.text, bad.reason, bad.remedy) for bad in delivery.bad]
    engine.register("broken_rows", pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))))
    engine.execute(f"INSERT INTO fault SELECT {f}, n, '', value, reason, remedy FROM broken_rows")
    engine.unregister("broken_rows")


def _filter_by_words(engine: Engine, mapped: Mapped) -> None:
    for condition in mapped.rule.keep:
        lacks = {None: "out of scope", True: "empty", False: "filled"}[condition.filled]
        _filter(engine, mapped, f"NOT ({mapped.meets([condition])})", f"{condition.column} is {lacks}")


def _filter_by_lists(engine: Engine, mapped: Mapped, table: TableRule) -> None:
    for rule in table.rules().values():
        if rule.lookup is None or mapped.profile.lookups[rule.lookup].unmatched != "filter":
            continue
        text = mapped.said(rule)
        missing = f"coalesce({text}, '') NOT IN (SELECT key FROM list_{rule.lookup})"
        _filter(engine, mapped, missing, f"{', '.join(source_columns(rule))} is not in {rule.lookup}")


def _filter(engine: Engine, mapped: Mapped, condition: str, why: str) -> None:
    known = f"r.n NOT IN (SELECT n FROM filtered WHERE f = {mapped.f})"
    engine.execute(
        f"INSERT INTO filtered SELECT {mapped.f}, r.n, {quoted(why)} FROM {mapped.rows} WHERE {known} AND ({condition})"
    )


def _map_table(engine: Engine, mapped: Mapped, table: TableRule, k: int, received_on: date) -> None:
    columns, rules = INPUT[table.table].columns, table.rules()
    engine.execute(f"CREATE OR REPLACE TEMP VIEW said AS {_texts(mapped, table)}")
    values = ", ".join(
        f'{typed(f"t_{column.name}", column, rules[column.name], mapped.rule)} AS "{column.name}"'
        if column.name in rules
        else f'CAST(NULL AS {DUCKDB[column.type]}) AS "{column.name}"'
        for column in columns
    )
    found = [*_value_checks(mapped.profile, table), *checks(table.table, received_on)]
    bits = " + ".join(f"(CASE WHEN {check.condition} THEN {2**bit} ELSE 0 END)" for bit, check in enumerate(found))
    ours = ", ".join(f'"{column.name}"' for column in columns)
    engine.execute(
        f"INSERT INTO part_{table.table} SELECT {k}, {mapped.f}, n, {ours}, CAST({bits} AS UBIGINT) "
        f"FROM (SELECT *, {values} FROM said)"
    )
    _note_faults(engine, mapped, table, k, found)


def _texts(mapped: Mapped, table: TableRule) -> str:
    """Each column's text on its way: as said (s_), out of a list (l_), as our word (v_), its part of a name (t_)."""
    rules = table.rules()
    said = ", ".join(f"{mapped.said(rule)} AS s_{name}" for name, rule in rules.items())
    listed = ", ".join(f"{_listed(name, rule)} AS l_{name}" for name, rule in rules.items())
    words = ", ".join(f"{_ours(table, name, rule)} AS v_{name}" for name, rule in rules.items())
    parts = ", ".join(
        f"{name_part(f'v_{name}', rule.name) if rule.name else _known(name, rule)} AS t_{name}"
        for name, rule in rules.items()
    )
    first = f"SELECT r.n, {said} FROM {mapped.rows} WHERE {mapped.meets(table.when)}"
    return f"SELECT *, {parts} FROM (SELECT *, {words} FROM (SELECT *, {listed} FROM ({first})))"


def _listed(name: str, rule: ColumnRule) -> str:
    if rule.lookup is None:
        return f"s_{name}"
    return f"(SELECT any_value({rule.take}) FROM list_{rule.lookup} WHERE key = s_{name})"


def _ours(table: TableRule, name: str, rule: ColumnRule) -> str:
    """Their words as ours: of a list each word, else the whole text; of ticks those that say yes."""
    if rule.ticked is not None:
        ticked = f"x -> x IN ({', '.join(map(quoted, rule.ticked.values()))})"
        return (
            f"array_to_string(list_filter({listed(f'l_{name}', rule.separator)}, {ticked}), {quoted(rule.separator)})"
        )
    if rule.values is None:
        return f"l_{name}"
    cases = " ".join(f"WHEN {quoted(theirs.lower())} THEN {quoted(ours)}" for theirs, ours in rule.values.items())
    if not _is_list(table, name):
        return f"CASE lower(l_{name}) {cases} END"
    words = f"list_transform({listed(f'l_{name}', rule.separator)}, x -> CASE lower(x) {cases} END)"
    return f"array_to_string({words}, {quoted(rule.separator)})"


def _known(name: str, rule: ColumnRule) -> str:
    """A word that the profile leaves empty is not known."""
    return f"v_{name}" if rule.values is None else f"nullif(v_{name}, '')"


def _is_list(table: TableRule, name: str) -> bool:
    return INPUT[table.table].column(name).type.startswith("array")


def _value_checks(profile: Profile, table: TableRule) -> Iterator[Check]:
    """Faults of a column's text: empty though required, unknown to a list or to the words, not of its type."""
    for name, rule in table.rules().items():
        column = INPUT[table.table].column(name)
        if rule.lookup is not None and profile.lookups[rule.lookup].unmatched == "reject":
            missing = f"s_{name} IS NOT NULL AND s_{name} NOT IN (SELECT key FROM list_{rule.lookup})"
            yield Check(missing, name, f"not in the list {rule.lookup}", "add it to the list, or correct it")
        if rule.values is not None:
            unknown = f"l_{name} IS NOT NULL AND v_{name} IS NULL"
            if _is_list(table, name):
                unknown = _strange(f"lower(l_{name})", rule, [theirs.lower() for theirs in rule.values])
            yield Check(unknown, name, *UNKNOWN_WORD)
        if rule.ticked is not None:
            strange = _strange(f"s_{name}", rule, list(rule.ticked.values()))
            yield Check(strange, name, "neither Y nor N", "write Y or N, or leave it empty")
        if column.type not in ("string", "array<string>") or column.values or name == "ho_code":
            bad = f't_{name} IS NOT NULL AND "{name}" IS NULL'
            if column.type == "array<int64>":
                bad = f"len(list_filter({name}, x -> x IS NULL)) > 0"
            yield Check(bad, name, *unreadable(column))
        if column.required:
            yield Check(f"s_{name} IS NULL", name, *MISSING)


def _strange(text: str, rule: ColumnRule, words: Sequence[str]) -> str:
    """Whether a list, as text, holds a word that is none of these."""
    known = ", ".join(map(quoted, words))
    return f"len(list_filter({listed(text, rule.separator)}, x -> x NOT IN ({known}))) > 0"


def _note_faults(engine: Engine, mapped: Mapped, table: TableRule, k: int, found: list[Check]) -> None:
    rules, part = table.rules(), f"part_{table.table}"
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE wrong AS SELECT p.bad, said.* FROM said JOIN {part} p ON p.n = said.n "
        f"WHERE p.k = {k} AND p.f = {mapped.f} AND p.bad <> 0"
    )
    if count(engine, "wrong") == 0:
        return
    for bit, check in enumerate(found):
        theirs = shown(rules, check.column)
        value = f"s_{check.column}" if check.column in rules else "NULL"
        engine.execute(
            f"INSERT INTO fault SELECT {mapped.f}, n, {quoted(theirs)}, {value}, {quoted(check.reason)}, "
            f"{quoted(check.remedy)} FROM wrong WHERE bad & {2**bit} <> 0"
        )


def _check_order(engine: Engine, mapped: Mapped) -> None:
    for order in mapped.rule.order:
        earlier, later = (
            moment(mapped.text(each), mapped.rule.dates, mapped.rule.zone) for each in (order.earlier, order.later)
        )
        engine.execute(
            f"INSERT INTO fault SELECT {mapped.f}, r.n, {quoted(order.later)}, {mapped.text(order.later)}, "
            f"{quoted(f'{order.later} before {order.earlier}')}, 'correct one of the two dates' "
            f"FROM {mapped.rows} WHERE {later} < {earlier}"
        )


def _settle_untaken(engine: Engine, mapped: Mapped, fed: Sequence[TableRule]) -> None:
    """A row of which no table makes anything: out of scope where tables wait for a column to be filled or empty, a
    fault where they wait for a word, since a misspelt word must not vanish."""
    untaken = " AND ".join(f"NOT ({mapped.meets(table.when)})" for table in fed)
    waits = [condition for table in fed for condition in table.when]
    words = dict.fromkeys(each.column for each in waits if each.filled is None)
    if words:
        value = f"nullif(concat_ws(' / ', {', '.join(mapped.text(each) for each in words)}), '')"
        engine.execute(
            f"INSERT INTO fault SELECT {mapped.f}, r.n, {quoted(' / '.join(words))}, {value}, "
            "'a word that no table of the profile takes', "
            "'add it to when of a table, or to keep of the file as out of scope, or correct it' "
            f"FROM {mapped.rows} WHERE {untaken}"
        )
    elif waits:
        columns = dict.fromkeys(each.column for each in waits)
        _filter(engine, mapped, untaken, f"no table takes it: {', '.join(columns)}")


def _load_list(engine: Engine, name: str, path: Path, key: str) -> None:
    """A list of the profile as a table of text with `key`. Raises V100Error when it is not usable."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or key not in rows[0]:
        raise V100Error(f"{path}: has no column {key!r}, which the profile looks texts up by: correct one of them")
    keys = [row[key].strip() for row in rows]
    twice = sorted({each for each in keys if keys.count(each) > 1})
    if twice:
        raise V100Error(f"{path}: {', '.join(twice)} stands twice: keep one line of each")
    columns = {column: [(row[column] or "").strip() or None for row in rows] for column in rows[0] if column != key}
    table = pa.table({"key": pa.array(keys, pa.string()), **{n: pa.array(v, pa.string()) for n, v in columns.items()}})
    engine.register("arriving", table)
    engine.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")
    engine.unregister("arriving")
