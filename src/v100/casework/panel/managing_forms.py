"""How a managed man's case goes on: one form each to begin, to give him to another officer, to have one stand in."""

from collections.abc import Iterable
from typing import Any

from django import forms

from v100.casework.accounts.models import User
from v100.casework.nominals.assigning import last_assignment, officers_for
from v100.casework.nominals.models import Nominal
from v100.casework.pages.fields import DateInParts, offer
from v100.casework.panel import fields
from v100.casework.panel.forms import CaseForm
from v100.casework.panel.managing import hand_over, manage, stand_in


def _officer(label: str) -> forms.ChoiceField:
    """One officer of those who may see the man."""
    return forms.ChoiceField(
        label=label,
        help_text="Officers with an account who may see him.",
        error_messages={"required": "Choose an officer"},
    )


def _offered(officers: Iterable[User]) -> list[tuple[str, str]]:
    return [("", "Choose"), *((str(officer.pk), officer.full_name) for officer in officers)]


def _chosen(answer: str) -> User:
    return User.objects.get(pk=answer)


class ManageForm(CaseForm):
    """From adopted to managed."""

    title = "Begin to manage him"
    button = "Begin"

    lead = "His lead responsible officer sees him from now on. No other officer does."
    officer = _officer("Who is his lead responsible officer?")
    reason = fields.words("Why this officer, and what comes first?")

    def __init__(self, nominal: Nominal, *args: Any, **kwargs: Any) -> None:
        super().__init__(nominal, *args, **kwargs)
        offer(self, "officer", _offered(officers_for(nominal)))

    def save(self, by: User) -> None:
        manage(self.nominal, _chosen(self.said["officer"]), by=by, reason=self.said["reason"])


class HandOverForm(CaseForm):
    """From one officer to another. `was` is the number of the assignment when the form was shown."""

    title = "Give him to another officer"
    lead = "The officer whom he is taken from no longer sees him. What that officer recorded stays."
    button = "Give him"

    was = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    officer = _officer("Who is his lead responsible officer from now on?")
    reason = fields.words("Why does he change hands?")

    def __init__(self, nominal: Nominal, *args: Any, **kwargs: Any) -> None:
        super().__init__(nominal, *args, **kwargs)
        last = last_assignment(nominal)
        self.fields["was"].initial = last.number if last else 0
        offer(self, "officer", _offered(each for each in officers_for(nominal) if not last or each != last.officer))

    def save(self, by: User) -> None:
        said = self.said | {"officer": _chosen(self.said["officer"])}
        hand_over(self.nominal, by=by, **said)


class CoverForm(CaseForm):
    """Somebody stands in for his officer. `was` is the number of the assignment when the form was shown."""

    title = "Name who stands in for his officer"
    lead = "Whoever stands in sees him on these days, beside his officer, and can do what he can."
    button = "Keep it"

    was = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    officer = forms.ChoiceField(
        label="Who stands in?", help_text="Officers with an account who may see him.", required=False
    )
    from_on = DateInParts("From when?", what="the first day", help_text="For example, 27 3 2026")
    until = DateInParts("Until when?", what="the last day", help_text="The last day on which he is seen.")
    reason = fields.words("Why?")

    def __init__(self, nominal: Nominal, *args: Any, **kwargs: Any) -> None:
        super().__init__(nominal, *args, **kwargs)
        last = last_assignment(nominal)
        self.fields["was"].initial = last.number if last else 0
        others = [each for each in officers_for(nominal) if not last or each != last.officer]
        offer(self, "officer", [("", "Nobody any more"), *_offered(others)[1:]])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("from_on") and given.get("until") and given["until"] < given["from_on"]:
            self.add_error("until", "It must be on or after the first day")
        return given

    def save(self, by: User) -> None:
        said = self.said
        said["officer"] = _chosen(said["officer"]) if said["officer"] else None
        stand_in(self.nominal, by=by, **said)
