"""Where tables live when asked: Spark, on this machine alone (the extra `spark`). Rooms see only Ibis, as on DuckDB."""

import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from v100.engine import Backend
from v100.errors import V100Error

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

OLDEST_JAVA = 17
GET_JAVA = "install one (Debian: apt install openjdk-17-jre-headless), or let JAVA_HOME name its folder"
GET_SPARK = "pip install 'v100[spark]'"


@contextmanager
def workroom(folder: Path, *, threads: int = 2) -> Iterator[Backend]:
    """Spark on so many threads, its tables in a folder of its own within `folder`; nothing of it is left. It speaks to
    nobody but this machine.

    One at a time in a process. Raises V100Error where Java or the extra is missing.
    """
    need_java()
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise V100Error(f"Spark is not installed: {GET_SPARK}") from error
    tables = folder.resolve() / f".spark-{secrets.token_hex(8)}"
    os.environ["PYSPARK_PYTHON"] = sys.executable  # Spark would take the first python3 on the path
    builder = SparkSession.builder.master(f"local[{threads}]")
    for name, value in _settings(tables, threads).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        _teach(session)
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()
        shutil.rmtree(tables, ignore_errors=True)


def need_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError) as error:
        raise V100Error(f"Spark needs Java {OLDEST_JAVA} or later, and {java} does not run: {GET_JAVA}") from error
    version = re.search(r'version "(\d+)[^"]*"', told)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise V100Error(f"Spark needs Java {OLDEST_JAVA} or later; {java} is {told.splitlines()[0]}: {GET_JAVA}")


def _settings(tables: Path, threads: int) -> dict[str, str]:
    return {
        # As DuckDB: what cannot be (a number too large, a date that is none) is an error, not a silent null.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        # What is taught (below) goes before what Spark has under the same name, which counts otherwise.
        "spark.sql.functionResolution.sessionOrder": "first",
        "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
        # Sent to all and held whole, the tables of one resolution fill the memory: joins sort instead.
        "spark.sql.autoBroadcastJoinThreshold": "-1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        # A plan is told in words for a page that nobody opens, at each change of it: the longest fill the memory.
        "spark.sql.maxPlanStringLength": "4096",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.warehouse.dir": str(tables / "tables"),
        "spark.local.dir": str(tables / "scratch"),
        "spark.sql.shuffle.partitions": str(threads),
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }


def _teach(session: "SparkSession") -> None:
    """The functions by which mentions are compared (identity/comparisons.py) and that DuckDB has built in."""
    from pyspark.sql.functions import arrow_udf
    from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

    likeness = arrow_udf(lambda one, other: _pair_by_pair(JaroWinkler.similarity, one, other, "float64"), "double")
    distance = arrow_udf(lambda one, other: _pair_by_pair(DamerauLevenshtein.distance, one, other, "int64"), "bigint")
    session.udf.register("jaro_winkler_similarity", likeness)
    session.udf.register("damerau_levenshtein", distance)
    session.sql(
        "CREATE TEMPORARY FUNCTION list_has_any(one ARRAY<STRING>, other ARRAY<STRING>) RETURNS BOOLEAN "
        "RETURN arrays_overlap(one, other)"
    )


def _pair_by_pair(scorer: Any, one: "pa.Array[Any]", other: "pa.Array[Any]", type: str) -> "pa.Array[Any]":
    """DuckDB has the same library built in, and gives it bytes."""
    from rapidfuzz.process import cpdist

    unknown = pc.or_(one.is_null(), other.is_null())
    texts = (column.fill_null("").cast(pa.binary()).to_pylist() for column in (one, other))
    # The type is stated: by itself it gives a likeness half the digits, and names at the very bar would fall short.
    scores: pa.Array[Any] = pa.array(
        cpdist(*texts, scorer=scorer, dtype=type), mask=unknown.to_numpy(zero_copy_only=False)
    )
    return scores
