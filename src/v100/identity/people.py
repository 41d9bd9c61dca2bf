"""What is said of each person, and the evidence for him."""

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from v100.engine import Backend, add, keep
from v100.identity.effects import Bound
from v100.identity.model import Model
from v100.identity.names import trimmed
from v100.identity.workings import Workings
from v100.tables import PERSON, PERSON_MENTION


@dataclass(frozen=True)
class People:
    """Kept tables of one side: tables.PERSON, PERSON_MENTION, PERSON_LINEAGE, MATCH (its parts not yet in words:
    scoring.in_words); `unnamed` (mention_id, why) are the mentions that name nobody and belong to no person.
    `decisions`: what became of people's decisions. `workings`: what the evidence alone said, for the next resolution.
    """

    person: ir.Table
    person_mention: ir.Table
    person_lineage: ir.Table
    match: ir.Table
    unnamed: ir.Table
    decisions: Bound
    workings: Workings


def ties(people: ir.Table, pairs: ir.Table, repeats: ir.Table, side: str) -> ir.Table:
    """tables.PERSON_MENTION: who, and the strongest evidence that ties the mention to another of his: of one that
    repeats another (repeats.py), what ties that one."""
    joined = _both_sides(people, pairs)
    own = joined.filter(joined.person_a == joined.person_b)
    ends = own.select("match_weight", mention_id="mention_a").union(own.select("match_weight", mention_id="mention_b"))
    strongest = ends.group_by("mention_id").agg(match_weight=ends.match_weight.max())
    told = add(people, repeats.select(mention_id="mention_b", repeats="mention_a"), "mention_id")
    told = told.mutate(first=ibis.coalesce(told.repeats, told.mention_id))
    tied = add(told, strongest.rename(first="mention_id"), "first")
    return PERSON_MENTION.shape(tied.mutate(side=ibis.literal(side)))


def evidence(people: ir.Table, pairs: ir.Table, groups: ir.Table, side: str, model: Model) -> ir.Table:
    """tables.MATCH, its parts not yet in words: the pairs from `thresholds.shown` up and those that people decided of.

    `groups` (clusters.cluster) tell why evidence that would join did not.
    """
    shown = _both_sides(people, pairs.filter((pairs.match_weight >= model.thresholds.shown) | pairs.decided.notnull()))
    one = groups.select(mention_a="mention_id", tied_a="tied", grouping_a="grouping", parted="parted")
    other = groups.select(mention_b="mention_id", tied_b="tied", grouping_b="grouping")
    told = add(add(shown, one, "mention_a"), other, "mention_b")
    enough = (told.match_weight >= model.thresholds.join) & (told.grouping_a != told.grouping_b)
    refused = ibis.cases(
        (enough & told.ids_differ, "contradiction"),
        (enough & (told.tied_a == told.tied_b), told.parted),
    )
    return told.select(
        "mention_a",
        "mention_b",
        "levels",
        "bits",
        "decided",
        side=ibis.literal(side),
        match_weight=told.match_weight.cast("float64"),
        joined=told.person_a == told.person_b,
        refused=refused,
    )


