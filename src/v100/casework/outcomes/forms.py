"""What a person is asked about an outcome, and what of it cannot be."""

from typing import Any

from django import forms
from django.utils import timezone

from v100.casework.outcomes.kinds import CONDITIONS, DETAILS, UNTIL, Detail, Kind
from v100.casework.outcomes.models import Outcome
from v100.casework.outcomes.recording import Told
from v100.casework.outcomes.reports import Report
from v100.casework.pages.fields import Checkboxes, DateInParts, Radios
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.pages.reason import reason_field

LONGEST = 36_525
"""Days of a sentence at most: a hundred years."""


class WhatForm(forms.Form):
    """Against which report, and what happened."""

    report = forms.ChoiceField(label="Which report?", error_messages={"required": "Choose a report"})
    kind = forms.ChoiceField(
        label="What happened?",
        choices=[("", "Choose"), *Kind.choices],
        error_messages={"required": "Choose what happened"},
    )

    def __init__(self, data: Any, reports: dict[str, Report]) -> None:
        super().__init__(data if "kind" in data else None, initial={"report": data.get("report")})
        field = self.fields["report"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose"), *((key, each.crime_ref or key) for key, each in reports.items())]


class OutcomeForm(LooksAgain):
    """When it happened, to which lines, and what more belongs to an outcome of its kind."""

    on = DateInParts("When did it happen?", what="the date", help_text="For example, 27 3 2026")

    def __init__(self, data: Any, kind: Kind, report: Report, was: Outcome | None = None) -> None:
        super().__init__(data, initial=_initial(report, was))
        self.kind, self.report = kind, report
        self.fields |= {**_lines(report), **_of_kind(kind)}
        if was:
            self.fields["why"] = reason_field("Why do you change it?")
        self.order_fields([name for name in self.fields if name != "looked_at"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        on, until = given.get("on"), given.get("until")
        if on and on > timezone.localdate():
            self.add_error("on", "The date must be today or in the past")
        if on and on < self.report.of:
            of = f"{self.report.of.day} {self.report.of:%B %Y}"
            self.add_error("on", f"The date must not be before the report, which is of {of}")
        if on and until and until < on:
            self.add_error("until", "The end must not be before the day it happened")
        if self.kind == Kind.SENTENCE:
            self._length(given)
        return given

    def _length(self, given: dict[str, Any]) -> None:
        custody = given.get("detail") == Detail.CUSTODY
        if custody and not given.get("days") and "days" not in self.errors:
            self.add_error("days", "Enter the length in days")
        if given.get("detail") and not custody and given.get("days"):
            self.add_error("days", "Only immediate custody has a length in days: leave it empty")

    def told(self) -> Told:
        """What was said, for recording."""
        given = self.cleaned_data
        lines = given.get("lines") or [line for line, _ in self.report.lines]
        return Told(
            kind=self.kind,
            on=given["on"],
            report_id=self.report.report_id,
            crime_ref=self.report.crime_ref,
            lines=tuple(int(line) for line in lines),
            until=given.get("until"),
            days=given.get("days"),
            details=tuple(given.get("conditions") or ()) or ((given["detail"],) if given.get("detail") else ()),
        )


def _lines(report: Report) -> dict[str, forms.Field]:
    """Asked only where there is a choice."""
    if len(report.lines) < 2:
        return {}
    choices = [(str(line), title) for line, title in report.lines]
    faults = {"required": "Choose at least one offence"}
    return {
        "lines": forms.MultipleChoiceField(
            label="Which offences does it concern?", choices=choices, widget=Checkboxes, error_messages=faults
        )
    }


def _of_kind(kind: Kind) -> dict[str, forms.Field]:
    asked: dict[str, forms.Field] = {}
    if kind == Kind.BAIL:
        asked["conditions"] = forms.MultipleChoiceField(
            label="With which conditions?",
            help_text="Tick none if there are none. No address is kept here.",
            choices=[(each.value, each.label) for each in CONDITIONS],
            widget=Checkboxes,
            required=False,
        )
    if kind in DETAILS:
        question, answers = DETAILS[kind]
        asked["detail"] = forms.ChoiceField(
            label=question,
            choices=[(each.value, each.label) for each in answers],
            widget=Radios,
            error_messages={"required": f"Choose: {question[0].lower()}{question[1:-1]}"},
        )
    if kind == Kind.SENTENCE:
        asked["days"] = forms.IntegerField(
            label="Length in days, for immediate custody",
            help_text="As the court passed it, all offences of this report together. For life, the minimum term.",
            required=False,
            min_value=1,
            max_value=LONGEST,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "invalid": "The length must be a whole number of days",
                "min_value": "The length must be a day or more",
                "max_value": f"The length must be {LONGEST:,} days or less",
            },
        )
    if kind in UNTIL:
        asked["until"] = DateInParts(UNTIL[kind], what="the end", required=False)
    return asked


def _initial(report: Report, was: Outcome | None) -> dict[str, Any]:
    everything = [str(line) for line, _ in report.lines]
    if was is None:
        return {"lines": everything}
    details = list(was.details)
    return {
        "on": was.on,
        "until": was.until,
        "days": was.days,
        "lines": [str(line) for line in was.lines] or everything,
        "detail": details[0] if details else None,
        "conditions": details,
    }
