"""For which women and girls something waits that stands on their pages only: their references, and nothing more."""

from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.women.erasing import due_to_be_erased, kept_for
from v100.casework.women.waiting import late_for_whom


@requires(Action.SEE_WAITING_FOR_HER)
def waiting_for_her(request: Signed) -> HttpResponse:
    """Each leads to her page, which asks why it is opened."""
    late = late_for_whom(request.user)
    erase = due_to_be_erased(request.user)
    shown = sorted({f"woman:{woman.pk}" for woman in (*late, *erase)})
    record(Done.SAW_DUTIES, by=request.user, subject="waiting for her", shown=shown)
    return render(request, "women/waiting.html", {"late": late, "erase": erase, "days": kept_for().days})
