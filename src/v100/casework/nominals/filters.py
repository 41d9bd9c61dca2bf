"""What a person may narrow the list by. The same filters serve the page and the file."""

from typing import Any

from django import forms
from django.db.models import F, Func, Q, TextField

from v100.casework.nominals.models import Listing, VisibleQuerySet
from v100.casework.runs.models import LoadedRun

LISTED, BELOW, RANKED, ASIDE = "listed", "below", "ranked", "aside"
PARTS = (
    (LISTED, "On the list"),
    (BELOW, "Just below it"),
    (RANKED, "Everyone ranked"),
    (ASIDE, "Set aside"),
)
MOVEMENTS = (("", "Any"), ("new", "New this month"), ("up", "Up"), ("down", "Down"), ("same", "Same"))


class Filters(forms.Form):
    """Part of the ranking, borough, category, movement, precursor rules."""

    part = forms.ChoiceField(label="Show", choices=PARTS, required=False, initial=LISTED)
    borough = forms.ChoiceField(label="Borough", required=False)
    category = forms.ChoiceField(label="Kind of violence", required=False)
    movement = forms.ChoiceField(label="Since last month", choices=MOVEMENTS, required=False)
    precursors = forms.ChoiceField(
        label="Precursor list",
        choices=(("", "Any"), ("yes", "Also on the precursor list"), ("no", "Not on it")),
        required=False,
    )

    def __init__(self, data: Any, run: LoadedRun) -> None:
        super().__init__({"part": LISTED, **{name: data[name] for name in data if name in self.base_fields}})
        self.run = run
        self.fields["borough"].choices = _choices(run, "boroughs")  # type: ignore[attr-defined]
        self.fields["category"].choices = _choices(run, "categories")  # type: ignore[attr-defined]

    def rows(self, user: Any) -> VisibleQuerySet:
        """The lines asked for that this person may see, in the order of rank."""
        rows = Listing.objects.visible_to(user).filter(run=self.run, **self._part()).select_related("nominal")
        if self.is_valid():
            rows = rows.filter(self._narrowed(self.cleaned_data))
        return rows.order_by(F("rank").asc(nulls_last=True), "-harm_days", "nominal")

    def _part(self) -> dict[str, Any]:
        size = self.run.list_size
        parts: dict[str, dict[str, Any]] = {
            LISTED: {"rank__lte": size},
            BELOW: {"rank__gt": size, "rank__lte": 2 * size},
            RANKED: {"rank__isnull": False},
            ASIDE: {"rank__isnull": True},
        }
        return parts.get(self["part"].value(), parts[LISTED])

    def _narrowed(self, chosen: dict[str, str]) -> Q:
        wanted = Q()
        if chosen["borough"]:
            wanted &= Q(boroughs__contains=[chosen["borough"]])
        if chosen["category"]:
            wanted &= Q(categories__contains=[chosen["category"]])
        if chosen["movement"]:
            wanted &= Q(movement=chosen["movement"])
        if chosen["precursors"]:
            wanted &= Q(rules=[]) if chosen["precursors"] == "no" else ~Q(rules=[])
        return wanted

    def in_words(self) -> str:
        """What was asked for, for the record."""
        said = [f"{name}={self[name].value()}" for name in self.fields if self[name].value()]
        return ", ".join(said)


def _choices(run: LoadedRun, column: str) -> list[tuple[str, str]]:
    each = Func(F(column), function="unnest", output_field=TextField())
    words = Listing.objects.filter(run=run).annotate(word=each).values_list("word", flat=True).distinct()
    return [("", "Any"), *((word, word.replace("_", " ")) for word in sorted(words))]
