"""How well mentions were joined, against the truth of a simulated city."""

from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.errors import V100Error
from v100.evaluation.known import known_to_run
from v100.evaluation.matching import matched, measures, measures_by
from v100.identity import resolve, train
from v100.store.known import dated_mentions
from v100.store.runs import Run

SEED = 1
"""Of the strangers that the ceiling's model is trained on."""

ORIGIN, NOT_GIVEN = "name origin", "not given"
"""Kinds of group: where a person's name comes from, what a mention does not say."""

FIELDS = {
    "forename": ("forename",),
    "date of birth": ("date_of_birth",),
    "address": ("address", "postcode"),
    "phone and e-mail": ("phone", "email"),
    "police identifier": ("pnc_id", "cro_no"),
}


def evaluate_identity(store: Path, truth: Path, run: Run, *, side: str) -> dict[str, Any]:
    """The measures (matching.py) of one side's mentions that the run knew, against TRUTH, placeholders left out.

    Beside them `groups`, the measures by name origin and by what a mention does not say, and, for suspects,
    `false_merges`: each listed person who holds mentions of several (rank, person_id, how many mentions of each).
    Raises V100Error when `truth` is no truth of a simulated city.
    """
    with known_to_run(store, run) as (backend, known):
        people = backend.create_table("person_mention", run.table("person_mention"))
        true = read_truth(backend, truth, side).semi_join(known[side], "mention_id")
        found = engine.keep(backend, "matched", matched(people.filter(_.side == side), true))
        groups = engine.keep(backend, "groups", origins(backend, truth, true).union(_not_given(known[side])))
        told = {**measures(found), "groups": measures_by(found, groups)}
        if side == "suspect":
            listed = backend.create_table("ranking", run.table("ranking"))
            told["false_merges"] = _false_merges(found, listed.filter(_.rank <= run.manifest["policy"]["list_size"]))
        return told


def identity_ceiling(store: Path, truth: Path, run: Run, *, side: str) -> dict[str, Any]:
    """The measures for a model whose chances were counted on the truth of these very mentions: no training without
    labels can be expected to do better with the same comparisons."""
    with known_to_run(store, run) as (backend, known):
        mentions = engine.keep(backend, "mentions", dated_mentions(known, side))
        true = engine.keep(backend, "true", read_truth(backend, truth, side).semi_join(mentions, "mention_id"))
        people = resolve(
            backend,
            mentions,
            side=side,
            model=train(backend, mentions, side=side, seed=SEED, truth=true),
            as_at=date.fromisoformat(run.manifest["as_at"]),
            victims=known["victim"] if side == "suspect" else None,
        )
        return measures(matched(people.person_mention, true))


def read_truth(backend: Backend, truth: Path, side: str) -> ir.Table:
    """mention_id and true_id of one side, placeholders left out."""
    mentions = _truth(backend, truth, "mention")
    return mentions.filter((mentions.side == side) & (mentions.placeholder == "false")).select("mention_id", "true_id")


def _truth(backend: Backend, truth: Path, name: str) -> ir.Table:
    file = truth / f"{name}.csv"
    if not file.is_file():
        raise V100Error(f"{file}: no such file; give the folder `truth` that `v100 simulate` wrote")
    return backend.read_csv(file, all_varchar=True, table_name=f"truth_{name}")


def origins(backend: Backend, truth: Path, true: ir.Table) -> ir.Table:
    """mention_id, kind, group: the origin of the name of whom each mention in `true` is."""
    people = _truth(backend, truth, "person")
    of_each = true.join(people.select("true_id", "name_origin"), "true_id")
    return of_each.select("mention_id", kind=ibis.literal(ORIGIN), group=of_each.name_origin)


def _not_given(mentions: ir.Table) -> ir.Table:
    """Mentions by each field of FIELDS that they leave empty; a field that this side never has is no group."""
    groups = []
    for field, columns in FIELDS.items():
        if given := [column for column in columns if column in mentions.columns]:
            left_empty = mentions.filter([mentions[column].isnull() for column in given])
            groups.append(left_empty.select("mention_id", kind=ibis.literal(NOT_GIVEN), group=ibis.literal(field)))
    return ibis.union(*groups)


def _false_merges(found: ir.Table, listed: ir.Table) -> list[dict[str, Any]]:
    held = found.join(listed.select("person_id", "rank"), "person_id")
    each = held.group_by("rank", "person_id", "true_id").agg(mentions=_.count())
    merged = each.group_by("rank", "person_id").agg(
        people=_.count(), mentions=each.mentions.collect(order_by=each.mentions.desc())
    )
    rows: list[dict[str, Any]] = merged.filter(_.people > 1).drop("people").order_by("rank").to_pyarrow().to_pylist()
    return rows
