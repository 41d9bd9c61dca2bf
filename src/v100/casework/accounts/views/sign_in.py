"""Signing in and out, and choosing a password of one's own."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy

from v100.casework.accounts.locking import MINUTES, refused_for_now
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record


class SignInForm(AuthenticationForm):
    """User name and password. After some wrong passwords in a row it waits, whatever is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {
            "invalid_login": "No account has this user name and password",
            "inactive": "This account is closed",
        }
        self.fields["username"].label = "User name"
        self.fields["username"].error_messages["required"] = "Enter your user name"
        self.fields["password"].error_messages["required"] = "Enter your password"

    def clean(self) -> dict[str, Any]:
        if refused_for_now(self.cleaned_data.get("username", "")):
            raise forms.ValidationError(
                f"Too many wrong passwords. Wait {MINUTES} minutes, or ask an administrator for a new password"
            )
        return super().clean()


class SignIn(LoginView):
    """The page to sign in."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session."""


class ChooseForm(PasswordChangeForm):
    """The password as it is, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {
            "password_mismatch": "Both new passwords must be the same",
            "password_incorrect": "This is not your password as it is now",
        }
        for name, label, fault in (
            ("old_password", "Your password as it is now", "Enter your password as it is now"),
            ("new_password1", "New password", "Enter a new password"),
            ("new_password2", "New password again", "Enter the new password again"),
        ):
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = fault
        self.fields["new_password1"].help_text = "Twelve letters or more: three words that have nothing in common."
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        chosen: str = self.cleaned_data["new_password1"]
        if self.user.check_password(chosen):
            raise forms.ValidationError("Choose another password than the one that you have: somebody may know it")
        return chosen


class ChoosePassword(PasswordChangeView):
    """One's own password. Whoever was given one by somebody else sees nothing before."""

    template_name = "accounts/choose_password.html"
    form_class = ChooseForm
    success_url = reverse_lazy("home")

    def form_valid(self, form: Any) -> HttpResponse:
        form.user.must_choose_password = False
        record(Done.CHOSE_PASSWORD, by=form.user, subject=f"user:{form.user.pk}")
        return super().form_valid(form)
