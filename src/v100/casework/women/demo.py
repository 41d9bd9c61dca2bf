"""A demo's woman: her page as a victim lead may keep it, reached from the report of a managed man, her partner."""

from datetime import date, timedelta

from django.utils import timezone

from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Assignment, Nominal
from v100.casework.plans.safety import women_of
from v100.casework.plans.writing import look_at_safety
from v100.casework.runs.current import current_run
from v100.casework.runs.models import MODELS
from v100.casework.women.herself import herself
from v100.casework.women.kinds import INTERIM, PHONE, REREAD, TEXT, Grade, Part
from v100.casework.women.models import Woman
from v100.casework.women.recording import add_step, keep
from v100.casework.women.who_she_is import his_numbers

CHILD = {"name": "Robin Madeup", "school": "Elm Row Primary", "lives_with": "Pat Madeup"}
FRIEND = {"name": "Jo Madeup", "phone": "07700 900462"}


def look_after_her() -> None:
    """A safe way, two assessments, a safety plan of which a task is late, a child, a friend, referrals, an application
    that is late.
    """
    lead = User.objects.get(username=Role.VICTIM_LEAD.value)
    man, person_id = _first()
    run = current_run()
    assert run is not None
    woman, _ = Woman.objects.get_or_create(person_id=person_id, defaults={"first_run": run})

    numbers = his_numbers(herself(person_id), run)
    safe = {"number": "07700 900461", "code_word": "bluebell"}
    words = "Weekdays 10 to 14, while the children are at school. Her sister may answer."
    keep(woman, Part.SAFE_CONTACT, what=TEXT, words=words, values=safe, his_numbers=numbers, on=_ago(6), by=lead)
    keep(woman, Part.CONTACT, what=PHONE, values={"value": "07700 900461"}, on=_ago(6), by=lead)
    keep(woman, Part.RISK, what="dash", grade=Grade.MEDIUM, words="First response", values={}, on=_ago(40), by=lead)
    keep(woman, Part.RISK, what="dara", grade=Grade.HIGH, words="Her IDVA with her", values={}, on=_ago(12), by=lead)
    locks = keep(
        woman,
        Part.TASK,
        words="Locks and door alarm fitted",
        owner=lead,
        due_on=_ago(5),
        values={},
        on=_ago(12),
        by=lead,
    )
    add_step(woman, locks, what="done", on=_ago(6), words="The housing officer fitted both", by=lead)
    keep(
        woman,
        Part.TASK,
        words="Walk the way to school with her",
        owner=lead,
        due_on=_ago(2),
        values={},
        on=_ago(12),
        by=lead,
    )
    keep(woman, Part.CHILD, values=CHILD, by=lead)
    keep(woman, Part.SUPPORTER, what="friend", values=FRIEND, by=lead)
    idva = keep(woman, Part.REFERRAL, what="idva", values={}, on=_ago(39), by=lead)
    add_step(woman, idva, what="took_up", on=_ago(33), words="They meet each week", by=lead)
    keep(woman, Part.REFERRAL, what="marac", words="It meets in ten days", values={}, on=_ago(12), by=lead)
    asked = keep(woman, Part.DISCLOSURE, what="clare_ask", values={}, on=_ago(9), by=lead)
    add_step(woman, asked, what=REREAD, on=_ago(9), words="His record was read on the day", by=lead)
    add_step(woman, asked, what=INTERIM, on=_ago(4), words="She was told how to reach the duty officer", by=lead)
    keep(woman, Part.MEASURE, what="live_link", values={}, on=_ago(12), by=lead)
    look_at_safety(man, woman=person_id, on=_ago(6), words="The victim lead, with her IDVA", by=lead)


def _first() -> tuple[Nominal, str]:
    """A managed man and the woman who lives or lived with him."""
    run = current_run()
    assert run is not None
    near = MODELS["report_victim"].objects.filter(run=run, relationship__in=("partner", "ex_partner"))
    women = set(near.values_list("person_id", flat=True))
    managed = Assignment.objects.current().select_related("nominal").order_by("nominal")
    return next((each.nominal, woman) for each in managed for woman in women_of(each.nominal, run) if woman in women)


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
