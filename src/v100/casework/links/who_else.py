"""Who might be looked at for an undetected crime: the men of the list for whom the run shows it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from v100.casework.links.leads import Lead, as_leads
from v100.casework.links.models import LinkDecision
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
    named = Nominal.objects.filter(person_id__in=shown.values("person_id"))
    visible = {nominal.person_id: nominal for nominal in named.visible_to(user)}
    others = named.exclude(person_id__in=visible).exclude(pk__in=Seal.objects.values("nominal")).count()
    names = dict(Listing.objects.filter(run=run, nominal__in=visible.values()).values_list("nominal", "name"))
    rows = list(shown.filter(person_id__in=visible).order_by("place").values())
    leads = as_leads(run, rows, _decided(visible.values(), report), user)
    men = [(visible[lead.row["person_id"]], lead) for lead in leads]
    return WhoElse([Rival(nominal, names.get(nominal.pk, ""), lead) for nominal, lead in men], others)


def _decided(men: Iterable[Nominal], report: str) -> dict[tuple[str, str], LinkDecision]:
    """By person_id and report_id what was decided last, under whichever of his references."""
    person = {nominal.pk: nominal.person_id for nominal in men}
    himself = themselves(person)
    made = LinkDecision.objects.filter(nominal__in=himself, report_id=report).select_related("by", "written")
    return {(person[himself[each.nominal_id]], report): each for each in made.order_by("pk")}
