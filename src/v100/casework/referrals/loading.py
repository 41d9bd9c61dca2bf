"""What a newly loaded run does to referrals: who each may be is taken over, and what follows for its status."""

from v100.casework.nominals.models import Became, Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.loading import mark
from v100.casework.referrals.models import Finding, InStore, Laid, MayBe, Referral
from v100.casework.referrals.moving import move, standing
from v100.casework.referrals.states import WAITING, Status
from v100.casework.runs.models import LoadedRun

CHANGED = (
    "The run takes less to be about him than it did when he was laid before the panel: does the decision still hold?"
)
"""Printed with his case: it says nothing of a referral."""


def take_findings(run: LoadedRun) -> None:
    """For each referral that the run looked at, whom it found. The mark of a referred man follows him where he is
    found to be another.
    """
    for became in Became.objects.filter(run=run, kind=Became.MERGED).select_related("nominal", "other"):
        _follow(became)
    decisions = {made["position"]: made for made in run.manifest.get("decisions", ())}
    for kept in InStore.objects.filter(position__in=decisions).select_related("referral").order_by("pk"):
        made = decisions[kept.position]
        before = found_by(kept.referral)
        finding = Finding.objects.create(referral=kept.referral, run=run, outcome=made["found"])
        men = Nominal.objects.filter(person_id__in=made["may_be"]).order_by("pk")
        MayBe.objects.bulk_create(MayBe(finding=finding, nominal=man) for man in men)
        _what_follows(kept.referral, before, run)


def last_finding(referral: Referral) -> Finding | None:
    """What the last run made of it; none before it was assessed."""
    found: Finding | None = Finding.objects.filter(referral=referral).order_by("run__as_at", "run").last()
    return found


def found_by(referral: Referral) -> set[Nominal]:
    """The men whom the last run found that he may be."""
    finding = last_finding(referral)
    return {each.nominal for each in finding.may_be.select_related("nominal")} if finding else set()


def _what_follows(referral: Referral, before: set[Nominal], run: LoadedRun) -> None:
    last = standing(referral)
    after = found_by(referral)
    if last is None or last.status in (*WAITING, Status.FAILED):
        move(referral, Status.ASSESSED)
    elif last.status == Status.CLOSED and after - before:
        move(referral, Status.ASSESSED, why="A later run finds somebody whom the one before did not")
    elif last.status == Status.BEFORE_PANEL:
        laid = set(Nominal.objects.filter(laid__referral=referral))
        for man in laid & before if not laid & after else ():
            mark(man, CHANGED, run)


def _follow(became: Became) -> None:
    """The mark goes to whom he became."""
    there = Laid.objects.filter(nominal=became.other).values("referral")
    for laid in Laid.objects.filter(nominal=became.nominal).exclude(referral__in=there):
        words = f"{became.nominal.reference}, who was referred, was found to be this man"
        Laid.objects.create(referral=laid.referral, nominal=became.other, reason=words)
        record(Done.LAID_REFERRAL, by=None, subject=f"nominal:{became.other.pk}", why=f"(referral:{laid.referral_id})")
