"""Does the offence table hold together, and does it know the codes that an extract uses?"""

from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from v100 import engine
from v100.errors import V100Error
from v100.offences.merge import CODE
from v100.offences.vocabulary import vocabulary
from v100.tables import OFFENCE_TABLE


def table_faults(table: pa.Table) -> pa.Table:
    """What is wrong with an offence table: ho_code, fault. Empty when it is sound."""
    backend = engine.connect()
    rows = engine.keep(backend, "rows", table)
    categories = engine.keep(backend, "categories", vocabulary("categories"))
    faults = [
        _fault(rows.filter(~rows.ho_code.fill_null("").re_search(CODE)), "not of the form 019/08"),
        _fault(rows.filter(rows.ho_code.count().over(group_by=rows.ho_code) > 1), "stands twice"),
        _fault(
            rows.filter(rows.vawg_category.notnull()).anti_join(categories, "vawg_category"),
            "category is not in categories.csv",
        ),
        _fault(rows.filter(rows.days <= 0), "days are not above zero"),
        *(
            _fault(rows.filter(~rows[column].isin(OFFENCE_TABLE.column(column).values)), f"{column} not in list")
            for column in ("unit", "victim_based", "victim_sex")
        ),
        *(_fault(rows.filter(rows[column].isnull()), f"no {column}") for column in ("unit", "victim_based")),
    ]
    found: pa.Table = ibis.union(*faults).distinct().order_by("ho_code", "fault").to_pyarrow()
    return found


def _fault(rows: ir.Table, fault: str) -> ir.Table:
    return rows.select(rows.ho_code, fault=ibis.literal(fault))


def unweighted(source: Path, table: pa.Table) -> pa.Table:
    """Codes that a store or an extract uses and the table gives no days: ho_code, lines, known.

    `source` is a store (the lines of its intake), or a CSV or Parquet file with a column `ho_code`; `known`
    says that the table has the code, without days. Ordered by most lines. Raises V100Error when there are
    no lines to read or no such column.
    """
    backend = engine.connect()
    codes = engine.keep(backend, "codes", _codes(backend, source))
    weights = engine.keep(backend, "weights", table)
    joined = codes.left_join(weights.select("ho_code", "days", known=ibis.literal(True)), "ho_code")
    lacking = joined.filter(joined.days.isnull())
    lacking = lacking.select("ho_code", "lines", known=lacking.known.fill_null(False))
    found: pa.Table = lacking.order_by(lacking.lines.desc(), "ho_code").to_pyarrow()
    return found


def _codes(backend: ibis.BaseBackend, source: Path) -> ir.Table:
    lines = _lines(backend, source)
    if "ho_code" not in lines.columns:
        raise V100Error(f"{source}: has no column ho_code; give an offence file of the canonical profile")
    return lines.group_by(ho_code=lines.ho_code.cast("string").strip().nullif("")).agg(lines=lines.count())


def _lines(backend: ibis.BaseBackend, source: Path) -> ir.Table:
    try:
        if source.is_dir():
            kept = sorted(map(str, source.glob("intake/*/offence.parquet")))
            if not kept:
                raise V100Error(f"{source}: no store with an intake; run `v100 intake` first")
            return backend.read_parquet(kept).select("report_id", "line", "ho_code").distinct()
        if source.suffix == ".parquet":
            return backend.read_parquet(source)
        return backend.read_csv(source, all_varchar=True, header=True)
    except (OSError, duckdb.Error) as error:
        raise V100Error(f"{source}: cannot be read ({str(error).splitlines()[0]})") from error
