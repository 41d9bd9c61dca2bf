"""To propose that a quarter is published, and to answer that."""

from typing import Any

from v100.casework.pages.fields import words_field
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.panel import fields
from v100.casework.publishing.models import Cause

AGREES, REFUSES = "agrees", "refuses"
KEPT = "It is kept on this site and not published. Name nobody in it."


class ProposeReleaseForm(LooksAgain):
    """`corrects`: a version was released already, so that it is asked why another replaces it."""

    cause = fields.choice("Why is the published page corrected?", Cause.choices, "Choose why", "It stands on the page.")
    reason = words_field("What did you check?", missing="Say what you checked", hint=KEPT)

    def __init__(self, *args: Any, corrects: bool) -> None:
        super().__init__(*args)
        if not corrects:
            del self.fields["cause"]


class AnswerReleaseForm(LooksAgain):
    """The second person's answer."""

    agrees = fields.choice(
        "Is it released to the public?",
        ((AGREES, "Yes: it is published as it is, and never changed"), (REFUSES, "No: it is not published")),
        "Say whether it is released",
    )
    reason = words_field("What did you check?", missing="Say what you checked", hint=KEPT)
