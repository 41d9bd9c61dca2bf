"""What can happen to a man or a case, and what is asked about each: the one vocabulary of outcomes.

The kinds are those of an extract's events (`v100.tables.EVENT_KINDS`) that have happened, and two that no extract
carries. Nothing is written in free words: they could say where she lives.
"""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What happened."""

    CONTACT = "contact", "Unwanted contact noted"
    WANTED = "wanted", "Circulated as wanted"
    ARREST = "arrest", "Arrested"
    INTERVIEW = "interview", "Interviewed"
    BAIL = "bail", "Bailed"
    SENT_TO_CPS = "sent_to_cps", "Sent to the CPS for a decision"
    CHARGE = "charge", "Charged or summonsed"
    NO_FURTHER_ACTION = "no_further_action", "No further action"
    VICTIM_WITHDREW = "victim_withdrew", "Victim withdrew support"
    FALSE_REPORT = "false_report", "Report found to be false"
    REMAND = "remand", "Remanded in custody"
    PLEA = "plea", "Entered a plea"
    DISCONTINUED = "discontinued", "Discontinued"
    ACQUITTAL = "acquittal", "Acquitted"
    CONVICTION = "conviction", "Convicted"
    SENTENCE = "sentence", "Sentenced"
    RELEASE = "release", "Released"
    RECALL = "recall", "Recalled to prison"
    ORDER_APPLIED = "order_applied", "Order applied for"
    ORDER = "order", "Order made"
    ORDER_SERVED = "order_served", "Order served"
    BREACH = "breach", "Order breached"
    DEATH = "death", "Died"


BY_PEOPLE_ONLY = (Kind.WANTED, Kind.SENT_TO_CPS)
"""Kinds that no extract carries."""


class Detail(TextChoices):
    """What more is said of an outcome."""

    NO_CONTACT = "no_contact", "No contact with her"
    KEEP_AWAY = "keep_away", "Keep away from a place"
    LIVE_AT = "live_at", "Live and sleep where told"
    CURFEW = "curfew", "Curfew"
    REPORT_TO_POLICE = "report_to_police", "Report to a police station"
    PASSPORT = "passport", "Hand in his passport"
    GUILTY = "guilty", "Guilty"
    NOT_GUILTY = "not_guilty", "Not guilty"
    CUSTODY = "custody", "Immediate custody"
    SUSPENDED = "suspended", "Suspended sentence"
    COMMUNITY = "community", "Community order"
    FINE = "fine", "Fine"
    DISCHARGE = "discharge", "Discharge"
    RESTRAINING = "restraining", "Restraining order"
    NON_MOLESTATION = "non_molestation", "Non-molestation order"
    OCCUPATION = "occupation", "Occupation order"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse protection order or notice"
    STALKING = "stalking", "Stalking protection order"
    SEXUAL_HARM = "sexual_harm", "Sexual harm prevention order"
    SEXUAL_RISK = "sexual_risk", "Sexual risk order"
    INJUNCTION = "injunction", "Injunction"
    OTHER_ORDER = "other_order", "Another order"


CONDITIONS = (
    Detail.NO_CONTACT,
    Detail.KEEP_AWAY,
    Detail.LIVE_AT,
    Detail.CURFEW,
    Detail.REPORT_TO_POLICE,
    Detail.PASSPORT,
)
ORDERS = (
    Detail.RESTRAINING,
    Detail.NON_MOLESTATION,
    Detail.OCCUPATION,
    Detail.DOMESTIC_ABUSE,
    Detail.STALKING,
    Detail.SEXUAL_HARM,
    Detail.SEXUAL_RISK,
    Detail.INJUNCTION,
    Detail.OTHER_ORDER,
)

DETAILS: dict[Kind, tuple[str, tuple[Detail, ...]]] = {
    Kind.PLEA: ("Which plea?", (Detail.GUILTY, Detail.NOT_GUILTY)),
    Kind.SENTENCE: (
        "Which sentence?",
        (Detail.CUSTODY, Detail.SUSPENDED, Detail.COMMUNITY, Detail.FINE, Detail.DISCHARGE),
    ),
    **dict.fromkeys((Kind.ORDER_APPLIED, Kind.ORDER, Kind.ORDER_SERVED, Kind.BREACH), ("Which order?", ORDERS)),
}
"""The question to which exactly one answer is given, by kind."""

UNTIL: dict[Kind, str] = {
    Kind.BAIL: "When must he return? Leave empty if no date was set",
    Kind.REMAND: "Until when? Leave empty if it is not known",
    Kind.RECALL: "Until when? Leave empty if it is not known",
    Kind.ORDER: "When does it end? Leave empty if it has no end",
}
"""Kinds that may last until a day, and how it is asked for."""

WITH_DAYS = (Kind.REMAND, Kind.SENTENCE, Kind.RECALL, Kind.ORDER)
"""Kinds whose length in days an extract may give. People give it for custody only: `until` says the rest."""
