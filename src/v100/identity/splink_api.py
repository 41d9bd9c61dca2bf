"""Splink works inside our engine, on whichever that is."""

from typing import TYPE_CHECKING, TypeAlias

from splink.backends.duckdb import DuckDBAPI

from v100.engine import Backend

if TYPE_CHECKING:
    from splink.backends.spark import SparkAPI

SplinkAPI: TypeAlias = "DuckDBAPI | SparkAPI"


def splink_on(backend: Backend) -> SplinkAPI:
    """Splink on the tables of this engine."""
    if backend.name == "duckdb":
        return DuckDBAPI(backend.con)
    # Spark is an extra: what it needs is there only where it is.
    from pyspark.sql import SparkSession
    from splink.backends.spark import SparkAPI

    return SparkAPI(
        spark_session=SparkSession.active(), break_lineage_method="persist", register_udfs_automatically=False
    )


def drop_splink_tables(api: SplinkAPI) -> None:
    """What Splink made there goes, when the engine is kept."""
    api.delete_tables_created_by_splink_from_db()
