"""One Spark for all these tests, and one small city, read by both engines from the same files."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from small_force import MARCH
from v100 import city, engine, spark
from v100.engine import Backend
from v100.intake import load_profile, take_in
from v100.offences import offence_table
from v100.store.known import known_tables

collect_ignore_glob = [] if find_spec("pyspark") else ["test_*.py"]


@pytest.fixture(scope="session")
def on_duckdb() -> Backend:
    return engine.connect()


@pytest.fixture(scope="session")
def on_spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with spark.workroom(tmp_path_factory.mktemp("spark")) as backend:
        yield backend


@pytest.fixture(scope="session")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what is known of the small city at the end of March: TABLE.parquet."""
    folder = tmp_path_factory.mktemp("city")
    city.simulate(folder / "city", seed=3, as_at=MARCH)
    days = {row["ho_code"]: row["days"] for row in offence_table().to_pylist()}
    extract = str(folder / "city" / "extract")
    take_in([extract], profile=load_profile("canonical"), store=folder / "store", received_on=MARCH, days=days)
    for name, table in known_tables(engine.connect(), folder / "store", MARCH).items():
        table.to_parquet(folder / f"{name}.parquet")
    return folder
