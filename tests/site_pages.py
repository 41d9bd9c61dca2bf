"""Every page of the site that is about men, as somebody reads it."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from v100.casework.evidence.models import LoadedEvidence
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.reports import reports_of
from v100.casework.publishing.quarter import quarters
from v100.casework.results.figures import FIGURES
from v100.casework.runs.current import current_run
from v100.casework.tasking.models import KeptAgenda


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """Every page that this client may open, each man's too."""
    parts = [f"{reverse('list')}?part={part}" for part in ("listed", "below", "ranked", "aside")]
    results = reverse("results")
    panel = [reverse(page) for page in ("queue", "precursors", "meetings", "conflicts", "conflicts-mine")]
    panel += [reverse("referrals"), reverse("referral-take")]
    others = [
        reverse("own"),
        reverse("leads"),
        reverse("tasking"),
        reverse("record-meeting"),
        reverse("keep-agenda"),
        *(reverse("kept-agenda", args=[each.pk]) for each in KeptAgenda.objects.all()),
        reverse("alerts"),
        reverse("aftercare"),
        reverse("waiting-for-her"),
        reverse("save-view"),
        reverse("saved-views"),
        reverse("export"),
        results,
        f"{results}?by=offence",
        reverse("works"),
        reverse("public"),
        *(reverse(name, args=[each.name]) for each in quarters() for name in ("quarter", "draft", "propose-release")),
        *(reverse("evidence", args=[each.pk]) for each in LoadedEvidence.objects.all()),
        reverse("audit"),
        reverse("users"),
    ]
    for page in ("/", *parts, *panel, *others):
        yield page, client.get(page).content.decode()
    yield "the file", client.post(reverse("export"), {"why": "for the panel"}).content.decode()
    for name in FIGURES:
        page = f"{reverse('figure', args=[name])}?window=launch&basis=everything"
        client.post(page, {"why": "for the panel"})
        yield page, client.get(page).content.decode()
    for nominal in Nominal.objects.all():
        client.post(reverse("man", args=[nominal.pk]), {"why": "for the panel"})
        for name in ("man", "case", "network", "links", "record-marker", "write-note", "plan", "powers", "orders"):
            page = reverse(name, args=[nominal.pk])
            yield page, client.get(page).content.decode()
        for code in ("SHPO", "SPO"):
            page = reverse("power", args=[nominal.pk, code])
            yield page, client.get(page).content.decode()
        record = reverse("record-outcome", args=[nominal.pk])
        for report in reports_of(nominal, current_run()):  # type: ignore[arg-type]
            page = f"{record}?report={report}&kind=bail"
            yield page, client.get(page).content.decode()
        for outcome in nominal.outcomes.all():
            for name in ("outcome", "correct-outcome"):
                page = reverse(name, args=[nominal.pk, outcome.pk])
                yield page, client.get(page).content.decode()
