"""The ties of one man, as rows: a table shows them, and a script draws them.

Left out is whoever could be a woman in danger. Women and girls are references on reports, nothing more. Other people
are drawn only where every record says that they are men: a woman whom he accuses in another report shall not be found
through him. Of addresses and telephones the run carries none that a linked woman has too.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse

from v100.casework.network.contacts import Contact, address, phone
from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import MODELS, LoadedRun

WORDS = {"report": "named as a suspect in", "address": "gave as his address", "phone": "gave as his telephone"}

MOST_OF_ONE = 12
"""Men at one address or telephone, or on one report, beyond which it says nothing of them: a hostel, a wrong number."""


@dataclass(frozen=True)
class Node:
    """A man, a report, a woman's reference, an address or a telephone; `opens` is a page about it, if any."""

    key: str
    kind: str
    words: str
    opens: str = ""


class Tie(NamedTuple):
    """One of the two, what ties them, the other."""

    one: Node
    words: str
    other: Node


class Network(NamedTuple):
    """The ties, and what so many men share that they are not drawn by it."""

    ties: list[Tie]
    by_many: list[Node]


class _Mention(NamedTuple):
    person_id: str
    report_id: str
    address: Contact | None
    phone: Contact | None


def network_of(nominal: Nominal, run: LoadedRun, user: Any) -> Network:
    """His ties, and those of other men to the same things, of whom this person may see each."""
    own = _mentions(run, person_id=nominal.person_id)
    others = _men(run, user, [each for each in _sharing(run, own) if each.person_id != nominal.person_id])
    nodes = {
        **_reports(nominal, run, {each.report_id for each in own}),
        **_contacts("address", [each.address for each in own]),
        **_contacts("phone", [each.phone for each in own]),
    }
    himself = Node(f"man {nominal.pk}", "himself", nominal.reference, reverse("man", args=[nominal.pk]))
    theirs = _ties_by_thing(others)
    by_many = [nodes[thing] for thing, men in sorted(theirs.items()) if thing in nodes and len(men) > MOST_OF_ONE]
    ties = [Tie(himself, WORDS[kind], node) for (kind, _), node in sorted(nodes.items(), key=_order)]
    ties += [
        Tie(man, WORDS[thing[0]], nodes[thing])
        for thing, men in sorted(theirs.items())
        if thing in nodes and len(men) <= MOST_OF_ONE
        for man in sorted(men, key=lambda each: each.key)
    ]
    return Network([*ties, *_women(run, nodes)], by_many)


def _order(item: tuple[tuple[str, str], Node]) -> tuple[int, str]:
    (kind, _), node = item
    return list(WORDS).index(kind), node.words


def _mentions(run: LoadedRun, *conditions: Q, person_id: str | None = None) -> list[_Mention]:
    """Mentions of people as suspects who were not eliminated, each with its person."""
    known = MODELS["person_mention"].objects.filter(run=run, side="suspect")
    rows = MODELS["suspect"].objects.filter(
        Q(role=None) | Q(role="suspect"), *conditions, run=run, eliminated_on__isnull=True
    )
    if person_id is not None:
        known = known.filter(person_id=person_id)
        rows = rows.filter(mention_id__in=known.values("mention_id"))
    found = list(rows.order_by("mention_id"))
    whose = dict(known.filter(mention_id__in=[row.mention_id for row in found]).values_list("mention_id", "person_id"))
    return [
        _Mention(whose[row.mention_id], row.report_id, address(row.address, row.postcode), phone(row.phone))
        for row in found
        if row.mention_id in whose
    ]


def _sharing(run: LoadedRun, own: list[_Mention]) -> list[_Mention]:
    """Everybody's mentions on his reports, and in the postcodes of his addresses or with his telephones."""
    postcodes = {spelling for each in own if each.address for spelling in each.address.spellings}
    phones = {spelling for each in own if each.phone for spelling in each.phone.spellings}
    reports = {each.report_id for each in own}
    return _mentions(run, Q(report_id__in=reports) | Q(postcode__in=postcodes) | Q(phone__in=phones))


def _men(run: LoadedRun, user: Any, mentions: list[_Mention]) -> dict[Node, list[_Mention]]:
    """Those who are men beyond doubt and whom this person may see."""
    people = {each.person_id for each in mentions}
    persons = MODELS["person"].objects.filter(run=run, person_id__in=people, sex="M").exclude(sex_conflict=True)
    names = {person.person_id: next(iter(person.names or ()), "") for person in persons}
    visible = Nominal.objects.visible_to(user).filter(person_id__in=names)
    nodes = {
        nominal.person_id: Node(
            f"man {nominal.pk}",
            "man",
            f"{names[nominal.person_id] or 'Name not known'} ({nominal.reference})",
            reverse("man", args=[nominal.pk]),
        )
        for nominal in visible
    }
    found: dict[Node, list[_Mention]] = defaultdict(list)
    for each in mentions:
        if each.person_id in nodes:
            found[nodes[each.person_id]].append(each)
    return found


def _ties_by_thing(others: dict[Node, list[_Mention]]) -> dict[tuple[str, str], set[Node]]:
    found: dict[tuple[str, str], set[Node]] = defaultdict(set)
    for man, mentions in others.items():
        for each in mentions:
            found["report", each.report_id].add(man)
            for kind, contact in (("address", each.address), ("phone", each.phone)):
                if contact:
                    found[kind, contact.key].add(man)
    return found


def _contacts(kind: str, contacts: list[Contact | None]) -> dict[tuple[str, str], Node]:
    """One for each, under its fullest spelling."""
    spelled = sorted((each for each in contacts if each), key=lambda each: (len(each.words), each.words))
    return {(kind, each.key): Node(f"{kind} {each.key}", kind, each.words) for each in spelled}


def _reports(nominal: Nominal, run: LoadedRun, ids: set[str]) -> dict[tuple[str, str], Node]:
    page = reverse("man", args=[nominal.pk])
    rows = MODELS["crime_report"].objects.filter(run=run, report_id__in=ids)
    return {
        ("report", row.report_id): Node(
            f"report {row.report_id}", "report", row.crime_ref or row.report_id, f"{page}#reports"
        )
        for row in rows
    }


def _women(run: LoadedRun, nodes: dict[tuple[str, str], Node]) -> list[Tie]:
    """Whom each report concerns, by reference, and what he is to her."""
    reports = {key: node for (kind, key), node in nodes.items() if kind == "report"}
    rows = MODELS["report_victim"].objects.filter(run=run, report_id__in=reports, person_id__isnull=False)
    found = {
        (row.report_id, row.person_id): (row.relationship or "not known").replace("_", "-")
        for row in rows.order_by("report_id", "person_id", "line")
    }
    return [
        Tie(reports[report], f"concerns (relationship: {what})", Node(f"victim {woman}", "victim", woman[:9]))
        for (report, woman), what in found.items()
    ]
