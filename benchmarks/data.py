"""Made-up tables of any size, the same for every engine: every rule of the count has lines that it touches.

Two years of reports, half of them in the window; a tenth more lines than reports; ten reports a man. No events, no
custody and no decisions, so that what is measured is lines, sums and ranks.
"""

from datetime import date
from pathlib import Path

import duckdb

from v100.offences import offence_table

AS_AT = date(2026, 3, 31)
TABLES = ("crime_report", "offence", "suspect", "victim", "person", "person_mention", "offence_table")

CODES = ("105/01", "008/06", "008/67", "195/12", "066/39", "008/77", "019/08", "020/05", "088/09", "005/01")
CODES += ("019/10", "034/01", "066/01", "092/61", "099/99", "105/01", "008/06", "105/01", "008/06", "195/12")


def write(folder: Path, lines: int) -> None:
    """The tables as Parquet files in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = lines * 10 // 11
    engine = duckdb.connect()
    engine.execute("SET preserve_insertion_order = false")
    engine.execute("CREATE MACRO dice(n, salt, sides) AS (hash(n * 31 + salt) % sides)::BIGINT")
    engine.register("offence_table", offence_table())
    codes = ", ".join(f"'{code}'" for code in CODES)
    men = max(reports // 10, 1)
    for name, query in {
        "crime_report": f"""
            SELECT 'R' || n AS report_id, 'C' || n AS crime_ref,
              DATE '{AS_AT}' - dice(n, 1, 730)::INT AS recorded_on,
              CASE WHEN dice(n, 2, 10) < 8
                THEN (DATE '{AS_AT}' - dice(n, 1, 730)::INT - dice(n, 3, 300)::INT)::TIMESTAMP END AS occurred_from,
              CASE dice(n, 4, 10) WHEN 0 THEN true WHEN 1 THEN false END AS domestic_abuse,
              CASE WHEN dice(n, 5, 50) = 0 THEN ['cse', 'separated'] END AS flags,
              CASE WHEN dice(n, 6, 25) = 0 THEN DATE '{AS_AT}' - dice(n, 7, 40)::INT END AS cancelled_on,
              CASE WHEN dice(n, 6, 25) = 0
                THEN ['transferred', 'additional_information', 'duplicate'][1 + dice(n, 8, 3)] END AS cancel_reason,
              CASE WHEN dice(n, 9, 100) = 0 AND n > 1 THEN 'R' || (n - 1) END AS duplicate_of,
              CASE WHEN dice(n, 10, 200) = 0 THEN 'R' || (n + 1) END AS other_force_ref
            FROM range({reports}) AS t(n)""",
        "offence": f"""
            SELECT 'R' || (n % {reports}) AS report_id, 1 + n // {reports} AS line,
              [{codes}][1 + dice(n, 11, {len(CODES)})] AS ho_code,
              CASE WHEN n >= {reports} AND dice(n, 12, 2) = 0 THEN 'included' END AS role
            FROM range({lines}) AS t(n)""",
        "suspect": f"""
            SELECT 'S' || n AS mention_id, 'R' || (n % {reports}) AS report_id,
              CASE dice(n, 13, 30) WHEN 0 THEN 'witness' WHEN 1 THEN 'suspect' END AS role,
              CASE WHEN dice(n, 14, 30) = 0 THEN [1::BIGINT] END AS lines,
              DATE '{AS_AT}' - dice(n % {reports}, 1, 730)::INT AS named_on,
              CASE WHEN dice(n, 15, 40) = 0 THEN DATE '{AS_AT}' - 3 END AS eliminated_on,
              CASE WHEN dice(n, 16, 50) = 0 THEN 17::BIGINT END AS age_at_offence
            FROM range({reports * 21 // 20}) AS t(n)""",
        "victim": f"""
            SELECT 'V' || n AS mention_id, 'R' || (n % {reports}) AS report_id,
              CASE WHEN dice(n, 17, 30) = 0 THEN [1::BIGINT] END AS lines,
              CASE WHEN dice(n, 18, 10) = 0 THEN NULL WHEN dice(n, 18, 10) < 3 THEN 'M' ELSE 'F' END AS sex
            FROM range({reports}) AS t(n) WHERE dice(n, 19, 20) > 0""",
        "person": f"""
            SELECT 'M' || n AS person_id, 'suspect' AS side,
              CASE WHEN dice(n, 20, 20) = 0 THEN NULL WHEN dice(n, 20, 20) < 3 THEN 'F' ELSE 'M' END AS sex,
              CASE WHEN dice(n, 21, 4) > 0 THEN [DATE '2009-01-01' - dice(n, 22, 15000)::INT] END AS births
            FROM range({men}) AS t(n)""",
        "person_mention": f"""
            SELECT 'M' || least(dice(n, 23, {men}), dice(n, 24, {men})) AS person_id, 'S' || n AS mention_id,
              'suspect' AS side
            FROM range({reports * 21 // 20}) AS t(n)
            UNION ALL SELECT 'W' || dice(n, 25, {men * 4}), 'V' || n, 'victim'
            FROM range({reports}) AS t(n) WHERE dice(n, 19, 20) > 0""",
        "offence_table": "FROM offence_table",
    }.items():
        engine.execute(f"COPY ({query}) TO '{folder / name}.parquet'")
