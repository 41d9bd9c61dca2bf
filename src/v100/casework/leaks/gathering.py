"""Who must not be found by what is written about a man, and by what they could be: for the check alone. What is
gathered is compared and forgotten; it is kept nowhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from v100.casework.leaks.finding import Identifier, Kind
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.kinds import Kind as Came
from v100.casework.outcomes.models import Outcome
from v100.casework.plans.safety import carried
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.women.identifiers import identifiers_of
from v100.errors import V100Error
from v100.store.runs import open_run
from v100.store.victims import said_of_women

COLUMNS = {
    "forename": Kind.NAME,
    "middle_names": Kind.NAME,
    "surname": Kind.NAME,
    "aliases": Kind.ALIAS,
    "address": Kind.ADDRESS,
    "postcode": Kind.POSTCODE,
    "phone": Kind.PHONE,
    "email": Kind.EMAIL,
    "vehicle": Kind.VEHICLE,
    "date_of_birth": Kind.BIRTH,
    "withdrew_on": Kind.DATE,
}
"""What a report says of a victim, and what it is to the check."""

KEPT = {
    "phone": Kind.PHONE,
    "call": Kind.PHONE,
    "text": Kind.PHONE,
    "email": Kind.EMAIL,
    "address": Kind.ADDRESS,
    "in_person": Kind.ADDRESS,
    "name": Kind.NAME,
    "lives_with": Kind.NAME,
    "through": Kind.NAME,
    "school": Kind.SCHOOL,
    "code_word": Kind.ALIAS,
}
"""What officers recorded on her page, by its name or by the kind of its record, and what it is to the check."""

NOT_HIS = (Came.CONTACT, Came.VICTIM_WITHDREW, Came.WANTED, Came.FALSE_REPORT)
"""What came of a report, and is not his to know."""


def linked(nominal: Nominal, run: LoadedRun) -> list[str]:
    """Everybody who is a victim on a report that mentions him, by reference: boys and men too."""
    his = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id=nominal.person_id)
    reports = MODELS["suspect"].objects.filter(run=run, mention_id__in=his.values("mention_id")).values("report_id")
    told = MODELS["report_victim"].objects.filter(run=run, report_id__in=reports)
    return sorted(set(told.values_list("person_id", flat=True)))


def identifiers_about(nominal: Nominal, run: LoadedRun) -> set[Identifier]:
    """All that is known of those linked to him, from every source that there is.

    Raises V100Error where the run carries no report of his, or somebody's reports cannot be read: who is not known
    cannot be looked for.
    """
    if not carried(nominal, run):
        raise V100Error(
            f"the run {run.run_id} carries no report of his, so nobody can say whom a text about him could lead to"
        )
    his_days = _days_of(himself(nominal))
    people = linked(nominal, run)
    found = {*_of_reports(run, people), *_of_pages(people)}
    return {each for each in found if each.kind != Kind.DATE or each.value not in his_days}


def _of_reports(run: LoadedRun, linked_to_him: list[str]) -> Iterator[Identifier]:
    """What the stored reports say of them, as the run knew it."""
    said = said_of_women(settings.STORE, open_run(settings.STORE, run.run_id), linked_to_him, COLUMNS)
    unread = set(linked_to_him) - {row["person_id"] for row in said}
    if unread:
        raise V100Error(
            f"the reports of {', '.join(sorted(unread))} cannot be read, so nothing can be checked for what leads "
            "there: ask who keeps the store"
        )
    for row in said:
        for column, kind in COLUMNS.items():
            yield from (Identifier(kind, value, row["person_id"]) for value in _values(row[column]))


def _of_pages(linked_to_him: list[str]) -> Iterator[Identifier]:
    """What officers recorded of them: contact details, children and their schools, supporters."""
    for each in identifiers_of(linked_to_him):
        yield Identifier(KEPT.get(each.name) or KEPT[each.what], each.words, each.person_id)


def _days_of(men: list[int]) -> set[str]:
    """Days on which something came to him that he knows of: they tell him nothing of her."""
    known = Outcome.objects.standing().filter(nominal__in=men).exclude(kind__in=NOT_HIS)
    return {day.isoformat() for day in known.values_list("on", flat=True)}


def _values(value: Any) -> Iterable[str]:
    """As words; a list is many."""
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each]
