"""To propose that a man is removed, to answer that, and to record that a woman was asked after: one form each."""

from v100.casework.accounts.models import User
from v100.casework.leaving.removing import answer_removal, propose_removal
from v100.casework.notes.names_nobody import NamesNobody
from v100.casework.pages.fields import PastDate, words_field
from v100.casework.panel import fields
from v100.casework.panel.forms import CaseForm
from v100.casework.panel.states import BY_HAND, Ground
from v100.casework.women.forms import HerForm

AGREES, REFUSES = "agrees", "refuses"


class ProposeRemovalForm(CaseForm):
    """One person proposes."""

    title = "Propose to remove him"
    lead = (
        "A second person answers. Once removed he is nowhere shown as managed; "
        "a new report that names him brings him back to the queue."
    )
    button = "Propose it"

    ground = fields.choice("On what ground?", [(each.value, each.label) for each in BY_HAND], "Choose the ground")
    reason = fields.words("On what does that rest?")

    def save(self, by: User) -> None:
        propose_removal(self.nominal, Ground(self.said["ground"]), reason=self.said["reason"], by=by)


class AnswerRemovalForm(CaseForm):
    """Another answers."""

    title = "Answer the proposal to remove him"
    lead = "Each woman of a managed man’s reports is asked after on set days once he is removed."
    button = "Answer"
    warning = True

    agrees = fields.choice(
        "Do you agree?", ((AGREES, "Yes: he is removed"), (REFUSES, "No: he stays as he is")), "Say whether you agree"
    )
    reason = fields.words("Why?")
    without_safety = fields.words(
        "Why is he removed although her safety plan was not looked at?", required=False, hint="Only where he must be."
    )

    def save(self, by: User) -> None:
        answer_removal(
            self.nominal,
            agrees=self.said["agrees"] == AGREES,
            reason=self.said["reason"],
            without_safety=self.said["without_safety"],
            by=by,
        )


class AftercareForm(NamesNobody, HerForm):
    """She was asked after."""

    on = PastDate("When was she asked after?", what="the date", help_text="For example, 27 3 2026")
    words = words_field(
        "Who asked, and what is to be done?",
        missing="Say who asked, or why nobody could",
        hint="Not what she said. Name no woman or girl, and give nothing that leads to her.",
    )
