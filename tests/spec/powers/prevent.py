"""Powers that keep him from doing it again."""

from spec.powers.protect import ASKED, CHILD, DEAD
from spec.powers.worked import Closed, Example

SAFETY = "The safety plan of each woman concerned was looked at before this step, or a supervisor wrote why not"

EXAMPLES = (
    Example(
        "CBO",
        """
            fact             | opens
            convicted        | E1
            court_has_case   | entry 1
            distress         | R1
            prosecutor_asked | entry 2
            necessity        | entry 3
            safety_looked_at | entry 4
        """,
        without="convicted",
        lacks="He was convicted of an offence",
        closed=DEAD,
    ),
    Example(
        "CLOSE",
        """
            fact                     | opens
            premises_trouble         | entry 1
            necessity                | entry 2
            authority_superintendent | entry 3
            partner_asked            | entry 4
            safety_looked_at         | entry 5
        """,
        without="partner_asked",
        lacks="The council, the owner and those concerned have been consulted",
    ),
    Example(
        "DRIVE",
        """
            fact               | opens
            behaviour_suitable | entry 1
            partner_asked      | entry 2
            safety_looked_at   | entry 3
        """,
        without="behaviour_suitable",
        lacks="The programme found him suitable and he is willing, or a court has required it",
        closed=DEAD,
    ),
    Example(
        "HOUSING",
        """
            fact             | opens
            tenant           | entry 1
            left_home        | entry 2
            partner_asked    | entry 3
            she_was_asked    | entry 4
            safety_looked_at | entry 5
        """,
        without="she_was_asked",
        lacks=ASKED,
        closed=DEAD,
    ),
    Example(
        "MAPPA",
        """
            fact                   | opens
            sentenced_to_12_months | E1
        """,
        without="sentenced_to_12_months",
        lacks="A sexual offence with notification, 12 months or more in custody for a listed offence, or a danger that "
        "needs several agencies",
        closed=DEAD,
    ),
    Example(
        "NOTIFY",
        """
            fact             | opens
            cautioned_sexual | R1
            lawyer_confirmed | entry 1
        """,
        without="cautioned_sexual",
        lacks="He was convicted of, or cautioned for, a listed offence",
        closed=DEAD,
    ),
    Example(
        "SCPO",
        """
            fact                      | opens
            adult                     | person
            involved_in_serious_crime | entry 1
            necessity                 | entry 2
            prosecutor_asked          | entry 3
            safety_looked_at          | entry 4
        """,
        without="adult",
        lacks="He is 18 or over",
        closed=CHILD,
    ),
    Example(
        "SHPO",
        """
            fact                    | opens
            convicted_sexual        | E1
            necessity               | entry 1
            authority_chief_officer | entry 2
            safety_looked_at        | entry 3
        """,
        without="safety_looked_at",
        lacks=SAFETY,
        closed=Closed("One is in force: vary, renew or enforce it", fact="sexual_harm_order"),
    ),
    Example(
        "SRO",
        """
            fact                    | opens
            sexual_act              | R1
            necessity               | entry 1
            authority_chief_officer | entry 2
            safety_looked_at        | entry 3
        """,
        without="necessity",
        lacks="Why an order is necessary to protect the public, or particular people, from harm by him is written down",
        closed=Closed("A sexual harm prevention order is in force", fact="sexual_harm_order"),
    ),
    Example(
        "STPO",
        """
            fact                    | opens
            exploitation            | R1
            necessity               | entry 1
            authority_chief_officer | entry 2
            safety_looked_at        | entry 3
        """,
        without="exploitation",
        lacks="A conviction, a report or a written risk of slavery, trafficking or exploitation",
        closed=DEAD,
    ),
    Example(
        "VOO",
        """
            fact                    | opens
            adult                   | person
            convicted_violent_order | E1
            sentenced_to_12_months  | E2
            necessity               | entry 1
            authority_chief_officer | entry 2
            safety_looked_at        | entry 3
        """,
        without="sentenced_to_12_months",
        lacks="He was sentenced to 12 months or more in custody",
        closed=CHILD,
    ),
)
