"""The precursor list as the panel reads it: men by rule, never by a total; each read with a reason."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, check, requires
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.nominals.models import Fired, Listing, Nominal, VisibleQuerySet
from v100.casework.nominals.opening import ask_reason, reason_for, take_reason
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.paging import page_of
from v100.casework.panel import fields
from v100.casework.panel.forms import CaseForm
from v100.casework.panel.models import PrecursorRead, Step
from v100.casework.panel.moving import held, move, standing
from v100.casework.panel.states import HELD, QUEUED, NotNow, Status
from v100.casework.referrals.models import Laid
from v100.casework.runs.current import month_run
from v100.casework.runs.models import LoadedRun
from v100.reports.reference import precursor_rules


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

    def rows(self, run: LoadedRun, user: User) -> VisibleQuerySet:
        """The men asked for that this person may see, each with the fact that puts him there, the latest fact first."""
        rows: VisibleQuerySet = Fired.objects.visible_to(user)
        if not self.is_valid():
            return rows.none()
        read = Exists(PrecursorRead.objects.filter(nominal=OuterRef("nominal"), up_to__gte=OuterRef("latest_on")))
        wanted = {"": Q(), "yes": Q(read), "no": ~Q(read)}[self.cleaned_data["read"]]
        rows = rows.filter(wanted, run=run, rule=self.cleaned_data["rule"] or Fired.ANY)
        return rows.order_by("-latest_on", "nominal")


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
    run = month_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    filters = PrecursorFilters(request.GET)
    page = page_of(filters.rows(run, request.user), _beside, request.GET.get("page"))
    chosen = ", ".join(f"{name}={filters[name].value()}" for name in filters.fields if filters[name].value())
    record(Done.READ_PRECURSORS, by=request.user, subject="precursors", why=f"({chosen}, page={page.number})")
    asked = request.GET.copy()
    asked.pop("page", None)
    rules = _rules(run, [row.nominal_id for row in page])
    for row in page:
        row.rules = rules[row.nominal_id]
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
    run = month_run()
    if run is None:
        raise Http404
    record(Done.OPENED_MAN, by=request.user, subject=f"nominal:{number}", why=f"{why} (precursors)")
    fired = _rules(run, [number]).get(number, [])
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


def _beside(rows: VisibleQuerySet) -> VisibleQuerySet:
    """The rows, each with the man's line, his case and what was made of him when he was last read."""
    line = Listing.objects.filter(run=OuterRef("run"), nominal=OuterRef("nominal"))
    read = PrecursorRead.objects.filter(nominal=OuterRef("nominal")).order_by("-pk")
    steps = Step.objects.filter(nominal=OuterRef("nominal")).order_by("-number")
    found: VisibleQuerySet = rows.select_related("nominal").annotate(
        name=Subquery(line.values("name")[:1]),
        rank=Subquery(line.values("rank")[:1]),
        status=Subquery(steps.values("status")[:1]),
        referred=Exists(Laid.objects.filter(nominal=OuterRef("nominal"))),
        finding=Subquery(read.values("finding")[:1]),
    )
    return found


def _rules(run: LoadedRun, men: Collection[int]) -> dict[int, list[tuple[str, str, date]]]:
    """Each man's rules with their names and latest facts, latest first."""
    rules = precursor_rules()
    found: dict[int, list[tuple[str, str, date]]] = {}
    rows = Fired.objects.filter(run=run, nominal__in=men).exclude(rule=Fired.ANY)
    for row in rows.order_by("-latest_on", "rule"):
        found.setdefault(row.nominal_id, []).append((row.rule, rules[row.rule].name, row.latest_on))
    return found
