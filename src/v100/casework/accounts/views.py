"""Signing in and out, and who has an account."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.access.roles import PURPOSE, Role
from v100.casework.accounts.models import User
from v100.casework.accounts.request import Signed
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record

ON_A_PAGE = 50


class SignInForm(AuthenticationForm):
    """User name and password."""

    error_messages = {  # noqa: RUF012 its stub has it on the instance
        "invalid_login": "No account has this user name and password",
        "inactive": "This account is closed",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "User name"
        self.fields["username"].error_messages["required"] = "Enter your user name"
        self.fields["password"].error_messages["required"] = "Enter your password"


class SignIn(LoginView):
    """The page to sign in."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session."""


@requires(Action.SEE_USERS)
def users(request: Signed) -> HttpResponse:
    """Everybody with an account, and what the roles are for."""
    record(Done.READ_USERS, by=request.user, subject="users")
    page = Paginator(User.objects.order_by("surname", "forename", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    purposes = [(role.label, PURPOSE[role]) for role in Role]
    return render(request, "accounts/users.html", {"page": page, "purposes": purposes})
