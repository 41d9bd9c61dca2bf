"""Every page, whoever asks and whatever the answer: what it tells the browser not to do with it."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from every_page import FOR_ALL, addresses, in_every_role
from referrals_made_up import assessed, referred_by
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.nominals.models import Nominal
from v100.casework.urls import urlpatterns

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""What pages may load, and from where; styles are looked at beside it, because the network draws its own."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def check(answer: HttpResponse, page: str) -> None:
    headers = answer.headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS, page
    assert {"no-store", "private"} <= set(headers["Cache-Control"].split(", ")), page
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy.pop("style-src").split(" 'sha256-")[0] == "'self'", page
    assert policy == POLICY, page
    assert "unsafe" not in headers["Content-Security-Policy"], page


def test_every_page_says_how_it_may_be_used(store: Path) -> None:
    who = in_every_role()
    assessed(store, referred_by(who), Nominal.objects.earliest("pk"))
    client = Client()
    client.force_login(who)
    answered = set()
    there = {**{name: reverse(name) for name in FOR_ALL}, **addresses()}
    for pattern in urlpatterns:
        for method in (client.get, client.post):
            if pattern.name in ("sign-out", "choose-password"):
                client.force_login(who)
            answer = method(there[str(pattern.name)])
            check(answer, str(pattern.name))
            answered.add(answer.status_code)
    assert {200, 302} <= answered


@pytest.mark.usefixtures("store")
def test_refusals_and_what_is_not_there_say_it_too() -> None:
    signed = signed_in(Role.ANALYST)
    for page, status in ((reverse("audit"), 403), ("/nowhere/", 404), (reverse("man", args=[99999]), 404)):
        answer = signed.get(page)
        assert answer.status_code == status
        check(answer, page)
    for name, page in addresses().items():
        check(Client().get(page), name)


def test_no_script_may_read_a_cookie_and_no_other_site_may_have_one_sent() -> None:
    client = Client()
    client.get(reverse("sign-in"))
    who = user(Role.ANALYST)
    client.post(reverse("sign-in"), {"username": who.username, "password": "a long enough secret"})
    assert set(client.cookies) == {"sessionid", "csrftoken"}
    for cookie in client.cookies.values():
        assert cookie["httponly"] is True, cookie.key
        assert cookie["samesite"] == "Strict", cookie.key
        assert cookie["path"] == "/", cookie.key
        assert cookie["domain"] == "", cookie.key
        assert cookie["max-age"] == cookie["expires"] == "", cookie.key
