"""The same by hand in DuckDB SQL: what someone would write who needs exactly these two tables and nothing else."""

from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.data import AS_AT, TABLES

LINES = f"""
CREATE OR REPLACE TABLE lines AS
WITH received AS (
  SELECT s.report_id FROM crime_report s JOIN crime_report o ON s.other_force_ref = o.report_id
  WHERE s.cancel_reason = 'transferred' AND s.cancelled_on IS NOT NULL
  UNION SELECT s.report_id FROM crime_report s JOIN crime_report o ON s.other_force_ref = o.crime_ref
  WHERE s.cancel_reason = 'transferred' AND s.cancelled_on IS NOT NULL
  UNION SELECT s.report_id FROM crime_report s JOIN crime_report o ON s.report_id = o.other_force_ref
  WHERE s.cancel_reason = 'transferred' AND s.cancelled_on IS NOT NULL
  UNION SELECT s.report_id FROM crime_report s JOIN crime_report o ON s.crime_ref = o.other_force_ref
  WHERE s.cancel_reason = 'transferred' AND s.cancelled_on IS NOT NULL
),
report AS (
  SELECT report_id, coalesce(occurred_from::DATE, recorded_on) AS began_on,
    coalesce(domestic_abuse, false)
      OR coalesce(list_has_any(flags, ['domestic_abuse', 'hba', 'fm', 'fgm', 'cse']), false) AS flagged,
    CASE
      WHEN coalesce(duplicate_of IN (SELECT report_id FROM crime_report), false)
        OR coalesce(cancel_reason = 'duplicate' AND cancelled_on IS NOT NULL, false) THEN 'duplicate of another record'
      WHEN cancel_reason = 'transferred' AND cancelled_on IS NOT NULL THEN
        CASE WHEN report_id IN (FROM received) THEN 'the receiving force''s record counts'
          WHEN cancelled_on >= DATE '{AS_AT}' - 14 THEN NULL ELSE 'cancelled' END
      WHEN cancelled_on IS NOT NULL THEN 'cancelled'
    END AS out
  FROM crime_report
  WHERE recorded_on > DATE '{AS_AT}' - 365 AND recorded_on <= DATE '{AS_AT}'
),
victims AS (
  SELECT o.report_id, o.line, count(*) AS n,
    bool_or(coalesce(v.sex, t.victim_sex) = 'F') AS has_female,
    bool_or(coalesce(v.sex, t.victim_sex) IS NULL) AS has_unknown
  FROM offence o JOIN report USING (report_id) JOIN victim v USING (report_id)
  LEFT JOIN offence_table t USING (ho_code)
  WHERE v.lines IS NULL OR len(v.lines) = 0 OR list_contains(v.lines, o.line)
  GROUP BY ALL
),
accused AS (
  SELECT m.person_id, o.report_id, o.line, any_value(o.ho_code) AS ho_code,
    bool_or(coalesce(o.role = 'included', false)) AS included,
    bool_or(coalesce(s.role, 'suspect') = 'suspect') AS accused,
    bool_or(coalesce(s.role, 'suspect') = 'suspect' AND s.eliminated_on IS NULL) AS pursued,
    min(s.age_at_offence) AS age_at_offence
  FROM offence o JOIN report USING (report_id) JOIN suspect s USING (report_id)
  JOIN person_mention m ON m.mention_id = s.mention_id AND m.side = 'suspect'
  WHERE s.lines IS NULL OR len(s.lines) = 0 OR list_contains(s.lines, o.line)
  GROUP BY ALL
)
SELECT a.person_id, a.report_id, a.line, t.days,
  CASE
    WHEN NOT a.accused THEN 'not named as suspect'
    WHEN r.out IS NOT NULL THEN r.out
    WHEN t.days IS NULL THEN 'unweighted: code without days'
    WHEN NOT (t.vawg_category IS NOT NULL OR (r.flagged AND NOT t.generated)) THEN 'not in the policy''s categories'
    WHEN t.generated THEN 'found by police activity'
    WHEN a.included THEN 'included in the principal offence'
    WHEN p.sex <> 'M' THEN 'sex not ranked by the policy'
    WHEN v.has_female OR (v.n IS NULL AND (t.victim_sex = 'F' OR t.victim_based = 'either'))
      OR (v.has_unknown AND t.victim_based = 'either') THEN
      CASE WHEN NOT a.pursued THEN 'eliminated from the enquiry'
        WHEN coalesce(datesub('year', p.births[1], r.began_on), a.age_at_offence) < 18 THEN 'child at the offence'
        ELSE 'counted' END
    WHEN v.has_unknown THEN 'victim''s sex not known'
    ELSE 'no woman or girl as victim'
  END AS why
FROM accused a JOIN report r USING (report_id) LEFT JOIN offence_table t USING (ho_code)
LEFT JOIN victims v USING (report_id, line) LEFT JOIN person p USING (person_id)
"""

RANKING = """
CREATE OR REPLACE TABLE ranking AS
WITH women AS (
  SELECT l.person_id, count(DISTINCT m.person_id) AS victims
  FROM lines l JOIN offence o USING (report_id, line) JOIN victim v USING (report_id)
  JOIN person_mention m ON m.mention_id = v.mention_id AND m.side = 'victim'
  LEFT JOIN offence_table t USING (ho_code)
  WHERE l.why = 'counted' AND coalesce(v.sex, t.victim_sex) = 'F'
    AND (v.lines IS NULL OR len(v.lines) = 0 OR list_contains(v.lines, l.line))
  GROUP BY ALL
),
sums AS (
  SELECT person_id, sum(days)::DECIMAL(18, 4) AS harm_days, count(*) AS offences,
    count(DISTINCT report_id) AS reports, max(recorded_on) AS last_on
  FROM lines JOIN crime_report USING (report_id) WHERE why = 'counted' GROUP BY ALL
)
SELECT person_id, harm_days, offences, reports, coalesce(victims, 0) AS victims, last_on,
  row_number() OVER (ORDER BY harm_days DESC, victims DESC NULLS LAST, reports DESC, last_on DESC, person_id) AS rank
FROM sums LEFT JOIN women USING (person_id)
"""


class Engine:
    def __init__(self, folder: Path) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(f"SET temp_directory = '{folder / 'spill'}'")
        self.connection.execute("SET preserve_insertion_order = false")
        for name in TABLES:
            self.connection.execute(f"CREATE TABLE {name} AS FROM '{folder / name}.parquet'")

    def run(self) -> None:
        self.connection.execute(LINES)
        self.connection.execute(RANKING)

    def lines(self) -> pa.Table:
        return self.connection.table("lines").to_arrow_table()

    def ranking(self) -> pa.Table:
        return self.connection.table("ranking").to_arrow_table()
