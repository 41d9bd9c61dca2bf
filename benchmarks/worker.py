"""One engine in a process of its own: prints its times, its peak memory and what it found, as JSON."""

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

RUNS = 5
ENOUGH_SECONDS = 240  # no further run begins after this: a slow engine is measured by fewer


def main(engine: str, tiny: Path, folder: Path) -> None:
    module = import_module(f"benchmarks.{engine}")
    first = _timed(module.Engine(tiny))
    subject = module.Engine(folder)
    loaded = _peak_gb()
    times: list[float] = []
    while len(times) < RUNS and sum(times) < ENOUGH_SECONDS:
        times.append(_timed(subject))
    result: dict[str, Any] = {"first": first, "times": times, "loaded_gb": loaded, "peak_gb": _peak_gb()}
    result["lines"] = _digest(subject.lines(), "person_id, report_id, line, days::DECIMAL(18, 4), why")
    ranking = "rank::BIGINT, person_id, harm_days::DECIMAL(18, 4), offences::BIGINT, reports::BIGINT, victims::BIGINT"
    result["ranking"] = _digest(subject.ranking(), ranking)
    print(json.dumps(result))


def _timed(subject: Any) -> float:
    begun = time.perf_counter()
    subject.run()
    return time.perf_counter() - begun


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def _digest(table: pa.Table, columns: str) -> str:
    """Rows and a hash of them that does not depend on their order."""
    engine = duckdb.connect()
    engine.register("found", table)
    query = f"SELECT count(*), bit_xor(hash({columns})), sum(hash({columns})) FROM found"
    return str(engine.execute(query).fetchone())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
