"""The pages where a note is written and corrected."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.himself import himself
from v100.casework.nominals.said import Said
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.models import Note
from v100.casework.notes.names_nobody import HINT, NamesNobody, names_of
from v100.casework.notes.writing import write_note
from v100.casework.pages.fields import Radios, words_field
from v100.casework.panel.states import NotNow


class NoteForm(NamesNobody):
    """A fact or an assessment, in words."""

    kind = forms.ChoiceField(
        label="Is it a fact or an assessment?",
        choices=Said.choices,
        widget=Radios,
        error_messages={"required": "Say whether it is a fact or an assessment"},
    )
    words = words_field("What do you want to say?", missing="Write the note", hint=HINT, rows=6)


@requires(Action.WRITE_NOTE)
@require_http_methods(["GET", "POST"])
def write_note_page(request: Signed, number: int) -> HttpResponse:
    """A new note."""
    return _page(request, number, None)


@requires(Action.WRITE_NOTE)
@require_http_methods(["GET", "POST"])
def correct_note_page(request: Signed, number: int, note: int) -> HttpResponse:
    """A note in place of another."""
    return _page(request, number, note)


def _page(request: Signed, number: int, corrects: int | None) -> HttpResponse:
    his = opened(request, number, "notes")
    if not isinstance(his, Opened):
        return his
    was = get_object_or_404(Note, nominal__in=himself(his.nominal), pk=corrects) if corrects else None
    names = names_of([his.nominal.pk])
    initial = {"kind": was.kind, "words": was.words} if was else {}
    form = NoteForm(request.POST if request.method == "POST" else None, names, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            write_note(his.nominal, kind=given["kind"], words=given["words"], by=request.user, corrects=was)
            return redirect(f"{reverse('man', args=[number])}#notes")
        except NotNow as faster:
            form.add_error(None, str(faster))
    return render(request, "notes/write.html", {"nominal": his.nominal, "form": form, "was": was})
