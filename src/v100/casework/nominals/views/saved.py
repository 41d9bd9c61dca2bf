"""Saved views: filters of the list that a person named for himself."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.nominals.filters import Filters
from v100.casework.nominals.models import SavedView
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.current import month_run

MOST = 20
"""Views of one person: more than one finds one's way among."""


class SaveForm(forms.Form):
    """What the view is called."""

    name = forms.CharField(
        label="What do you call this view?",
        help_text="Only you see it. Name nobody in it.",
        max_length=60,
        error_messages={"required": "Give the view a name", "max_length": "Give it a name of at most 60 letters"},
    )

    def __init__(self, user: User, data: Any) -> None:
        super().__init__(data)
        self.user = user

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        own = SavedView.objects.filter(user=self.user)
        if own.filter(name=name).exists():
            raise forms.ValidationError("You have a view of this name: choose another, or remove that one first")
        if own.count() >= MOST:
            raise forms.ValidationError(f"You have {MOST} views: remove one first")
        return name


@requires(Action.SEE_LIST)
@require_http_methods(["GET", "POST"])
def save_view(request: Signed) -> HttpResponse:
    """The page that asks for a name; with one, the filters of its address are kept under it."""
    run = month_run()
    if run is None:
        return redirect("list")
    filters = Filters(request.GET, run, request.user)
    form = SaveForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        view = SavedView.objects.create(user=request.user, name=form.cleaned_data["name"], asked=filters.asked())
        record(Done.SAVED_VIEW, by=request.user, subject=f"view:{view.pk}", why=f"({filters.in_words()})")
        return redirect(f"{reverse('list')}?{view.asked}")
    return render(request, "nominals/save_view.html", {"form": form, "chosen": filters.chosen()})


@requires(Action.SEE_LIST)
@require_http_methods(["GET", "POST"])
def saved_views(request: Signed) -> HttpResponse:
    """One's own views, each with a button that removes it."""
    own = SavedView.objects.filter(user=request.user)
    if request.method == "POST" and "view" in request.POST:
        view = get_object_or_404(own, pk=request.POST["view"])
        record(Done.REMOVED_VIEW, by=request.user, subject=f"view:{view.pk}")
        view.delete()
        return redirect("saved-views")
    return render(request, "nominals/saved_views.html", {"views": own})
