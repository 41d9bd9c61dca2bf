"""What people say happened: record it, correct it, take it back. One at a time for each man, on the record."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from v100.casework.accounts.models import User
from v100.casework.database.holding import Held, hold
from v100.casework.nominals.models import Nominal
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.offences import note_offences
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.models import MODELS, LoadedRun


class Recorded(Exception):
    """It is recorded already: `outcome` says the same."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"outcome {outcome.pk} says the same")
        self.outcome = outcome


class Overtaken(Exception):
    """Somebody changed it meanwhile: `outcome` is what was made of it."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"outcome {outcome.pk} replaced it")
        self.outcome = outcome


@dataclass(frozen=True)
class Told:
    """What a person says happened, checked by the form."""

    kind: str
    on: date
    report_id: str
    crime_ref: str
    lines: tuple[int, ...]
    until: date | None = None
    days: int | None = None
    details: tuple[str, ...] = ()


@transaction.atomic
def record_outcome(nominal: Nominal, told: Told, *, run: LoadedRun, by: User) -> Outcome:
    """A new outcome of this man. Raises Recorded where one that holds says the same."""
    hold(Held.MAN, nominal.pk)
    same = _same(nominal.pk, told)
    if same:
        raise Recorded(same)
    mention = _mention(nominal, told.report_id, run)
    outcome = Outcome.objects.create(nominal=nominal, by=by, mention_id=mention, **_facts(told))
    note_offences([outcome.pk], run)
    record(Done.RECORDED_OUTCOME, by=by, subject=f"nominal:{nominal.pk}", why=f"({outcome.kind}, outcome:{outcome.pk})")
    return outcome


@transaction.atomic
def correct_outcome(outcome: Outcome, told: Told, *, why: str, run: LoadedRun, by: User) -> Outcome:
    """A row in place of this one. Raises Overtaken where somebody was faster, Recorded where another says the same."""
    _still_holds(outcome)
    same = _same(outcome.nominal.pk, told, but=outcome)
    if same:
        raise Recorded(same)
    return _instead(outcome, by=by, why=why, run=run, **_facts(told))


@transaction.atomic
def take_back(outcome: Outcome, *, why: str, run: LoadedRun, by: User) -> Outcome:
    """A row that says this did not happen. Raises Overtaken where somebody was faster."""
    _still_holds(outcome)
    kept = {name: getattr(outcome, name) for name in Told.__dataclass_fields__}
    return _instead(outcome, by=by, why=why, run=run, taken_back=True, **kept)


def _still_holds(outcome: Outcome) -> None:
    hold(Held.MAN, outcome.nominal.pk)
    later = Outcome.objects.filter(replaces=outcome).select_related("by", "run").first()
    if later:
        raise Overtaken(later)


def _same(nominal: int, told: Told, but: Outcome | None = None) -> Outcome | None:
    """One that holds: same kind, day and report, a line in common, and nothing else said of it."""
    other: Outcome
    alike = Outcome.objects.standing().filter(nominal=nominal, kind=told.kind, on=told.on, report_id=told.report_id)
    for other in alike.exclude(pk=but.pk if but else None).order_by("pk"):
        shared = not other.lines or not told.lines or set(other.lines) & set(told.lines)
        if shared and (not other.details or set(other.details) == set(told.details)):
            return other
    return None


def _mention(nominal: Nominal, report_id: str, run: LoadedRun) -> str:
    """His mention in this report, the first of several."""
    his = MODELS["person_mention"].objects.filter(run=run, side="suspect", person_id=nominal.person_id)
    named = MODELS["suspect"].objects.filter(run=run, report_id=report_id, mention_id__in=his.values("mention_id"))
    return str(named.order_by("mention_id").values_list("mention_id", flat=True).first() or "")


def _facts(told: Told) -> dict[str, Any]:
    return {**vars(told), "lines": list(told.lines), "details": list(told.details)}


def _instead(outcome: Outcome, *, by: User, why: str, run: LoadedRun, **facts: Any) -> Outcome:
    kept = {name: getattr(outcome, name) for name in ("nominal", "mention_id", "event_id")}
    later = Outcome.objects.create(replaces=outcome, by=by, why=why, **kept, **facts)
    note_offences([later.pk], run)
    done = Done.TOOK_BACK_OUTCOME if later.taken_back else Done.CORRECTED_OUTCOME
    record(done, by=by, subject=f"nominal:{outcome.nominal.pk}", why=f"{why} ({outcome.kind}, outcome:{later.pk})")
    return later
