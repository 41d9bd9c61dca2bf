"""Whom the runs of a policy have listed, as whom the last of them takes each man for."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from v100 import engine
from v100.engine import Backend
from v100.harm import who_is_who_now
from v100.store.runs import Run

UNIT = 10_000
"""Days are compared as whole ten-thousandths, the last place that they have."""


def ever_listed(backend: Backend, past: Sequence[Run], mentions: ir.Table) -> ir.Table:
    """person_id (of the last run), was_id (of the run that lists him), as_at, units: his days there, by UNIT.

    past: runs, oldest first; mentions: the last one's person_mention.
    """
    return engine.keep(backend, "ever_listed", ibis.union(*(_listed(backend, run, mentions) for run in past)))


def _listed(backend: Backend, run: Run, mentions: ir.Table) -> ir.Table:
    ranking = engine.keep(backend, f"ranking_{run.as_at:%Y%m%d}", run.table("ranking"))
    before = engine.keep(backend, f"mention_{run.as_at:%Y%m%d}", run.table("person_mention"))
    listed = ranking.filter(_["rank"] <= run.manifest["policy"]["list_size"])
    units = listed.select("as_at", was_id="person_id", units=(_.harm_days * UNIT).cast("int64"))
    return units.join(who_is_who_now(before, mentions), "was_id").select("person_id", "was_id", "as_at", "units")
