"""A reason that a person gives: asked wherever somebody's page is opened or the list is taken away."""

from django import forms

SHORTEST = 8


def reason_field(label: str) -> forms.CharField:
    """One line of text; it must say something."""
    return forms.CharField(
        label=label,
        help_text="It is kept with your name and the time. Name nobody in it.",
        min_length=SHORTEST,
        max_length=300,
        error_messages={
            "required": "Say why",
            "min_length": "Say why in a few words",
            "max_length": "Say why in fewer words (at most 300 letters)",
        },
    )
