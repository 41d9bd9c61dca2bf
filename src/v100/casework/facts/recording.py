"""Recording a fact on a man's file and ending it: one at a time for each man, on the record. Of what is written the log
holds kind and number only."""

from datetime import date

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.facts.models import Entry, EntryEnd
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow
from v100.casework.powers.fact import Kind


@transaction.atomic
def record_fact(
    nominal: Nominal, kind: Kind, *, woman: str, power: str, on: date, until: date | None, words: str, by: User
) -> Entry:
    """A fact that an officer knows of. `woman` and `power` are empty where it is about none."""
    held(nominal)
    entry: Entry = Entry.objects.create(
        nominal=nominal, kind=kind.name, woman=woman, power=power, on=on, until=until, words=words, by=by
    )
    record(Done.RECORDED_FACT, by=by, subject=f"nominal:{nominal.pk}", why=f"({kind.name}, fact:{entry.pk})")
    return entry


@transaction.atomic
def end_fact(nominal: Nominal, entry: Entry, *, reason: str, by: User) -> EntryEnd:
    """It holds no more. Raises NotNow where somebody ended it meanwhile."""
    held(nominal)
    if EntryEnd.objects.filter(entry=entry).exists():
        raise NotNow("Somebody ended it meanwhile")
    end: EntryEnd = EntryEnd.objects.create(entry=entry, reason=reason, by=by)
    record(Done.ENDED_FACT, by=by, subject=f"nominal:{nominal.pk}", why=f"{reason} (fact:{entry.pk})")
    return end
