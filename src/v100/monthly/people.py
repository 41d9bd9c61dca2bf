"""Who is who in a run, who the referred may be, and how far doubt about it moves the ranks."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.harm import Scored, chances, links
from v100.identity import Model, People, recognise, resolve
from v100.monthly.inputs import Inputs
from v100.monthly.workings import with_workings
from v100.store import referrals, runs
from v100.store.known import dated_mentions
from v100.tables import RECOGNISED


def who_is_who(
    backend: Backend,
    store: Path,
    known: Mapping[str, ir.Table],
    decisions: list[dict[str, Any]],
    inputs: Inputs,
    progress: Callable[[str], None],
    *,
    afresh: bool,
) -> tuple[People, People]:
    """The suspects and the victims, resolved one after the other; `afresh`: without earlier workings."""
    before = runs.open_run(store, inputs.ids_from) if inputs.ids_from else None
    previous = engine.keep(backend, "ids_before", before.table("person_mention")) if before else None

    def side(name: str, model: Model) -> People:
        progress(f"resolving {name}s")
        resolved = partial(
            resolve,
            backend,
            dated_mentions(known, name),
            side=name,
            model=model,
            as_at=inputs.as_at,
            previous=None if previous is None else previous.filter(_.side == name),
            victims=known["victim"] if name == "suspect" else None,
            decisions=decisions,
        )
        people = resolved() if afresh else with_workings(backend, store, known, name, model, resolved)
        for table in ("standard", "repeats", "pairs", "groups"):
            backend.drop_table(people.workings.tables[table].op().name)
        return people

    suspects = side("suspect", Model.load(inputs.settings.suspect_model))
    return suspects, side("victim", Model.load(inputs.settings.victim_model))


def both_sides(backend: Backend, suspects: People, victims: People) -> dict[str, ir.Table]:
    """person, person_mention, person_lineage, match (not yet in words) of both sides."""
    return {
        name: engine.keep(backend, name, getattr(suspects, name).union(getattr(victims, name)))
        for name in ("person", "person_mention", "person_lineage", "match")
    }


def recognised_people(
    backend: Backend, store: Path, known: Mapping[str, ir.Table], people: Mapping[str, ir.Table], inputs: Inputs
) -> ir.Table:
    """Who each person referred by a partner may be (tables.RECOGNISED)."""
    kept = [referral_id for referral_id, digest in inputs.referrals.items() if digest]
    if not kept:
        return engine.keep(backend, "recognised", RECOGNISED.arrow([]))
    return recognise(
        backend,
        referrals.read(backend, store, kept),
        dated_mentions(known, "suspect"),
        people["person_mention"].filter(_.side == "suspect"),
        model=Model.load(inputs.settings.suspect_model),
    )


def with_chances(
    scored: Scored, known: Mapping[str, ir.Table], people: Mapping[str, ir.Table], inputs: Inputs
) -> ir.Table:
    """The ranking with how far doubt about who is who moves it."""
    thresholds = Model.load(inputs.settings.suspect_model).thresholds
    in_doubt = links(
        {**people, "ranking": scored.ranking, "harm_line": scored.harm_line, "suspect": known["suspect"]},
        even=thresholds.even,
        join=thresholds.join,
        sure=thresholds.sure,
        list_size=inputs.policy.list_size,
        everybody=False,
    )
    measured = chances(in_doubt, inputs.policy.list_size)
    unmeasured = scored.ranking.drop(*(column for column in measured.columns if column != "person_id"))
    return engine.add(unmeasured, measured, "person_id")
