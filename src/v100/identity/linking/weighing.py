"""Match weights of compared pairs under a model that is learned: rounded parts, added exactly."""

import math

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import keep
from v100.identity.comparisons import Comparison
from v100.identity.linking.compared import HOUSEHOLD
from v100.identity.linking.learning import TWINS
from v100.identity.linking.levels import UNKNOWN, level_column
from v100.identity.linking.model import LinkModel
from v100.identity.linking.rarity import WHOLE
from v100.identity.scoring import DECIMALS, WEIGHT

FAMILY = "family"


def weigh(backend: Backend, name: str, compared: ir.Table, model: LinkModel) -> ir.Table:
    """mention_a, mention_b, match_weight (bits, exact decimal), parts (a sentence per comparison that says something);
    kept under `name`. `compared` are pairs with the levels and shares of levels.py."""
    parts = {
        _part_column(number): _part(compared, number, comparison, model)
        for number, comparison in enumerate(model.comparisons)
    }
    levels = [level_column(number) for number in range(len(parts))]
    valued = compared.select("mention_a", "mention_b", *levels, **parts, **{WHOLE: _whole(compared, model)})
    weighed = keep(backend, f"{name}_parts", valued.mutate(**{FAMILY: _household(valued, model)}))
    total = ibis.literal(round(model.prior_bits, DECIMALS)).cast(WEIGHT)
    for column in (*parts, WHOLE, FAMILY):
        total = (total + weighed[column]).cast(WEIGHT)
    said = [_sentence(weighed, number, comparison) for number, comparison in enumerate(model.comparisons)]
    said.append(_correction(weighed, WHOLE, "full name: its parts go together"))
    said.append(_correction(weighed, FAMILY, "family: one home explains what is shared"))
    kept = keep(
        backend,
        name,
        weighed.select(
            "mention_a",
            "mention_b",
            match_weight=total,
            parts=ibis.array(said).filter(lambda sentence: sentence.notnull()),
        ),
    )
    backend.drop_table(f"{name}_parts")
    return kept


def _part_column(number: int) -> str:
    return f"part_{number}"


def _part(compared: ir.Table, number: int, comparison: Comparison, model: LinkModel) -> ir.DecimalValue:
    """Bits of the level; where its value's rarity counts, more for a rare one and less for a common one."""
    level = compared[level_column(number)]
    worth = []
    for stated in comparison.level_names:
        chances = model.parameters[comparison.name][stated]
        worth.append((comparison.number(stated), ibis.literal(math.log2(chances["m"] / chances["u"]))))
    bits = level.cases(*worth, else_=0.0)
    for told in comparison.levels:
        if told.rarity in model.rarities:
            rarer = (ibis.literal(model.rarities[told.rarity].agree) / compared[f"share_{told.rarity}"]).log2()
            bits = bits + ibis.ifelse(level == comparison.number(told.name), rarer, 0.0)
    return bits.round(DECIMALS).cast(WEIGHT)


def _whole(compared: ir.Table, model: LinkModel) -> ir.DecimalValue:
    """The same forename and surname together, where the full name is commoner or rarer than its parts would tell."""
    nothing = ibis.literal(0).cast(WEIGHT)
    if f"share_{WHOLE}" not in compared.columns:
        return nothing
    same = {
        comparison.name: compared[level_column(number)] == comparison.number("same")
        for number, comparison in enumerate(model.comparisons)
        if comparison.name in ("forename", "surname")
    }
    bits = (compared.share_given * compared.share_family / compared[f"share_{WHOLE}"]).log2()
    return ibis.ifelse(same["forename"] & same["surname"], bits.round(DECIMALS).cast(WEIGHT), nothing)


def _household(valued: ir.Table, model: LinkModel) -> ir.DecimalValue:
    """Two people of one home share surname, home and phone as well: together these are worth no more than such homes
    are rare; and with twins, the birth too."""
    bits = {
        comparison.name: valued[_part_column(number)].cast("float64")
        for number, comparison in enumerate(model.comparisons)
    }
    two, nothing = ibis.literal(2.0), ibis.literal(0.0)
    shared = sum((bits[name] for name in HOUSEHOLD if name in bits), nothing)
    odds = model.household * two**shared * ((1 - TWINS) + TWINS * two ** bits.get("birth", nothing))
    return (-(odds + 1).log2()).round(DECIMALS).cast(WEIGHT)


def _sentence(weighed: ir.Table, number: int, comparison: Comparison) -> ir.StringValue:
    level = weighed[level_column(number)]
    named = level.cases(*enumerate(comparison.level_names), else_=ibis.null("string"))
    sentence = f"{comparison.name}: " + named + " " + _signed(weighed[_part_column(number)])
    return ibis.ifelse(level == UNKNOWN, ibis.null("string"), sentence)


def _correction(weighed: ir.Table, column: str, words: str) -> ir.StringValue:
    return ibis.ifelse(weighed[column] == 0, ibis.null("string"), f"{words} " + _signed(weighed[column]))


def _signed(part: ir.DecimalValue) -> ir.StringValue:
    return ibis.ifelse(part < 0, "", "+") + part.cast("decimal(9, 2)").cast("string")
