"""Mentions become people, top to bottom."""

from datetime import date

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import keep
from v100.errors import V100Error
from v100.identity.blocking import candidates
from v100.identity.clusters import cluster
from v100.identity.lineage import keep_ids, lineage
from v100.identity.model import Model
from v100.identity.people import People, describe, evidence, ties
from v100.identity.placeholders import unnamed
from v100.identity.scoring import score
from v100.identity.standard import standardise
from v100.tables import SIDES


def resolve(
    backend: Backend,
    mentions: ir.Table,
    *,
    side: str,
    model: Model,
    as_at: date,
    previous: ir.Table | None = None,
    victims: ir.Table | None = None,
) -> People:
    """Who is who among `mentions` (tables.SUSPECT or VICTIM, with `recorded_on` of the report), under a frozen model.

    `previous` is the earlier run's person_mention: its people keep their ids. `victims`, for suspects, tells a
    victim's name that was copied into the suspect's place. Tables out are kept in `backend`; see People.
    Raises V100Error when the model is of the other side.
    """
    if side not in SIDES or model.side != side:
        raise V100Error(f"identity: model {model.name} is for {model.side} mentions, not for {side}: give the other")
    name = f"identity_{side}"
    known = keep(backend, f"{name}_known", mentions.distinct())
    nobody = unnamed(backend, f"{name}_unnamed", known, victims)
    named = known.anti_join(nobody, "mention_id")
    standard = standardise(backend, f"{name}_standard", named)
    model = model.at_size(int(standard.count().execute()))
    compared = keep(backend, f"{name}_compared", candidates(standard))
    pairs = score(backend, f"{name}_pairs", standard, compared, model, least=model.thresholds.shown)
    groups = cluster(backend, f"{name}_groups", standard, pairs, model)
    people = keep(backend, f"{name}_people", keep_ids(groups, previous, side=side, as_at=as_at))
    person_mention = keep(backend, f"{name}_person_mention", ties(people, pairs, side))
    people_of = People(
        person=keep(backend, f"{name}_person", describe(people, named, standard, side, as_at)),
        person_mention=person_mention,
        person_lineage=keep(backend, f"{name}_lineage", lineage(people, previous)),
        match=keep(backend, f"{name}_match", evidence(people, pairs, side, model)),
        unnamed=nobody,
    )
    for step in ("known", "standard", "compared", "pairs", "groups", "people"):
        backend.drop_table(f"{name}_{step}")
    return people_of
