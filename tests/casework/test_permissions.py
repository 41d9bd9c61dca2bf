"""Who may do what: the whole table of roles and actions, asked of the code and of every page."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, resolve, reverse

from every_page import GUARDED, address, addresses, case_of, in_every_role
from referrals_made_up import assessed, referred_by
from site_users import signed_in, user
from v100.casework.access import TABLE, Action, NotAllowed, Role, allowed, check
from v100.casework.access.roles import PURPOSE
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Event
from v100.casework.urls import urlpatterns


def action_of(pattern: URLPattern) -> Action:
    action: Action = pattern.callback.action  # type: ignore[union-attr]
    return action


@pytest.mark.parametrize("role", Role)
def test_the_code_says_what_the_table_says(role: Role) -> None:
    who = user(role)
    for action in Action:
        may = role in TABLE[action]
        assert allowed(who, action) is may, action
        if may:
            check(who, action)
        else:
            with pytest.raises(NotAllowed, match=action.label):
                check(who, action)


@pytest.mark.parametrize("role", Role)
def test_every_page_says_what_the_table_says(role: Role, store: Path) -> None:
    who = user(role)
    case_of(who)
    assessed(store, referred_by(who), Nominal.objects.earliest("pk"))
    client, there = signed_in(who), addresses()
    for pattern in GUARDED:
        expected = 200 if role in TABLE[action_of(pattern)] else 403
        for method in (client.get, client.post):
            assert method(there[str(pattern.name)]).status_code == expected, (role, pattern.name)


@pytest.mark.usefixtures("store")
def test_no_page_about_a_man_is_shown_without_a_line_on_the_record() -> None:
    client = signed_in(in_every_role())
    there = addresses()
    of_a_man = [pattern for pattern in GUARDED if "number" in pattern.pattern.converters]
    for pattern in of_a_man:
        page = there[str(pattern.name)]
        number = resolve(page).kwargs["number"]
        client.post(reverse("man", args=[number]), {"why": "to read it"})
        before = Event.objects.filter(subject=f"nominal:{number}").count()
        assert client.get(page).status_code == 200
        assert Event.objects.filter(subject=f"nominal:{number}").count() == before + 1, pattern.name
    assert len(of_a_man) > 10


def test_no_page_of_a_referral_is_shown_without_a_line_on_the_record_of_it_and_of_the_man(store: Path) -> None:
    who = in_every_role()
    nominal = Nominal.objects.earliest("pk")
    referral = referred_by(who)
    assessed(store, referral, nominal)
    client = signed_in(who)
    client.post(reverse("referral", args=[referral.pk]), {"why": "to read it"})
    of_a_referral = [pattern for pattern in GUARDED if "referral" in pattern.pattern.converters]
    for number, pattern in enumerate(of_a_referral, start=1):
        assert client.get(address(pattern)).status_code == 200
        for subject in (f"referral:{referral.pk}", f"nominal:{nominal.pk}"):
            seen = Event.objects.filter(subject=subject, action__startswith="opened", why__startswith="to read it")
            assert seen.count() == number, pattern.name
    assert len(of_a_referral) == 4


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_nobody_who_is_not_signed_in_sees_a_page(pattern: URLPattern) -> None:
    answer = Client().get(address(pattern))
    expected = 200 if pattern.name == "sign-in" else 302
    assert answer.status_code == expected
    if expected == 302:
        assert answer.headers["Location"].startswith("/sign-in/?next=")


def test_somebody_without_an_account_may_do_nothing() -> None:
    assert not [action for action in Action if allowed(AnonymousUser(), action)]


def test_every_page_names_its_action_and_every_role_its_purpose() -> None:
    assert all(isinstance(action_of(pattern), Action) for pattern in GUARDED)
    assert set(TABLE) == set(Action)
    assert set(PURPOSE) == set(Role)


def test_several_roles_add_up() -> None:
    who = user(Role.LRO)
    who.roles = [Role.LRO, Role.AUDITOR]
    assert allowed(who, Action.SEE_AUDIT)
    assert not allowed(who, Action.SEE_LIST)


def test_a_closed_account_is_signed_out() -> None:
    who = user(Role.ANALYST)
    client = signed_in(who)
    assert client.get("/").status_code == 200
    who.is_active = False
    who.save()
    assert client.get("/").status_code == 302


def test_a_refusal_is_on_the_record_and_says_why() -> None:
    answer = signed_in(Role.LRO).get(reverse("list"))
    assert "your roles do not allow you to read and search the list" in answer.content.decode()
    assert Event.objects.filter(action="refused", subject="see_list", why="/list/").count() == 1


def test_signing_in_and_failing_to_are_on_the_record() -> None:
    who = user(Role.ANALYST)
    client = Client()
    client.post(reverse("sign-in"), {"username": who.username, "password": "not-to-be-seen"})
    client.post(reverse("sign-in"), {"username": "not-to-be-seen", "password": "x"})
    client.post(reverse("sign-in"), {"username": who.username.upper(), "password": "a long enough secret"})
    client.post(reverse("sign-out"))
    said = Event.objects.filter(action__contains="sign").order_by("pk").values_list("action", "by", "subject", "why")
    assert list(said) == [
        ("failed to sign in", None, f"user:{who.pk}", ""),
        ("failed to sign in", None, "user:unknown", ""),
        ("signed in", who.pk, f"user:{who.pk}", ""),
        ("signed out", who.pk, f"user:{who.pk}", ""),
    ]
