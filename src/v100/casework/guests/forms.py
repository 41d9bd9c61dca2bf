"""What a guest says of an action."""

from typing import Any

from django import forms

from v100.casework.notes.names_nobody import HINT, NamesNobody
from v100.casework.pages.fields import Radios, offer, words_field
from v100.casework.plans.kinds import NEXT, State
from v100.casework.plans.models import ActionState


class ProgressForm(NamesNobody):
    """Where it stands. What he writes is not compared with what is known of the woman: the answer would tell him."""

    to = forms.ChoiceField(
        label="Where does it stand?", widget=Radios, error_messages={"required": "Choose where it stands"}
    )
    words = words_field(
        "What shows that it was done, or why is it not possible?",
        hint=f"Needed when it is done or not possible. {HINT}",
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, now: ActionState) -> None:
        super().__init__(data, his_names=[], initial={"seen": now.number})
        offer(self, "to", [(state.value, state.label) for state in NEXT[State(now.state)]])

    def clean_to(self) -> State:
        return State(self.cleaned_data["to"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("to") in (State.DONE, State.NOT_POSSIBLE) and not given.get("words", "").strip():
            self.add_error("words", "Say what shows that it was done, or why it is not possible")
        return given
