"""Her page, and the way to it from a report on his."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, allowed, requires
from v100.casework.accounts.request import Signed
from v100.casework.duties.reading import duties_to
from v100.casework.facts.book import force_book
from v100.casework.nominals.opening import reason_for
from v100.casework.nominals.views.opened import Opened
from v100.casework.nominals.views.opened import opened as opened_man
from v100.casework.orders.reading import orders_protecting
from v100.casework.plans.models import SafetyLook
from v100.casework.plans.safety import women_of
from v100.casework.women.clock import Clock
from v100.casework.women.forms import OpenForm
from v100.casework.women.herself import parted
from v100.casework.women.kinds import SHAPES, Part
from v100.casework.women.looks import looked
from v100.casework.women.models import Erasure, Woman
from v100.casework.women.reading import Line, changed_contact, clock_of, lines_of, safe_way
from v100.casework.women.views.opened import OpenedWoman, ask, opened, reached, take_reason
from v100.casework.women.who_she_is import asked_of_her, his_numbers, who_she_is


@requires(Action.OPEN_WOMAN)
@require_http_methods(["GET", "POST"])
def from_his(request: Signed, number: int, person_id: str) -> HttpResponse:
    """From a report of this man: ask why, once in a session, then her page."""
    his = opened_man(request, number, "the way to her page")
    if not isinstance(his, Opened):
        return his
    if person_id not in women_of(his.nominal, his.run):
        raise Http404
    if request.method == "POST":
        return take_reason(request, OpenForm(request.POST), person_id, his.run)
    woman = Woman.objects.filter(person_id=person_id).first()
    if woman and reason_for(request, woman):
        return redirect("woman", woman.pk)
    return ask(request, OpenForm())


@requires(Action.OPEN_WOMAN)
@require_http_methods(["GET", "POST"])
def her_page(request: Signed, woman: int) -> HttpResponse:
    """Ask why, once in a session; then show her page, and write down that it was shown."""
    if request.method == "POST":
        found = reached(request, woman)
        if not isinstance(found, OpenedWoman):
            return found
        return take_reason(request, OpenForm(request.POST), found.woman.person_id, found.run)
    hers = opened(request, woman)
    return _page(request, hers) if isinstance(hers, OpenedWoman) else hers


def _page(request: Signed, hers: OpenedWoman) -> HttpResponse:
    today = timezone.localdate()
    said = asked_of_her(hers.references, hers.run)
    lines = lines_of(hers.references)
    numbers = his_numbers(hers.references, hers.run)
    changed = changed_contact(lines, today)
    told = changed and allowed(request.user, Action.SEE_WHO_SAW_HER)
    shown = {
        "woman": hers.woman,
        "run": hers.run,
        "reports": hers.reports,
        "same": Woman.objects.filter(person_id__in=hers.references).exclude(pk=hers.woman.pk).order_by("pk"),
        "parted": parted(hers.references),
        "safe": safe_way(lines, numbers, today),
        "contacts": lines[Part.CONTACT],
        "earlier_ways": lines[Part.SAFE_CONTACT],
        "parts": [(part, SHAPES[part], _with_clocks(lines[part], today)) for part in Part if part not in FIRST],
        "duties": duties_to(hers.references, {man for report in hers.reports for man in report.men}, hers.run),
        "orders": orders_protecting(hers.references, request.user, force_book(), timezone.now()),
        "late": [line for line in lines[Part.TASK] if line.late(today)],
        "looks": _looks(hers.references),
        "changed": changed if told else None,
        "lookers": looked(hers.references, before=changed.record.at) if changed and told else [],
        "erasures": Erasure.objects.filter(woman__person_id__in=hers.references).select_related("by").order_by("-pk"),
        "today": today,
    }
    return render(request, "women/woman.html", {**shown, "who": who_she_is(said(), numbers)})


FIRST = (Part.SAFE_CONTACT, Part.CONTACT)
"""These stand before the others, each in a place of its own."""


def _with_clocks(lines: list[Line], today: date) -> list[tuple[Line, Clock | None]]:
    """An application for disclosure has a clock."""
    return [(line, clock_of(line, today) if line.record.part == Part.DISCLOSURE else None) for line in lines]


def _looks(references: list[str]) -> list[SafetyLook]:
    """When her safety plan was looked at, the last first: once, though it stands on the plan of each man."""
    told = SafetyLook.objects.filter(woman__in=references).select_related("by").order_by("-on", "-pk")
    return list({(each.on, each.words, each.by_id): each for each in told}.values())
