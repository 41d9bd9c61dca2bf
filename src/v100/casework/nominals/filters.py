"""What a person may narrow the list by. The same filters serve the page and the file."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from v100.casework.access import Action, allowed
from v100.casework.accounts.models import User
from v100.casework.nominals.models import Assignment, Listing, Seal, VisibleQuerySet
from v100.casework.outcomes.custody import in_custody
from v100.casework.panel.models import Step
from v100.casework.panel.states import Status
from v100.casework.referrals.models import Laid
from v100.casework.runs.models import LoadedRun

LISTED, BELOW, RANKED, ASIDE, SEALED = "listed", "below", "ranked", "aside", "sealed"
PARTS = (
    (LISTED, "On the list"),
    (BELOW, "Just below it"),
    (RANKED, "Everyone ranked"),
    (ASIDE, "Set aside"),
    (SEALED, "Sealed"),
)
NO_STATUS = NO_OFFICER = "none"
STATUSES = (("", "Any"), *((status.value, status.label) for status in Status), (NO_STATUS, "None yet"))
MOVEMENTS = (("", "Any"), ("new", "New this month"), ("up", "Up"), ("down", "Down"), ("same", "Same"))


class Filters(forms.Form):
    """Part of the ranking, status, officer, borough, category, movement, custody, precursor rules."""

    part = forms.ChoiceField(label="Show", choices=PARTS, required=False, initial=LISTED)
    status = forms.ChoiceField(label="Status", choices=STATUSES, required=False)
    officer = forms.ChoiceField(label="Lead responsible officer", required=False)
    borough = forms.ChoiceField(label="Borough", required=False)
    category = forms.ChoiceField(label="Kind of violence", required=False)
    movement = forms.ChoiceField(label="Since last month", choices=MOVEMENTS, required=False)
    custody = forms.ChoiceField(
        label="In custody today", choices=(("", "Any"), ("yes", "In custody"), ("no", "Not in custody")), required=False
    )
    precursors = forms.ChoiceField(
        label="Precursor list",
        choices=(("", "Any"), ("yes", "Also on the precursor list"), ("no", "Not on it")),
        required=False,
    )

    def __init__(self, data: Any, run: LoadedRun, user: Any) -> None:
        super().__init__({"part": LISTED, **{name: data[name] for name in data if name in self.base_fields}})
        self.run = run
        self.user = user
        if not allowed(user, Action.SEE_SEALED):
            self._offer("part", [part for part in PARTS if part[0] != SEALED])
        self._offer("officer", cache(lambda: _officers(user)))  # asked for only where they are offered or given
        self._offer("borough", _choices(run.number, "boroughs"))
        self._offer("category", _choices(run.number, "categories"))

    def lines(self) -> VisibleQuerySet:
        """The lines asked for that this person may see, in the order of rank; none where it makes no sense."""
        if not self.is_valid():
            return Listing.objects.none()
        lines: VisibleQuerySet = Listing.objects.visible_to(self.user).filter(
            self._part(), self._narrowed(self.cleaned_data), run=self.run
        )
        return lines.order_by(F("rank").asc(nulls_last=True), "-harm_days", "nominal")

    def _offer(self, name: str, choices: Sequence[tuple[str, str]] | Callable[[], Sequence[tuple[str, str]]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _part(self) -> Q:
        size = self.run.list_size
        parts = {
            LISTED: Q(rank__lte=size),
            BELOW: Q(rank__gt=size, rank__lte=2 * size),
            RANKED: Q(rank__isnull=False),
            ASIDE: Q(rank__isnull=True),
            SEALED: Q(Exists(Seal.objects.filter(nominal=OuterRef("nominal")))),
        }
        return parts[self.cleaned_data["part"] or LISTED]

    def _narrowed(self, chosen: dict[str, str]) -> Q:
        wanted = Q()
        if chosen["status"] == NO_STATUS:
            wanted &= ~Q(Exists(Step.objects.filter(nominal=OuterRef("nominal"))))
        elif chosen["status"]:
            wanted &= Q(nominal__in=Step.objects.current().filter(status=chosen["status"]).values("nominal"))
        if chosen["officer"]:
            given = Assignment.objects.current()
            theirs = given if chosen["officer"] == NO_OFFICER else given.filter(officer=chosen["officer"])
            is_theirs = Q(nominal__in=theirs.values("nominal"))
            wanted &= ~is_theirs if chosen["officer"] == NO_OFFICER else is_theirs
        if chosen["custody"]:
            wanted &= Q(Exists(_custody())) if chosen["custody"] == "yes" else ~Q(Exists(_custody()))
        if chosen["borough"]:
            wanted &= Q(boroughs__contains=[chosen["borough"]])
        if chosen["category"]:
            wanted &= Q(categories__contains=[chosen["category"]])
        if chosen["movement"]:
            wanted &= Q(movement=chosen["movement"])
        if chosen["precursors"]:
            wanted &= Q(rules=[]) if chosen["precursors"] == "no" else ~Q(rules=[])
        return wanted

    def asked(self) -> str:
        """The filters as the list's address has them."""
        return urlencode({name: self[name].value() for name in self.fields if self[name].value()})

    def chosen(self) -> list[tuple[str, str]]:
        """What was chosen, as the page says it: each filter that narrows and its answer."""
        fields = [(self[name], dict(getattr(self.fields[name], "choices", ()))) for name in self.fields]
        return [
            (str(field.label), answers[field.value()])
            for field, answers in fields
            if answers.get(field.value() or None)
        ]

    def in_words(self) -> str:
        """What was asked for, for the record."""
        said = [f"{name}={self[name].value()}" for name in self.fields if self[name].value()]
        return ", ".join(said)


def with_standing(lines: VisibleQuerySet) -> VisibleQuerySet:
    """The lines, each with what is not of the run: status, officer, custody, referral."""
    last = Step.objects.filter(nominal=OuterRef("nominal")).order_by("-number")
    officer = Assignment.objects.current().filter(nominal=OuterRef("nominal"))
    rows: VisibleQuerySet = lines.select_related("nominal").annotate(
        status=Subquery(last.values("status")[:1]),
        officer=Subquery(officer.values(name=Concat("officer__forename", Value(" "), "officer__surname"))[:1]),
        inside=Exists(_custody()),
        referred=Exists(Laid.objects.filter(nominal=OuterRef("nominal"))),
    )
    return rows


def _custody() -> Any:
    return in_custody(timezone.localdate()).filter(nominal=OuterRef("nominal"))


def _officers(user: Any) -> list[tuple[str, str]]:
    """Whoever has a man now whom this person may see, by name."""
    given = Assignment.objects.visible_to(user).current()
    officers = User.objects.filter(pk__in=given.values("officer")).order_by("surname", "forename")
    return [("", "Any"), *((str(each.pk), each.full_name) for each in officers), (NO_OFFICER, "Nobody")]


@cache
def _choices(run: int, column: str) -> list[tuple[str, str]]:
    """The words of a column of lists. A loaded run does not change, so they are asked for once."""
    each = Func(F(column), function="unnest", output_field=TextField())
    words = Listing.objects.filter(run=run).annotate(word=each).values_list("word", flat=True).distinct()
    return [("", "Any"), *((word, word.replace("_", " ")) for word in sorted(words))]
