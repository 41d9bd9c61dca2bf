"""The rows of person files become people, top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import add, keep
from v100.identity.comparisons import Comparison
from v100.identity.levels import levels_of
from v100.identity.linking.candidates import candidates
from v100.identity.linking.column_map import ColumnMap
from v100.identity.linking.compared import comparisons_for
from v100.identity.linking.grouping import group
from v100.identity.linking.model import LinkModel, train_on
from v100.identity.linking.rarity import with_shares
from v100.identity.linking.reading import PersonFile, read_files
from v100.identity.linking.said import same_said, standard_rows
from v100.identity.linking.sampling import telling_rows
from v100.identity.linking.values import ReadColumn, typed
from v100.identity.linking.weighing import weigh

NAME = "linking"


@dataclass(frozen=True)
class Linked:
    """Kept tables: `clusters` (source, id, cluster_id), `pairs` (source_a, id_a, source_b, id_b, match_weight, parts;
    strongest first) and `parted` (cluster_id of people taken apart because they held a contradiction). And how they
    came about: files and columns as read, rules of blocking, rows that said the same, names that named nobody."""

    clusters: ir.Table
    pairs: ir.Table
    parted: ir.Table
    model: LinkModel
    files: list[PersonFile]
    columns: list[ReadColumn]
    rules: list[str]
    compared: int
    repeated: int
    nameless: int


def link(backend: Backend, paths: Sequence[Path], column_map: ColumnMap, *, today: date) -> Linked:
    """Who is who in these files, by a model that is learned from them without labels.

    One file is deduplicated; of several, rows of any are joined, of the same file too. The order of rows and files
    changes nothing; a row that says exactly what another says is the same person, where what they say would join two
    rows, and changes nobody else. Raises V100Error where a file is not what the map says (reading.py).
    """
    rows, files = read_files(backend, f"{NAME}_rows", paths, column_map)
    meant, columns = typed(backend, f"{NAME}_meant", rows, column_map, today)
    spoken = same_said(backend, f"{NAME}_spoken", meant)
    speakers = spoken.filter(spoken.mention_id == spoken.speaker).select("mention_id")
    standard, nameless = standard_rows(backend, f"{NAME}_standard", meant.semi_join(speakers, "mention_id"), column_map)
    possible = comparisons_for(column_map)
    comparisons = tuple(each for each in possible if _is_told(backend, standard, each)) or possible
    blocked, rules = candidates(backend, f"{NAME}_blocked", standard, column_map)
    levels = keep(backend, f"{NAME}_learned_from", levels_of(backend, standard, blocked, comparisons))
    model = train_on(backend, f"{NAME}_training", standard, levels, comparisons)
    first = group(backend, f"{NAME}_first", standard, weigh(backend, f"{NAME}_first_pairs", levels, model), model)
    shared, rarities = with_shares(backend, f"{NAME}_shared", standard, first, comparisons)
    model = replace(model, rarities=rarities)

    pairs = weigh(backend, f"{NAME}_pairs", levels_of(backend, shared, blocked, comparisons), model)
    groups = group(backend, f"{NAME}_groups", shared, pairs, model)
    echoes = _echoes(backend, shared, spoken, model)
    keys = rows.select("mention_id", "source", "id")
    people = keep(backend, f"{NAME}_people", _people(keys, spoken, groups, echoes, model))
    return Linked(
        clusters=people.order_by("source", "id").select("source", "id", "cluster_id"),
        pairs=_told(keys, pairs, echoes, model),
        parted=people.filter(people.parted).select("cluster_id").distinct().order_by("cluster_id"),
        model=model,
        files=files,
        columns=columns,
        rules=rules,
        compared=int(blocked.count().execute()),
        repeated=sum(file.rows for file in files) - model.rows,
        nameless=nameless,
    )


def _is_told(backend: Backend, standard: ir.Table, comparison: Comparison) -> bool:
    """Whether any two rows say something to compare."""
    return int(telling_rows(backend, standard, comparison).count().execute()) > 1


def _echoes(backend: Backend, standard: ir.Table, spoken: ir.Table, model: LinkModel) -> ir.Table:
    """Rows that say what another says, each as a pair with the one that speaks for it, weighed as any pair."""
    repeated = spoken.filter(spoken.mention_id != spoken.speaker)
    themselves = repeated.select(mention_a="speaker", mention_b="speaker").distinct()
    levels = levels_of(backend, standard, themselves, model.comparisons)
    weighed = weigh(backend, f"{NAME}_echo_pairs", levels, model).drop("mention_b")
    return keep(
        backend,
        f"{NAME}_echoes",
        repeated.join(weighed, repeated.speaker == weighed.mention_a).select(
            "mention_a", "match_weight", "parts", mention_b="mention_id"
        ),
    )


def _people(keys: ir.Table, spoken: ir.Table, groups: ir.Table, echoes: ir.Table, model: LinkModel) -> ir.Table:
    """mention_id, source, id, cluster_id (source and id of the person's first row), parted."""
    alone = echoes.filter(echoes.match_weight < model.thresholds.join).select(mention_id="mention_b")
    grouped = add(spoken, groups.rename(speaker="mention_id"), "speaker")
    grouped = add(grouped, alone.mutate(alone=ibis.literal(True)), "mention_id")
    grouping = ibis.ifelse(grouped.alone.fill_null(False), grouped.mention_id, grouped.grouping)
    named = keys.select(grouping="mention_id", first_source="source", first_id="id")
    told = grouped.select("mention_id", "parted", grouping=grouping).join(keys, "mention_id").join(named, "grouping")
    return told.select("mention_id", "source", "id", "parted", cluster_id=told.first_source + ":" + told.first_id)


def _told(keys: ir.Table, pairs: ir.Table, echoes: ir.Table, model: LinkModel) -> ir.Table:
    shown = pairs.filter(pairs.match_weight >= model.thresholds.shown)
    shown = shown.select("mention_a", "mention_b", "match_weight", "parts").union(
        echoes.select("mention_a", "mention_b", "match_weight", "parts")
    )
    one = keys.select(mention_a="mention_id", source_a="source", id_a="id")
    other = keys.select(mention_b="mention_id", source_b="source", id_b="id")
    told = shown.join(one, "mention_a").join(other, "mention_b")
    ordered = told.order_by(told.match_weight.desc(), "source_a", "id_a", "source_b", "id_b")
    return ordered.select("source_a", "id_a", "source_b", "id_b", "match_weight", "parts")
