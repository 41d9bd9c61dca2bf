"""What a person can do to a case: one form each, with the sentence that asks and the button that does it."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils import timezone

from v100.casework.accounts.models import User
from v100.casework.nominals.following import conflicts_follow
from v100.casework.nominals.models import Conflict, Nominal
from v100.casework.nominals.said import Said
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.pages.fields import DateInParts, offer
from v100.casework.pages.looks_again import LooksAgain
from v100.casework.panel import fields
from v100.casework.panel.deconfliction import contested, write_aggressor, write_check
from v100.casework.panel.judging import judge, rule
from v100.casework.panel.models import Aggressor, Check, Comment, Mark, Settled
from v100.casework.panel.moving import held, move, unchanged
from v100.casework.panel.states import QUEUED, NotNow, Status, View
from v100.casework.panel.urgent import adopt_at_once


class CaseForm(LooksAgain):
    """`seen` is the number of the man's last step when the form was shown: where there is a later one, somebody was
    quicker.
    """

    title: ClassVar[str]
    lead: ClassVar[str] = ""
    button: ClassVar[str]
    warning: ClassVar[bool] = False

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, nominal: Nominal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nominal = nominal

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "looked_at")}

    def done(self, by: User) -> bool:
        """Do it, whole or not at all; where it may not be done as things stand, the form says why."""
        try:
            with transaction.atomic():
                unchanged(self.nominal, self.cleaned_data["seen"])
                self.save(by)
        except NotNow as error:
            self.add_error(None, str(error))
            return False
        return True

    def save(self, by: User) -> None:
        """What the form does. Raises NotNow where it may not be done."""
        raise NotImplementedError


class NominateForm(CaseForm):
    """Put a man into the panel's queue."""

    title = "Nominate him for the panel"
    button = "Nominate"

    reason = fields.words("Why should the panel look at him?")

    def save(self, by: User) -> None:
        last = held(self.nominal)
        if last and last.status in QUEUED:
            raise NotNow("He is in the queue already. Comment on the case, or nominate him for a threat to life")
        move(self.nominal, Status.NOMINATED, by=by, **self.said)


class UrgentForm(CaseForm):
    """Nominate for a threat to life."""

    title = "Nominate him now: a threat to life"
    lead = (
        "He goes to the top of the queue, and a supervisor or the chair can adopt him at once. Nominate him here only "
        "where waiting for the next meeting could cost a life. This does not replace an emergency response."
    )
    button = "Nominate now"

    reason = fields.words("What is the threat to life?")

    def save(self, by: User) -> None:
        move(self.nominal, Status.NOMINATED, by=by, urgent=True, **self.said)


class AdoptAtOnceForm(CaseForm):
    """One person adopts, the second view is due."""

    title = "Adopt him at once"
    lead = "You alone adopt him now. Somebody else of the panel must give the second view by the next working day."
    button = "Adopt him now"

    reason = fields.words("Why can it not wait?")
    conditions = fields.words("Conditions, if any", required=False)

    def save(self, by: User) -> None:
        adopt_at_once(self.nominal, by=by, **self.said)


class TakeUpForm(CaseForm):
    """Into review."""

    title = "Take him into review"
    button = "Take into review"

    reason = fields.words("What is the panel to decide?")

    def save(self, by: User) -> None:
        move(self.nominal, Status.UNDER_REVIEW, by=by, **self.said)


