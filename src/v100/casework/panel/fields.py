"""Fields of the panel's forms, as the design system has them."""

from typing import Any

from django import forms

MOST = 2000
"""Letters of a reason or a comment."""

NOBODY = "Name no woman or girl: her reference and what she is to him are enough."


class Radios(forms.RadioSelect):
    """Radio buttons; a label or a message leads to the first."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


def choice(label: str, choices: Any, missing: str, hint: str = "") -> forms.ChoiceField:
    """One of a few, by radio buttons."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=Radios, help_text=hint, error_messages={"required": missing}
    )


def words(label: str, *, missing: str = "Say why", hint: str = NOBODY, required: bool = True) -> forms.CharField:
    """Some sentences."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=MOST,
        min_length=8 if required else None,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": missing,
            "min_length": "Say it in a few words more",
            "max_length": f"Say it in fewer words (at most {MOST:,} letters)",
        },
    )


def day(label: str, *, missing: str, required: bool = True, hint: str = "For example, 27 3 2026") -> forms.DateField:
    """A date, typed."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=["%d %m %Y", "%d/%m/%Y", "%d %B %Y", "%Y-%m-%d"],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": missing, "invalid": "Write the date as day, month and year, such as 27 3 2026"},
    )


def line(label: str, *, missing: str, hint: str = "", required: bool = True) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=100, error_messages={"required": missing}
    )
