"""The pages of draft applications: made from a man's file, read, overridden where blocked, taken away."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100 import settings as store_settings
from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.facts.book import force_book
from v100.casework.leaks.reading import Format
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.names_nobody import names_of
from v100.casework.packs.forms import OverrideForm, PackForm, TakeForm
from v100.casework.packs.giving import Standing, give_out, override, standing
from v100.casework.packs.kept_templates import pack_templates
from v100.casework.packs.making import make_pack
from v100.casework.packs.material import material_of
from v100.casework.packs.models import Pack
from v100.casework.panel.states import NotNow
from v100.casework.powers import Advice, Book, advise
from v100.casework.powers.fact import ABOUT_MAN
from v100.errors import V100Error

TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@requires(Action.MAKE_PACK)
@require_http_methods(["GET", "POST"])
def make_pack_page(request: Signed, number: int, power: str) -> HttpResponse:
    """What goes into it; the woman comes from the page of powers, where the power is about him and one."""
    book = force_book()
    template = pack_templates(settings.STORE, book).get(power)
    if template is None:
        raise Http404
    his = opened(request, number, "pack")
    if not isinstance(his, Opened):
        return his
    material = material_of(his.nominal, his.run, book)
    asked = request.GET.get("woman", "")
    woman = asked if asked in material.held.women and book.powers[power].about != ABOUT_MAN else ""
    kinds = {name: kind.words for name, kind in book.kinds.items()}
    names = names_of(himself(his.nominal))
    form = PackForm(request.POST or None, names, material, template, kinds, woman)
    if request.method == "POST" and form.is_valid():
        if book.powers[power].about != ABOUT_MAN and not woman:
            form.add_error(None, "It is about him and one woman or girl: come from the page of powers, with her chosen")
        else:
            try:
                made = make_pack(
                    his.nominal,
                    his.run,
                    material,
                    template,
                    book,
                    woman=woman,
                    reports=form.cleaned_data["reports"],
                    entries=form.chosen_entries,
                    words=form.words,
                    by=request.user,
                )
                return redirect("pack", number, made.pk)
            except V100Error as error:
                form.add_error(None, f"It was not made: {error}")
    shown = {"nominal": his.nominal, "form": form, "power": book.powers[power], "woman": woman}
    return render(request, "packs/make.html", shown)


@requires(Action.MAKE_PACK)
def pack_page(request: Signed, number: int, pack: int) -> HttpResponse:
    """Where it stands, what was found in it, and, apart, what the power still lacks."""
    his = opened(request, number, f"pack:{pack}")
    if not isinstance(his, Opened):
        return his
    now = _standing(his.nominal, pack)
    book = force_book()
    return render(
        request,
        "packs/pack.html",
        {
            **_shown(his.nominal, now, book),
            "advice": _advice(his, now.pack, book),
            "numbers": [(f"W{place}", woman) for place, woman in enumerate(now.pack.women, start=1)],
            "why_not": now.why_not(request.user),
            "today": timezone.localdate(),
        },
    )


@requires(Action.OVERRIDE_PACK)
@require_http_methods(["GET", "POST"])
def override_pack_page(request: Signed, number: int, pack: int) -> HttpResponse:
    """What was found, and why it is given out all the same."""
    his = opened(request, number, f"pack:{pack}")
    if not isinstance(his, Opened):
        return his
    now = _standing(his.nominal, pack)
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            override(his.nominal, his.run, now.pack, reason=form.cleaned_data["reason"], by=request.user)
            return redirect("pack", number, pack)
        except (NotNow, V100Error) as refused:
            form.add_error(None, str(refused))
    return _page(request, "packs/override.html", his.nominal, now, form)


@requires(Action.MAKE_PACK)
@require_http_methods(["GET", "POST"])
def take_pack_page(request: Signed, number: int, pack: int, kind: str) -> HttpResponse:
    """Why it is taken away; with a reason, the file."""
    if kind not in set(Format):
        raise Http404
    his = opened(request, number, f"pack:{pack}")
    if not isinstance(his, Opened):
        return his
    now = _standing(his.nominal, pack)
    form = TakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            why = form.cleaned_data["why"]
            content = give_out(his.nominal, his.run, now.pack, Format(kind), why=why, by=request.user)
            name = f"{now.pack.power}-{his.nominal.reference}-{pack}-{request.user.pk}.{kind}"
            return HttpResponse(
                content,
                content_type=TYPES[Format(kind)],
                headers={"Content-Disposition": f'attachment; filename="{name}"'},
            )
        except (NotNow, V100Error) as refused:
            form.add_error(None, str(refused))
    return _page(request, "packs/take.html", his.nominal, now, form, kind=kind)


def _standing(nominal: Nominal, pack: int) -> Standing:
    found = Pack.objects.select_related("by")
    return standing(get_object_or_404(found, nominal__in=himself(nominal), pk=pack))


def _advice(his: Opened, pack: Pack, book: Book) -> Advice | None:
    """What the power still lacks, for the officer's own sheet; none where the force took the power out."""
    power = book.powers.get(pack.power)
    if power is None:
        return None
    material = material_of(his.nominal, his.run, book)
    boroughs = {report.borough for report in material.reports if report.report_id in pack.reports} - {""}
    force = store_settings.load(settings.STORE).force
    place = {*boroughs, force} - {""} if len(boroughs) == 1 else set()
    return advise(power, material.held.facts, as_at=timezone.localdate(), place=place, woman=pack.woman or None)


def _shown(nominal: Nominal, now: Standing, book: Book) -> dict[str, Any]:
    power = book.powers.get(now.pack.power)
    return {"nominal": nominal, "now": now, "name": power.name if power else now.pack.power}


def _page(
    request: Signed, template: str, nominal: Nominal, now: Standing, form: forms.Form, **more: Any
) -> HttpResponse:
    return render(request, template, {**_shown(nominal, now, force_book()), "form": form, **more})
