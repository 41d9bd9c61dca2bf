"""Mentions become people, top to bottom."""

from collections.abc import Iterable
from datetime import date

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, keep
from v100.errors import V100Error
from v100.identity.decided import Decided, Entry, pair_of, settle
from v100.identity.doubt import with_doubt
from v100.identity.effects import bound
from v100.identity.lineage import keep_ids, lineage
from v100.identity.model import Model
from v100.identity.obeying import obey
from v100.identity.people import People, describe, evidence, ties
from v100.identity.repeats import with_repeats
from v100.identity.scoring import score
from v100.identity.workings import Earlier, work_out
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
    decisions: Iterable[Entry] = (),
    earlier: Earlier | None = None,
) -> People:
    """Who is who among `mentions` (tables.SUSPECT or VICTIM, with `recorded_on` of the report), under a frozen model.

    `previous` is the earlier run's person_mention: its people keep their ids. `victims`, for suspects, tells a
    victim's name that was copied into the suspect's place. `decisions` are the ledger's standing entries; those of kind
    identity win over the evidence. `earlier` spares working out again what has not changed; it changes nothing in what
    comes out. Tables out are kept in `backend`; see People.
    Raises V100Error when the model is of the other side.
    """
    if side not in SIDES or model.side != side:
        raise V100Error(f"identity: model {model.name} is for {model.side} mentions, not for {side}: give the other")
    name = f"identity_{side}"
    known = _each_once(backend, f"{name}_known", mentions)
    decisions = [entry for entry in decisions if entry["kind"] == "identity"]
    decided_of = {mention for entry in decisions for mention in pair_of(entry)}
    workings = work_out(backend, name, known, victims, model, decided_of, earlier)
    model, standard, repeats = workings.model, workings.standard, workings.repeats
    groups = with_repeats(workings.groups, repeats)
    by_evidence = groups.drop("tied")
    decided = _decided(decisions, known, workings.unnamed)
    grouped = obey(backend, f"{name}_obeyed", by_evidence, workings.pairs, repeats, model, decided)
    pairs = workings.pairs.union(repeats)
    doubted = with_doubt(backend, f"{name}_groups", grouped, pairs, model, decided)
    people = keep(backend, f"{name}_people", keep_ids(doubted, previous, side=side, as_at=as_at))
    pairs = _with_decided(backend, f"{name}_decided", pairs, standard, decided, model)
    person_mention = keep(backend, f"{name}_person_mention", ties(people, pairs, repeats, side))
    people_of = People(
        person=describe(backend, f"{name}_person", people, known, standard, side, as_at),
        person_mention=person_mention,
        person_lineage=keep(backend, f"{name}_lineage", lineage(people, previous)),
        match=keep(backend, f"{name}_match", evidence(people, pairs, groups, side, model)),
        unnamed=workings.unnamed,
        decisions=bound(decided, people, by_evidence),
        workings=workings,
    )
    for step in ("known", "obeyed", "groups", "decided", "people"):
        backend.drop_table(f"{name}_{step}", force=True)
    return people_of


def _each_once(backend: Backend, name: str, mentions: ir.Table) -> ir.Table:
    """The mentions, a row given twice taken once. Kept under `name`."""
    known = keep(backend, name, mentions)
    repeated = known.count() > known.mention_id.nunique()
    # Few sources repeat a row, and to compare whole rows costs as much as to weigh many pairs.
    return keep(backend, name, known.distinct()) if repeated.execute() else known


def _decided(decisions: Iterable[Entry], known: ir.Table, nobody: ir.Table) -> Decided:
    """The decisions about mentions of this side."""
    mentioned = sorted({mention for entry in decisions for mention in pair_of(entry)})
    held, unnamed = (
        set(table.filter(table.mention_id.isin(mentioned)).mention_id.to_pyarrow().to_pylist()) if mentioned else set()
        for table in (known, nobody)
    )
    return settle(decisions, held, unnamed)


def _with_decided(
    backend: Backend, name: str, pairs: ir.Table, standard: ir.Table, decided: Decided, model: Model
) -> ir.Table:
    """The scored pairs with `decided`, what people said of them; a pair decided of is scored whatever its weight."""
    ends = ["mention_a", "mention_b"]
    if not decided.in_force:
        return pairs.mutate(decided=ibis.null("string"))
    told = decided.table.select(*ends, "decided")
    scored = score(backend, name, standard, told.select(*ends), model)
    others = pairs.anti_join(scored, ends).mutate(decided=ibis.null("string"))
    return others.union(scored.join(told, ends).select(*others.columns))