def describe(
    backend: Backend, name: str, people: ir.Table, named: ir.Table, standard: ir.Table, side: str, as_at: date
) -> ir.Table:
    """tables.PERSON, kept under `name`. Sex and birth are those of most mentions (tie: latest recorded_on, then
    mention_id)."""
    told = named.select(
        "mention_id",
        "sex",
        "recorded_on",
        name=_as_written(named.forename, named.surname),
        pnc=trimmed(named.pnc_id).upper().nullif(""),
        cro=trimmed(named.cro_no).upper().nullif(""),
    )
    born = standard.select("mention_id", "birth", "born_about")
    # Kept, for each of the columns below would read the names anew.
    held = keep(backend, f"{name}_held", people.join(told, "mention_id").join(born, "mention_id"))
    person = held.group_by("person_id").agg(mentions=held.count(), doubt=held.doubt.min(), sexes=held.sex.nunique())
    for column, plural in (("sex", "sex_order"), ("birth", "births"), ("born_about", "born_order")):
        person = _adding(person, _most_first(held, column, plural), plural)
    birth = _first(person.births)
    years = (
        as_at.year - birth.year() - ibis.ifelse(birth.month() * 100 + birth.day() > as_at.month * 100 + as_at.day, 1, 0)
    )
    age = ibis.coalesce(years, as_at.year - _first(person.born_order))
    described = person.mutate(
        side=ibis.literal(side), sex=_first(person.sex_order), sex_conflict=person.sexes > 1, age_band=_band(age)
    )
    if side == "suspect":
        described = _adding(described, _most_first(held, "name", "names"), "names")
        described = _adding(described, _identifiers(held), "ids")
    else:
        described = described.mutate(
            names=ibis.literal([], "array<string>"),
            births=ibis.literal([], "array<date>"),
            ids=ibis.literal([], "array<string>"),
        )
    kept = keep(backend, name, PERSON.shape(described))
    backend.drop_table(f"{name}_held")
    return kept


def _both_sides(people: ir.Table, pairs: ir.Table) -> ir.Table:
    one = people.select(mention_a="mention_id", person_a="person_id")
    other = people.select(mention_b="mention_id", person_b="person_id")
    return pairs.join(one, "mention_a").join(other, "mention_b")


def _most_first(held: ir.Table, column: str, plural: str) -> ir.Table:
    """The known values of each person, those of most mentions first (tie: latest recorded_on, then mention_id)."""
    known = held.filter(held[column].notnull())
    values = known.group_by("person_id", column).agg(
        times=known.count(), latest=known.recorded_on.max(), smallest=known.mention_id.min()
    )
    return _listed(values, column, plural, [values.times.desc(), values.latest.desc(), values.smallest])


def _identifiers(held: ir.Table) -> ir.Table:
    both = held.select("person_id", value="pnc").union(held.select("person_id", value="cro")).distinct()
    known = both.filter(both.value.notnull())
    return _listed(known, "value", "ids", [known.value])


def _listed(values: ir.Table, column: str, plural: str, order: list[ir.Value]) -> ir.Table:
    """The values of each person in order. Most have one: to sort those apart takes most of the time."""
    counted = values.group_by("person_id").agg(held=values.count(), only=values[column].max())
    one = counted.filter(counted.held == 1)
    several = values.semi_join(counted.filter(counted.held > 1), "person_id")
    placed = several.mutate(place=ibis.row_number().over(group_by="person_id", order_by=order))
    # Each with its place, for only a sort inside the list is one that every engine keeps.
    listed = placed.group_by("person_id").agg(placed=ibis.struct({"place": _.place, "value": _[column]}).collect())
    ordered = listed.select("person_id", **{plural: _.placed.sort().map(lambda held: held.value)})
    return ordered.union(one.select("person_id", **{plural: ibis.array([one.only])}))


def _adding(person: ir.Table, more: ir.Table, column: str) -> ir.Table:
    joined = person.left_join(more, "person_id")
    empty = ibis.literal([], joined[column].type())
    return joined.drop("person_id_right").mutate(**{column: ibis.coalesce(joined[column], empty)})


def _first(values: ir.ArrayValue) -> ir.Value:
    """The first of them, null where there is none: by itself that is an error on Spark."""
    return values.concat(ibis.array([ibis.null(values.type().value_type)]))[0]


def _as_written(forename: ir.StringValue, surname: ir.StringValue) -> ir.StringValue:
    both = forename.fill_null("") + " " + surname.fill_null("")
    return trimmed(both).re_replace(r"[\s\x0B]+", " ").nullif("")


def _band(age: ir.IntegerValue) -> ir.StringValue:
    return ibis.cases(
        (age < 18, "under 18"),
        (age < 25, "18-24"),
        (age < 35, "25-34"),
        (age < 45, "35-44"),
        (age < 55, "45-54"),
        (age < 65, "55-64"),
        (age >= 65, "65+"),
        else_=ibis.null("string"),
    )
