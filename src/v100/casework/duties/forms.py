"""How she was told."""

from typing import Any

from django import forms

from v100.casework.duties.limits import Limit
from v100.casework.duties.models import How
from v100.casework.pages.fields import Checkboxes, PastDate, Radios, offer


class ToldForm(forms.Form):
    """By which way and when; of a decision not to prosecute also that she may ask for a review."""

    how = forms.ChoiceField(
        label="How?", widget=Radios, error_messages={"required": "Choose how"}, help_text="Only by her safe way."
    )
    on = PastDate("When?", what="the day", help_text="For example, 27 3 2026")
    review = forms.MultipleChoiceField(
        label="Her right to a review",
        choices=(("said", "She was told that she may ask for a review, and how"),),
        widget=Checkboxes,
        error_messages={"required": "Tell her that she may ask for a review, then tick this"},
    )

    def __init__(self, data: Any, limit: Limit) -> None:
        super().__init__(data)
        ways = [each for each in How if (each == How.DONE) == limit.custody]
        offer(self, "how", [(each.value, each.label) for each in ways])
        if limit.custody:
            self.fields["how"].help_text = ""
        if not limit.review:
            del self.fields["review"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("how") == How.NOT_WANTED:
            self.errors.pop("review", None)
        return given
