"""A decision of a lead, a proposal to the officer of the crime, his answer and what came of it: one form each."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from v100.casework.links.kinds import WITH_WHY, State
from v100.casework.links.models import Decision
from v100.casework.notes.names_nobody import HINT, NamesNobody
from v100.casework.pages.fields import PastDate, Radios, offer, words_field
from v100.casework.pages.reason import reason_field
from v100.compared import categories


class DecideForm(NamesNobody):
    """What is decided, and why. `seen` is the last decision that the page showed."""

    written = ("why",)

    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=Radios,
        error_messages={"required": "Choose what you decide", "invalid_choice": "Choose what you decide"},
    )
    why = reason_field("Why?")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, his_names: list[str], choices: Iterable[Decision], **more: Any) -> None:
        super().__init__(data, his_names, **more)
        offer(self, "decision", ((each.value, each.label) for each in choices))

    def clean_decision(self) -> Decision:
        return Decision(self.cleaned_data["decision"])


class ProposeForm(NamesNobody):
    """To whom, when, and what he is asked to test."""

    written = ("to", "words")

    to = forms.CharField(
        label="To which officer?",
        help_text="The officer of the report, by rank and number.",
        max_length=100,
        error_messages={"required": "Say to which officer", "max_length": "Say it in at most 100 letters"},
    )
    on = PastDate("When?", what="the date", help_text="For example, 27 3 2026")
    words = words_field("What do you ask the officer to test?", missing="Say what is to be tested", hint=HINT)


class MoveForm(NamesNobody):
    """The answer, or what came of it. `since` is the day of what was recorded last."""

    written = ("why",)

    state = forms.ChoiceField(
        label="What happened?", widget=Radios, error_messages={"required": "Choose what happened"}
    )
    on = PastDate("When?", what="the date", help_text="For example, 27 3 2026")
    why = words_field(
        "Why?", hint=f"Needed for an answer, and where nothing came of it. {HINT}", required=False, rows=3
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, his_names: list[str], choices: Iterable[State], since: date, **more: Any) -> None:
        super().__init__(data, his_names, **more)
        self.since = since
        offer(self, "state", ((each.value, each.label) for each in choices))

    def clean_state(self) -> State:
        return State(self.cleaned_data["state"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("on") and given["on"] < self.since:
            self.add_error("on", "It must be on or after the day of what was recorded last")
        if given.get("state") in WITH_WHY and not given.get("why", "").strip() and "why" not in self.errors:
            self.add_error("why", "Say why")
        return given


class QueueForm(forms.Form):
    """Which leads of the queue."""

    category = forms.ChoiceField(label="Kind of crime", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        offer(self, "category", [("", "Any"), *((name, each.title) for name, each in categories().items())])
