"""The ties of one man, as rows: a table shows them, and a script draws them.

Left out is whoever could be a woman in danger. Women and girls are references on reports, nothing more. Other people
are drawn only where every record says that they are men: a woman whom he accuses in another report shall not be found
through him. An address or a telephone stands only where another man shares it, and never in words: it may be her home.
That another man is a suspect in a report of the same woman is shown to those alone who may open her page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse

from v100.casework.access import Action, allowed
from v100.casework.network.contacts import Contact, address, phone
from v100.casework.network.in_common import in_common
from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.runs.suspects import as_suspects

WORDS = {
    "report": "named as a suspect in",
    "address": "gave as his address",
    "phone": "gave as his telephone",
    "victim": "is a suspect in another report that concerns",
}
NAMED = {"address": "Address", "phone": "Telephone"}

MOST_OF_ONE = 12
"""People at one address or telephone, or on one report, beyond which it says nothing of them: a hostel, a wrong number.
"""

Thing = tuple[str, str]
"""What ties people: a kind, one of WORDS, and what tells it from others of its kind."""


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
    """The ties; the kinds of what so many people share that nobody is drawn by it, with a report's reference; and the
    other men who are drawn.
    """

    ties: list[Tie]
    by_many: list[tuple[str, str]]
    men: list[Nominal]


class _Mention(NamedTuple):
    person_id: str
    report_id: str
    address: Contact | None
    phone: Contact | None


def network_of(nominal: Nominal, run: LoadedRun, user: Any) -> Network:
    """His ties, and those of other men to the same things, of whom this person may see each."""
    own = _mentions(run, person_id=nominal.person_id)
    a_man = _men(run, [nominal.person_id]).exists()
    if not a_man:
        own = [each._replace(address=None, phone=None) for each in own]
    his = {thing for each in own for thing in _things(each)}
    reports = _reports(nominal, run, {each.report_id for each in own})
    women = _women(run, reports)
    shared = _shared(nominal, his, _sharing(run, own))
    if a_man and allowed(user, Action.OPEN_WOMAN):
        of_women = in_common(nominal, run, {tie.other.key for tie in women}, {report for _, report in reports})
        shared |= {("victim", woman): people for woman, people in of_women.items()}
    many = {thing for thing, people in shared.items() if len(people) >= MOST_OF_ONE}
    others = _visible(run, user, {person for thing in shared.keys() - many for person in shared[thing]})
    drawn = {thing: sorted(people & others.keys()) for thing, people in shared.items() if thing not in many}
    own_nodes = reports | _contacts(thing for thing, people in drawn.items() if people)
    nodes = own_nodes | {("victim", tie.other.key): tie.other for tie in women}
    himself = Node(f"man {nominal.pk}", "himself", nominal.reference, reverse("man", args=[nominal.pk]))
    nodes_of_men = {person: _man(other, name) for person, (other, name) in others.items()}
    ties = [Tie(himself, WORDS[thing[0]], node) for thing, node in sorted(own_nodes.items(), key=_order)]
    ties += [
        Tie(nodes_of_men[person], WORDS[thing[0]], nodes[thing])
        for thing in sorted(nodes)
        for person in drawn.get(thing, ())
    ]
    shown = {person for people in drawn.values() for person in people}
    return Network(
        [*ties, *women],
        [(thing[0], nodes[thing].words if thing in nodes else "") for thing in sorted(many)],
        sorted((others[person][0] for person in shown), key=lambda each: each.pk),
    )


def _order(item: tuple[Thing, Node]) -> tuple[int, str]:
    (kind, _), node = item
    return list(WORDS).index(kind), node.words


def _mentions(run: LoadedRun, *conditions: Q, person_id: str | None = None) -> list[_Mention]:
    """Mentions of people as suspects who were not eliminated, each with its person."""
    known = MODELS["person_mention"].objects.filter(run=run, side="suspect")
    rows = as_suspects(run).filter(*conditions)
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


def _things(mention: _Mention) -> Iterator[Thing]:
    yield "report", mention.report_id
    for kind, contact in (("address", mention.address), ("phone", mention.phone)):
        if contact:
            yield kind, contact.key


def _shared(nominal: Nominal, his: set[Thing], mentions: list[_Mention]) -> dict[Thing, set[str]]:
    """By thing, everybody else who shares it, whoever may see them."""
    found: dict[Thing, set[str]] = defaultdict(set)
    for each in mentions:
        for thing in _things(each):
            if thing in his and each.person_id != nominal.person_id:
                found[thing].add(each.person_id)
    return found


def _men(run: LoadedRun, people: Iterable[str]) -> QuerySet[Any]:
    """Those who are men beyond doubt: every record that says a sex says male."""
    found: QuerySet[Any] = (
        MODELS["person"].objects.filter(run=run, person_id__in=people, sex="M").exclude(sex_conflict=True)
    )
    return found


def _visible(run: LoadedRun, user: Any, people: set[str]) -> dict[str, tuple[Nominal, str]]:
    """By person, the men among them whom this person may see, each with his name."""
    names = {person.person_id: next(iter(person.names or ()), "") for person in _men(run, people)}
    visible = Nominal.objects.visible_to(user).filter(person_id__in=names)
    return {nominal.person_id: (nominal, names[nominal.person_id]) for nominal in visible}


def _man(nominal: Nominal, name: str) -> Node:
    words = f"{name or 'Name not known'} ({nominal.reference})"
    return Node(f"man {nominal.pk}", "man", words, reverse("man", args=[nominal.pk]))


def _contacts(things: Iterable[Thing]) -> dict[Thing, Node]:
    """Each under a number of its own: the page never has the address or the telephone itself."""
    found: dict[Thing, Node] = {}
    for kind, key in sorted(things):
        if kind in NAMED:
            number = sum(other == kind for other, _ in found) + 1
            found[kind, key] = Node(f"{kind} {number}", kind, f"{NAMED[kind]} {number}")
    return found


def _reports(nominal: Nominal, run: LoadedRun, ids: set[str]) -> dict[Thing, Node]:
    page = reverse("man", args=[nominal.pk])
    rows = MODELS["crime_report"].objects.filter(run=run, report_id__in=ids)
    return {
        ("report", row.report_id): Node(
            f"report {row.report_id}", "report", row.crime_ref or row.report_id, f"{page}#reports"
        )
        for row in rows
    }


def _women(run: LoadedRun, reports: dict[Thing, Node]) -> list[Tie]:
    """Whom each report concerns, by reference, and what he is to her."""
    of_report = {key: node for (_, key), node in reports.items()}
    rows = MODELS["report_victim"].objects.filter(run=run, report_id__in=of_report, person_id__isnull=False)
    found = {
        (row.report_id, row.person_id): (row.relationship or "not known").replace("_", "-")
        for row in rows.order_by("report_id", "person_id", "line")
    }
    return [
        Tie(of_report[report], f"concerns (relationship: {what})", Node(woman, "victim", woman[:9]))
        for (report, woman), what in found.items()
    ]
