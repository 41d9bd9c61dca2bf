"""A refusal becomes a page that says why, and a line of the audit log."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from v100.casework.access.check import NotAllowed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record


class Refusals:
    """Answers NotAllowed with status 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, NotAllowed):
            return None
        record(Done.REFUSED, by=request.user, subject=error.action.value, why=request.path)
        return render(request, "pages/not_allowed.html", {"why": str(error)}, status=403)
