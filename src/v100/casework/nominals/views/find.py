"""Finding a man by a name, an alias, a police id or a crime reference, however it is typed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.paginator import Paginator
from django.db.models import Func, OuterRef, Subquery, TextField, Value
from django.http import HttpResponse
from django.shortcuts import redirect, render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.models import Listing, Nominal, Term
from v100.casework.nominals.reference import number_of
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.current import current_run
from v100.casework.runs.models import MODELS

ON_A_PAGE = 25
MOST = 200
"""Men shown at most: who is not among the most alike is better sought by more words."""


@requires(Action.SEE_LIST)
def find(request: Signed) -> HttpResponse:
    """The men whom these words may mean, most alike first; a reference leads straight to its man."""
    words = request.GET.get("q", "").strip()
    number = number_of(words)
    if number and Nominal.objects.visible_to(request.user).filter(pk=number).exists():
        return redirect("man", number)
    page = Paginator(men_called(words, request.user), ON_A_PAGE).get_page(request.GET.get("page")) if words else None
    if page is not None:
        # Whom it showed, not the words: they may be the name of somebody who is on no list.
        shown = [f"nominal:{term.nominal.pk}" for term in page]
        record(Done.SEARCHED, by=request.user, subject="search", shown=shown)
    return render(
        request, "nominals/find.html", {"q": words, "page": page, "most": MOST, "asked": urlencode({"q": words})}
    )


def men_called(words: str, user: Any) -> list[Term]:
    """For each man whom this person may see, the term most alike, with his line in the current run; at most so many."""
    sought: Any = Func(Value(words), function="v100_fold", output_field=TextField())
    alike = TrigramWordSimilarity(sought, "folded")
    found = Term.objects.visible_to(user).filter(folded__trigram_word_similar=sought)
    best = found.annotate(alike=alike).order_by("nominal", "-alike", "pk").distinct("nominal")
    run = current_run()
    line = Listing.objects.filter(run=run, nominal=OuterRef("nominal"))
    person = MODELS["person"].objects.filter(run=run, person_id=OuterRef("nominal__person_id"))
    facts = {
        "name": Subquery(person.values("names__0")[:1]),
        "born_on": Subquery(person.values("births__0")[:1]),
        "rank": Subquery(line.values("rank")[:1]),
        "set_aside": Subquery(line.values("set_aside")[:1]),
    }
    terms = Term.objects.filter(pk__in=best.values("pk")).select_related("nominal")
    return list(terms.annotate(alike=alike, **facts).order_by("-alike", "nominal")[:MOST])
