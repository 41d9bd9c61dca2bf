"""V100 with the suspect model that it is shipped with."""

from dataclasses import replace
from datetime import date

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from benchmarks.identity.city.joining import OWN, Linked
from benchmarks.identity.city.rows import AS_AT
from v100.identity import Model, resolve


def link(backend: Backend) -> Linked:
    """Who is who among the table `mention` of `backend`."""
    model = Model.load("suspect")
    stated = {OWN: model.thresholds.join, "where it is sure": model.thresholds.sure}
    return Linked(_people(backend, model), stated, lambda bits: _people(backend, _joining_from(bits, model)))


def _people(backend: Backend, model: Model) -> ir.Table:
    found = resolve(backend, backend.table("mention"), side=model.side, model=model, as_at=date.fromisoformat(AS_AT))
    return found.person_mention.select("mention_id", "person_id")


def _joining_from(bits: float, model: Model) -> Model:
    return replace(model, thresholds=replace(model.thresholds, join=bits))
