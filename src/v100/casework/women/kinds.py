"""What is recorded of a woman or girl, what each record can say, and what can come of it.

There is no field for her immigration status (C15), none for what her counselling, medical or telephone records say
(C16), and no number for her risk (C18).
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import TextChoices


class Part(TextChoices):
    """The parts of her page, in its order."""

    SAFE_CONTACT = "safe_contact", "Safe contact"
    CONTACT = "contact", "Contact details"
    RISK = "risk", "Risk assessments"
    TASK = "task", "Safety plan"
    CHILD = "child", "Children"
    SUPPORTER = "supporter", "Supporters"
    REFERRAL = "referral", "Referrals"
    DISCLOSURE = "disclosure", "Disclosures"
    MEASURE = "measure", "Special measures"
    EVIDENCE = "evidence", "Support to give evidence"
    WITHDRAWAL = "withdrawal", "Withdrawal"
    REQUEST = "request", "Requests for her private records"

    @property
    def off_paper(self) -> bool:
        """Whether it is read on the screen alone: a name or a school shows the way to her (C20)."""
        return self in (Part.CHILD, Part.SUPPORTER)


class Grade(TextChoices):
    """As the forms have them: the DASH checklist (2009) and the College of Policing’s Domestic Abuse Risk Assessment
    (DARA, 2022) both leave the officer to grade standard, medium or high.
    """

    STANDARD = "standard", "Standard"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class Shape(NamedTuple):
    """`add` is the form's title; `what` the kinds to choose from; `then` what can come of it; `ends` after which of
    these nothing more is waited for.
    """

    add: str
    what: Mapping[str, str] = {}
    then: Mapping[str, str] = {}
    ends: frozenset[str] = frozenset()


CALL, TEXT, EMAIL, IN_PERSON, THROUGH = "call", "text", "email", "in_person", "through"
ADDRESS, PHONE = "address", "phone"
FROM_CONTACT = "from_contact"
REREAD, INTERIM = "reread", "interim"

SHAPES: dict[Part, Shape] = {
    Part.SAFE_CONTACT: Shape(
        "Record a safe way to reach her",
        what={
            CALL: "A call",
            TEXT: "A text message",
            EMAIL: "An e-mail",
            IN_PERSON: "In person",
            THROUGH: "Through her supporter",
        },
    ),
    Part.CONTACT: Shape(
        "Record a new contact detail", what={ADDRESS: "Address", PHONE: "Telephone", EMAIL: "E-mail address"}
    ),
    Part.RISK: Shape("Record a risk assessment", what={"dash": "DASH", "dara": "DARA"}),
    Part.TASK: Shape(
        "Add a task to her safety plan",
        then={"under_way": "Under way", "done": "Done", "not_needed": "Not needed any more"},
        ends=frozenset({"done", "not_needed"}),
    ),
    Part.CHILD: Shape("Record a child"),
    Part.SUPPORTER: Shape(
        "Record a supporter",
        what={"friend": "Friend", "family": "Family", "idva": "IDVA", "isva": "ISVA", "other": "Somebody else"},
    ),
    Part.REFERRAL: Shape(
        "Record a referral",
        what={"idva": "IDVA", "isva": "ISVA", "marac": "MARAC", "refuge": "Refuge", "other": "Another service"},
        then={
            "took_up": "She took it up",
            "heard": "It was heard",
            "declined": "She did not want it",
            "no_place": "No place or no answer",
            "ended": "It ended",
        },
        ends=frozenset({"declined", "no_place", "ended", "heard"}),
    ),
    Part.DISCLOSURE: Shape(
        "Record an application for disclosure",
        what={
            "clare_ask": "Clare’s Law, right to ask",
            "clare_know": "Clare’s Law, right to know",
            "sarah": "Sarah’s Law",
        },
        then={
            REREAD: "It was read again",
            INTERIM: "An interim step was taken to keep her safe",
            "disclosed": "Disclosed",
            "not_disclosed": "Not disclosed",
            "taken_back": "She took it back",
        },
        ends=frozenset({"disclosed", "not_disclosed", "taken_back"}),
    ),
    Part.MEASURE: Shape(  # Youth Justice and Criminal Evidence Act 1999, sections 23 to 30
        "Record a special measure",
        what={
            "screen": "Screens",
            "live_link": "Live link",
            "private": "Evidence in private",
            "wigs": "Wigs and gowns removed",
            "recorded": "Video-recorded interview",
            "cross_recorded": "Pre-recorded cross-examination",
            "intermediary": "Intermediary",
            "aids": "Aids to communication",
        },
        then={"granted": "Granted", "refused": "Refused", "not_wanted": "She does not want it"},
        ends=frozenset({"granted", "refused", "not_wanted"}),
    ),
    Part.EVIDENCE: Shape(
        "Record support to give evidence",
        what={
            "visit": "A visit to the court",
            "companion": "Somebody beside her at court",
            "travel": "Travel or child care",
            "statement": "Victim personal statement",
            "other": "Something else",
        },
        then={"done": "Done", "declined": "She did not want it"},
        ends=frozenset({"done", "declined"}),
    ),
    Part.WITHDRAWAL: Shape(
        "Record that she withdrew",
        what={FROM_CONTACT: "She wants no contact", "from_case": "She does not support the case any more"},
        then={
            "offered": "Offered to her after",
            "accepted": "She accepted what was offered",
            "came_back": "She came back",
        },
        ends=frozenset({"came_back"}),
    ),
    Part.REQUEST: Shape(
        "Record a request for her private records",
        what={"police": "The police", "cps": "The Crown Prosecution Service", "defence": "The defence"},
        then={
            "notice": "She was given notice",
            "agreed": "She agreed",
            "objected": "She objected",
            "granted": "Decided: granted",
            "refused": "Decided: refused",
            "dropped": "The request was dropped",
        },
        ends=frozenset({"granted", "refused", "dropped"}),
    ),
}

NAMES = {
    "number": "Number or address to use",
    "code_word": "Code word",
    "value": "Detail",
    "name": "Name",
    "phone": "Telephone",
    "school": "School or nursery",
    "lives_with": "Lives with",
}
"""Values that could identify her or lead to her: kept apart, so that they can be erased (C24)."""

AWAITED = (Part.TASK, Part.REFERRAL, Part.DISCLOSURE)
"""While one of these is open, what identifies her is not erased."""
