"""What the programme has done: its figures, and the list behind each."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, allowed, requires
from v100.casework.accounts.request import Signed
from v100.casework.links.kinds import State
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.pages.reason import reason_field
from v100.casework.results import figures as counting
from v100.casework.results import months
from v100.casework.results.counted import Counted, Narrowed, Row
from v100.casework.results.figures import BY_TYPE, FIGURES, GROUPS, Counts, Unit, men
from v100.casework.results.programme import WHO
from v100.casework.results.window import IN_WORDS, Window, WindowForm, launch
from v100.casework.runs.current import current_run
from v100.reports.reference import offence_titles

ON_A_PAGE = 25
REASON = "results"
"""Where the session keeps why this person opens what the figures count."""

NOT_RECORDED = (
    ("protections put in place", "They come with the plan for each man and each woman."),
    ("disruptions", "They come with the plan for each man, graded with their evidence."),
)
"""Rows of the programme's table for which nothing is kept on this site yet."""

COLUMNS = {
    Unit.MAN: ("times", "last", "crime_refs"),
    Unit.OCCASION: ("last", "offences", "crime_refs"),
    Unit.OFFENCE: ("offences", "last", "crime_refs"),
    Unit.OUTCOME: ("last", "offences", "crime_refs"),
    Unit.DAYS: ("last", "days", "crime_refs"),
}
"""What a list says of each that it counts."""
OF_LINKS = ("last", "crime_refs")


class FigureForm(LooksAgain):
    """Why the list behind a figure is opened."""

    why = reason_field("Why do you open what the figures count?")


@requires(Action.SEE_RESULTS)
def results(request: Signed) -> HttpResponse:
    """The figures of the window asked for."""
    if current_run() is None:
        return render(request, "nominals/no_run.html")
    form = WindowForm(request.GET)
    window = form.chosen()
    record(Done.SAW_RESULTS, by=request.user, subject="results", why=f"({window or 'no window'})")
    shown: dict[str, Any] = {"form": form, "window": window, "launch": launch()}
    if window is not None:
        shown |= _shown(window, request.user, request.GET.get("by") == "offence")
    return render(request, "results/results.html", shown)


def _shown(window: Window, user: Any, by_offence: bool) -> dict[str, Any]:
    found = counting.results(window, user, by="ho_code" if by_offence else "type")
    charts = months.charts(window, found.by_month)
    return {
        "basis": IN_WORDS[window.basis],
        "who": WHO[window.basis],
        "others": [(replace(window, basis=basis), words) for basis, words in IN_WORDS.items() if basis != window.basis],
        "men": men(window, user),
        "groups": [(title, [(FIGURES[name], found.all[name]) for name in names]) for title, names in GROUPS],
        "not_recorded": NOT_RECORDED,
        "types": _types(found.by_type, by_offence),
        "by_type": [FIGURES[name] for name in BY_TYPE],
        "by_offence": by_offence,
        "charts": charts,
        "by_month": months.table(charts),
        "size": (months.WIDTH, months.HEIGHT, months.LEFT, months.HEIGHT - months.BOTTOM, months.HEIGHT - 8),
    }


def _types(found: dict[str, Counts], by_offence: bool) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Rows of the table: words, the part of an address that narrows a list to it, numbers; most offences first."""
    by = "ho_code" if by_offence else "type"
    titles = offence_titles()
    ordered = sorted(
        found, key=lambda key: (-found[key]["offences-arrested-for"], -found[key]["offences-charged"], key)
    )
    return [
        (
            (titles.get(key, key) if by_offence else key.replace("_", " ").capitalize()) or "Offence not named",
            urlencode({by: key}),
            [(name, found[key][name]) for name in BY_TYPE],
        )
        for key in ordered
    ]


@requires(Action.OPEN_FIGURE)
@require_http_methods(["GET", "POST"])
def figure(request: Signed, name: str) -> HttpResponse:
    """Ask why, once in a session; then what the figure counts, one by one."""
    if name not in FIGURES:
        raise Http404
    window = WindowForm(request.GET).chosen()
    if window is None or current_run() is None:
        raise Http404
    if request.method == "POST":
        form = FigureForm(request.POST)
        if form.is_valid():
            request.session[REASON] = form.cleaned_data["why"]
            return redirect(request.get_full_path())
        return render(request, "results/open.html", {"figure": FIGURES[name], "form": form, "window": window})
    why = request.session.get(REASON)
    if why is None:
        shown = {"figure": FIGURES[name], "form": FigureForm(), "window": window}
        return render(request, "results/open.html", shown)
    return _list(request, name, window, why)


def _list(request: Signed, name: str, window: Window, why: str) -> HttpResponse:
    asked = {key: request.GET.get(key, "") for key in ("type", "ho_code", "month")}
    narrowed = Narrowed(**asked)
    counted: Any = Counted(FIGURES[name], window, narrowed, request.user)
    page = Paginator(counted, ON_A_PAGE).get_page(request.GET.get("page"))
    rows: list[Row] = list(page)
    whom = [f"nominal:{number}" for number in sorted({row.nominal_id for row in rows})]
    what = ", ".join(part for part in (name, str(window), str(narrowed)) if part)
    record(Done.OPENED_FIGURE, by=request.user, subject="results", why=f"{why} ({what})", shown=whom)
    shown = {
        "figure": FIGURES[name],
        "opens": FIGURES[name].opens[0],
        "may_open_row": allowed(request.user, FIGURES[name].opens[1]),
        "window": window,
        "basis": IN_WORDS[window.basis],
        "narrowed": str(narrowed),
        "page": page,
        "rows": rows,
        "days": counted.days() if FIGURES[name].unit == Unit.DAYS else None,
        "columns": OF_LINKS if isinstance(FIGURES[name].kind, State) else COLUMNS[FIGURES[name].unit],
        "asked": "&".join((window.asked, urlencode({key: value for key, value in asked.items() if value}))).rstrip("&"),
    }
    return render(request, "results/figure.html", shown)
