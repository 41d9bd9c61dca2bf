"""Fields that the design system lays out as a group: a date in three parts, answers to tick or to choose from."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

PARTS = (("Day", 2), ("Month", 2), ("Year", 4))


class _First:
    """The error summary leads to the group's first field."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_{index or 0}" if id_ else id_


class Radios(_First, forms.RadioSelect):
    """One answer of several."""

    template_name = "pages/radios_widget.html"


class Checkboxes(_First, forms.CheckboxSelectMultiple):
    """Any number of answers."""

    template_name = "pages/checkboxes_widget.html"


class DateParts(_First, forms.MultiWidget):
    """Day, month and year, each typed as a number."""

    template_name = "pages/date_widget.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__([forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}) for _ in PARTS])

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, (label, width) in zip(context["widget"]["subwidgets"], PARTS, strict=True):
            part.update(label=label, width=width)
        return context


class DateInParts(forms.MultiValueField):
    """A date. Each fault says which date is meant and how to give it."""

    widget = DateParts

    def __init__(self, label: str, *, what: str, required: bool = True, **more: Any) -> None:
        self.what = what
        super().__init__(
            [forms.CharField(required=False, max_length=4) for _ in PARTS],
            label=label,
            required=required,
            require_all_fields=False,
            error_messages={"required": f"Enter {what}"},
            **more,
        )

    def compress(self, data_list: list[Any]) -> date | None:
        if not any(data_list):
            return None
        if not all(data_list):
            missing = " and a ".join(
                label.lower() for (label, _), part in zip(PARTS, data_list, strict=True) if not part
            )
            raise forms.ValidationError(f"{self.what.capitalize()} must include a {missing}")
        try:
            day, month, year = map(int, data_list)
            return date(year, month, day) if year >= 1900 else self._none()
        except ValueError:
            return self._none()

    def _none(self) -> date:
        raise forms.ValidationError(f"{self.what.capitalize()} must be a real date, such as 27 3 2026")


class PastDate(DateInParts):
    """A date that is not ahead."""

    def compress(self, data_list: list[Any]) -> date | None:
        found = super().compress(data_list)
        if found and found > timezone.localdate():
            raise forms.ValidationError("The date must be today or in the past")
        return found


MOST = 2000
"""Letters of one text."""


def words_field(label: str, *, missing: str = "", hint: str, required: bool = True, rows: int = 4) -> forms.CharField:
    """Some sentences; `missing` says what is asked where none is given."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": f"Say it in at most {MOST:,} letters"},
    )


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """What there is to choose from in this case."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
