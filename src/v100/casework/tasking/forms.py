"""What is asked of a tasking meeting."""

from typing import Any

from django import forms
from django.db.models import Q

from v100.casework.access import TABLE, Action
from v100.casework.accounts.models import User
from v100.casework.notes.names_nobody import NamesNobody
from v100.casework.pages.fields import Checkboxes, PastDate, offer, words_field
from v100.casework.tasking.meetings import Attended
from v100.casework.tasking.models import Attendance

HEARD = "Partners hear it: name no woman or girl."
HINT = f"By post and agency. {HEARD}"


class AttendanceForm(NamesNobody):
    """Who was there. `seen` is the number of what was recorded before, when the form was shown."""

    written: tuple[str, ...] = ("others", "apologies")

    chair = forms.ChoiceField(label="Who chaired it?", error_messages={"required": "Choose who chaired it"})
    present = forms.MultipleChoiceField(
        label="Who was there?",
        help_text="Of those with an account who may read the agenda.",
        required=False,
        widget=Checkboxes,
    )
    others = words_field("Who else was there?", hint=HINT, required=False, rows=2)
    apologies = words_field("Who sent apologies?", hint=HINT, required=False, rows=2)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, was: Attendance | None = None) -> None:
        there = [each.pk for each in was.present.all()] if was else []
        super().__init__(data, [], initial=_initial(was, there))
        self.people = _people([*there, *([was.chair_id] if was else [])])
        offer(self, "chair", [("", "Choose"), *((pk, each.full_name) for pk, each in self.people.items())])
        named = [(pk, f"{each.full_name}, {', '.join(each.role_names)}") for pk, each in self.people.items()]
        offer(self, "present", named)

    def attended(self) -> Attended:
        """What was said, for recording."""
        given = self.cleaned_data
        return Attended(
            chair=self.people[int(given["chair"])],
            present=[self.people[int(pk)] for pk in given["present"]],
            others=given["others"],
            apologies=given["apologies"],
        )


class MeetingForm(AttendanceForm):
    """When it was, besides."""

    on = PastDate("When was the meeting?", what="the date", help_text="For example, 27 3 2026")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        del self.fields["seen"]
        self.order_fields(["on"])


class DayForm(NamesNobody):
    """On which day it was instead, and why it stood under another. `seen` is how many corrections there were when the
    form was shown."""

    written: tuple[str, ...] = ("reason",)

    on = PastDate("When was the meeting?", what="the date", help_text="For example, 27 3 2026")
    reason = words_field("Why is its day corrected?", missing="Say why", hint=HEARD, rows=2)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, seen: int) -> None:
        super().__init__(data, [], initial={"seen": seen})


def _people(too: list[int]) -> dict[int, User]:
    """Whoever may read the agenda, by name; and who was there and may no more."""
    readers = Q(is_active=True, roles__overlap=sorted(TABLE[Action.SEE_TASKING]))
    found = User.objects.filter(readers | Q(pk__in=too)).order_by("surname", "forename", "pk")
    return {each.pk: each for each in found}


def _initial(was: Attendance | None, there: list[int]) -> dict[str, Any]:
    if was is None:
        return {}
    said = {"chair": was.chair_id, "present": there, "others": was.others, "apologies": was.apologies}
    return {**said, "seen": was.number}
