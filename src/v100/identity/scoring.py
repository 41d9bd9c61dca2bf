"""Match weights of pairs of mentions under a frozen model. Nothing here is learned from the data."""

import math

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, keep
from v100.identity.comparisons import BY_NAME, Comparison
from v100.identity.levels import SHARE, level_column, levels_of
from v100.identity.model import Model, bits

DECIMALS = 3
"""Each part of a match weight is rounded to so many decimals of a bit before it is added or compared."""

WEIGHT = "decimal(9, 3)"

COMPARED = tuple(BY_NAME.values())

FAMILY = "family"
"""What comes after the comparisons among a pair's bits: see _family."""


def score(
    backend: Backend, name: str, standard: ir.Table, pairs: ir.Table, model: Model, least: float | None = None
) -> ir.Table:
    """The pairs (mention_a, mention_b) with their weights, kept under `name`.

    `standard` holds the standard columns of their mentions. Out: mention_a, mention_b, match_weight (bits, exact
    decimal), levels and bits (of each of COMPARED the number of the level and its part of the weight; `in_words` makes
    sentences of them), twins (may be twins), ids_differ (police ids differ). Pairs below `least` are left out, possible
    twins apart. The weights are those of Splink, whose models these are: log2 of m over u, and for a name what it is
    rarer than names in general.
    """
    ends = pairs.select(mention_id="mention_a").union(pairs.select(mention_id="mention_b"))
    told = keep(backend, f"{name}_told", with_shares(standard.semi_join(ends, "mention_id"), model))
    kept = keep(backend, name, weigh(levels_of(backend, told, pairs, COMPARED), model, least))
    backend.drop_table(f"{name}_told")
    return kept


def with_shares(standard: ir.Table, model: Model) -> ir.Table:
    """The mentions with how often each of their names stands according to the model, its fallback for one that it does
    not list, whatever the data's own share is."""
    for column, frequencies in model.frequencies.items():
        listed = ibis.memtable(
            {"listed": list(frequencies.values), "share": list(frequencies.values.values())},
            schema={"listed": "string", "share": "float64"},
        )
        joined = standard.left_join(listed, standard[column] == listed.listed)
        share = joined.share.fill_null(real(frequencies.fallback))
        standard = joined.mutate(**{f"{SHARE}{column}": share}).drop("listed", "share")
    return standard


def weigh(compared: ir.Table, model: Model, least: float | None) -> ir.Table:
    """Pairs with levels and shares (levels.py) as pairs with weights: parts are rounded, then added exactly, which is
    the same on any machine and in any order."""
    parts = {comparison.name: _part(compared, comparison, model) for comparison in COMPARED}
    valued = compared.mutate(**{_part_column(name): part for name, part in parts.items()})
    valued = valued.mutate(**{_part_column(FAMILY): _family(valued)})
    total = ibis.literal(round(prior_bits(model), DECIMALS)).cast(WEIGHT)
    for name in (*parts, FAMILY):
        total = (total + valued[_part_column(name)]).cast(WEIGHT)
    weighed = valued.select(
        "mention_a",
        "mention_b",
        match_weight=total,
        levels=ibis.array([_level(valued, comparison.name) for comparison in COMPARED]),
        bits=ibis.array([valued[_part_column(name)] for name in (*parts, FAMILY)]),
        twins=_twins(valued),
        ids_differ=_at(valued, "police id", "differs"),
    )
    return weighed if least is None else weighed.filter((weighed.match_weight >= least) | weighed.twins)


def in_words(pairs: ir.Table) -> ir.Table:
    """The pairs with `parts`, a sentence per comparison that says something, in place of levels and bits.

    The sentences are most of what a pair weighs, so that they are made last.
    """
    said = [_sentence(comparison, pairs.levels[at], pairs.bits[at]) for at, comparison in enumerate(COMPARED)]
    family = pairs.bits[len(COMPARED)]
    explained = f"{FAMILY}: explains surname, home and phone " + signed(family)
    said.append(ibis.ifelse(family < 0, explained, ibis.null("string")))
    return pairs.mutate(parts=ibis.array(said).filter(lambda sentence: sentence.notnull())).drop("levels", "bits")


def prior_bits(model: Model) -> float:
    """The prior as log2 odds: what a pair starts from before anything is compared."""
    return math.log2(model.prior / (1 - model.prior))


def real(number: float) -> ir.FloatingValue:
    """A constant as a double: one written with a point the engine takes for an exact decimal, whose digits add up."""
    return ibis.literal(repr(number)).cast("float64")


def _part_column(name: str) -> str:
    return f"part_{name}"


def _part(compared: ir.Table, comparison: Comparison, model: Model) -> ir.DecimalValue:
    """Bits of the level; where its value's rarity counts, more for a rare one and less for a common one."""
    level, chances = _level(compared, comparison.name), model.parameters[comparison.name]
    worth = [(comparison.number(name), real(bits(chances[name]))) for name in comparison.level_names]
    part = level.cases(*worth, else_=real(0.0))
    for told in comparison.levels:
        if told.rarity:
            rarer = real(math.log2(chances[told.name]["u"])) - compared[f"{SHARE}{told.rarity}"].log2()
            part = part + ibis.ifelse(level == comparison.number(told.name), rarer, real(0.0))
    return part.round(DECIMALS).cast(WEIGHT)


def _family(valued: ir.Table) -> ir.DecimalValue:
    """Where forenames or births differ outright, one family explains a shared surname, home and phone just as well.

    So these then count for nothing: brothers, twins and a father with his son's name are not joined by them.
    """
    nothing = ibis.literal(0).cast(WEIGHT)
    shared = nothing
    for name in ("surname", "home", "phone"):
        shared = (shared + ibis.greatest(valued[_part_column(name)], nothing)).cast(WEIGHT)
    other_person = (
        _at(valued, "forename", "differs") | _at(valued, "birth", "differs") | _at(valued, "birth", "age differs")
    )
    return ibis.ifelse(other_person, -shared, nothing).cast(WEIGHT)


def _twins(valued: ir.Table) -> ir.BooleanValue:
    """Same birth, same surname, same home, another forename."""
    return (
        _at(valued, "forename", "differs")
        & _at(valued, "surname", "same")
        & _at(valued, "birth", "same")
        & (_at(valued, "home", "same address") | _at(valued, "home", "same postcode"))
    )


def _level(compared: ir.Table, comparison: str) -> ir.IntegerValue:
    return compared[level_column(COMPARED.index(BY_NAME[comparison]))]


def _at(compared: ir.Table, comparison: str, level: str) -> ir.BooleanValue:
    return _level(compared, comparison) == BY_NAME[comparison].number(level)


def _sentence(comparison: Comparison, level: ir.IntegerValue, part: ir.DecimalValue) -> ir.StringValue:
    named = level.cases(*enumerate(comparison.level_names), else_=ibis.null("string"))
    return f"{comparison.name}: " + named + " " + signed(part)


def signed(part: ir.DecimalValue) -> ir.StringValue:
    return ibis.ifelse(part < 0, "", "+") + part.cast("decimal(9, 2)").cast("string")
