"""What a sealed run may carry of the known tables: enough to explain a man, nothing that leads to a woman.

The place of a report is often her home, so no coordinate, and the small area only where every victim is a stranger
to him; no free text; no address, phone or name of his that is also hers, or that any other record of her holds.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.tables import CARRIED, PERSON_MENTION

PLACE = ("address", "postcode")
"""Written in many ways: where one of them is hers, neither is carried."""

CONTACTS = ("phone", "email", "vehicle")
AREAS = 10_000
"""More than there are points of small areas."""

NAMES = ("forename", "middle_names", "surname")

COMPARED = ("forename", "surname", "aliases", *PLACE, *CONTACTS)
"""What of his could be hers."""


def carried(
    backend: Backend,
    known: Mapping[str, ir.Table],
    person_mention: ir.Table,
    person_event: ir.Table,
    shown: ir.Table,
    crimes: ir.Table,
    places: ir.Table,
) -> dict[str, ir.Table]:
    """crime_report, offence, suspect, event (tables.CARRIED) for the reports of the people shown (person_id), and for
    the other `crimes` shown (report_id).

    `person_event` says whose each event is: theirs are carried even where no report is named. `places` are the
    points of small areas: area_code, easting, northing in metres.
    """
    both = PERSON_MENTION.shape(person_mention)
    members = both.filter(_.side == "suspect").semi_join(shown, "person_id")
    own = known["suspect"].semi_join(members, "mention_id").select("report_id")
    theirs = own.union(crimes.select("report_id")).distinct()
    reports = known["crime_report"].semi_join(theirs, "report_id")
    victims = known["victim"].semi_join(theirs, "report_id")
    suspects = engine.keep(backend, "carried_suspect", known["suspect"].semi_join(theirs, "report_id"))
    records = _all_records(known["victim"], both.filter(_.side == "victim"))
    ties = engine.keep(backend, "carried_tie", _ties(suspects, members))
    linked = engine.keep(backend, "linked_victim", _linked(ties, records))
    tables = {
        "crime_report": engine.keep(backend, "carried_report", _with_area(reports, victims, places)),
        "offence": known["offence"].semi_join(theirs, "report_id"),
        "suspect": without_hers(suspects, ties, linked),
        "event": _events(known["event"], person_event, theirs, shown),
    }
    return {name: CARRIED[name].shape(table) for name, table in tables.items()}


def without_her_names(person: ir.Table, person_mention: ir.Table, known: Mapping[str, ir.Table]) -> ir.Table:
    """person (tables.PERSON) without a linked victim's name; who bears no other name has no date of birth either."""
    both = PERSON_MENTION.shape(person_mention)
    members = both.filter(_.side == "suspect").select("mention_id", "person_id")
    his = _given_names(known["suspect"], "mention_id").join(members, "mention_id")
    hers = _borne_too(his, known["victim"], both.filter(_.side == "victim"))
    alike = his.semi_join(hers, "value").select("person_id", "value").distinct()
    reports = members.semi_join(alike, "person_id").join(
        known["suspect"].select("mention_id", "report_id"), "mention_id"
    )
    linked = reports.select("person_id", "report_id").join(hers, "report_id").select("person_id", "value").distinct()
    held_back = alike.semi_join(linked, ["person_id", "value"])

    told = person.select("person_id", names=person["names"]).unnest("names", offset="place")
    kept = told.mutate(value=_folded(told["names"])).anti_join(held_back, ["person_id", "value"])
    names = kept.group_by("person_id").agg(own_names=kept["names"].collect(order_by=kept.place))
    cleaned = engine.add(
        person.left_join(held_back.select("person_id").distinct().mutate(hers=True), "person_id").drop(
            "person_id_right"
        ),
        names,
        "person_id",
    )
    nobody = _.hers.fill_null(False) & _.own_names.isnull()
    return cleaned.mutate(
        names=ibis.coalesce(_.own_names, ibis.literal([], "array<string>")),
        births=ibis.ifelse(nobody, ibis.literal([], "array<date>"), _.births),
    ).drop("hers", "own_names")


def _events(event: ir.Table, person_event: ir.Table, theirs: ir.Table, shown: ir.Table) -> ir.Table:
    """Events of these reports and of the people shown, each with whose it is."""
    owned = engine.add(event, person_event.select("event_id", "person_id"), "event_id")
    of_reports = owned.semi_join(theirs, "report_id")
    return of_reports.union(owned.anti_join(of_reports, "event_id").semi_join(shown, "person_id"))


def _with_area(reports: ir.Table, victims: ir.Table, places: ir.Table) -> ir.Table:
    """The code of the nearest small area, for reports whose every victim is a stranger."""
    known_to_him = victims.filter(_.relationship_to_suspect.fill_null("unknown") != "stranger").select("report_id")
    placed = reports.filter(_.easting.notnull() & _.northing.notnull()).anti_join(known_to_him, "report_id")
    numbered = places.select(
        "area_code", area_east="easting", area_north="northing", number=ibis.row_number().over(order_by="area_code")
    )
    pairs = placed.select("report_id", "easting", "northing").cross_join(numbered)
    east, north = pairs.easting - pairs.area_east, pairs.northing - pairs.area_north
    # Distance, then code, as one number: the least of a report is found without keeping its pairs with every area.
    order = ((east * east + north * north).round().cast("int64") * AREAS) + pairs.number
    nearest = pairs.group_by("report_id").agg(number=order.min() % AREAS)
    area = nearest.join(numbered, "number").select("report_id", area="area_code")
    return engine.add(reports, area, "report_id")


