"""What could identify her is erased once nothing is awaited for her any more (C24)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.duties.reading import duties_to
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.templatetags.govuk import in_words
from v100.casework.panel.states import NotNow
from v100.casework.runs.models import LoadedRun
from v100.casework.women.herself import last_run
from v100.casework.women.kinds import AWAITED
from v100.casework.women.models import Erasure, Identifying, Woman
from v100.casework.women.reached import men_of
from v100.casework.women.reading import lines_of

KEPT_FOR = timedelta(days=90)
"""After the last thing that was recorded of her."""


@transaction.atomic
def erase(woman: Woman, references: Iterable[str], *, reason: str, by: User) -> Erasure:
    """Contact details, children and supporters, under each of her references. Raises NotNow while a task, a referral or
    an application is open or she is to be told something, and until so many days after the last record.
    """
    run = last_run(references)
    if run and any(duty.open for duty in duties_to(references, _men(references, run), run)):
        raise NotNow("She is to be told something yet: record first that she was")
    found = lines_of(references)
    if any(line.open for part in AWAITED for line in found[part]):
        raise NotNow("A task, a referral or an application is open: say what came of it first")
    written = [at for lines in found.values() for line in lines for at in line.written_at]
    days = [timezone.localdate(at) for at in written]
    if days and max(days) + KEPT_FOR > timezone.localdate():
        raise NotNow(
            f"It may be erased from {in_words(max(days) + KEPT_FOR)}, {KEPT_FOR.days} days after the last record"
        )
    values, _ = Identifying.objects.filter(record__woman__person_id__in=references).delete()
    erasure: Erasure = Erasure.objects.create(woman=woman, values=values, reason=reason, by=by)
    record(Done.ERASED_CONTACT, by=by, subject=f"woman:{woman.pk}", why=f"{reason} (erasure:{erasure.pk})")
    return erasure


def _men(references: Iterable[str], run: LoadedRun) -> list[Nominal]:
    """Everybody whom her reports name, whoever may see him."""
    return list(Nominal.objects.filter(person_id__in=men_of(references, run)))
