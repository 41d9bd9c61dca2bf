"""What a person can record of her: one form for each part. No text of these forms may speak of her immigration status,
and each says what it does not ask for."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from v100.casework.accounts.models import User
from v100.casework.notes.names_nobody import HINT, NamesNobody
from v100.casework.pages.fields import DateInParts, PastDate, Radios, offer, words_field
from v100.casework.pages.reason import reason_field
from v100.casework.women.immigration import REFUSED, status_words
from v100.casework.women.kinds import CALL, EMAIL, SHAPES, TEXT, Grade, Part

LONGEST = 200
DAY = "For example, 27 3 2026"
NOT_STATUS = "Nothing about immigration status."


class HerForm(forms.Form):
    """No text may speak of her immigration status."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, words in list(given.items()):
            if isinstance(words, str) and isinstance(self.fields[name], forms.CharField):
                found = status_words(words)
                if found:
                    self.add_error(name, REFUSED.format(found=", ".join(found)))
        return given


def _line(label: str, *, missing: str = "", hint: str = "") -> forms.CharField:
    """One line of text; it may be empty where nothing is said of it as missing."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": missing, "max_length": f"Say it in at most {LONGEST} letters"},
    )


def _one_of(part: Part, label: str, missing: str) -> forms.ChoiceField:
    choices = list(SHAPES[part].what.items())
    return forms.ChoiceField(label=label, choices=choices, widget=Radios, error_messages={"required": missing})


class RecordForm(HerForm):
    """`values` are the fields that could identify her."""

    values: ClassVar[tuple[str, ...]] = ()


class SafeContactForm(RecordForm):
    """How she can be reached without anybody else knowing."""

    values = ("number", "code_word")

    what = _one_of(Part.SAFE_CONTACT, "How may she be reached?", "Choose how she may be reached")
    number = _line("Number or address to use", hint="Needed for a call, a text message and an e-mail")
    words = words_field(
        "When, and what else is to be known?",
        missing="Say when she may be reached",
        hint=f"Days and hours; who else could answer. {NOT_STATUS}",
        rows=2,
    )
    code_word = _line("Code word, if you agreed one", hint="She says it when she cannot speak freely")
    on = PastDate("From which day?", what="the day", help_text=f"It holds for 30 days. {DAY}")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("what") in (CALL, TEXT, EMAIL) and not given.get("number", "").strip():
            self.add_error("number", "Give the number or the address to use")
        return given


class ContactForm(RecordForm):
    """Where she lives now, or a new number."""

    values = ("value",)

    what = _one_of(Part.CONTACT, "What is new?", "Choose what is new")
    value = _line("The new detail", missing="Give the new detail", hint="It is shown on her page alone")
    on = PastDate("Since when?", what="the day", help_text=DAY)


class RiskForm(RecordForm):
    """A grade as the assessor gave it."""

    what = _one_of(Part.RISK, "Which assessment?", "Choose which assessment")
    grade = forms.ChoiceField(
        label="Which grade?",
        choices=Grade.choices,
        widget=Radios,
        help_text="As the assessor gave it. It is what was known on that day, and no grade means that she is safe.",
        error_messages={"required": "Choose which grade"},
    )
    on = PastDate("When was it made?", what="the day", help_text=DAY)
    words = words_field("Who assessed it?", missing="Say who assessed it", hint=NOT_STATUS, rows=2)


class TaskForm(RecordForm):
    """One thing to be done for her safety."""

    words = words_field("What is done?", missing="Say what is done", hint=f"Not where she lives. {NOT_STATUS}")
    owner = forms.ChoiceField(label="Who does it?", error_messages={"required": "Choose who does it"})
    due_on = DateInParts("By when?", what="the date", help_text=DAY)

    def __init__(self, data: Any, owners: Sequence[User]) -> None:
        super().__init__(data)
        self.owners = owners
        offer(self, "owner", [("", "Choose"), *((str(each.pk), each.full_name) for each in owners)])

    def clean_owner(self) -> User:
        return next(each for each in self.owners if str(each.pk) == self.cleaned_data["owner"])


class ChildForm(RecordForm):
    """A child of hers. A school or nursery shows where she lives (C20)."""

    values = ("name", "school", "lives_with")

    name = _line("Name", missing="Give the child’s name", hint="It is shown on her page alone")
    school = _line("School or nursery")
    lives_with = _line("With whom does the child live?")


class SupporterForm(RecordForm):
    """Somebody who stands by her."""

    values = ("name", "phone")

    what = _one_of(Part.SUPPORTER, "Who is it?", "Choose who it is")
    name = _line("Name", missing="Give the name", hint="It is shown on her page alone")
    phone = _line("Telephone")


class ReferralForm(RecordForm):
    """She was referred."""

    what = _one_of(Part.REFERRAL, "To whom?", "Choose to whom")
    on = PastDate("When?", what="the day", help_text=DAY)
    words = words_field(
        "What else is to be known?", hint=f"For a MARAC, the day when it meets. {NOT_STATUS}", required=False, rows=2
    )


class DisclosureForm(RecordForm):
    """She asked, or has a right to know."""

    what = _one_of(Part.DISCLOSURE, "Under which scheme?", "Choose the scheme")
    on = PastDate("When was it asked, or when did it come to notice?", what="the day", help_text=DAY)


class MeasureForm(RecordForm):
    """A measure asked for."""

    what = _one_of(Part.MEASURE, "Which measure?", "Choose which measure")
    on = PastDate("When was it asked for?", what="the day", help_text=DAY)


class EvidenceForm(RecordForm):
    """What helps her to give evidence."""

    what = _one_of(Part.EVIDENCE, "Which support?", "Choose which support")
    on = PastDate("When was it arranged?", what="the day", help_text=DAY)
    words = words_field("What else is to be known?", hint=NOT_STATUS, required=False, rows=2)


class WithdrawalForm(RecordForm):
    """She does not want to go on, or not to be contacted. It is her right, and it is not shown on his side (C25)."""

    what = _one_of(Part.WITHDRAWAL, "From what did she withdraw?", "Choose from what she withdrew")
    on = PastDate("When?", what="the day", help_text=DAY)
    words = words_field("What does she want?", hint=f"In her words. {NOT_STATUS}", required=False, rows=2)


class RequestForm(RecordForm):
    """Somebody asks for her counselling, medical or telephone records. What they say is not kept here (C16)."""

    what = _one_of(Part.REQUEST, "Who asks?", "Choose who asks")
    on = PastDate("When?", what="the day", help_text=DAY)
    words = words_field(
        "Why is it necessary?",
        missing="Say why it is necessary",
        hint=f"Which line of enquiry needs it. Nothing of what the records say. {NOT_STATUS}",
        rows=2,
    )


FORMS: dict[Part, type[RecordForm]] = {
    Part.SAFE_CONTACT: SafeContactForm,
    Part.CONTACT: ContactForm,
    Part.RISK: RiskForm,
    Part.TASK: TaskForm,
    Part.CHILD: ChildForm,
    Part.SUPPORTER: SupporterForm,
    Part.REFERRAL: ReferralForm,
    Part.DISCLOSURE: DisclosureForm,
    Part.MEASURE: MeasureForm,
    Part.EVIDENCE: EvidenceForm,
    Part.WITHDRAWAL: WithdrawalForm,
    Part.REQUEST: RequestForm,
}


class StepForm(HerForm):
    """What came of a record."""

    what = forms.ChoiceField(label="What came of it?", widget=Radios, error_messages={"required": "Choose what came"})
    on = PastDate("When?", what="the day", help_text=DAY)
    words = words_field("Say more", missing="Say in a few words what it was", hint=NOT_STATUS, rows=2)

    def __init__(self, data: Any, part: Part) -> None:
        super().__init__(data)
        offer(self, "what", SHAPES[part].then.items())


class LookForm(NamesNobody, HerForm):
    """Her safety plan was looked at. It is shown on the plan of each man, so that it names nobody."""

    on = PastDate("When was it looked at?", what="the date", help_text=DAY)
    words = words_field(
        "Who looked at it, and with whom?",
        missing="Say who looked at it",
        hint=f"It is shown on his plan: not what her plan says. {HINT}",
        rows=2,
    )


class OpenForm(HerForm):
    """Why her page is opened."""

    why = reason_field("Why do you open her page?")


class EraseForm(HerForm):
    """Why what could identify her is erased."""

    reason = reason_field("Why is it erased?")
