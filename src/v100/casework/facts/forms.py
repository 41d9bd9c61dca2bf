"""A fact that an officer records, and why one holds no more."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from v100.casework.notes.names_nobody import HINT, NamesNobody
from v100.casework.pages.fields import DateInParts, PastDate, offer, words_field
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.pages.reason import reason_field
from v100.casework.powers.fact import ABOUT_BOTH, ABOUT_MAN, Kind
from v100.casework.powers.load import Book


def by_officers(book: Book) -> dict[str, Kind]:
    """Kinds of facts that an officer records, by name."""
    return {name: kind for name, kind in book.kinds.items() if kind.source == "officer"}


class FactForm(NamesNobody):
    """What is known, of whom, for which power, since when, by what."""

    kind = forms.ChoiceField(label="What is known?", error_messages={"required": "Choose what is known"})
    woman = forms.ChoiceField(label="Which woman or girl does it concern?", required=False)
    power = forms.ChoiceField(
        label="For which power?",
        help_text="An authority, a necessity and the like are recorded for one power and count for no other.",
        required=False,
    )
    on = PastDate("Since when?", what="the date", help_text="For example, 27 3 2026")
    until = DateInParts(
        "Until when, if it ends?", what="the date", required=False, help_text="Leave it empty if it does not"
    )
    words = words_field("By what is it known, and what does it say?", missing="Say by what it is known", hint=HINT)

    def __init__(
        self, data: Any, his_names: list[str], book: Book, women: Sequence[str], initial: Mapping[str, str]
    ) -> None:
        super().__init__(data, his_names, initial=dict(initial))
        self.kinds = by_officers(book)
        kinds = sorted((kind.words.capitalize(), name) for name, kind in self.kinds.items())
        offer(self, "kind", [("", "Choose"), *((name, words) for words, name in kinds)])
        offer(self, "woman", [("", "Not one woman or girl"), *((woman, woman) for woman in women)])
        offer(self, "power", [("", "Not one power"), *((code, each.name) for code, each in book.powers.items())])

    def clean_kind(self) -> Kind:
        return self.kinds[self.cleaned_data["kind"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        kind: Kind | None = given.get("kind")
        if kind:
            if kind.about == ABOUT_BOTH and not given.get("woman"):
                self.add_error("woman", "It is about him and one woman or girl: choose her reference")
            if kind.about == ABOUT_MAN and given.get("woman"):
                self.add_error("woman", "It is about him alone: choose no woman or girl")
            if kind.each_power and not given.get("power"):
                self.add_error("power", "It counts for one power only: choose which")
            if not kind.each_power and given.get("power"):
                self.add_error("power", "It is of no one power: choose none")
        if given.get("on") and given.get("until") and given["until"] < given["on"]:
            self.add_error("until", "It must be on or after the first day")
        return given


class EndFactForm(LooksAgain):
    """Why it holds no more."""

    reason = reason_field("Why does it hold no more?")
