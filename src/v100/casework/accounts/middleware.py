"""Whoever was given a password by somebody else chooses one before anything else is shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

MEANWHILE = ("choose-password", "sign-out")


class OwnPassword:
    """Leads to the page on which it is chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        waits = request.user.is_authenticated and request.user.must_choose_password
        if waits and request.path not in map(reverse, MEANWHILE):
            return redirect(MEANWHILE[0])
        return self.get_response(request)
