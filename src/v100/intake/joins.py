"""Files that lend columns: a row finds its partner in another file by key and reads `file.Column` there."""

from collections.abc import Sequence

from v100.intake.faults import FileFault, fold
from v100.intake.profile import Join, Profile
from v100.intake.reading import Delivery, Engine
from v100.intake.values import quoted, trimmed


def borrowed(profile: Profile, name: str, column: str) -> Join | None:
    """The join through which a file reads a column `file.Column`; None for a column of its own."""
    joins = profile.files[name].join if name in profile.files else ()
    return next((join for join in joins if fold(column).startswith(fold(join.file) + ".")), None)


def own_name(join: Join, column: str) -> str:
    """What a borrowed column is called in the file that lends it."""
    return column.strip()[len(join.file) + 1 :]


def lend(
    engine: Engine,
    profile: Profile,
    deliveries: Sequence[Delivery],
    f: int,
    columns: Sequence[str],
) -> tuple[str, dict[str, str]]:
    """The joins of delivery f as SQL to follow `raw r`, and for each borrowed column its expression.

    Rows whose key is in no partner, and partners that carry one key but differ, go to `fault`; with `many`, neither
    is one. Raises FileFault when the file that lends did not come.
    """
    delivery = deliveries[f]
    clauses: list[str] = []
    places: dict[str, str] = {}
    for j, join in enumerate(profile.files[delivery.source.name].join):
        partners = [each for each in deliveries if each.source.name == join.file]
        if not partners:
            raise FileFault(f"{delivery.source.label}: needs the file {join.file} beside it: bring both")
        wants = [each for each in columns if borrowed(profile, delivery.source.name, each) == join]
        table = f"lent_{f}_{j}"
        _partners(engine, table, join, [own_name(join, each) for each in wants], partners, deliveries)
        if join.many:
            _gather(engine, table, len(join.on), len(wants))
        else:
            _one_each(engine, table, join)
        on = " AND ".join(f"l{j}.k{n} = {_text(delivery, 'r', mine)}" for n, mine in enumerate(join.on))
        clauses.append(f"LEFT JOIN {table} l{j} ON {on}")
        places |= {fold(each): f"l{j}.v{n}" for n, each in enumerate(wants)}
        if not join.many:
            _note_missing(engine, delivery, f, join, table)
    return " ".join(clauses), places


def settle_unasked(engine: Engine, profile: Profile, deliveries: Sequence[Delivery], f: int) -> None:
    """Rows of delivery f, which only lends, whose key no row of another file names: with `many` they tell something
    of a row that did not come and are faults; else, like an officer without a case, they are out of scope."""
    delivery = deliveries[f]
    lends = [
        (borrower, join)
        for borrower in deliveries
        for join in profile.files[borrower.source.name].join
        if join.file == delivery.source.name
    ]
    unasked = f"FROM {delivery.raw} r WHERE NOT ({' OR '.join(_asks(delivery, *each) for each in lends) or 'false'})"
    for join in (join for _, join in lends if join.many):
        key = next(iter(join.on.values()))
        engine.execute(
            f"INSERT INTO fault SELECT {f}, r.n, {quoted(' / '.join(join.on.values()))}, {_text(delivery, 'r', key)}, "
            f"'no row of another file carries this key', 'correct the key, or bring that row in too' {unasked} "
            "EXCEPT SELECT * FROM fault"
        )
    if not any(join.many for _, join in lends):
        engine.execute(f"INSERT INTO filtered SELECT {f}, r.n, 'no row of another file asks for it' {unasked}")


def _asks(lender: Delivery, borrower: Delivery, join: Join) -> str:
    same = (f"{_text(borrower, 'b', mine)} = {_text(lender, 'r', key)}" for mine, key in join.on.items())
    return f"EXISTS (SELECT 1 FROM {borrower.raw} b WHERE {' AND '.join(same)})"


def _text(delivery: Delivery, alias: str, column: str) -> str:
    places = [fold(name) for name in delivery.header]
    return trimmed(f"{alias}.c{places.index(fold(column))}") if fold(column) in places else "CAST(NULL AS VARCHAR)"


def _partners(
    engine: Engine,
    table: str,
    join: Join,
    columns: Sequence[str],
    partners: Sequence[Delivery],
    deliveries: Sequence[Delivery],
) -> None:
    """Every partner (f, n) with its key (k0 ...) and what it lends (v0 ...)."""
    parts = []
    for partner in partners:
        cells = [f"{_text(partner, 'p', theirs)} AS k{n}" for n, theirs in enumerate(join.on.values())]
        cells += [f"{_text(partner, 'p', column)} AS v{n}" for n, column in enumerate(columns)]
        parts.append(f"SELECT {deliveries.index(partner)} AS f, n, {', '.join(cells)} FROM {partner.raw} p")
    engine.execute(f"CREATE TABLE {table} AS {' UNION ALL '.join(parts)}")


def _gather(engine: Engine, table: str, keys: int, columns: int) -> None:
    """One partner for each key: of each column its different values in the order of their rows, as one text."""
    key = ", ".join(f"k{n}" for n in range(keys))
    lists = ", ".join(f"list(v{n} ORDER BY f, n) AS v{n}" for n in range(columns))
    once = ", ".join(
        f"nullif(array_to_string(list_filter(v{n}, (x, place) -> list_position(v{n}, x) = place), '|'), '') AS v{n}"
        for n in range(columns)
    )
    engine.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT {key}, {once} FROM "
        f"(SELECT {key}, {lists} FROM {table} GROUP BY {key})"
    )


def _one_each(engine: Engine, table: str, join: Join) -> None:
    """One partner for each key; those in conflict are faults and lend nothing."""
    keys = ", ".join(f"k{n}" for n in range(len(join.on)))
    said = "* EXCLUDE (f, n)"
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE unsure AS SELECT {keys} FROM (SELECT DISTINCT {said} FROM {table}) "
        f"GROUP BY {keys} HAVING count(*) > 1"
    )
    named = quoted(" / ".join(join.on.values()))
    engine.execute(
        f"INSERT INTO fault SELECT f, n, {named}, k0, 'different rows carry the same key', 'keep the right one' "
        f"FROM {table} SEMI JOIN unsure USING ({keys}) ANTI JOIN filtered USING (f, n) EXCEPT SELECT * FROM fault"
    )
    engine.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT DISTINCT {said} FROM {table} ANTI JOIN unsure USING ({keys})"
    )


def _note_missing(engine: Engine, delivery: Delivery, f: int, join: Join, table: str) -> None:
    texts = [_text(delivery, "r", mine) for mine in join.on]
    filled = " AND ".join(f"{text} IS NOT NULL" for text in texts)
    same = " AND ".join(f"l.k{n} = {text}" for n, text in enumerate(texts))
    engine.execute(
        f"INSERT INTO fault SELECT {f}, r.n, {quoted(' / '.join(join.on))}, {texts[0]}, "
        f"{quoted(f'no row of {join.file} carries this key')}, 'correct the key, or bring that row in too' "
        f"FROM {delivery.raw} r WHERE {filled} AND NOT EXISTS (SELECT 1 FROM {table} l WHERE {same})"
    )
