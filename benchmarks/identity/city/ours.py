"""V100 with the suspect model that it is shipped with."""

from datetime import date

from ibis.backends.duckdb import Backend

from benchmarks.identity.city.joining import OWN, Linked
from benchmarks.identity.city.rows import AS_AT
from v100.identity import Model, resolve


def link(backend: Backend) -> Linked:
    """Who is who among the table `mention` of `backend`."""
    model = Model.load("suspect")
    found = resolve(backend, backend.table("mention"), side=model.side, model=model, as_at=date.fromisoformat(AS_AT))
    return Linked(found.person_mention.select("mention_id", "person_id"), {OWN: model.thresholds.join})
