"""A disruption, its grade, and a second reader's agreement: one form each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from v100.casework.disruption.criteria import Grade
from v100.casework.notes.names_nobody import HINT, NamesNobody
from v100.casework.pages.fields import DateInParts, PastDate, Radios, offer, words_field


class GradeForm(NamesNobody):
    """How its effect is graded. `on` is the day of what was done, where that is known already."""

    written: tuple[str, ...] = ("evidence",)

    grade = forms.ChoiceField(
        label="How much does it keep him from offending?", widget=Radios, error_messages={"required": "Choose a grade"}
    )
    until = DateInParts("Until when, do you claim?", what="the date", help_text="For example, 27 9 2026")
    evidence = words_field("What shows it?", missing="Say what shows it", hint=HINT)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self, data: Any, his_names: list[str], grades: Mapping[str, Grade], on: date | None = None, **more: Any
    ) -> None:
        super().__init__(data, his_names, **more)
        self.grades, self.day = grades, on
        offer(self, "grade", ((name, f"{name.capitalize()}: {grade.words}") for name, grade in grades.items()))

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

    written: tuple[str, ...] = ("words", "evidence")

    words = words_field("What was done?", missing="Say what was done", hint=HINT)
    on = PastDate("When?", what="the date", help_text="For example, 27 3 2026")
    field_order = ("words", "on", "grade", "until", "evidence")


class AgreeForm(NamesNobody):
    """A second reader agrees."""

    written: tuple[str, ...] = ("evidence",)

    evidence = words_field("By what do you agree?", missing="Say by what you agree", hint=HINT)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
