"""What an administrator fills in."""

from typing import Any

from django import forms

from v100.casework.access.roles import PURPOSE, Role
from v100.casework.pages.fields import Checkboxes, DateInParts
from v100.casework.pages.reason import reason_field

ROLES = [(role.value, f"{role.label}: {PURPOSE[role]}") for role in Role]


class ReasonForm(forms.Form):
    """Why an account is closed, opened again or given a new password."""

    why = reason_field("Why?")


class UserForm(forms.Form):
    """What is kept of a user. Date of birth and address find men on the list who may be this person."""

    forename = forms.CharField(label="Forename", max_length=100, error_messages={"required": "Enter the forename"})
    surname = forms.CharField(label="Surname", max_length=100, error_messages={"required": "Enter the surname"})
    date_of_birth = DateInParts(
        "Date of birth",
        what="the date of birth",
        required=False,
        help_text="A man on the list with this surname and date of birth is sealed.",
    )
    address = forms.CharField(
        label="Home address", max_length=300, required=False, help_text="A man who shares it is sealed."
    )
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    email = forms.EmailField(
        label="Work e-mail address",
        required=False,
        help_text="Where the force sends it, a daily message says how many alerts wait, and nothing else.",
        widget=forms.TextInput(attrs={"type": "email"}),
        error_messages={"invalid": "Enter an e-mail address, such as name@force.example"},
    )
    roles = forms.MultipleChoiceField(
        label="Roles", choices=ROLES, widget=Checkboxes, error_messages={"required": "Choose at least one role"}
    )
    why = reason_field("Why?")

    def facts(self) -> dict[str, Any]:
        """What is to be kept of the person."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("why", "seen")}


class ChangeForm(UserForm):
    """The same of somebody who has an account, as it stood when the page was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class AddForm(UserForm):
    """The same of somebody new, with the name for signing in."""

    username = forms.CharField(label="User name", max_length=60, error_messages={"required": "Enter the user name"})
    field_order = ("username",)
