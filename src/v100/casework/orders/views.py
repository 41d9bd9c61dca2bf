"""A man's orders and notices, and the pages where one is begun, moves, and meets its clocks."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, allowed, requires
from v100.casework.accounts.request import Signed
from v100.casework.facts.book import force_book
from v100.casework.nominals.himself import himself
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.names_nobody import names_of
from v100.casework.orders.by_outcome import told_by_outcome
from v100.casework.orders.forms import DraftForm, MetForm, MoveForm, VoidForm
from v100.casework.orders.reading import orders_of
from v100.casework.orders.standing import Standing
from v100.casework.orders.tracking import draft_order, meet_clock, move_order, void_step
from v100.casework.outcomes.reports import reports_of
from v100.casework.panel.states import NotNow
from v100.casework.plans.safety import women_of

PART = "orders"


@requires(Action.SEE_POWERS)
@require_http_methods(["GET", "POST"])
def orders(request: Signed, number: int) -> HttpResponse:
    """Every order and notice, those that hold first."""
    his = opened(request, number, PART)
    if not isinstance(his, Opened):
        return his
    men = himself(his.nominal)
    found = orders_of(men, force_book(), timezone.now())
    others = told_by_outcome(dict.fromkeys(men, number), timezone.localdate())
    return render(request, "orders/orders.html", {"nominal": his.nominal, "orders": found, "by_outcome": others})


@requires(Action.TRACK_ORDER)
@require_http_methods(["GET", "POST"])
def draft_order_page(request: Signed, number: int) -> HttpResponse:
    """An order that is begun; power and woman may come from the page of powers."""
    his = opened(request, number, PART)
    if not isinstance(his, Opened):
        return his
    tracked = [each for each in force_book().powers.values() if each.order]
    initial = {name: request.GET[name] for name in ("power", "woman") if name in request.GET}
    form = DraftForm(
        request.POST or None, tracked, women_of(his.nominal, his.run), reports_of(his.nominal, his.run), initial
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        draft_order(
            his.nominal, said["power"], woman=said["woman"], report=said["report"], on=said["on"], by=request.user
        )
        return redirect("orders", number)
    return _page(request, his, form, title="Begin an order or notice", button="Begin it")


@requires(Action.TRACK_ORDER)
@require_http_methods(["GET", "POST"])
def move_order_page(request: Signed, number: int, order: int) -> HttpResponse:
    """What happened next to one of them."""
    his = opened(request, number, PART)
    if not isinstance(his, Opened):
        return his
    standing = _one(his, order)
    supervises = allowed(request.user, Action.AUTHORISE_ACTION)
    form = MoveForm(request.POST or None, names_of(himself(his.nominal)), standing, supervises=supervises)
    if request.method == "POST" and form.is_valid():
        try:
            assert standing.power is not None
            move_order(
                his.nominal,
                standing.order,
                standing.power,
                form.happened(),
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
            return redirect("orders", number)
        except NotNow as fault:
            form.add_error(None, str(fault))
    return _page(request, his, form, title="What happened to it", button="Record it", each=standing)


@requires(Action.TRACK_ORDER)
@require_http_methods(["GET", "POST"])
def void_step_page(request: Signed, number: int, order: int, state: int) -> HttpResponse:
    """Its last step was recorded wrongly."""
    his = opened(request, number, PART)
    if not isinstance(his, Opened):
        return his
    standing = _one(his, order)
    wrong = standing.correctable
    if wrong is None or wrong.number != state:
        raise Http404
    form = VoidForm(request.POST or None, names_of(himself(his.nominal)))
    if request.method == "POST" and form.is_valid():
        try:
            void_step(his.nominal, wrong, why=form.cleaned_data["why"], by=request.user)
            return redirect("orders", number)
        except NotNow as fault:
            form.add_error(None, str(fault))
    title = f"This step is wrong: {wrong.in_words.lower()}"
    return _page(request, his, form, title=title, button="Say that it is wrong", each=standing, wrong=wrong)


@requires(Action.TRACK_ORDER)
@require_http_methods(["GET", "POST"])
def meet_clock_page(request: Signed, number: int, order: int, state: int, clock: str) -> HttpResponse:
    """What a clock asked has happened."""
    his = opened(request, number, PART)
    if not isinstance(his, Opened):
        return his
    standing = _one(his, order)
    running = next((one for one in standing.clocks if (one.state.number, one.clock.name) == (state, clock)), None)
    if running is None:
        raise Http404
    form = MetForm(request.POST or None, names_of(himself(his.nominal)))
    if request.method == "POST" and form.is_valid():
        try:
            meet_clock(
                his.nominal, running, on=form.cleaned_data["on"], words=form.cleaned_data["words"], by=request.user
            )
            return redirect("orders", number)
        except NotNow as fault:
            form.add_error(None, str(fault))
    return _page(request, his, form, title=running.clock.words, button="Record it", each=standing)


def _one(his: Opened, order: int) -> Standing:
    """One of his orders whose power the force's files have."""
    found = orders_of(himself(his.nominal), force_book(), timezone.now())
    standing = next((each for each in found if each.order.pk == order and each.power), None)
    if standing is None:
        raise Http404
    return standing


def _page(request: Signed, his: Opened, form: forms.Form, **shown: Any) -> HttpResponse:
    return render(request, "orders/change.html", {"nominal": his.nominal, "form": form, **shown})
