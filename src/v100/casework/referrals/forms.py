"""What is asked when a partner refers a man, and when a referral is laid before the panel, tried again or closed."""

from typing import Any

from django import forms
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal
from v100.casework.pages.fields import DateInParts
from v100.casework.panel import fields
from v100.casework.panel.forms import CaseForm
from v100.casework.referrals.laying import lay
from v100.casework.referrals.models import Referral, Told
from v100.casework.referrals.wording import told_too_much
from v100.store.referrals import OF_PERSON

NOT_HER = "Name no woman or girl, and say nothing of where anybody lives, works or stays."
NOT_WHO = f"It is printed with his case: do not say that he was referred, nor by whom. {NOT_HER}"
SAID_OF_SEX = {"M": "Man", "F": "Woman", "X": "Other"}


def harmless(value: str) -> None:
    """Raises ValidationError where it tells where somebody is or how to reach her."""
    if found := told_too_much(value):
        raise forms.ValidationError(
            f"Leave out {' and '.join(found)}: what is written here is read by people who must not know it"
        )


class Harmless(forms.CharField):
    """Some sentences that must not tell where somebody is or how to reach her."""

    def __init__(self, label: str, *, missing: str, hint: str = NOT_HER) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            min_length=8,
            max_length=fields.MOST,
            widget=forms.Textarea(attrs={"rows": 4}),
            validators=[harmless],
            error_messages={
                "required": missing,
                "min_length": "Say it in a few words more",
                "max_length": f"Say it in fewer words (at most {fields.MOST:,} letters)",
            },
        )


def _particular(label: str, hint: str = "", *, missing: str = "", most: int = 100, **more: Any) -> forms.CharField:
    return forms.CharField(
        **more,
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=most,
        error_messages={"required": missing, "max_length": f"{label}: at most {most} letters"},
    )


class ReferralForm(forms.Form):
    """Who is referred, by columns of tables.REFERRAL; which kind of agency refers him, when, why, what it asks."""

    surname = _particular("Surname", missing="Enter his surname")
    forename = _particular("Forename")
    middle_names = _particular("Middle names")
    aliases = forms.CharField(
        label="Other names",
        help_text="Each whole, on a line of its own",
        required=False,
        max_length=500,
        validators=[harmless],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Other names: at most 500 letters"},
    )
    date_of_birth = DateInParts(
        "Date of birth", what="his date of birth", required=False, help_text="For example, 27 3 1984"
    )
    sex = forms.ChoiceField(label="Sex", choices=[("", "Not known"), *SAID_OF_SEX.items()], required=False)
    address = _particular("His address", "Where he lives, never where somebody lives whom he seeks", most=200)
    postcode = _particular("Its postcode", most=10)
    phone = _particular("His telephone", most=30)
    email = _particular("His e-mail")
    pnc_id = _particular("PNC id", most=30)
    cro_no = _particular("CRO number", most=30)

    agency = fields.choice(
        "Which kind of agency refers him?", Told.Agency.choices, "Choose which kind of agency refers him"
    )
    their_reference = _particular(
        "Their reference, if they gave one", "As on their form. Not a name", validators=[harmless]
    )
    received_on = DateInParts(
        "When did it arrive?", what="the date on which it arrived", help_text="For example, 27 3 2026"
    )
    why = Harmless("Why do they refer him?", missing="Say why they refer him")
    asks = Harmless("What do they ask for?", missing="Say what they ask for")

    def clean_aliases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]

    def clean_date_of_birth(self) -> Any:
        return self._past("date_of_birth", "His date of birth")

    def clean_received_on(self) -> Any:
        return self._past("received_on", "The date on which it arrived")

    def _past(self, name: str, said: str) -> Any:
        given = self.cleaned_data[name]
        if given and given > timezone.localdate():
            raise forms.ValidationError(f"{said} cannot lie ahead")
        return given

    @property
    def of_him(self) -> list[Any]:
        """The fields about who he is."""
        return [self[name] for name in self.fields if name in OF_PERSON]

    @property
    def of_referral(self) -> list[Any]:
        """The other fields."""
        return [self[name] for name in self.fields if name not in OF_PERSON]

    @property
    def person(self) -> dict[str, Any]:
        """Who is referred, as the store keeps it; what was left empty is not known."""
        return {name: self.cleaned_data[name] or None for name in OF_PERSON}

    @property
    def told(self) -> dict[str, Any]:
        """The rest."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OF_PERSON}


class LayForm(CaseForm):
    """The referral goes before the panel, as the man whom the engine found."""

    title = "Lay the referral before the panel"
    lead = (
        "If he does not wait for the panel yet, he is nominated. He is marked as referred for good. The panel sees "
        "your reason; who referred him stays with the referral."
    )
    button = "Lay it before the panel"

    finding = forms.IntegerField(widget=forms.HiddenInput)
    reason = Harmless("Why should the panel look at him?", missing="Say why", hint=NOT_WHO)

    def __init__(self, nominal: Nominal, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(nominal, *args, **kwargs)
        self.referral = referral

    def save(self, by: User) -> None:
        lay(self.referral, self.nominal, by=by, **self.said)


class CloseForm(forms.Form):
    """Nothing more is to be done with it now."""

    why = Harmless("Why is it closed, and what was the partner told?", missing="Say why it is closed")
