"""Finding a man by a name, an alias, a police id or a crime reference, however it is typed."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.paginator import Paginator
from django.db.models import Func, Max, OuterRef, Subquery, TextField, Value
from django.http import HttpResponse
from django.shortcuts import redirect, render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.models import Listing, Nominal, Term, VisibleQuerySet
from v100.casework.nominals.reference import number_of
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.runs.current import month_run
from v100.casework.runs.models import MODELS
from v100.casework.women.reference import WomanConverter

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
    page: Any = (
        Paginator(men_called(words, request.user), ON_A_PAGE).get_page(request.GET.get("page")) if words else None
    )
    if page is not None:
        page.object_list = terms_of(page.object_list, words)
        # Whom it showed, not the words: they may be the name of somebody who is on no list.
        shown = [f"nominal:{term.nominal.pk}" for term in page]
        record(Done.SEARCHED, by=request.user, subject="search", shown=shown)
    return render(
        request, "nominals/find.html", {"q": words, "page": page, "most": MOST, "asked": urlencode({"q": words})}
    )


def men_called(words: str, user: Any) -> list[int]:
    """The men whom this person may see and these words may mean, the most alike first; at most so many. A woman's
    reference means none of them, however like a police id its figures are."""
    if re.fullmatch(WomanConverter.regex, words.upper()):
        return []
    found = _alike(Term.objects.visible_to(user), words)
    men = found.values("nominal").annotate(most=Max("alike")).order_by("-most", "nominal")
    return list(men.values_list("nominal", flat=True)[:MOST])


def terms_of(men: list[int], words: str) -> list[Term]:
    """In their order, of each man the term most alike, with his line in the current run; nothing of one whose words a
    run that was loaded meanwhile has changed.
    """
    run = month_run()
    line = Listing.objects.filter(run=run, nominal=OuterRef("nominal"))
    person = MODELS["person"].objects.filter(run=run, person_id=OuterRef("nominal__person_id"))
    facts = {
        "name": Subquery(person.values("names__0")[:1]),
        "born_on": Subquery(person.values("births__0")[:1]),
        "rank": Subquery(line.values("rank")[:1]),
        "set_aside": Subquery(line.values("set_aside")[:1]),
    }
    found = _alike(Term.objects.filter(nominal__in=men), words).select_related("nominal").annotate(**facts)
    of = {term.nominal_id: term for term in found.order_by("nominal", "-alike", "pk").distinct("nominal")}
    return [of[man] for man in men if man in of]


def _alike(terms: VisibleQuerySet, words: str) -> VisibleQuerySet:
    sought: Any = Func(Value(words), function="v100_fold", output_field=TextField())
    alike = TrigramWordSimilarity(sought, "folded")
    found: VisibleQuerySet = terms.filter(folded__trigram_word_similar=sought).annotate(alike=alike)
    return found
