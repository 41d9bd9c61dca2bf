"""The page of powers that may be open, and those where a fact is recorded and ended. They show; people decide."""

from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from v100 import settings as store_settings
from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.facts.book import force_book
from v100.casework.facts.forms import EndFactForm, FactForm, by_officers
from v100.casework.facts.models import Entry
from v100.casework.facts.on_file import ENTRY, OUTCOME, OnFile, on_file
from v100.casework.facts.recording import end_fact, record_fact
from v100.casework.nominals.himself import himself
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.names_nobody import names_of
from v100.casework.packs.kept_templates import pack_templates
from v100.casework.packs.models import Pack
from v100.casework.panel.states import NotNow
from v100.casework.powers.advice import Advice, Answer, State
from v100.casework.powers.fact import ABOUT_BOTH, ABOUT_MAN, Fact
from v100.casework.powers.load import Book
from v100.casework.powers.survey import survey


class Ground(NamedTuple):
    """A fact as the page shows it: what it says, and what opens it."""

    fact: Fact
    says: str
    opens: str


class Asked(NamedTuple):
    """A condition as the page shows it: its facts and, where it is not met, what the form of a fact is to begin with
    that an officer could record; nothing where no officer can."""

    answer: Answer
    grounds: list[Ground]
    records: str


class Shown(NamedTuple):
    """One power as the page shows it."""

    advice: Advice
    needs: list[Asked]
    closed: list[Asked]


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
    woman = _one_of(held.women, request.GET.get("woman"))
    borough = _one_of(held.boroughs, request.GET.get("place"))
    force = store_settings.load(settings.STORE).force
    place = {borough, force} - {""} if borough else set()
    wanted = ABOUT_BOTH if woman else ABOUT_MAN
    found = survey(
        Book({code: each for code, each in book.powers.items() if each.about == wanted}, book.kinds),
        held.facts,
        women=[woman] if woman else [],
        as_at=today,
        place=place,
    )
    shown = [_shown(each, his, held, book) for each in found]
    order = list(State)
    groups = groupby(sorted(shown, key=lambda each: order.index(each.advice.state)), key=lambda each: each.advice.state)
    return render(
        request,
        "facts/powers.html",
        {
            "nominal": his.nominal,
            "today": today,
            "on_file": held,
            "kinds": {name: kind.words for name, kind in book.kinds.items()},
            "woman": woman,
            "borough": borough,
            "groups": [(state, list(each)) for state, each in groups],
            "drafts": set(pack_templates(settings.STORE, book)),
            "packs": Pack.objects.filter(nominal__in=men).select_related("by").order_by("-pk"),
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


def _one_of(known: list[str], asked: str | None) -> str:
    return asked if asked in known else ""


def _address(number: int, woman: str) -> str:
    return reverse("powers", args=[number]) + (f"?woman={woman}" if woman else "")


def _shown(advice: Advice, his: Opened, held: OnFile, book: Book) -> Shown:
    return Shown(
        advice,
        [_asked(need, advice, his, held, book) for need in advice.needs],
        [_asked(closing, advice, his, held, book) for closing in advice.closed],
    )


def _asked(answer: Answer, advice: Advice, his: Opened, held: OnFile, book: Book) -> Asked:
    grounds = [_ground(fact, his.nominal.pk, held) for fact in answer.facts]
    officers = by_officers(book)
    kind = next((officers[name] for name in answer.kinds if name in officers), None)
    if answer.met or kind is None:
        return Asked(answer, grounds, "")
    begins = {"kind": kind.name}
    if kind.each_power:
        begins["power"] = advice.power.code
    if advice.woman and kind.about != ABOUT_MAN:
        begins["woman"] = advice.woman
    return Asked(answer, grounds, urlencode(begins))


def _ground(fact: Fact, number: int, held: OnFile) -> Ground:
    man = reverse("man", args=[number])
    if fact.opens in held.crime_refs:
        return Ground(
            fact, f"Report {held.crime_refs[fact.opens]}: {fact.words}", f"{man}#report-{slugify(fact.opens)}"
        )
    if fact.opens.startswith(OUTCOME):
        report = held.of_events[fact.opens]
        says = f"{fact.words} (report {report})" if report else fact.words
        return Ground(fact, says, reverse("outcome", args=[number, int(fact.opens.removeprefix(OUTCOME))]))
    if fact.opens.startswith(ENTRY):
        return Ground(fact, fact.words, f"#fact-{fact.opens.removeprefix(ENTRY)}")
    return Ground(fact, fact.words, man)


def _page(request: Signed, his: Opened, form: forms.Form, **shown: Any) -> HttpResponse:
    return render(request, "facts/change.html", {"nominal": his.nominal, "form": form, **shown})
