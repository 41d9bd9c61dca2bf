"""Everybody's accounts: who has one, adding one, changing or closing one."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.access.roles import PURPOSE, Role
from v100.casework.accounts.add import add_user
from v100.casework.accounts.change import (
    CHANGEABLE,
    change_user,
    close_account,
    give_password,
    last_change,
    new_password,
    reopen_account,
)
from v100.casework.accounts.forms import AddForm, ChangeForm, ReasonForm
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.errors import V100Error

ON_A_PAGE = 50


@requires(Action.SEE_USERS)
def users(request: Signed) -> HttpResponse:
    """Everybody with an account, and what the roles are for."""
    record(Done.READ_USERS, by=request.user, subject="users")
    page = Paginator(User.objects.order_by("surname", "forename", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    purposes = [(role.label, PURPOSE[role]) for role in Role]
    return render(request, "accounts/users.html", {"page": page, "purposes": purposes})


@requires(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def add_page(request: Signed) -> HttpResponse:
    """Somebody new. The password is shown once, to be said to him."""
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = new_password()
        facts = form.facts()
        roles = [Role(role) for role in facts.pop("roles")]
        username = facts.pop("username")
        try:
            added = add_user(
                username,
                password,
                **facts,
                roles=roles,
                why=form.cleaned_data["why"],
                by=request.user,
                must_choose_password=True,
            )
        except V100Error as error:
            form.add_error("username", str(error))
        else:
            return render(request, "accounts/password_given.html", {"who": added, "password": password})
    return _form(request, form, "Add a user", "Add", lead=["The password is made for you and shown once."])


@requires(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def user_page(request: Signed, user: int) -> HttpResponse:
    """What is kept of somebody, to be changed."""
    who = get_object_or_404(User, pk=user)
    if request.method == "POST":
        form = ChangeForm(request.POST)
        if form.is_valid() and _done(
            form, change_user, who, request.user, seen=form.cleaned_data["seen"], **form.facts()
        ):
            return redirect("users")
    else:
        record(Done.READ_USERS, by=request.user, subject=f"user:{who.pk}")
        facts = {name: getattr(who, name) for name in CHANGEABLE}
        form = ChangeForm(initial={**facts, "seen": last_change(who)})
    lead = ["Nobody changes his own account."] if who.pk == request.user.pk else []
    return _form(request, form, who.full_name, "Keep the changes", who=who, lead=lead)


@requires(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def close_page(request: Signed, user: int) -> HttpResponse:
    """Close an account."""
    lead = ["This person is signed out at once and cannot sign in. What was done with the account stays on the record."]
    return _with_reason(request, user, close_account, "Close the account of {}", "Close it", lead)


@requires(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def reopen_page(request: Signed, user: int) -> HttpResponse:
    """Open a closed account again."""
    lead = ["This person can sign in again, with the password and the roles of before."]
    return _with_reason(request, user, reopen_account, "Open the account of {} again", "Open it again", lead)


@requires(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def password_page(request: Signed, user: int) -> HttpResponse:
    """Give somebody a new password, shown once."""
    who = get_object_or_404(User, pk=user)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = _done(form, give_password, who, request.user)
        if password:
            return render(request, "accounts/password_given.html", {"who": who, "password": password})
    lead = ["It is shown once. The old one ends, and this person is signed out everywhere."]
    return _form(request, form, f"Give {who.full_name} a new password", "Give a new password", lead=lead, warning=True)


def _with_reason(request: Signed, user: int, change: Any, heading: str, button: str, lead: list[str]) -> HttpResponse:
    """Do this to an account, once its reason is given; the heading has a place for the name."""
    who = get_object_or_404(User, pk=user)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _done(form, change, who, request.user):
        return redirect("users")
    return _form(request, form, heading.format(who.full_name), button, lead=lead, warning=True)


def _form(request: Signed, form: forms.Form, heading: str, button: str, **more: Any) -> HttpResponse:
    return render(request, "accounts/form.html", {"form": form, "heading": heading, "button": button, **more})


def _done(form: forms.Form, change: Any, who: User, by: User, **facts: Any) -> Any:
    """What the change gives, or True where it gives nothing; False where it may not be done, as a fault of the form."""
    try:
        return change(who, by=by, why=form.cleaned_data["why"], **facts) or True
    except V100Error as error:
        form.add_error(None, str(error))
        return False
