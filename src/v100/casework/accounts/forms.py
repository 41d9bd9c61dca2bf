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
    agency = forms.CharField(
        label="Partner agency, of a guest",
        max_length=60,
        required=False,
        help_text="For example, Northmoor council housing. Guests of one agency see the same actions.",
    )
    last_day = DateInParts(
        "Last day, of a guest",
        what="the last day",
        required=False,
        help_text="After it the guest cannot sign in. For example, 27 3 2026.",
    )
    why = reason_field("Why?")

    def clean(self) -> dict[str, Any]:
        """A guest has an agency and a last day, and nothing but being a guest; nobody else has them."""
        given = super().clean() or {}
        roles = given.get("roles", [])
        if Role.GUEST in roles and len(roles) > 1:
            self.add_error("roles", "A guest has no other role")
        for name, missing in (("agency", "Enter the guest’s agency"), ("last_day", "Enter the guest’s last day")):
            if Role.GUEST in roles and not given.get(name) and name not in self.errors:
                self.add_error(name, missing)
            if Role.GUEST not in roles and given.get(name):
                self.add_error(name, "Only a guest has this: leave it empty, or choose the role of a guest")
        return given

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
