"""The list as a file: asked for with a reason, marked with who took it, on the record."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.filters import Filters, with_standing
from v100.casework.nominals.models import Listing
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.pages.reason import reason_field
from v100.casework.runs.current import month_run

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would carry out."""

COLUMNS = (
    "rank",
    "reference",
    "name",
    "born",
    "harm days",
    "reports",
    "women and girls",
    "boroughs",
    "movement",
    "status",
    "lead responsible officer",
)


class ExportForm(LooksAgain):
    """Why the list is taken away."""

    why = reason_field("Why do you take the list away?")


@requires(Action.EXPORT_LIST)
def export(request: Signed) -> HttpResponse:
    """The page that asks why; with a reason, the file."""
    run = month_run()
    if run is None:
        return redirect("list")
    filters = Filters(request.GET, run, request.user)
    lines = filters.lines()
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = f"{form.cleaned_data['why']} ({filters.in_words()})"
        record(Done.EXPORTED_LIST, by=request.user, subject=f"run:{run.run_id}", why=why)
        name = f"list-{run.as_at}-{request.user.pk}.csv"
        return HttpResponse(
            _csv(with_standing(lines), f"taken by {request.user.full_name} on {timezone.localdate()}"),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
    return render(request, "nominals/export.html", {"form": form, "run": run, "count": lines.count()})


def _csv(rows: Iterable[Listing], mark: str) -> str:
    written = StringIO()
    file = csv.writer(written)
    file.writerow([*COLUMNS, mark])
    for row in rows:
        file.writerow([_plain(value) for value in (*_cells(row), mark)])
    return written.getvalue()


def _cells(row: Any) -> tuple[Any, ...]:
    return (
        row.rank or row.set_aside,
        row.nominal.reference,
        row.name,
        row.born_on,
        f"{row.harm_days.normalize():f}",
        row.reports,
        row.victims,
        "|".join(row.boroughs),
        row.movement,
        row.status or "",
        row.officer or "",
    )


def _plain(value: Any) -> Any:
    """Text that a spreadsheet shows as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
