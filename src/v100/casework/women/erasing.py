"""What could identify her is erased once nothing is awaited for her any more (C24)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.database.any_of import any_of_texts
from v100.casework.duties.reading import duties_to, owed
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.templatetags.govuk import in_words
from v100.casework.panel.states import NotNow
from v100.casework.runs.current import current_run
from v100.casework.runs.models import LoadedRun
from v100.casework.women.herself import last_run
from v100.casework.women.kinds import AWAITED
from v100.casework.women.models import Erasure, Identifying, Woman
from v100.casework.women.reached import men_of, reached_by
from v100.casework.women.reading import lines_of
from v100.casework.women.waiting import as_one, each_once, still_open


def kept_for() -> timedelta:
    """After the last thing that was recorded of her, as the force sets it."""
    return timedelta(days=settings.ERASE_DAYS)


def due_to_be_erased(user: Any) -> list[Woman]:
    """Those of whom something that could identify them is kept and for whom nothing is awaited any more, whom this
    person reaches. Nobody is erased by it: `erase` asks all of it of her again."""
    kept = list(Woman.objects.filter(Exists(Identifying.objects.filter(record__woman=OuterRef("pk")))))
    if not kept:
        return []
    known_as = as_one([woman.person_id for woman in kept])
    awaited = still_open(*AWAITED).values_list("woman__person_id", flat=True)
    lately = timezone.localdate() - kept_for()
    written = Woman.objects.filter(Q(records__at__date__gt=lately) | Q(records__steps__at__date__gt=lately))
    waits = {known_as.get(each) for each in (*awaited, *written.values_list("person_id", flat=True))}
    rest = {reference: her for reference, her in known_as.items() if her not in waits}
    reached = reached_by(user, rest)
    due = reached.women - _to_be_told(rest, reached.men)
    return each_once(kept, known_as, due)


def _to_be_told(known_as: dict[str, str], named: Iterable[str]) -> set[str]:
    """Those of them who are to be told something yet, as the run that is current has it."""
    run = current_run()
    if run is None or not known_as:
        return set()
    men = Nominal.objects.filter(person_id__in=any_of_texts(named))
    return {known_as[woman] for woman in owed(known_as, men, run)}


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
    if days and max(days) + kept_for() > timezone.localdate():
        first, number = in_words(max(days) + kept_for()), kept_for().days
        raise NotNow(f"It may be erased from {first}, {number} days after the last record")
    values, _ = Identifying.objects.filter(record__woman__person_id__in=references).delete()
    erasure: Erasure = Erasure.objects.create(woman=woman, values=values, reason=reason, by=by)
    record(Done.ERASED_CONTACT, by=by, subject=f"woman:{woman.pk}", why=f"{reason} (erasure:{erasure.pk})")
    return erasure


def _men(references: Iterable[str], run: LoadedRun) -> list[Nominal]:
    """Everybody whom her reports name, whoever may see him."""
    return list(Nominal.objects.filter(person_id__in=men_of(references, run)))
