"""What the store already holds, as tables of the engine: all versions, and of each report the one last received."""

from pathlib import Path

import pyarrow as pa

from v100.intake.reading import Engine
from v100.store import batches
from v100.tables import STORED


def prepare_store(engine: Engine, store: Path) -> None:
    """`stored_TABLE` of every batch, `base` (report_id, version ...: last received), `base_line`, `base_mention`."""
    held = batches.listed(store)
    for name, table in STORED.items():
        if paths := [batch.path(name) for batch in held if batch.has(name)]:
            files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
            engine.execute(f"CREATE VIEW stored_{name} AS SELECT * FROM read_parquet([{files}])")
        else:
            _keep(engine, f"stored_{name}", table.schema.to_pyarrow().empty_table())
    places = [(batch.batch, int(batch.manifest["position"])) for batch in held]
    names, positions = zip(*places, strict=True) if places else ((), ())
    _keep(
        engine,
        "received",
        pa.table({"batch": pa.array(names, pa.string()), "position": pa.array(positions, pa.int64())}),
    )
    engine.execute(
        "CREATE TABLE base AS SELECT report_id, version, recorded_on, occurred_from, duplicate_of "
        "FROM stored_crime_report JOIN received USING (batch) "
        "QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY received_on DESC, position DESC) = 1"
    )
    engine.execute(
        "CREATE TABLE base_line AS SELECT report_id, line FROM stored_offence JOIN base USING (report_id, version)"
    )
    for side in ("suspect", "victim"):
        engine.execute(
            f"CREATE TABLE base_{side} AS SELECT report_id, mention_id FROM stored_{side} "
            "JOIN base USING (report_id, version)"
        )


def _keep(engine: Engine, name: str, table: pa.Table) -> None:
    engine.register("arriving", table)
    engine.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")
    engine.unregister("arriving")
