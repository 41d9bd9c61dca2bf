"""Powers that pursue him for what he did."""

from datetime import date

from spec.powers.protect import DEAD
from spec.powers.worked import Closed, Example

EXAMPLES = (
    Example(
        "ARREST",
        """
            fact             | opens
            suspected        | R1
            necessity        | entry 1
            safety_looked_at | entry 2
        """,
        without="necessity",
        lacks="Which reason of s.24(5) makes the arrest necessary is written down",
        closed=DEAD,
    ),
    Example(
        "BADCHAR",
        """
            fact             | opens
            charged          | E1
            suspected        | R1
            linked_crime     | entry 1
            prosecutor_asked | entry 2
        """,
        without="linked_crime",
        lacks="At least two: convictions, linked crimes or reports",
        closed=DEAD,
    ),
    Example(
        "DEPORT",
        """
            fact                   | opens
            home_office_interest   | entry 1
            sentenced_to_12_months | E1
            dependence_considered  | entry 2
            safety_looked_at       | entry 3
        """,
        without="dependence_considered",
        lacks="Does she depend on his status? An officer has considered it of each woman and child; the answer is not "
        "kept",
        closed=DEAD,
    ),
    Example(
        "EVIDLED",
        """
            fact                 | opens
            she_withdrew         | E1
            evidence_without_her | entry 1
            prosecutor_asked     | entry 2
        """,
        without="evidence_without_her",
        lacks="Evidence that does not rest on her is listed",
        closed=DEAD,
    ),
    Example(
        "EXTENDED",
        """
            fact                | opens
            adult               | person
            convicted_dangerous | E1
            court_has_case      | entry 1
            assessment          | entry 2
            prosecutor_asked    | entry 3
        """,
        without="assessment",
        lacks="An assessment of him for the court exists",
        closed=DEAD,
    ),
    Example(
        "FINANCE",
        """
            fact                | opens
            property_traced     | entry 1
            gain                | R1
            necessity           | entry 2
            authority_inspector | entry 3
            safety_looked_at    | entry 4
        """,
        without="gain",
        lacks="A report of an offence that brings money or property, or a conviction",
    ),
    Example(
        "RECALL",
        """
            fact             | opens
            on_licence       | entry 1
            order_breached   | E1
            partner_asked    | entry 2
            safety_looked_at | entry 3
        """,
        without="on_licence",
        lacks="He is on licence",
        closed=DEAD,
    ),
    Example(
        "SEARCH",
        """
            fact                 | opens
            arrested             | E1
            evidence_at_premises | entry 1
            necessity            | entry 2
            safety_looked_at     | entry 3
        """,
        without="evidence_at_premises",
        lacks="Which evidence is believed to be at which premises is written down",
    ),
    Example(
        "SUSPENDED",
        """
            fact             | opens
            adult            | person
            convicted        | E1
            court_has_case   | entry 1
            prosecutor_asked | entry 2
        """,
        without="convicted",
        lacks="He was convicted on or after 22 March 2026",
        closed=Closed("Not in force before 2026-03-22", as_at=date(2026, 3, 21)),
    ),
    Example(
        "VEHICLE",
        """
            fact             | opens
            uninsured_driver | entry 1
        """,
        without="uninsured_driver",
        lacks="He drives without insurance or licence, or drove so that it alarms or annoys",
        closed=DEAD,
    ),
)
