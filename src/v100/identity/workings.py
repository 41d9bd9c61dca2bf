"""What the evidence alone says of the mentions, and how the next resolution takes it up instead of starting again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, keep
from v100.identity.blocking import candidates, common_names, with_names
from v100.identity.clusters import cluster
from v100.identity.model import Model
from v100.identity.pairs import among, joining
from v100.identity.placeholders import unnamed
from v100.identity.repeats import find_repeats, first_said
from v100.identity.scoring import score
from v100.identity.standard import standardise

NEWS = ("same", "news", "found", "made", "first", "touched", "compared", "scored")
REACH = ("stable", "reached", "inside", "built")
"""Tables on the way from earlier workings to new ones."""


@dataclass(frozen=True)
class Workings:
    """Kept tables of one side: `unnamed` (mention_id, why), `standard` (standard.COLUMNS), `repeats` (repeats.py), and
    of mentions that repeat no other `pairs` (scoring.score) and `groups` (clusters.cluster). `model` is the one that
    weighed the pairs, at the size of the store."""

    unnamed: ir.Table
    standard: ir.Table
    repeats: ir.Table
    pairs: ir.Table
    groups: ir.Table
    model: Model

    @property
    def tables(self) -> dict[str, ir.Table]:
        """The tables by name: what to keep for the next resolution."""
        names = ("unnamed", "standard", "repeats", "pairs", "groups")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def of(cls, tables: Mapping[str, ir.Table], model: Model) -> "Workings":
        """Workings from the tables that were kept; `model` as it is stated, for any size."""
        return cls(**tables, model=model.at_size(int(tables["standard"].count().execute())))


@dataclass(frozen=True)
class Earlier:
    """The workings of an earlier resolution. `unchanged` (mention_id): the mentions whose reports say what they said
    then, of the suspects and of the victims; all others are worked out anew."""

    workings: Workings
    unchanged: ir.Table


def work_out(
    backend: Backend,
    name: str,
    known: ir.Table,
    victims: ir.Table | None,
    model: Model,
    decided_of: Collection[str],
    earlier: Earlier | None,
) -> Workings:
    """The workings of the mentions `known`, kept under names that begin with `name`. `decided_of`: the mentions that
    people decided of, each of which is compared by itself.

    With `earlier` only what has changed since is compared, and only the groups that this reaches are built again. The
    tables hold the same rows either way.
    """
    if earlier is None:
        return _afresh(backend, name, known, victims, model, decided_of)
    return _continued(backend, name, known, victims, model, decided_of, earlier)


def _afresh(
    backend: Backend, name: str, known: ir.Table, victims: ir.Table | None, model: Model, decided_of: Collection[str]
) -> Workings:
    nobody = unnamed(backend, f"{name}_unnamed", known, victims)
    standard = standardise(backend, f"{name}_standard", known.anti_join(nobody, "mention_id"))
    model = model.at_size(int(standard.count().execute()))
    repeats = find_repeats(backend, f"{name}_repeats", standard, model, decided_of)
    first = keep(backend, f"{name}_first", first_said(standard, repeats))
    compared = keep(backend, f"{name}_compared", candidates(first, common_names(standard)))
    pairs = score(backend, f"{name}_pairs", first, compared, model, least=model.thresholds.shown)
    groups = cluster(backend, f"{name}_evidence", first, pairs, model)
    for step in ("first", "compared"):
        backend.drop_table(f"{name}_{step}")
    return Workings(nobody, standard, repeats, pairs, groups, model)


def _continued(
    backend: Backend,
    name: str,
    known: ir.Table,
    victims: ir.Table | None,
    model: Model,
    decided_of: Collection[str],
    earlier: Earlier,
) -> Workings:
    before = earlier.workings
    # A mention that the workings do not hold is worked out, whatever `unchanged` says: nobody is dropped.
    held = before.standard.select("mention_id").union(before.unnamed.select("mention_id"))
    unchanged = earlier.unchanged.semi_join(held, "mention_id")
    same = keep(backend, f"{name}_same", known.semi_join(unchanged, "mention_id").select("mention_id"))
    news = keep(backend, f"{name}_news", known.anti_join(same, "mention_id"))
    hers = None if victims is None else victims.semi_join(news, "report_id")
    found = unnamed(backend, f"{name}_found", news, hers)
    nobody = keep(backend, f"{name}_unnamed", before.unnamed.semi_join(same, "mention_id").union(found))
    made = standardise(backend, f"{name}_made", news.anti_join(found, "mention_id"))
    standard = keep(backend, f"{name}_standard", before.standard.semi_join(same, "mention_id").union(made))
    model = model.at_size(int(standard.count().execute()))

    repeats = find_repeats(backend, f"{name}_repeats", standard, model, decided_of)
    first = keep(backend, f"{name}_first", first_said(standard, repeats))
    touched = keep(
        backend,
        f"{name}_touched",
        first.select("mention_id").semi_join(_touched(before, standard, made, repeats, model), "mention_id"),
    )
    compared = keep(backend, f"{name}_compared", candidates(first, common_names(standard), touched))
    scored = score(backend, f"{name}_scored", first, compared, model, least=model.thresholds.shown)
    stable = keep(backend, f"{name}_stable", first.anti_join(touched, "mention_id").select("mention_id"))
    pairs = keep(backend, f"{name}_pairs", among(before.pairs, stable).union(scored))

    reached = keep(
        backend, f"{name}_reached", _reached(before.groups, stable, touched, joining(scored, model.thresholds.join))
    )
    inside = keep(backend, f"{name}_inside", among(pairs, reached))
    built = cluster(backend, f"{name}_built", first.semi_join(reached, "mention_id"), inside, model)
    left = before.groups.semi_join(stable, "mention_id").anti_join(reached, "mention_id")
    groups = keep(backend, f"{name}_evidence", left.union(built))
    for step in (*NEWS, *REACH):
        backend.drop_table(f"{name}_{step}")
    return Workings(nobody, standard, repeats, pairs, groups, model)


def _touched(before: Workings, standard: ir.Table, made: ir.Table, repeats: ir.Table, model: Model) -> ir.Table:
    """mention_id of those whose pairs are to be weighed anew: what is compared of them is not what it was, or they
    begin or cease to repeat another, or a name of theirs has become too common to bring people together, or is so no
    longer; everybody under another model."""
    if model != before.model:
        return standard.select("mention_id")
    changed = made.difference(before.standard)
    ones, others = common_names(before.standard), common_names(standard)
    crossed = with_names(standard, ones.difference(others).union(others.difference(ones)))
    said, said_before = (of.select(mention_id="mention_b", said="mention_a") for of in (repeats, before.repeats))
    moved = said.difference(said_before).union(said_before.difference(said))
    return ibis.union(changed.select("mention_id"), moved.select("mention_id"), crossed, distinct=True)


def _reached(groups: ir.Table, stable: ir.Table, touched: ir.Table, joined: ir.Table) -> ir.Table:
    """mention_id of those whose group is built again: the touched, and all who were tied to one of them, to one who is
    gone, or to one whom a new pair joins."""
    ends = joined.select(mention_id="mention_a").union(joined.select(mention_id="mention_b"))
    lost = groups.anti_join(stable, "mention_id").select("tied")
    gained = groups.semi_join(ends, "mention_id").select("tied")
    tied = groups.semi_join(lost.union(gained), "tied").select("mention_id")
    return tied.semi_join(stable, "mention_id").union(touched)