class ViewForm(CaseForm):
    """A view with its reason; to defer needs a date to come."""

    view = fields.choice("What should be done?", View.choices, "Choose what should be done")
    until = DateInParts(
        "If deferred, until when?",
        what="the date he is deferred to",
        required=False,
        help_text="For example, 27 3 2026. Leave empty otherwise",
    )
    reason = fields.words("Why?")
    conditions = fields.words("Conditions, if any", required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        until, deferred = said.get("until"), said.get("view") == View.DEFER
        if deferred and until is None and "until" not in self.errors:
            self.add_error("until", "Say until when he is deferred")
        if deferred and until and until <= timezone.localdate():
            self.add_error("until", "The date he is deferred to must lie ahead")
        if not deferred:
            said["until"] = None
        return said


class JudgeForm(ViewForm):
    """One of two views."""

    title = "Your view of him"
    lead = (
        "Nobody sees your view before two people have given theirs, and you do not see the other’s. It cannot be "
        "changed."
    )
    button = "Give my view"

    def save(self, by: User) -> None:
        judge(self.nominal, by=by, **self.said)


class RuleForm(ViewForm):
    """The chair's ruling."""

    title = "Rule: the two views differ"
    button = "Rule"

    def save(self, by: User) -> None:
        rule(self.nominal, by=by, **self.said)


class CommentForm(CaseForm):
    """Say something of the case."""

    title = "Comment on the case"
    button = "Add the comment"

    kind = fields.choice("Is it a fact or an assessment?", Said.choices, "Say whether it is a fact or an assessment")
    words = fields.words("What do you want to say?", missing="Write the comment")

    def save(self, by: User) -> None:
        Comment.objects.create(nominal=self.nominal, by=by, **self.said)
        record(Done.COMMENTED, by=by, subject=f"nominal:{self.nominal.pk}", why=f"({self.said['kind']})")


class CheckForm(CaseForm):
    """What another scheme answered."""

    title = "Record what another scheme answered"
    lead = "Each scheme is asked since he was last nominated. One scheme leads for each man."
    button = "Record the answer"

    scheme = fields.choice("Who was asked?", Check.Scheme.choices, "Choose who was asked")
    result = fields.choice("What is the answer?", Check.Result.choices, "Choose the answer")
    answered_by = fields.line(
        "Who answered, or was asked?", missing="Say who answered", hint="An officer’s name and post"
    )
    asked_on = DateInParts("When?", what="the date of the answer", help_text="For example, 27 3 2026")
    note = fields.words("Note, if any", required=False)

    def clean_asked_on(self) -> Any:
        on = self.cleaned_data["asked_on"]
        if on > timezone.localdate():
            raise forms.ValidationError("The date of the answer cannot lie ahead")
        return on

    def save(self, by: User) -> None:
        write_check(self.nominal, by=by, **self.said)


class AggressorForm(CaseForm):
    """Who is the primary aggressor of a contested report."""

    title = "Record the primary aggressor"
    lead = (
        "In these reports each side accuses the other. Look at the history of both, who is afraid of whom, injuries of "
        "attack and of defence, and who called."
    )
    button = "Record it"

    report_id = fields.choice("Which report?", (), "Choose the report")
    finding = fields.choice("Who is the primary aggressor?", Aggressor.Finding.choices, "Choose who it is")
    reason = fields.words("On what does that rest?")

    def __init__(self, nominal: Nominal, *args: Any, **kwargs: Any) -> None:
        super().__init__(nominal, *args, **kwargs)
        offer(self, "report_id", [(each.report_id, each.crime_ref) for each in contested(nominal)])

    def save(self, by: User) -> None:
        write_aggressor(self.nominal, by=by, **self.said)


class ConflictForm(CaseForm):
    """A conflict of interest."""

    title = "Declare a conflict of interest"
    lead = (
        "Do so where he, or somebody concerned, is kin, friend, neighbour, colleague or adversary of yours. From then "
        "on you cannot find, open or judge him, and a view that you gave does not count. Your past looks at him are "
        "listed for the chair. It cannot be taken back here."
    )
    button = "Declare it and end my access"
    warning = True

    reason = fields.words("What is he to you?")

    def save(self, by: User) -> None:
        Conflict.objects.create(nominal=self.nominal, user=by, reason=self.said["reason"])
        record(
            Done.DECLARED_CONFLICT, by=by, subject=f"nominal:{self.nominal.pk}", why="(what it is stands with the case)"
        )
        conflicts_follow()


class SettleForm(CaseForm):
    """A mark was looked at."""

    title = "Settle what was marked"
    button = "Settle it"

    mark = fields.choice("Which mark?", (), "Choose the mark")
    reason = fields.words("What did you find?")

    def __init__(self, nominal: Nominal, *args: Any, **kwargs: Any) -> None:
        super().__init__(nominal, *args, **kwargs)
        marks = Mark.objects.filter(nominal=nominal, settled=None).order_by("pk")
        offer(self, "mark", [(str(mark.pk), mark.words) for mark in marks])

    def save(self, by: User) -> None:
        mark = Mark.objects.get(pk=self.said["mark"])
        if Settled.objects.filter(mark=mark).exists():
            raise NotNow("Somebody settled it meanwhile")
        Settled.objects.create(mark=mark, by=by, reason=self.said["reason"])
        record(Done.SETTLED_MARK, by=by, subject=f"nominal:{self.nominal.pk}", why=self.said["reason"])
