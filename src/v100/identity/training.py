"""Learns a model from mentions without labels, and freezes it."""

import logging
from typing import Any

import ibis
import ibis.expr.types as ir
from splink import Linker

from v100.engine import Backend, keep
from v100.errors import V100Error
from v100.identity.comparisons import COMPARISONS, SAME_REPORT, Level
from v100.identity.model import Frequencies, Model, Thresholds, rounded
from v100.identity.placeholders import unnamed
from v100.identity.splink_api import column_of, drop_splink_tables, settings, splink_on
from v100.identity.standard import standardise

FEWEST_MENTIONS = 1000
"""Below this there is too little to learn from."""

LEAST_BEARERS = 5
"""A name enters the frequency table when so many mentions bear it: the file names nobody."""

SAMPLE_PAIRS = 5e6
"""Random pairs from which the chance of each level among strangers is taken."""

CERTAIN = (
    "l.pnc_key = r.pnc_key",
    "l.given = r.given and l.family = r.family and l.birth_text = r.birth_text",
    "l.birth_text = r.birth_text and l.postcode_key = r.postcode_key and l.given = r.given",
)
"""Rules that hardly ever join two people, and the share of all true pairs that they find (`FOUND`), give the prior."""
FOUND = 0.6

LEARN_WITHIN = (
    ("pnc_key",),
    ("birth_text", "given"),
    ("birth_text", "family"),
    ("given", "family", "outcode"),
    ("phone_key",),
)
"""Blocks within which expectation-maximisation learns what true pairs look like; each teaches the other columns."""

FEWEST_PAIRS = 500
"""A block with fewer pairs teaches nothing and is passed over."""

LEAST_M = 0.005
"""No disagreement is taken for rarer than this among true pairs, whatever a block of clean pairs says."""

LEAST_U = 1e-6
LEAST_SHARE = 0.02
"""Of what a sample of pairs shows, at least this share is chance and not the same person twice."""

SAME_REPORT_ODDS = {"apart": {"m": 1.0, "u": 1.0}, "two in one report": {"m": 0.004, "u": 1.0}}
THRESHOLDS = Thresholds(even=6.0, join=7.0, sure=12.0, against=-14.0, shown=0.0)


def train(
    backend: Backend,
    mentions: ir.Table,
    *,
    side: str,
    seed: int,
    trained_on: str = "",
    truth: ir.Table | None = None,
) -> Model:
    """A model for `side` (suspect, victim) from its mentions with `recorded_on`. No label is read.

    u by random pairs under `seed`, m by expectation-maximisation; then rounded. Raises V100Error for too few mentions.
    `truth` (mention_id, true_id) is for evaluation only: the ceiling, whose prior and m are counted on true pairs.
    """
    nobody = unnamed(backend, "identity_training_unnamed", mentions, None)
    standard = standardise(backend, "identity_training", mentions.anti_join(nobody, "mention_id"))
    if truth is not None:
        standard = keep(backend, "identity_training", standard.join(truth, "mention_id"))
    count = int(standard.count().execute())
    if count < FEWEST_MENTIONS:
        raise V100Error(
            f"identity train: {count} named {side} mentions are too few to learn from, {FEWEST_MENTIONS} are needed"
        )
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = splink_on(backend)
    linker = Linker(
        api.register("identity_training"),
        settings(1e-4),
        log_level=None,
        validate_settings=False,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLE_PAIRS, seed=seed, min_count_per_level=None)
    if truth is None:
        _learn(linker, standard)
    else:
        linker.training.estimate_m_from_label_column("true_id")
    learned = linker.misc.save_model_to_json()
    prior = learned["probability_two_random_records_match"]
    if truth is not None:
        prior = 2 * _pairs_of(standard, ("true_id",)) / (count * (count - 1))
    model = Model(
        name=f"{side}-{seed}",
        side=side,
        trained_on=trained_on,
        seed=seed,
        mentions=count,
        prior=rounded(prior),
        thresholds=THRESHOLDS,
        parameters=_parameters(learned, prior),
        frequencies={column: _frequencies(standard, column) for column in ("given", "family")},
    )
    drop_splink_tables(api)
    backend.drop_table("identity_training")
    return model


def _learn(linker: Linker, standard: ir.Table) -> None:
    """Prior by rules that are hardly ever wrong, m by expectation-maximisation within blocks."""
    linker.training.estimate_probability_two_random_records_match(list(CERTAIN), recall=FOUND)
    for block in LEARN_WITHIN:
        if _pairs_of(standard, block) >= FEWEST_PAIRS:
            linker.training.estimate_parameters_using_expectation_maximisation(
                " and ".join(f"l.{column} = r.{column}" for column in block), estimate_without_term_frequencies=True
            )


def _pairs_of(standard: ir.Table, block: tuple[str, ...]) -> int:
    known = standard.drop_null(list(block))
    sizes = known.group_by(*block).agg(mentions=known.count()).mentions
    return int((sizes * (sizes - 1)).sum().fill_null(0).execute()) // 2


def _parameters(learned: dict[str, Any], prior: float) -> dict[str, dict[str, dict[str, float]]]:
    by_column = {stated["output_column_name"]: stated["comparison_levels"] for stated in learned["comparisons"]}
    parameters: dict[str, dict[str, dict[str, float]]] = {SAME_REPORT.name: SAME_REPORT_ODDS}
    for comparison in COMPARISONS:
        levels = {level["label_for_charts"]: level for level in by_column[column_of(comparison)]}
        stated = {level.name: level for level in comparison.levels}
        parameters[comparison.name] = {
            name: _chances(levels[name], prior, stated.get(name)) for name in comparison.level_names
        }
        for level in comparison.levels:
            if level.rarity:
                parameters[comparison.name][level.name]["u"] = parameters[comparison.name]["same"]["u"]
    return parameters


def _chances(level: dict[str, Any], prior: float, stated: Level | None) -> dict[str, float]:
    """m and u of a level, u without the true pairs that the sample of random pairs held; a level that no pair reached
    says nothing (both alike), unless they are stated."""
    learned, sampled = level.get("m_probability"), level.get("u_probability")
    m = min(max(learned or 0.0, LEAST_M), 1.0)
    if stated is not None and stated.follows:
        m = 1.0
    if stated is not None and stated.by_chance is not None:
        strangers = stated.by_chance
    elif learned is None and sampled is None:
        strangers = m
    else:
        sampled = sampled or 0.0
        strangers = max((sampled - prior * m) / (1 - prior), sampled * LEAST_SHARE, LEAST_U)
    return {"m": rounded(m), "u": rounded(strangers)}


def _frequencies(standard: ir.Table, column: str) -> Frequencies:
    """Shares of the names that enough mentions bear; the fallback is the mean share of those left out."""
    counted = standard.filter(standard[column].notnull()).group_by(column).agg(bearers=ibis._.count())
    rows = counted.to_pyarrow().to_pylist()
    total = sum(row["bearers"] for row in rows)
    rare = [row["bearers"] for row in rows if row["bearers"] < LEAST_BEARERS]
    return Frequencies(
        fallback=rounded(sum(rare) / len(rare) / total if rare else 1 / total),
        values={row[column]: rounded(row["bearers"] / total) for row in rows if row["bearers"] >= LEAST_BEARERS},
    )
