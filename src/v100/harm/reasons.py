"""Why a harm line counts or not: the closed list of answers, in the order in which they are asked.

The first that applies is given. The last four take away a line that would have counted: what they took is still
summed, so that a man whom they leave without a line is shown as set aside and not silently dropped.
"""

COUNTED = "counted"

ROLE = "not named as suspect"
WINDOW = "recorded before the window"
CANCELLED = "cancelled"
DUPLICATE = "duplicate of another record"
TRANSFERRED = "the receiving force's record counts"
UNWEIGHTED = "unweighted: code without days"
CATEGORY = "not in the policy's categories"
GENERATED = "found by police activity"
INCLUDED = "included in the principal offence"
LONG_AGO = "act too long ago for the policy"
SEX = "sex not ranked by the policy"
VICTIM_UNKNOWN = "victim's sex not known"
VICTIM = "no woman or girl as victim"
ELIMINATED = "eliminated from the enquiry"
ACQUITTED = "acquitted"
CHILD = "child at the offence"
DECISION = "left out by decision"

TAKEN_AWAY = (ELIMINATED, ACQUITTED, CHILD, DECISION)
ASKED_ABOUT = (WINDOW, CANCELLED, VICTIM_UNKNOWN)

MEANING = {
    COUNTED: "adds its days to his harm.",
    ROLE: "he is a witness or otherwise involved (rule 32).",
    WINDOW: "kept because he was named within the window: annex named late (rules 14 and 16).",
    CANCELLED: "the record was cancelled; annex but for cancellations (rule 20).",
    DUPLICATE: "the surviving record counts (rule 21).",
    TRANSFERRED: "the case went to another force, whose record is here (rule 23).",
    UNWEIGHTED: "the weight set has no days for this code; never zero in silence (rule 10).",
    CATEGORY: "neither its category nor a flag of its report brings it in (section 3.1).",
    GENERATED: "drugs, weapons, images found by police are left out by the index (rule 11).",
    INCLUDED: "the principal offence of the report counts (rule 1).",
    LONG_AGO: "older than the policy's occurred_within (rule 15).",
    SEX: "the policy ranks others (rule 35: unknown sex is kept and flagged).",
    VICTIM_UNKNOWN: "neither she nor the offence says; annex unknown victim (rule 36).",
    VICTIM: "only men, boys or nobody identified as victim (rules 36 to 38).",
    ELIMINATED: "the police eliminated him from this report (rule 17).",
    ACQUITTED: "a court acquitted him of it (rule 27).",
    CHILD: "he was under the policy's min_age (rule 33).",
    DECISION: "two people decided so, with a reason, in the ledger.",
}
