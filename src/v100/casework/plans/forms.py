"""What a person can do to a plan: one form each."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms

from v100.casework.accounts.models import User
from v100.casework.notes.names_nobody import HINT, NamesNobody
from v100.casework.pages.fields import Checkboxes, DateInParts, PastDate, Radios, offer, words_field
from v100.casework.pages.looks_again import SURE
from v100.casework.plans.kept_templates import Template
from v100.casework.plans.kinds import NEXT, Infer, State, Strand
from v100.casework.plans.models import ActionState, Objective
from v100.casework.plans.safety_first import noticed
from v100.casework.powers.power import Power
from v100.casework.women.forms import HerForm
from v100.errors import V100Error

OVERT, SOLE = "overt", "sole_account"


def _owner(owners: Sequence[User]) -> list[tuple[str, str]]:
    return [("", "Choose"), *((str(each.pk), each.full_name) for each in owners)]


def _one_of(owners: Sequence[User], chosen: str) -> User:
    return next(each for each in owners if str(each.pk) == chosen)


def _power(power: Power) -> str:
    return f"{power.name} (he notices)" if power.overt else power.name


class BeginForm(forms.Form):
    """From which template the plan is begun, and whose its actions are at first."""

    template = forms.ChoiceField(
        label="What kind of man is he?",
        help_text="It gives objectives and actions to begin with. All of them can be changed.",
        widget=Radios,
        error_messages={"required": "Choose what kind of man he is"},
    )
    owner = forms.ChoiceField(label="Whose are its actions at first?", error_messages={"required": "Choose whose"})

    def __init__(self, data: Any, templates: dict[str, Template], owners: Sequence[User]) -> None:
        super().__init__(data)
        self.owners = owners
        offer(self, "template", [(name, each.title) for name, each in templates.items()])
        offer(self, "owner", _owner(owners))

    def clean_owner(self) -> User:
        return _one_of(self.owners, self.cleaned_data["owner"])


class ObjectiveForm(NamesNobody):
    """One more objective."""

    strand = forms.ChoiceField(
        label="On which strand?", choices=Strand.choices, widget=Radios, error_messages={"required": "Choose a strand"}
    )
    words = words_field("What is to be reached?", missing="Say what is to be reached", hint=HINT)


HersIn = Callable[[str], list[str]]
"""What of hers some words hold, by kind. Raises V100Error where they cannot be compared."""


class ForMinutes(NamesNobody):
    """Its words stand in the minutes of the tasking meeting, which partners hear (C23): they are compared with what is
    known of each woman of his reports, and refused where they hold any of it. Where they cannot be compared, whoever
    writes says that they name nobody."""

    def __init__(self, data: Any, his_names: list[str], hers_in: HersIn) -> None:
        super().__init__(data, his_names)
        self.hers_in = hers_in

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for field in self.written:
            try:
                found = self.hers_in(given.get(field, ""))
            except V100Error as error:
                self.asks_again = True
                if SURE not in given.get("looked_at", []):
                    self.add_error(
                        field, f"It was not compared with what is hers: {error}. Look again, and say so below"
                    )
                continue
            if found:
                self.add_error(
                    field, f"It holds what leads to a woman or girl ({', '.join(found)}). Partners hear it: take it out"
                )
        return given


class ActionForm(ForMinutes):
    """One more action: what, towards which objective, whose, by when, and what he could infer."""

    written: tuple[str, ...] = ("words", "mitigation")

    objective = forms.ChoiceField(label="Towards which objective?", error_messages={"required": "Choose an objective"})
    words = words_field("What is done?", missing="Say what is done", hint=HINT)
    could_infer = forms.ChoiceField(
        label="Could he infer from it that she spoke?",
        choices=Infer.choices,
        widget=Radios,
        error_messages={"required": "Say whether he could infer that she spoke"},
    )
    mitigation = words_field(
        "What is done about that?", hint=f"Needed unless he could not infer it. {HINT}", required=False
    )
    marks = forms.MultipleChoiceField(
        label="What is true of it?",
        help_text="Each woman’s safety plan is looked at before anything that he will notice.",
        choices=((OVERT, "He will notice it"), (SOLE, "It rests on what one woman alone says")),
        widget=Checkboxes,
        required=False,
    )
    power = forms.ChoiceField(
        label="Which power is used, if any?",
        help_text="One marked “he notices” counts as noticed, ticked or not. "
        "Choose a power where it is used, not where somebody only looks into it.",
        required=False,
    )
    agency = forms.ChoiceField(
        label="Which partner agency does it, if any?",
        help_text="Once it is authorised its guests read what is done, by when, and his reference. Nothing else.",
        required=False,
    )
    owner = forms.ChoiceField(
        label="Who does it?",
        help_text="Where an agency does it: who asks for it and hears what came of it.",
        error_messages={"required": "Choose who does it"},
    )
    due_on = DateInParts("By when?", what="the date", help_text="For example, 27 3 2026")

    def __init__(
        self,
        data: Any,
        his_names: list[str],
        hers_in: HersIn,
        objectives: Sequence[Objective],
        owners: Sequence[User],
        powers: Iterable[Power],
        agencies: Iterable[str],
    ) -> None:
        super().__init__(data, his_names, hers_in)
        offer(self, "agency", [("", "None"), *((each, each) for each in agencies)])
        offered = [("", "None"), *((each.code, _power(each)) for each in powers)]
        offer(self, "power", offered)
        self.objectives, self.owners = objectives, owners
        towards = [(str(each.pk), f"{each.strand.capitalize()}: {each.words}") for each in objectives]
        offer(self, "objective", [("", "Choose"), *towards])
        offer(self, "owner", _owner(owners))

    def clean_objective(self) -> Objective:
        return next(each for each in self.objectives if str(each.pk) == self.cleaned_data["objective"])

    def clean_owner(self) -> User:
        return _one_of(self.owners, self.cleaned_data["owner"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("could_infer") not in (None, Infer.NO) and not given.get("mitigation", "").strip():
            self.add_error("mitigation", "He could infer that she spoke: say what is done about that")
        return given


class MoveForm(NamesNobody):
    """Where an action stands now. `seen` is the number of its state when the form was shown."""

    written: tuple[str, ...] = ("why", "evidence", "without_safety")

    to = forms.ChoiceField(
        label="Where does it stand?", widget=Radios, error_messages={"required": "Choose where it stands"}
    )
    owner = forms.ChoiceField(label="Who does it?", error_messages={"required": "Choose who does it"})
    due_on = DateInParts("By when?", what="the date", help_text="For example, 27 3 2026")
    evidence = words_field("What shows that it was done?", hint=f"Needed when it is done. {HINT}", required=False)
    why = words_field(
        "Why?", hint=f"Needed when it is not possible, or its owner or date changes. {HINT}", required=False
    )
    without_safety = words_field(
        "Why does it go on although her safety plan was not looked at?",
        hint=f"Only where it must. {HINT}",
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Any, his_names: list[str], now: ActionState, owners: Sequence[User], *, authorises: bool
    ) -> None:
        here = {"to": now.state, "owner": str(now.owner_id), "due_on": now.due_on, "seen": now.number}
        super().__init__(data, his_names, initial=here)
        self.now, self.owners = now, owners
        if not (authorises and noticed(now.action)):
            del self.fields["without_safety"]
        further = [state for state in NEXT[State(now.state)] if authorises or state != State.AUTHORISED]
        stays = (now.state, f"{now.in_words}, as it is: its owner or date changes")
        offer(self, "to", [stays, *((state.value, state.label) for state in further)])
        offer(self, "owner", _owner(owners))

    def clean_to(self) -> State:
        return State(self.cleaned_data["to"])

    def clean_owner(self) -> User:
        return _one_of(self.owners, self.cleaned_data["owner"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        to, same = given.get("to"), given.get("to") == self.now.state
        if to == State.DONE and not given.get("evidence", "").strip():
            self.add_error("evidence", "Say what shows that it was done")
        changed = (given.get("owner"), given.get("due_on")) != (self.now.owner, self.now.due_on)
        if (to == State.NOT_POSSIBLE or (same and changed)) and not given.get("why", "").strip():
            self.add_error("why", "Say why")
        if same and not changed:
            self.add_error("to", "Nothing changes: choose where it stands, another owner or another date")
        return given


class SafetyForm(NamesNobody, HerForm):
    """The safety plan of a woman or girl was looked at."""

    woman = forms.ChoiceField(label="Whose plan?", error_messages={"required": "Choose whose plan"})
    on = PastDate("When was it looked at?", what="the date", help_text="For example, 27 3 2026")
    words = words_field(
        "Who looked at it, and with whom?", missing="Say who looked at it", hint=f"Not what it says. {HINT}"
    )

    def __init__(self, data: Any, his_names: list[str], women: Sequence[str], initial: dict[str, str]) -> None:
        super().__init__(data, his_names, initial=initial)
        offer(self, "woman", [("", "Choose"), *((each, each) for each in women)])


class ReviewForm(ForMinutes):
    """He was discussed: at one of these tasking meetings, the latest first, or at none."""

    meeting = forms.ChoiceField(label="At which tasking meeting?", required=False)
    on = PastDate("When was he discussed?", what="the date", help_text="For example, 27 3 2026")
    words = words_field("What was said and decided?", missing="Say what was said and decided", hint=HINT)

    def __init__(self, data: Any, his_names: list[str], hers_in: HersIn, meetings: dict[int, str]) -> None:
        super().__init__(data, his_names, hers_in)
        offer(self, "meeting", [("", "At none"), *meetings.items()])
        if not meetings:
            del self.fields["meeting"]


class SuperviseForm(NamesNobody):
    """What a supervisor says."""

    words = words_field("What do you say of this plan?", missing="Write what you say of it", hint=HINT)
