"""One man's page. It opens with a reason; every look is on the record."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, allowed, requires
from v100.casework.accounts.request import Signed
from v100.casework.markers.of_man import warnings_of
from v100.casework.nominals.assigning import current_cover, last_assignment
from v100.casework.nominals.dossier import part_of
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Became, Listing, Nominal
from v100.casework.nominals.opening import take_reason
from v100.casework.nominals.places import places_of
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.notes.writing import notes_of
from v100.casework.outcomes.of_man import outcomes_of
from v100.casework.panel.colleague import same_surname
from v100.casework.panel.moving import standing
from v100.casework.panel.states import Status
from v100.casework.plans.reading import plan_of
from v100.casework.plans.safety import women_of
from v100.casework.referrals.models import Laid
from v100.casework.runs.models import MODELS, LoadedRun
from v100.reports.reference import precursor_rules


@requires(Action.OPEN_MAN)
@require_http_methods(["GET", "POST"])
def man(request: Signed, number: int) -> HttpResponse:
    """Ask why, once in a session; then show him, and write down that he was shown."""
    if request.method == "POST":
        nominal = get_object_or_404(Nominal.objects.visible_to(request.user), pk=number)
        return take_reason(request, nominal)
    his = opened(request, number)
    return _page(request, his.nominal, his.run) if isinstance(his, Opened) else his


def _page(request: Signed, nominal: Nominal, run: LoadedRun) -> HttpResponse:
    if not MODELS["person"].objects.filter(run=run, person_id=nominal.person_id).exists():
        return render(request, "nominals/no_longer.html", {"nominal": nominal, "run": run, "became": _became(nominal)})
    part = part_of(run, nominal.person_id)
    rules = precursor_rules()
    outcomes = outcomes_of(nominal, run)
    men = himself(nominal)
    assignment = last_assignment(nominal)
    step = standing(nominal)
    managed = step is not None and step.status == Status.MANAGED
    plan = (
        plan_of(nominal, men, run, timezone.localdate()) if managed and allowed(request.user, Action.SEE_PLAN) else None
    )
    return render(
        request,
        "nominals/man.html",
        {
            "nominal": nominal,
            "run": run,
            "part": part,
            "line": Listing.objects.filter(run=run, nominal=nominal).first(),
            "aside": MODELS["set_aside"].objects.filter(run=run, person_id=nominal.person_id).first(),
            "outcomes": outcomes,
            "warnings": warnings_of(men, [each.report for each in outcomes.reports]),
            "notes": notes_of(men),
            "places": places_of(each.report for each in outcomes.reports),
            "with_lines": {line.report["report_id"] for line in part.lines if line.report},
            "precursors": [(row, rules[row["rule"]].name) for row in part.precursors],
            "history": _history(nominal),
            "came_from": nominal.came_from.select_related("nominal", "run"),
            "became": _became(nominal),
            "standing": step,
            "managed": managed,
            "plan": plan,
            "assignment": assignment,
            "cover": current_cover(assignment),
            "laid": Laid.objects.filter(nominal=nominal).select_related("referral", "by").order_by("pk"),
            "women": women_of(nominal, run) if allowed(request.user, Action.OPEN_WOMAN) else [],
            "namesake": same_surname(request.user, nominal),
        },
    )


def _history(nominal: Nominal) -> QuerySet[Listing]:
    """His line in the last run of each date and policy: a run may be made again, as for a referral."""
    lines = Listing.objects.filter(nominal=nominal).select_related("run").defer("run__manifest")
    found: QuerySet[Listing] = lines.order_by("-run__as_at", "run__policy", "-run").distinct(
        "run__as_at", "run__policy"
    )
    return found


def _became(nominal: Nominal) -> list[Became]:
    return list(nominal.became.select_related("other", "run"))
