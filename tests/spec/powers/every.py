"""What holds for every power, shown on one."""

from datetime import date

from spec.powers.worked import Case
from v100.casework.powers import State

SPO_LACKS = "He has carried out acts associated with stalking"

CASES = (
    Case(
        "what was not known yet is not there",
        "The report is of 25 March, and came to be known on 1 April.",
        "SPO",
        """
            fact                    | known_on   | opens
            stalking                | 2026-04-01 | R1
            necessity               |            | entry 1
            authority_chief_officer |            | entry 2
            she_was_asked           |            | entry 3
            safety_looked_at        |            | entry 4
        """,
        State.LACKS,
        (SPO_LACKS,),
    ),
    Case(
        "what he did to another woman is hers",
        "He stalked `V`. That says nothing of `W`.",
        "SPO",
        """
            fact                    | woman | opens
            stalking                | V     | R1
            necessity               |       | entry 1
            authority_chief_officer |       | entry 2
            she_was_asked           |       | entry 3
            safety_looked_at        |       | entry 4
        """,
        State.LACKS,
        (SPO_LACKS,),
    ),
    Case(
        "an entry for another power does not count for this one",
        "The superintendent authorised a closure notice.",
        "DVPN",
        """
            fact                     | power | opens
            adult                    |       | person
            associated               |       | R1
            violence                 |       | R1
            necessity                |       | entry 1
            she_was_asked            |       | entry 2
            children_considered      |       | entry 3
            he_was_heard             |       | entry 4
            authority_superintendent | CLOSE | entry 5
            safety_looked_at         |       | entry 6
        """,
        State.LACKS,
        ("A superintendent or above has authorised it",),
    ),
    Case(
        "what has ended is over",
        "The licence ran until 30 March.",
        "RECALL",
        """
            fact             | until      | opens
            on_licence       | 2026-03-30 | entry 1
            order_breached   |            | E1
            partner_asked    |            | entry 2
            safety_looked_at |            | entry 3
        """,
        State.LACKS,
        ("He is on licence",),
    ),
    Case(
        "a number of days back",
        "The notice was given on 24 March: seven days before 31 March is out, the day after is in.",
        "DVPO",
        """
            fact                | on         | opens
            adult               |            | person
            associated          |            | R1
            dvpn_given          | 2026-03-24 | entry 1
            threat              |            | R1
            necessity           |            | entry 2
            she_was_asked       |            | entry 3
            children_considered |            | entry 4
            safety_looked_at    |            | entry 5
        """,
        State.LACKS,
        (
            "A domestic violence protection notice was given in the last 7 days (its 48 hours leave out Sundays and "
            "holidays: read the clock)",
        ),
    ),
    Case(
        "on or after a day",
        "The presumption is for convictions of 22 March 2026 or later.",
        "SUSPENDED",
        """
            fact             | on         | opens
            adult            |            | person
            convicted        | 2026-03-21 | E1
            court_has_case   |            | entry 1
            prosecutor_asked |            | entry 2
        """,
        State.LACKS,
        ("He was convicted on or after 22 March 2026",),
    ),
    Case(
        "two of one are one",
        "Two facts that open the same report are one report.",
        "BADCHAR",
        """
            fact             | opens
            charged          | E1
            suspected        | R1
            suspected        | R1
            prosecutor_asked | entry 1
        """,
        State.LACKS,
        ("At least two: convictions, linked crimes or reports",),
    ),
    Case(
        "an area that joined later",
        "Before 28 April 2025 the older notice was the one in North Wales.",
        "DVPN",
        """
            fact                     | on         | opens
            adult                    | 2025-04-01 | person
            associated               | 2025-04-01 | R1
            violence                 | 2025-04-01 | R1
            necessity                | 2025-04-01 | entry 1
            she_was_asked            | 2025-04-01 | entry 2
            children_considered      | 2025-04-01 | entry 3
            he_was_heard             | 2025-04-01 | entry 4
            authority_superintendent | 2025-04-01 | entry 5
            safety_looked_at         | 2025-04-01 | entry 6
        """,
        State.MAY_BE_OPEN,
        as_at=date(2025, 4, 27),
        place=("North Wales Police",),
    ),
    Case(
        "a place that is not known is not elsewhere",
        "Nobody said where: that is lacking, and closes nothing.",
        "DVPN",
        """
            fact                     | opens
            adult                    | person
            associated               | R1
            violence                 | R1
            necessity                | entry 1
            she_was_asked            | entry 2
            children_considered      | entry 3
            he_was_heard             | entry 4
            authority_superintendent | entry 5
            safety_looked_at         | entry 6
        """,
        State.LACKS,
        ("Where it would be used: the force and the borough",),
        place=(),
    ),
    Case(
        "closed and lacking is not open",
        "What rules it out comes first; what is lacking is still listed.",
        "SPO",
        """
            fact                    | opens
            dead                    | E9
            necessity               | entry 1
            authority_chief_officer | entry 2
            she_was_asked           | entry 3
            safety_looked_at        | entry 4
        """,
        State.NOT_OPEN,
        ("He has died",),
    ),
)
