"""What goes into a draft, and why one is given out."""

from typing import Any

from django import forms

from v100.casework.notes.names_nobody import NamesNobody
from v100.casework.packs.draft import Report, days_of
from v100.casework.packs.kept_templates import Template
from v100.casework.packs.material import Material
from v100.casework.pages.fields import Checkboxes, offer, words_field
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.pages.reason import reason_field


class PackForm(NamesNobody):
    """Reports, recorded facts, the officer's own words; the woman whom it would protect comes with the page."""

    reports = forms.MultipleChoiceField(
        label="Which reports?",
        help_text="Each gives its offence, its day, its borough and what came of it: never what was said in it.",
        widget=Checkboxes,
        error_messages={"required": "Choose at least one report"},
    )
    entries = forms.MultipleChoiceField(
        label="Which facts that officers recorded?",
        help_text="Their words stand in the draft as they were written.",
        widget=Checkboxes,
        required=False,
    )

    def __init__(
        self, data: Any, his_names: list[str], material: Material, template: Template, kinds: dict[str, str], woman: str
    ) -> None:
        hers = [report for report in material.reports if not woman or woman in report.women]
        super().__init__(data, his_names, initial={"reports": [report.report_id for report in hers]})
        of_her = [
            entry
            for entry in material.entries(template.kinds, template.power)
            if not woman or entry.woman in ("", woman)
        ]
        offer(self, "reports", [(report.report_id, _said(report)) for report in material.reports])
        offer(
            self, "entries", [(str(entry.pk), f"{kinds[entry.kind].capitalize()}: {entry.words}") for entry in of_her]
        )
        if not of_her:
            del self.fields["entries"]
        self.own = [f"own_{number}" for number, _ in enumerate(template.own_words)]
        for name, own in zip(self.own, template.own_words, strict=True):
            self.fields[name] = words_field(own.heading, hint=own.hint, required=False, rows=8)
        self.written = tuple(self.own)
        self.order_fields(["reports", "entries", *self.own])

    @property
    def words(self) -> list[str]:
        """What the officer wrote, in the order of the template's headings."""
        return [self.cleaned_data[name] for name in self.own]

    @property
    def chosen_entries(self) -> list[int]:
        return [int(number) for number in self.cleaned_data.get("entries", [])]


def _said(report: Report) -> str:
    return f"{report.crime_ref}: {'; '.join(report.offences) or 'offence not coded'}, {days_of(report)}"


class OverrideForm(LooksAgain):
    """Why it is given out all the same."""

    reason = reason_field("Why is it given out all the same?")


class TakeForm(LooksAgain):
    """Why it is taken away."""

    why = reason_field("Why do you take it away, and who gets it?")
