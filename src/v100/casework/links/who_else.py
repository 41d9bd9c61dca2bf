"""Who might be looked at for an undetected crime: the men of the list for whom the run shows it."""

from typing import Any, NamedTuple

from v100.casework.links.leads import Lead, leads_of
from v100.casework.nominals.himself import themselves
from v100.casework.nominals.models import Listing, Nominal, Seal
from v100.casework.runs.models import MODELS, LoadedRun


class Rival(NamedTuple):
    """A man for whom it is shown: his name in the run, and the lead."""

    nominal: Nominal
    name: str
    lead: Lead


class WhoElse(NamedTuple):
    """Those whom this person may see, strongest first, and how many others there are; men who may be colleagues are
    as if they were not there.
    """

    men: list[Rival]
    others: int


def who_else(run: LoadedRun, report: str, user: Any) -> WhoElse:
    """Of one crime."""
    shown = MODELS["link"].objects.filter(run=run, report_id=report)
    visible = list(Nominal.objects.visible_to(user).filter(person_id__in=shown.values("person_id")))
    unseen = Nominal.objects.filter(person_id__in=shown.values("person_id")).exclude(
        pk__in=[nominal.pk for nominal in visible]
    )
    names = dict(Listing.objects.filter(run=run, nominal__in=visible).values_list("nominal", "name"))
    known_as = _references(visible)
    men = [
        Rival(nominal, names.get(nominal.pk, ""), lead)
        for nominal in visible
        for lead in leads_of(run, nominal, known_as[nominal.pk], user, report_id=report)
    ]
    others = unseen.exclude(pk__in=Seal.objects.values("nominal")).count()
    return WhoElse(sorted(men, key=lambda each: each.lead.place.number), others)


def _references(men: list[Nominal]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, man in themselves(nominal.pk for nominal in men).items():
        found.setdefault(man, []).append(number)
    return found
