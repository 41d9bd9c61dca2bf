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

    Rows whose key is in no partner, and partners that carry one key but differ, go to `fault`.
    Raises FileFault when the file that lends did not come.
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
        on = " AND ".join(f"l{j}.k{n} = {_text(delivery, 'r', mine)}" for n, mine in enumerate(join.on))
        clauses.append(f"LEFT JOIN {table} l{j} ON {on}")
        places |= {fold(each): f"l{j}.v{n}" for n, each in enumerate(wants)}
        _note_missing(engine, delivery, f, join, table)
    return " ".join(clauses), places


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
    """Partners with their key (k0 ...) and what they lend (v0 ...); those in conflict are faults and lend nothing."""
    keys = ", ".join(f"k{n}" for n in range(len(join.on)))
    parts = []
    for partner in partners:
        cells = [f"{_text(partner, 'p', theirs)} AS k{n}" for n, theirs in enumerate(join.on.values())]
        cells += [f"{_text(partner, 'p', column)} AS v{n}" for n, column in enumerate(columns)]
        parts.append(f"SELECT {deliveries.index(partner)} AS f, n, {', '.join(cells)} FROM {partner.raw} p")
    engine.execute(f"CREATE TABLE {table} AS {' UNION ALL '.join(parts)}")
    said = "* EXCLUDE (f, n)"
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE unsure AS SELECT {keys} FROM (SELECT DISTINCT {said} FROM {table}) "
        f"GROUP BY {keys} HAVING count(*) > 1"
    )
    named = quoted(" / ".join(join.on.values()))
    engine.execute(
        f"INSERT INTO fault SELECT f, n, {named}, k0, 'different rows carry the same key', 'keep the right one' "
        f"FROM {table} SEMI JOIN unsure USING ({keys}) EXCEPT SELECT * FROM fault"
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
