"""The pages where a note is written and corrected."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Term
from v100.casework.nominals.said import Said
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.models import Note
from v100.casework.notes.naming import suspicious
from v100.casework.notes.writing import write_note
from v100.casework.pages.fields import Checkboxes, Radios
from v100.casework.panel.states import NotNow

MOST = 2000
"""Letters of a note."""

SURE = "sure"


class NoteForm(forms.Form):
    """A fact or an assessment, in words. Where they seem to name somebody, they are kept once that was looked at."""

    kind = forms.ChoiceField(
        label="Is it a fact or an assessment?",
        choices=Said.choices,
        widget=Radios,
        error_messages={"required": "Say whether it is a fact or an assessment"},
    )
    words = forms.CharField(
        label="What do you want to say?",
        help_text="Name no woman or girl, and give nothing that leads to her: her reference is enough.",
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write the note", "max_length": f"Say it in at most {MOST:,} letters"},
    )
    looked_at = forms.MultipleChoiceField(
        label="Did you look at it?",
        choices=((SURE, "It names no woman or girl, and leads to none"),),
        widget=Checkboxes,
        required=False,
    )

    def __init__(self, data: Any, his_names: list[str], **more: Any) -> None:
        super().__init__(data, **more)
        self.his_names = his_names
        self.asks_again = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        found = suspicious(given.get("words", ""), self.his_names)
        self.asks_again = bool(found)
        if found and SURE not in given.get("looked_at", []):
            self.add_error(
                "words",
                f"It holds {', '.join(found)}: if that names a woman or girl or leads to her, take it out; "
                "if not, say so below",
            )
        return given


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
    names = list(Term.objects.filter(nominal=his.nominal, kind__in=("name", "alias")).values_list("words", flat=True))
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
