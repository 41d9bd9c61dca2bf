"""What the last run found of a referral: who he may be, and of a man known what stands beside the list."""

from dataclasses import dataclass
from typing import Any

from v100.casework.nominals.models import Listing, Nominal
from v100.casework.referrals.loading import last_finding
from v100.casework.referrals.models import Referral
from v100.casework.referrals.states import Outcome
from v100.casework.runs.models import MODELS, LoadedRun

ANNEX = "referral"


@dataclass(frozen=True)
class Found:
    """`number` is the finding's. `men` whom he may be, with their lines in the run; of one man known, his row of the
    annex and the reports that count, by id and crime reference.
    """

    number: int
    run: LoadedRun
    outcome: Outcome
    men: list[Nominal]
    lines: dict[int, Listing]
    annex: Any
    reports: list[tuple[str, str]]

    @property
    def named(self) -> list[tuple[Nominal, Listing | None]]:
        """Each man with his line, which a man without a line that counts has not."""
        return [(man, self.lines.get(man.pk)) for man in self.men]


def found(referral: Referral) -> Found | None:
    """None before it was assessed."""
    finding = last_finding(referral)
    if finding is None:
        return None
    men = list(Nominal.objects.filter(pk__in=finding.may_be.values("nominal")).order_by("pk"))
    lines = {each.nominal_id: each for each in Listing.objects.filter(run=finding.run, nominal__in=men)}
    annex = None
    if finding.outcome == Outcome.KNOWN:
        mine = MODELS["annex"].objects.filter(run=finding.run, annex=ANNEX, person_id=men[0].person_id)
        annex = mine.first()
    return Found(finding.pk, finding.run, Outcome(finding.outcome), men, lines, annex, _reports(finding.run, annex))


def _reports(run: LoadedRun, annex: Any) -> list[tuple[str, str]]:
    counted = (annex.reports if annex else None) or []
    rows = MODELS["crime_report"].objects.filter(run=run, report_id__in=counted)
    return list(rows.order_by("recorded_on", "report_id").values_list("report_id", "crime_ref"))