def _all_records(victims: ir.Table, members: ir.Table) -> ir.Table:
    """report_id and what any record of her says of a woman on it: she may have told another report where she lives."""
    women = _women(victims, members)
    said = victims.select("mention_id", *COMPARED)
    told = women.select("woman", "mention_id").join(said, "mention_id").drop("mention_id").distinct()
    return women.select("report_id", "woman").distinct().join(told, "woman").drop("woman")


def _borne_too(his: ir.Table, victims: ir.Table, members: ir.Table) -> ir.Table:
    """report_id, value: the names that any record gives a woman on the report, such as a suspect (his: value) bears."""
    women = _women(victims, members)
    borne = _names(victims, "mention_id").semi_join(his, "value").join(women, "mention_id").select("woman", "value")
    return women.select("report_id", "woman").distinct().join(borne.distinct(), "woman").select("report_id", "value")


def _women(victims: ir.Table, members: ir.Table) -> ir.Table:
    """mention_id, report_id, woman: her reference, or the mention where she could not be told apart."""
    women = engine.add(
        victims.select("mention_id", "report_id"), members.select("mention_id", "person_id"), "mention_id"
    )
    return women.select("mention_id", "report_id", woman=ibis.coalesce(_.person_id, _.mention_id))


def _ties(suspects: ir.Table, members: ir.Table) -> ir.Table:
    """mention_id, report_id, tie: what ties a suspect mention to women: its report, and each person shown on it."""
    people = suspects.select("mention_id", "report_id").join(members.select("mention_id", "person_id"), "mention_id")
    on_report = people.select("report_id", tie="person_id").distinct()
    own = suspects.select("mention_id", "report_id")
    return own.mutate(tie="report " + own.report_id).union(own.join(on_report, "report_id"))


def _linked(ties: ir.Table, records: ir.Table) -> ir.Table:
    """Per tie the records of the women on its reports: of a person all his reports, else the one."""
    return ties.select("tie", "report_id").distinct().join(records, "report_id").drop("report_id").distinct()


def without_hers(suspects: ir.Table, ties: ir.Table, linked: ir.Table) -> ir.Table:
    """Suspect rows without a contact that a victim tied to them has too, nor such a victim's name and birth."""
    hers = _names(linked, "tie")
    found = {
        "place": _shared(suspects, ties, linked, "address").union(_shared(suspects, ties, linked, "postcode")),
        **{column: _shared(suspects, ties, linked, column) for column in CONTACTS},
        "name": _named_as_she(_given_names(suspects, "mention_id"), ties, hers),
        "alias": _named_as_she(_aliases(suspects, "mention_id"), ties, hers),
    }
    marks = ibis.union(*(mentions.mutate(what=ibis.literal(what)) for what, mentions in found.items()))
    is_hers = marks.group_by("mention_id").agg(**{f"her_{what}": (_.what == what).any() for what in found})
    marked = engine.add(suspects, is_hers, "mention_id")

    def held_back(column: str, *because: str) -> ir.Value:
        known = [marked[f"her_{what}"].fill_null(False) for what in because]
        return ibis.ifelse(ibis.or_(*known), ibis.null(suspects[column].type()), marked[column])

    reasons = {
        **dict.fromkeys(PLACE, ("place",)),
        **{column: (column,) for column in CONTACTS},
        **dict.fromkeys((*NAMES, "date_of_birth"), ("name",)),
        "aliases": ("name", "alias"),
    }
    return marked.mutate(**{column: held_back(column, *because) for column, because in reasons.items()})


def _shared(suspects: ir.Table, ties: ir.Table, linked: ir.Table, column: str) -> ir.Table:
    """mention_id of suspects whose contact, folded, is a linked victim's."""
    fold = _digits if column == "phone" else _folded
    his = suspects.select("mention_id", value=fold(suspects[column]))
    hers = linked.select("tie", value=fold(linked[column]))
    tied = his.filter(his.value.notnull()).join(ties, "mention_id")
    return tied.semi_join(hers, ["tie", "value"]).select("mention_id").distinct()


def _named_as_she(names: ir.Table, ties: ir.Table, hers: ir.Table) -> ir.Table:
    """mention_id of suspects one of whose names is one of a linked victim's."""
    return names.join(ties, "mention_id").semi_join(hers, ["tie", "value"]).select("mention_id").distinct()


def _names(rows: ir.Table, key: str) -> ir.Table:
    return _given_names(rows, key).union(_aliases(rows, key))


def _given_names(rows: ir.Table, key: str) -> ir.Table:
    name = rows.forename.fill_null("") + " " + rows.surname.fill_null("")
    return _full(rows.select(key, name=name), key)


def _aliases(rows: ir.Table, key: str) -> ir.Table:
    return _full(rows.select(key, name=rows.aliases.unnest()), key)


def _full(names: ir.Table, key: str) -> ir.Table:
    """The key and value: names of two words or more, folded."""
    full = names.filter(_["name"].strip().re_search(r"\s"))
    return full.select(key, value=_folded(full["name"]))


def _folded(value: ir.StringColumn) -> ir.StringColumn:
    return value.upper().re_replace(r"[^\p{L}\p{N}]", "").nullif("")


def _digits(value: ir.StringColumn) -> ir.StringColumn:
    """The last ten digits of a telephone number, which are the same with and without the country's code."""
    return value.re_replace(r"[^0-9]", "").right(10).nullif("")
