"""What each woman is to be told and by when, and the page on which it is recorded that she was."""

from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.duties.forms import ToldForm
from v100.casework.duties.models import Told
from v100.casework.duties.reading import Duties, Duty, duties_of, waiting_for
from v100.casework.nominals.views.opened import Opened, opened
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.paging import part_of
from v100.casework.runs.current import current_run

LATE = "late"
"""What an address says that asks for the late alone."""


@requires(Action.TELL_HER)
def duties(request: Signed) -> HttpResponse:
    """What is to be told, the first due first and so the late before all, or the late alone; by reference only."""
    run = current_run()
    if run is None:
        return render(request, "nominals/no_run.html")
    today, late_alone = timezone.localdate(), request.GET.get("show") == LATE

    def ask(first: int, most: int) -> Duties:
        part = waiting_for(request.user, run, first, most)
        return part.late_alone(today) if late_alone else part

    page, part = part_of(ask, request.GET.get("page"))
    men = sorted({duty.happened.nominal.pk for duty in page})
    record(Done.SAW_DUTIES, by=request.user, subject="duties", shown=[f"nominal:{man}" for man in men])
    shown = {"page": page, "late": part.late, "late_alone": late_alone, "today": today}
    return render(request, "duties/duties.html", {**shown, "asked": f"show={LATE}" if late_alone else ""})


@requires(Action.TELL_HER)
@require_http_methods(["GET", "POST"])
def tell_her(request: Signed, number: int, about: str, duty: str, person_id: str) -> HttpResponse:
    """She was told, or the block stands."""
    his = opened(request, number, "what she is told")
    if not isinstance(his, Opened):
        return his
    asked = (about, duty, person_id)
    found = next((each for each in duties_of([his.nominal], his.run) if _key(each) == asked), None)
    if found is None:
        raise Http404
    form = ToldForm(request.POST or None, found.limit)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(found, request, form)
            return redirect("duties")
        except IntegrityError:
            form.add_error(None, "Somebody recorded it meanwhile")
    return render(request, "duties/tell.html", {"each": found, "form": form})


def _key(each: Duty) -> tuple[str, str, str]:
    return each.happened.about, each.name, each.woman


@transaction.atomic
def _keep(each: Duty, request: Signed, form: ToldForm) -> None:
    nominal, said = each.happened.nominal, form.cleaned_data
    told = Told.objects.create(
        nominal=nominal,
        woman=each.woman,
        about=each.happened.about,
        duty=each.name,
        how=said["how"],
        on=said["on"],
        by=request.user,
    )
    why = f"({each.name}, {each.woman}, told:{told.pk})"
    record(Done.RECORDED_TOLD, by=request.user, subject=f"nominal:{nominal.pk}", why=why)
