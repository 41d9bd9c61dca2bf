"""A hint that he may be kin of the person who reads: the same surname."""

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Concat

from v100.casework.accounts.models import User
from v100.casework.nominals.models import Nominal, Term


def same_surname(user: User, nominal: Nominal) -> bool:
    """One of his names or aliases ends in this person's surname, however either is written."""
    surname = Func(Value(user.surname), function="v100_fold", output_field=TextField())
    terms = Term.objects.filter(nominal=nominal, kind__in=("name", "alias")).annotate(surname=surname)
    ends = Q(folded__endswith=Concat(Value(" "), F("surname"))) | Q(folded=F("surname"))
    found: bool = terms.exclude(surname="").filter(ends).exists()
    return found
