"""An order that is begun, what happens to it, and what a clock asked that has happened: one form each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from v100.casework.notes.names_nobody import HINT, NamesNobody
from v100.casework.orders.kinds import WITH_REASON, WITH_TERMS, State
from v100.casework.orders.standing import Standing
from v100.casework.orders.tracking import Happened
from v100.casework.outcomes.reports import Report
from v100.casework.pages.fields import DateInParts, PastDate, Radios, offer, words_field
from v100.casework.powers.power import Power

BOTH = "man and woman"


class DraftForm(forms.Form):
    """Which power, with whom, on which report, since when."""

    power = forms.ChoiceField(label="Which order or notice?", error_messages={"required": "Choose which"})
    woman = forms.ChoiceField(label="Which woman or girl is it to protect?", required=False)
    report = forms.ChoiceField(
        label="On which report does it rest?",
        help_text="The one that weighs most, where it is several.",
        error_messages={"required": "Choose a report"},
    )
    on = PastDate("When was it begun?", what="the date", help_text="For example, 27 3 2026")

    def __init__(
        self,
        data: Any,
        powers: Iterable[Power],
        women: Sequence[str],
        reports: Mapping[str, Report],
        initial: dict[str, str],
    ) -> None:
        super().__init__(data, initial=initial)
        self.powers = {each.code: each for each in powers}
        self.reports = reports
        offer(self, "power", [("", "Choose"), *((code, each.name) for code, each in self.powers.items())])
        offer(self, "woman", [("", "Not one woman or girl"), *((woman, woman) for woman in women)])
        offer(self, "report", [("", "Choose"), *((key, each.crime_ref or key) for key, each in reports.items())])

    def clean_power(self) -> Power:
        return self.powers[self.cleaned_data["power"]]

    def clean_report(self) -> Report:
        return self.reports[self.cleaned_data["report"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        power = given.get("power")
        if power and power.about == BOTH and not given.get("woman"):
            self.add_error("woman", "It protects one woman or girl: choose her reference")
        return given


class MoveForm(NamesNobody):
    """What happened next. `seen` is the number of its state when the form was shown."""

    written: tuple[str, ...] = ("conditions", "why", "without_safety")

    to = forms.ChoiceField(label="What happened?", widget=Radios, error_messages={"required": "Choose what happened"})
    on = PastDate("When?", what="the date", help_text="For example, 27 3 2026")
    time_of_day = forms.TimeField(
        label="At what time?",
        help_text="Needed where hours are counted from it, such as 14:30. Of a breach, the time of his arrest for it.",
        required=False,
        error_messages={"invalid": "Give the time of day, such as 14:30"},
    )
    until = DateInParts(
        "What is the last day on which it holds?",
        what="the last day",
        required=False,
        help_text="When it is granted or varied. Leave it empty if it has no end.",
    )
    conditions = words_field(
        "What does it forbid or ask?", hint=f"Needed when it is granted or varied. No address. {HINT}", required=False
    )
    why = words_field(
        "Why?", hint=f"Needed when it is refused, ends early or is not gone on with. {HINT}", required=False
    )
    without_safety = words_field(
        "Why does it go on although her safety plan was not looked at?",
        hint=f"Only where it must be served. {HINT}",
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, his_names: list[str], standing: Standing, *, supervises: bool) -> None:
        terms = standing.terms
        here = {"seen": standing.now.number, "conditions": terms.conditions if terms else ""}
        super().__init__(data, his_names, initial={**here, "until": terms.until if terms else None})
        self.standing = standing
        if not supervises:
            del self.fields["without_safety"]
        offer(self, "to", [(state.value, state.label) for state in standing.next])

    def clean_to(self) -> State:
        return State(self.cleaned_data["to"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        to = given.get("to")
        if to is None:
            return given
        if to in WITH_TERMS:
            self._terms(given)
        if to in WITH_REASON and not given.get("why", "").strip():
            self.add_error("why", "Say why")
        if to in (State.GRANTED, State.SERVED) and self._hours_run_from(to) and not given.get("time_of_day"):
            self.add_error("time_of_day", "Hours are counted from it: give the time of day")
        return given

    def _terms(self, given: dict[str, Any]) -> None:
        if not given.get("conditions", "").strip():
            self.add_error("conditions", "Say what it forbids or asks")
        begun, until = self.standing.begun_on or given.get("on"), given.get("until")
        if begun and until and until < given.get("on", begun):
            self.add_error("until", "It must not be before the day on which this happened")
        elif begun and (fault := _length(self.standing.power, begun, until)):
            self.add_error("until", fault)

    def _hours_run_from(self, to: State) -> bool:
        power = self.standing.power
        return power is not None and any(each.starts == to and each.hours for each in power.clocks)

    def happened(self) -> Happened:
        """What was said, for recording."""
        given = self.cleaned_data
        with_terms = given["to"] in WITH_TERMS
        return Happened(
            to=given["to"],
            on=given["on"],
            time_of_day=given["time_of_day"],
            until=given["until"] if with_terms else None,
            conditions=given["conditions"] if with_terms else "",
            why=given["why"],
            without_safety=given.get("without_safety", ""),
        )


class VoidForm(NamesNobody):
    """The step was recorded wrongly."""

    written: tuple[str, ...] = ("why",)

    why = words_field("What is wrong with it?", missing="Say what is wrong with it", hint=HINT, rows=2)


class MetForm(NamesNobody):
    """What the clock asked has happened."""

    on = PastDate("When did it happen?", what="the date", help_text="For example, 27 3 2026")
    words = words_field("What shows it?", missing="Say what shows it", hint=HINT)


def _length(power: Power | None, begun: date, until: date | None) -> str:
    """What is wrong with how long it would hold."""
    lasts = power.lasts if power else None
    if lasts is None:
        return ""
    days = (until - begun).days + 1 if until else None
    if days is not None and lasts.least_days <= days <= lasts.most_days:
        return ""
    held = f"this would be {days}" if days is not None else "give the last"
    return f"It holds for {lasts.least_days} to {lasts.most_days} days, the first counted: {held} ({lasts.source})"
