"""How a managed man's case goes on: one form each to begin and to give him to another officer."""

from collections.abc import Iterable
from typing import Any

from django import forms

from v100.casework.accounts.models import User
from v100.casework.nominals.assigning import last_assignment, officers_for
from v100.casework.nominals.models import Nominal
from v100.casework.pages.fields import offer
from v100.casework.panel import fields
from v100.casework.panel.forms import CaseForm
from v100.casework.panel.managing import hand_over, manage


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
