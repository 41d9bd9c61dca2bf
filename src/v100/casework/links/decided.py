"""What people decide of a lead: one after the other, on the record, and on its way to the ledger."""

from collections.abc import Iterable

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.links.models import Decision, LinkDecision
from v100.casework.links.tasks import write_to_ledger
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow
from v100.casework.runs.models import MODELS, LoadedRun


def last_decisions(men: list[int], reports: Iterable[str]) -> dict[str, LinkDecision]:
    """By report_id the last decision about a man, by his references, and each of these crimes."""
    made = LinkDecision.objects.filter(nominal__in=men, report_id__in=list(reports)).select_related("by", "written")
    return {each.report_id: each for each in made.order_by("pk")}


def decisions_of(men: list[int], report: str) -> list[LinkDecision]:
    """All that was decided of a man and this crime, the last first."""
    made = LinkDecision.objects.filter(nominal__in=men, report_id=report).select_related("by", "written")
    return list(made.order_by("-pk"))


@transaction.atomic
def decide(
    nominal: Nominal,
    run: LoadedRun,
    report: str,
    *,
    decision: Decision,
    parts: list[str] | None,
    why: str,
    seen: int | None,
    by: User,
) -> LinkDecision:
    """The decision, the audit event and the job that carries it to the ledger: all of them or none. `seen` is the last
    decision that the page showed.

    Raises NotNow where somebody decided since, or nothing holds that could be withdrawn.
    """
    held(nominal)
    last = last_decisions(himself(nominal), [report]).get(report)
    if (last.pk if last else None) != seen:
        raise NotNow("Somebody decided of this crime while you read: read what was decided, then decide")
    if decision == Decision.WITHDRAWN and not (last and last.holds):
        raise NotNow("Nothing is decided that could be withdrawn")
    made: LinkDecision = LinkDecision.objects.create(
        nominal=nominal,
        run=run,
        report_id=report,
        decision=decision,
        mentions=_mentions(run, nominal) or (last.mentions if last else []),
        parts=parts,
        after=last,
        why=why,
        by=by,
    )
    said = f"{why} (link to report {report}: {made.decision})"
    record(Done.DECIDED_LINK, by=by, subject=f"nominal:{nominal.pk}", why=said)
    write_to_ledger.defer(decision=made.pk)
    return made


def _mentions(run: LoadedRun, nominal: Nominal) -> list[str]:
    his = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id=nominal.person_id)
    return list(his.order_by("mention_id").values_list("mention_id", flat=True))
