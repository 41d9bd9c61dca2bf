"""A disruption, its grade, and a second reader's agreement: one form each."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from v100.casework.disruption.criteria import Grade
from v100.casework.notes.names_nobody import HINT, NamesNobody
from v100.casework.pages.fields import DateInParts, Radios

MOST = 2000
"""Letters of one text."""


def _words(label: str, missing: str, hint: str = HINT) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing, "max_length": f"Say it in at most {MOST:,} letters"},
    )


class GradeForm(NamesNobody):
    """How its effect is graded. `on` is the day of what was done, where that is known already."""

    written: ClassVar[tuple[str, ...]] = ("evidence",)

    grade = forms.ChoiceField(
        label="How much does it keep him from offending?", widget=Radios, error_messages={"required": "Choose a grade"}
    )
    until = DateInParts("Until when, do you claim?", what="the date", help_text="For example, 27 9 2026")
    evidence = _words("What shows it?", "Say what shows it")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self, data: Any, his_names: list[str], grades: Mapping[str, Grade], on: date | None = None, **more: Any
    ) -> None:
        super().__init__(data, his_names, **more)
        self.grades, self.day = grades, on
        self.fields["grade"].choices = [  # type: ignore[attr-defined]
            (name, f"{name.capitalize()}: {grade.words}") for name, grade in grades.items()
        ]

    def clean_grade(self) -> Grade:
        return self.grades[self.cleaned_data["grade"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        on, until, grade = self.day or given.get("on"), given.get("until"), given.get("grade")
        if on and until and until < on:
            self.add_error("until", "It must be on or after the day on which it was done")
        elif on and until and grade and (until - on).days < grade.least_days:
            self.add_error(
                "grade", f"You claim {(until - on).days} days: {grade.name} needs {grade.least_days} or more"
            )
        return given


class DisruptionForm(GradeForm):
    """What was done, and when, with its effect."""

    written: ClassVar[tuple[str, ...]] = ("words", "evidence")

    words = _words("What was done?", "Say what was done")
    on = DateInParts("When?", what="the date", help_text="For example, 27 3 2026")
    field_order = ("words", "on", "grade", "until", "evidence")

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("The date must be today or in the past")
        return on


class AgreeForm(NamesNobody):
    """A second reader agrees."""

    written: ClassVar[tuple[str, ...]] = ("evidence",)

    evidence = _words("By what do you agree?", "Say by what you agree")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
