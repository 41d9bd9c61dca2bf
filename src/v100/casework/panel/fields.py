"""Fields of the panel's forms, as the design system has them."""

from typing import Any

from django import forms

from v100.casework.pages.fields import Radios

MOST = 2000
"""Letters of a reason or a comment."""

NOBODY = "Name no woman or girl: her reference and what she is to him are enough."


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


def line(label: str, *, missing: str, hint: str = "", required: bool = True) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=100, error_messages={"required": missing}
    )
