"""Match weights of pairs of mentions under a frozen model. Nothing here is learned from the data."""

import math

import ibis
import ibis.expr.types as ir
from splink import Linker

from v100.engine import Backend, keep
from v100.identity.comparisons import BY_NAME, Comparison, column_of, settings
from v100.identity.model import Model
from v100.identity.splink_api import SplinkAPI, drop_splink_tables, splink_on

DECIMALS = 3
"""Each part of a match weight is rounded to so many decimals of a bit before it is added or compared."""

WEIGHT = "decimal(9, 3)"

COMPARED = tuple(BY_NAME.values())

FAMILY = "family"
"""What comes after the comparisons among a pair's bits: see _family."""

BATCH = 2_000_000
"""Pairs that are scored at a time, so that memory does not grow with them."""


def score(
    backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, model: Model, least: float | None = None
) -> ir.Table:
    """The pairs (mention_a, mention_b) with their weights, kept under `name`.

    `standard` holds the standard columns of their mentions. Out: mention_a, mention_b, match_weight (bits, exact
    decimal), levels and bits (of each of COMPARED the number of the level and its part of the weight; `in_words` makes
    sentences of them), twins (may be twins), ids_differ (police ids differ). Pairs below `least` are left out, possible
    twins apart.
    """
    api = splink_on(backend)
    ends = pairs.select(mention_id="mention_a").union(pairs.select(mention_id="mention_b"))
    # Splink takes copies of what it is given.
    involved = keep(backend, f"{name}_involved", standard.semi_join(ends, "mention_id"))
    linker = _frozen(backend, name, api, involved, model)
    numbered = keep(backend, f"{name}_numbered", pairs.mutate(batch=ibis.row_number() // BATCH))
    batches = max(1, math.ceil(int(numbered.count().execute()) / BATCH))
    for batch in range(batches):
        given = keep(
            backend,
            f"{name}_batch",
            numbered.filter(numbered.batch == batch).select(
                join_key_l="mention_a", join_key_r="mention_b", match_key=ibis.literal("0")
            ),
        )
        linker.table_management.register_blocked_pairs_for_predict(api.register(given.op().name))
        # One bit of room: Splink cuts before parts are rounded.
        predicted = linker.inference.predict(
            threshold_match_weight=None if least is None else least - 1, warning_mode="never"
        )
        scored = weigh(backend.table(predicted.physical_name), model, least)
        if batch == 0:
            keep(backend, name, scored)
        else:
            backend.insert(name, scored)
        predicted.drop_table_from_database_and_remove_from_cache()
    drop_splink_tables(api)
    for made in ("numbered", "batch", "involved", *(f"rarity_{column}" for column in model.frequencies)):
        backend.drop_table(f"{name}_{made}")
    return backend.table(name)


def _frozen(backend: Backend, name: str, api: SplinkAPI, standard: ir.Table, model: Model) -> Linker:
    """Splink with the model's weights and the model's frequencies, whatever the data's own are."""
    linker = Linker(
        api.register(standard.op().name),
        settings(model.prior, model.parameters),
        log_level=None,
        validate_settings=False,
    )
    for column in model.frequencies:
        table = keep(backend, f"{name}_rarity_{column}", rarity(standard, column, model))
        linker.table_management.register_term_frequency_lookup(api.register(table.op().name), column)
    return linker


def rarity(standard: ir.Table, column: str, model: Model) -> ir.Table:
    """How often each value of the column stands according to the model, its fallback for a value it does not list."""
    frequencies = model.frequencies[column]
    listed = ibis.memtable(
        {"value": list(frequencies.values), "share": list(frequencies.values.values())},
        schema={"value": "string", "share": "float64"},
    )
    values = standard.select(column).filter(standard[column].notnull()).distinct()
    joined = values.left_join(listed, values[column] == listed.value)
    return joined.select(
        joined[column], **{f"tf_{column}": joined.share.fill_null(frequencies.fallback).cast("float64")}
    )


def weigh(predicted: ir.Table, model: Model, least: float | None) -> ir.Table:
    """Splink's parts rounded, then added exactly: the same on any machine, in any order."""
    parts = {comparison.name: _part(predicted, comparison) for comparison in COMPARED}
    parts[FAMILY] = _family(predicted, parts)
    total = ibis.literal(round(prior_bits(model), DECIMALS)).cast(WEIGHT)
    for part in parts.values():
        total = (total + part).cast(WEIGHT)
    weighed = predicted.select(
        mention_a="mention_id_l",
        mention_b="mention_id_r",
        match_weight=total,
        levels=ibis.array([predicted[f"gamma_{column_of(comparison)}"].cast("int8") for comparison in COMPARED]),
        bits=ibis.array(list(parts.values())),
        twins=_twins(predicted),
        ids_differ=_at(predicted, "police id", "differs"),
    )
    return weighed if least is None else weighed.filter((weighed.match_weight >= least) | weighed.twins)


def in_words(pairs: ir.Table) -> ir.Table:
    """The pairs with `parts`, a sentence per comparison that says something, in place of levels and bits.

    The sentences are most of what a pair weighs, so that they are made last.
    """
    said = [_sentence(comparison, pairs.levels[at], pairs.bits[at]) for at, comparison in enumerate(COMPARED)]
    family = pairs.bits[len(COMPARED)]
    explained = f"{FAMILY}: explains surname, home and phone " + _signed(family)
    said.append(ibis.ifelse(family < 0, explained, ibis.null("string")))
    return pairs.mutate(parts=ibis.array(said).filter(lambda sentence: sentence.notnull())).drop("levels", "bits")


def prior_bits(model: Model) -> float:
    """The prior as log2 odds: what a pair starts from before anything is compared."""
    return math.log2(model.prior / (1 - model.prior))


def _family(predicted: ir.Table, parts: dict[str, ir.DecimalValue]) -> ir.DecimalValue:
    """Where forenames or births differ outright, one family explains a shared surname, home and phone just as well.

    So these then count for nothing: brothers, twins and a father with his son's name are not joined by them.
    """
    shared = ibis.literal(0).cast(WEIGHT)
    for name in ("surname", "home", "phone"):
        shared = (shared + ibis.greatest(parts[name], ibis.literal(0).cast(WEIGHT))).cast(WEIGHT)
    other_person = (
        _at(predicted, "forename", "differs")
        | _at(predicted, "birth", "differs")
        | _at(predicted, "birth", "age differs")
    )
    return ibis.ifelse(other_person, -shared, ibis.literal(0).cast(WEIGHT)).cast(WEIGHT)


def _twins(predicted: ir.Table) -> ir.BooleanValue:
    """Same birth, same surname, same home, another forename."""
    return (
        _at(predicted, "forename", "differs")
        & _at(predicted, "surname", "same")
        & _at(predicted, "birth", "same")
        & (_at(predicted, "home", "same address") | _at(predicted, "home", "same postcode"))
    )


def _at(predicted: ir.Table, comparison: str, level: str) -> ir.BooleanValue:
    return predicted[f"gamma_{column_of(BY_NAME[comparison])}"] == BY_NAME[comparison].number(level)


def _part(predicted: ir.Table, comparison: Comparison) -> ir.DecimalValue:
    column = column_of(comparison)
    part = predicted[f"mw_{column}"]
    if any(level.rarity for level in comparison.levels):
        part = part + predicted[f"mw_tf_adj_{column}"]
    return part.round(DECIMALS).cast(WEIGHT)


def _sentence(comparison: Comparison, level: ir.IntegerValue, part: ir.DecimalValue) -> ir.StringValue:
    named = level.cases(*enumerate(comparison.level_names), else_=ibis.null("string"))
    return f"{comparison.name}: " + named + " " + _signed(part)


def _signed(part: ir.DecimalValue) -> ir.StringValue:
    return ibis.ifelse(part < 0, "", "+") + part.cast("decimal(9, 2)").cast("string")
