"""Loading a run reads each row a few times, not once for each other row, whatever PostgreSQL measured before."""

import subprocess
import sys
from pathlib import Path

import psycopg

from runs_made_up import month_later, seal
from v100.casework.database.url import ROLE
from v100.store import simulated

PEOPLE = 150

READ = """
select sum(coalesce(idx_tup_fetch, 0) + seq_tup_read) from pg_stat_user_tables where relname in
('run_person', 'run_ranking', 'run_harm_line', 'run_crime_report', 'run_precursor', 'run_person_mention', 'run_suspect',
 'run_offence', 'run_event', 'run_report_victim', 'outcomes_outcome')
"""


ESTIMATED = "explain (format json) select from run_suspect where run_id = %s"


def test_who_asks_next_is_answered_by_the_rows_that_are_there(elsewhere: dict[str, str], tmp_path: Path) -> None:
    """PostgreSQL measures tables by itself a minute later; until then it would take the new run for a row or two, and
    join it row by row: one question was still being answered after six minutes."""
    simulated.mark(tmp_path)
    for number, made in enumerate((seal, month_later), start=1):
        made(tmp_path, people=PEOPLE)
        subprocess.run([sys.executable, "-m", "v100.casework.prepare"], env=elsewhere, check=True)
        with psycopg.connect(elsewhere["DATABASE_URL"], autocommit=True) as owner:
            rows = owner.execute("select count(*) from run_suspect where run_id = %s", [number]).fetchone()
            plan = owner.execute(ESTIMATED, [number]).fetchone()
            assert rows is not None
            assert plan is not None
            assert rows[0] > PEOPLE / 2
            assert abs(plan[0][0]["Plan"]["Plan Rows"] - rows[0]) < rows[0] / 10


def test_a_run_is_loaded_without_reading_it_over_and_over(elsewhere: dict[str, str], tmp_path: Path) -> None:
    simulated.mark(tmp_path)
    read = []
    for made in (seal, month_later):
        made(tmp_path, people=PEOPLE)
        subprocess.run([sys.executable, "-m", "v100.casework.prepare"], env=elsewhere, check=True)
        with psycopg.connect(elsewhere["DATABASE_URL"], autocommit=True) as owner:
            owner.execute("analyze")
            owner.execute(f"set role {ROLE}".encode())
            found = owner.execute(READ).fetchone()
            assert found is not None
            read.append(found[0])
            loaded = owner.execute("select count(*) from runs_loadedrun").fetchone()
            assert loaded == (len(read),)
    assert read[0] < 100 * PEOPLE
    assert read[1] - read[0] < 100 * PEOPLE
