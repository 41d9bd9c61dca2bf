"""Splink works inside our engine, on whichever that is."""

from typing import TYPE_CHECKING, Any, TypeAlias

from splink.backends.duckdb import DuckDBAPI

from v100.engine import Backend
from v100.identity.comparisons import COMPARISONS, Comparison

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


def settings(prior: float) -> dict[str, Any]:
    """What Splink is told to learn: how often each level of each comparison is true of one person, and of two."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "mention_id",
        "probability_two_random_records_match": prior,
        "comparisons": [_comparison(comparison) for comparison in COMPARISONS],
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
        "max_iterations": 50,
    }


def column_of(comparison: Comparison) -> str:
    """The comparison's name as part of a column name."""
    return comparison.name.replace(" ", "_").replace("-", "")


def _comparison(comparison: Comparison) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.unknown, "label_for_charts": "unknown", "is_null_level": True}
    ]
    for level in comparison.levels:
        rarity = {"tf_adjustment_column": level.rarity} if level.rarity else {}
        levels.append({"sql_condition": level.condition, "label_for_charts": level.name} | rarity)
    levels.append({"sql_condition": "ELSE", "label_for_charts": comparison.otherwise})
    return {"output_column_name": column_of(comparison), "comparison_levels": levels}
