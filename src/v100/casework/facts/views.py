"""The pages of powers that may be open, and those where a fact is recorded and ended. They show; people decide."""

from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100 import settings as store_settings
from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.facts.book import force_book
from v100.casework.facts.forms import EndFactForm, FactForm
from v100.casework.facts.models import Entry
from v100.casework.facts.on_file import OnFile, on_file
from v100.casework.facts.recording import end_fact, record_fact
from v100.casework.facts.shown import as_shown
from v100.casework.nominals.himself import himself
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.names_nobody import names_of
from v100.casework.packs.kept_templates import pack_templates
from v100.casework.packs.models import Pack
from v100.casework.panel.states import NotNow
from v100.casework.powers.advice import State, advise
from v100.casework.powers.fact import ABOUT_BOTH, ABOUT_MAN
from v100.casework.powers.load import Book
from v100.casework.powers.survey import survey


@requires(Action.SEE_POWERS)
@require_http_methods(["GET", "POST"])
def powers(request: Signed, number: int) -> HttpResponse:
    """Every power about him alone, or about him and one woman, with what is on file and what is not."""
    his = opened(request, number, "powers")
    if not isinstance(his, Opened):
        return his
    book, today = force_book(), timezone.localdate()
    men = himself(his.nominal)
    held = on_file(his.nominal, men, his.run, book, today)
    asked = _asked(request, held)
    wanted = ABOUT_BOTH if asked.woman else ABOUT_MAN
    found = survey(
        Book({code: each for code, each in book.powers.items() if each.about == wanted}, book.kinds),
        held.facts,
        women=[asked.woman] if asked.woman else [],
        as_at=today,
        place=asked.place,
    )
    shown = [as_shown(each, number, held, book) for each in found]
    order = list(State)
    groups = groupby(sorted(shown, key=lambda each: order.index(each.advice.state)), key=lambda each: each.advice.state)
    return render(
        request,
        "facts/powers.html",
        {
            "nominal": his.nominal,
            "today": today,
            "on_file": held,
            "woman": asked.woman,
            "borough": asked.borough,
            "query": asked.query,
            "groups": [(state, list(each)) for state, each in groups],
            "drafts": set(pack_templates(settings.STORE, book)),
            "packs": Pack.objects.filter(nominal__in=men).select_related("by").order_by("-pk"),
        },
    )


@requires(Action.SEE_POWERS)
@require_http_methods(["GET", "POST"])
def power(request: Signed, number: int, power: str) -> HttpResponse:
    """One power by itself, for a sheet or two of paper. One about him and a woman asks with whom."""
    his = opened(request, number, "powers")
    if not isinstance(his, Opened):
        return his
    book, today = force_book(), timezone.localdate()
    if power not in book.powers:
        raise Http404
    found = book.powers[power]
    held = on_file(his.nominal, himself(his.nominal), his.run, book, today)
    asked = _asked(request, held)
    woman = asked.woman if found.about == ABOUT_BOTH else ""
    one = None
    if woman or found.about == ABOUT_MAN:
        advice = advise(found, held.facts, as_at=today, place=asked.place, woman=woman or None)
        one = as_shown(advice, number, held, book, facts_at=_address(number, woman))
    return render(
        request,
        "facts/power.html",
        {
            "nominal": his.nominal,
            "today": today,
            "on_file": held,
            "power": found,
            "one": one,
            "woman": woman,
            "borough": asked.borough,
            "back": _address(number, asked.woman),
            "drafts": set(pack_templates(settings.STORE, book)),
        },
    )


@requires(Action.RECORD_FACT)
@require_http_methods(["GET", "POST"])
def record_fact_page(request: Signed, number: int) -> HttpResponse:
    """A fact that an officer knows of; kind, woman and power may come from the page of powers."""
    his = opened(request, number, "powers")
    if not isinstance(his, Opened):
        return his
    men = himself(his.nominal)
    book = force_book()
    held = on_file(his.nominal, men, his.run, book, timezone.localdate())
    initial = {name: request.GET[name] for name in ("kind", "woman", "power") if name in request.GET}
    form = FactForm(request.POST or None, names_of(men), book, held.women, initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        record_fact(
            his.nominal,
            said["kind"],
            woman=said["woman"],
            power=said["power"],
            on=said["on"],
            until=said["until"],
            words=said["words"],
            by=request.user,
        )
        return redirect(_address(number, said["woman"]))
    return _page(request, his, form, title="Record a fact on his file", button="Record it")


@requires(Action.RECORD_FACT)
@require_http_methods(["GET", "POST"])
def end_fact_page(request: Signed, number: int, entry: int) -> HttpResponse:
    """One recorded fact, and why it holds no more."""
    his = opened(request, number, "powers")
    if not isinstance(his, Opened):
        return his
    found = get_object_or_404(Entry, nominal__in=himself(his.nominal), pk=entry)
    form = EndFactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_fact(his.nominal, found, reason=form.cleaned_data["reason"], by=request.user)
            return redirect(_address(number, found.woman))
        except NotNow as faster:
            form.add_error(None, str(faster))
    return _page(request, his, form, title="End a fact on his file", button="End it", entry=found)


class Asks(NamedTuple):
    """What is asked about powers: with which woman, if one, and where they would be used, by every name of it."""

    woman: str
    borough: str
    place: set[str]

    @property
    def query(self) -> str:
        """The same in an address."""
        return urlencode({"woman": self.woman, "place": self.borough})


def _asked(request: Signed, held: OnFile) -> Asks:
    borough = _one_of(held.boroughs, request.GET.get("place"))
    force = store_settings.load(settings.STORE).force
    place = {borough, force} - {""} if borough else set()
    return Asks(_one_of(held.women, request.GET.get("woman")), borough, place)


def _one_of(known: list[str], asked: str | None) -> str:
    return asked if asked in known else ""


def _address(number: int, woman: str) -> str:
    return reverse("powers", args=[number]) + (f"?woman={woman}" if woman else "")


def _page(request: Signed, his: Opened, form: forms.Form, **shown: Any) -> HttpResponse:
    return render(request, "facts/change.html", {"nominal": his.nominal, "form": form, **shown})
