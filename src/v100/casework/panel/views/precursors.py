"""The precursor list as the panel reads it: men by rule, never by a total; each read with a reason."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, check, requires
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.nominals.models import Listing, Nominal
from v100.casework.nominals.opening import ask_reason, reason_for, take_reason
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel import fields
from v100.casework.panel.forms import CaseForm
from v100.casework.panel.models import PrecursorRead, Step
from v100.casework.panel.moving import held, move, standing
from v100.casework.panel.states import HELD, QUEUED, NotNow, Status
from v100.casework.referrals.models import Laid
from v100.casework.runs.current import current_run
from v100.casework.runs.models import MODELS, LoadedRun
from v100.reports.reference import precursor_rules

ON_A_PAGE = 25


class PrecursorFilters(forms.Form):
    """By rule, and by whether somebody read him since."""

    rule = forms.ChoiceField(label="Rule", required=False)
    read = forms.ChoiceField(
        label="Read", choices=(("no", "Not read yet"), ("yes", "Read"), ("", "Any")), required=False, initial="no"
    )

    def __init__(self, data: Any) -> None:
        super().__init__({"read": "no", **{name: data[name] for name in data if name in self.base_fields}})
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Any"), *((name, f"{name} {rule.name}") for name, rule in precursor_rules().items())]


class PrecursorForm(CaseForm):
    """What somebody who read him makes of it."""

    title = "What do you make of him?"
    button = "Record it"

    finding = fields.choice("What follows?", PrecursorRead.Finding.choices, "Choose what follows")
    reason = fields.words("Why?")

    def __init__(self, nominal: Nominal, *args: Any, up_to: date, **kwargs: Any) -> None:
        super().__init__(nominal, *args, **kwargs)
        self.up_to = up_to

    def save(self, by: User) -> None:
        last = held(self.nominal)
        if self.said["finding"] == PrecursorRead.Finding.NOMINATED:
            check(by, Action.NOMINATE)
            if last and last.status in (*QUEUED, *HELD):
                raise NotNow(f"He is {last.status} already: choose another answer, or comment on his case")
            move(self.nominal, Status.NOMINATED, by=by, reason=f"Precursor list: {self.said['reason']}")
        PrecursorRead.objects.create(nominal=self.nominal, by=by, up_to=self.up_to, **self.said)
        said = f"{self.said['reason']} (of the precursor list: {self.said['finding']})"
        record(Done.READ_PRECURSORS, by=by, subject=f"nominal:{self.nominal.pk}", why=said)


@requires(Action.READ_PRECURSORS)
def precursors(request: Signed) -> HttpResponse:
    """One page of it, latest trigger first."""
    run = current_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    filters = PrecursorFilters(request.GET)
    page = Paginator(_men(filters, run, request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    chosen = ", ".join(f"{name}={filters[name].value()}" for name in filters.fields if filters[name].value())
    record(Done.READ_PRECURSORS, by=request.user, subject="precursors", why=f"({chosen}, page={page.number})")
    asked = request.GET.copy()
    asked.pop("page", None)
    fired = _fired(run, [man.person_id for man in page])
    for man in page:
        man.fired = fired[man.person_id]
    shown = {"run": run, "filters": filters, "page": page, "asked": asked.urlencode()}
    return render(request, "panel/precursors.html", shown)


@requires(Action.READ_PRECURSORS)
@require_http_methods(["GET", "POST"])
def precursor_read(request: Signed, number: int) -> HttpResponse:
    """Record what is made of one man; a reason is asked as for his page."""
    nominal = get_object_or_404(Nominal.objects.visible_to(request.user), pk=number)
    why = reason_for(request, nominal)
    if why is None:
        return take_reason(request, nominal) if request.method == "POST" else ask_reason(request, nominal)
    run = current_run()
    if run is None:
        raise Http404
    record(Done.OPENED_MAN, by=request.user, subject=f"nominal:{number}", why=f"{why} (precursors)")
    fired = _fired(run, [nominal.person_id]).get(nominal.person_id, [])
    if not fired:
        return render(request, "panel/not_precursor.html", {"nominal": nominal, "run": run})
    last = standing(nominal)
    form = PrecursorForm(
        nominal,
        request.POST or None,
        initial={"seen": last.number if last else 0},
        up_to=max(latest for _, _, latest in fired),
    )
    if request.method == "POST" and form.is_valid() and form.done(request.user):
        return redirect("precursors")
    line = Listing.objects.filter(nominal=nominal, run=run).first()
    return render(
        request, "panel/form.html", {"nominal": nominal, "form": form, "line": line, "last": last, "fired": fired}
    )


def _men(filters: PrecursorFilters, run: LoadedRun, user: User) -> Any:
    """Men of the list with the latest fact that fires a rule, and when they were last read."""
    if not filters.is_valid():
        return Nominal.objects.none()
    fires = MODELS["precursor"].objects.filter(run=run, person_id=OuterRef("person_id"))
    if filters.cleaned_data["rule"]:
        fires = fires.filter(rule=filters.cleaned_data["rule"])
    line = Listing.objects.filter(run=run, nominal=OuterRef("pk"))
    latest = fires.order_by().values("person_id").annotate(latest=Max("latest_on"))
    read = PrecursorRead.objects.filter(nominal=OuterRef("pk"))
    wanted = MODELS["precursor"].objects.filter(run=run)
    if filters.cleaned_data["rule"]:
        wanted = wanted.filter(rule=filters.cleaned_data["rule"])
    men = (
        Nominal.objects.visible_to(user)
        .filter(person_id__in=wanted.values("person_id"))
        .annotate(
            latest_on=Subquery(latest.values("latest")[:1]),
            name=Subquery(line.values("name")[:1]),
            rank=Subquery(line.values("rank")[:1]),
            status=Subquery(Step.objects.filter(nominal=OuterRef("pk")).order_by("-number").values("status")[:1]),
            referred=Exists(Laid.objects.filter(nominal=OuterRef("pk"))),
            finding=Subquery(read.order_by("-pk").values("finding")[:1]),
        )
        .order_by("-latest_on", "pk")
    )
    up_to_date = Q(Exists(read.filter(up_to__gte=OuterRef("latest_on"))))
    return {"": men, "yes": men.filter(up_to_date), "no": men.exclude(up_to_date)}[filters.cleaned_data["read"]]


def _fired(run: LoadedRun, men: list[str]) -> dict[str, list[tuple[str, str, date]]]:
    """Each man's rules with their names and latest facts, latest first."""
    rules = precursor_rules()
    found: dict[str, list[tuple[str, str, date]]] = {}
    for row in MODELS["precursor"].objects.filter(run=run, person_id__in=men).order_by("-latest_on", "rule"):
        found.setdefault(row.person_id, []).append((row.rule, rules[row.rule].name, row.latest_on))
    return found
