"""Match weights of compared pairs under a model that is learned: rounded parts, added exactly."""

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from v100.engine import keep
from v100.identity.comparisons import Comparison
from v100.identity.levels import UNKNOWN, level_column
from v100.identity.linking.compared import HOUSEHOLD, NAMESAKES
from v100.identity.linking.learning import TWINS
from v100.identity.linking.model import LinkModel
from v100.identity.linking.rarity import WHOLE
from v100.identity.model import bits
from v100.identity.scoring import DECIMALS, WEIGHT, real, signed

NAMES, FAMILY = "names", "family"


def weigh(backend: Backend, name: str, compared: ir.Table, model: LinkModel) -> ir.Table:
    """mention_a, mention_b, match_weight (bits, exact decimal), parts (a sentence per comparison that says something);
    kept under `name`. `compared` are pairs with the levels and shares of levels.py."""
    parts = {
        _part_column(number): _part(compared, number, comparison, model)
        for number, comparison in enumerate(model.comparisons)
    }
    levels = [level_column(number) for number in range(len(parts))]
    alike = _alike(compared, model)
    valued = compared.select("mention_a", "mention_b", *levels, **parts, alike=alike)
    home = _of_home(valued, model)
    weighed = keep(
        backend,
        f"{name}_parts",
        valued.mutate(
            **{
                NAMES: (-valued.alike.log2()).round(DECIMALS).cast(WEIGHT),
                FAMILY: (-(home / valued.alike + 1).log2()).round(DECIMALS).cast(WEIGHT),
            }
        ),
    )
    total = ibis.literal(round(model.prior_bits, DECIMALS)).cast(WEIGHT)
    for column in (*parts, NAMES, FAMILY):
        total = (total + weighed[column]).cast(WEIGHT)
    said = [_sentence(weighed, number, comparison) for number, comparison in enumerate(model.comparisons)]
    said.append(_correction(weighed, NAMES, "full name: how common it is as a whole"))
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
    chances = model.parameters[comparison.name]
    worth = [(comparison.number(name), real(bits(chances[name]))) for name in comparison.level_names]
    part = level.cases(*worth, else_=0.0)
    for told in comparison.levels:
        if told.rarity in model.rarities:
            rarer = (real(model.rarities[told.rarity].agree) / compared[f"share_{told.rarity}"]).log2()
            part = part + ibis.ifelse(level == comparison.number(told.name), rarer, 0.0)
    return part.round(DECIMALS).cast(WEIGHT)


def _alike(compared: ir.Table, model: LinkModel) -> ir.FloatingValue:
    """How much likelier than by its parts two strangers have such names, and addresses made of names: above one where
    forenames and surnames go together. The same full name is as likely as it is common; like ones as namesakes are."""
    numbered = {comparison.name: (number, comparison) for number, comparison in enumerate(model.comparisons)}
    one = real(1.0)
    if model.namesakes == 0:
        return one
    more = {
        name: compared[level_column(number)].cases(
            *(
                (comparison.number(level), real(chances["k"] / chances["u"]))
                for level, chances in model.parameters[name].items()
            ),
            else_=1.0,
        )
        for name, (number, comparison) in numbered.items()
        if name in NAMESAKES
    }
    in_address = more.pop("e-mail", one)
    further = real(model.namesakes) * more["forename"] * more["surname"]
    whole = real(1.0)
    if f"share_{WHOLE}" in compared.columns:
        same = {
            name: compared[level_column(numbered[name][0])] == numbered[name][1].number("same")
            for name in ("forename", "surname")
        }
        ratio = compared[f"share_{WHOLE}"] / (compared.share_given * compared.share_family)
        is_same = same["forename"] & same["surname"]
        further = ibis.ifelse(is_same, ibis.greatest(ratio - 1, 0.0), further)
        whole = ibis.ifelse(is_same, ibis.least(ratio, 1.0), 1.0)
    return whole + further * in_address


def _of_home(valued: ir.Table, model: LinkModel) -> ir.FloatingValue:
    """Odds that two strangers are of one home, once they are known to share what a home shares; of twins, birth too."""
    worth = {
        comparison.name: valued[_part_column(number)].cast("float64")
        for number, comparison in enumerate(model.comparisons)
    }
    two, nothing = real(2.0), real(0.0)
    shared = sum((worth[name] for name in HOUSEHOLD if name in worth), nothing)
    return real(model.household) * two**shared * ((1 - TWINS) + TWINS * two ** worth.get("birth", nothing))


def _sentence(weighed: ir.Table, number: int, comparison: Comparison) -> ir.StringValue:
    level = weighed[level_column(number)]
    named = level.cases(*enumerate(comparison.level_names), else_=ibis.null("string"))
    sentence = f"{comparison.name}: " + named + " " + signed(weighed[_part_column(number)])
    return ibis.ifelse(level == UNKNOWN, ibis.null("string"), sentence)


def _correction(weighed: ir.Table, column: str, words: str) -> ir.StringValue:
    """Nothing where it is less than a hundredth of a bit, as it would be shown."""
    little = weighed[column].cast("decimal(9, 2)") == 0
    return ibis.ifelse(little, ibis.null("string"), f"{words} " + signed(weighed[column]))
