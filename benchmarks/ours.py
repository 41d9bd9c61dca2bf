"""Ours: the steps of the published score that make lines and ranks, as the monthly run calls them."""

import gc
from pathlib import Path

import ibis
import pyarrow as pa

from benchmarks.data import AS_AT, TABLES
from v100 import engine, tables
from v100.cli.app import SELDOM
from v100.harm.judged import judged_reports
from v100.harm.lines import harm_lines
from v100.harm.ranking import rank, totals
from v100.harm.victims import line_victims, victim_facts
from v100.policy import load

SHAPES = tables.INPUT | {"person": tables.PERSON, "person_mention": tables.PERSON_MENTION}


class Engine:
    """Columns that the made-up data lack are all unknown."""

    def __init__(self, folder: Path) -> None:
        gc.set_threshold(SELDOM)  # as the command does
        self.backend = engine.connect(spill_to=folder / "spill")
        self.backend.raw_sql("SET preserve_insertion_order = false")
        for name in TABLES:
            table = self.backend.read_parquet(folder / f"{name}.parquet")
            self.backend.create_table(name, SHAPES[name].shape(table) if name in SHAPES else table)

    def run(self) -> None:
        known = {name: self.backend.table(name) for name in ("crime_report", "offence", "suspect", "victim")}
        people = {name: self.backend.table(name) for name in ("person", "person_mention")}
        offences, policy = self.backend.table("offence_table"), load("v100")
        nobody = ibis.memtable(pa.table({"report_id": pa.array([], pa.string()), "line": pa.array([], pa.int64())}))
        events = ibis.memtable(tables.EVENT.arrow([]).append_column("person_id", pa.array([], pa.string())))
        reports = engine.keep(self.backend, "judged", judged_reports(known, policy=policy, as_at=AS_AT))
        victims = engine.keep(self.backend, "line_victims", line_victims(known, people, offences, reports=reports))
        lines = harm_lines(
            known,
            people,
            offences,
            reports=reports,
            events=events,
            victims=victim_facts(victims),
            left_out=nobody,
            policy=policy,
            as_at=AS_AT,
        )
        lines = engine.keep(self.backend, "lines", lines)
        sums = engine.keep(self.backend, "sums", totals(lines.filter(lines.counted), victims))
        engine.keep(self.backend, "ranking", rank(sums, list_size=policy.list_size))

    def lines(self) -> pa.Table:
        return self.backend.table("lines").select("person_id", "report_id", "line", "days", "why").to_pyarrow()

    def ranking(self) -> pa.Table:
        return self.backend.table("ranking").to_pyarrow()
