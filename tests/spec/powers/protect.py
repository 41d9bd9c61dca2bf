"""Powers that protect her."""

from datetime import date

from spec.powers.worked import Closed, Example

DEAD = Closed("He has died", fact="dead")
CHILD = Closed("He is under 18", fact="under_18")
ASKED = "She was asked what she wants, or why she could not be asked safely is written down"
CROYDON = ("Met", "Croydon")

EXAMPLES = (
    Example(
        "BAIL",
        """
            fact                      | opens
            arrested                  | E1
            necessity                 | entry 1
            authority_custody_officer | entry 2
            she_was_asked             | entry 3
            safety_looked_at          | entry 4
        """,
        without="she_was_asked",
        lacks="She was asked about the conditions, or why she could not be asked safely is written down",
        closed=DEAD,
    ),
    Example(
        "CHILD",
        """
            fact              | opens
            child_harm_likely | entry 1
        """,
        without="child_harm_likely",
        lacks="Why a child is likely to suffer significant harm is written down",
        closed=DEAD,
    ),
    Example(
        "CSODS",
        """
            fact             | opens
            child_offence    | R1
            child_contact    | entry 1
            pressing_need    | entry 2
            safety_looked_at | entry 3
        """,
        without="child_contact",
        lacks="He has, or seeks, contact with a child",
        closed=DEAD,
    ),
    Example(
        "DAPN",
        """
            fact                | opens
            adult               | person
            she_is_16           | entry 1
            associated          | R1
            abuse               | R1
            necessity           | entry 2
            she_was_asked       | entry 3
            children_considered | entry 4
            he_was_heard        | entry 5
            authority_inspector | entry 6
            safety_looked_at    | entry 7
        """,
        without="authority_inspector",
        lacks="An inspector or above has authorised it",
        closed=Closed(
            "Not in use here on 2026-03-31: pilot areas: Greater Manchester; Croydon, Bromley, Sutton; British "
            "Transport Police; Cleveland, North Wales",
            place=("Met", "Lambeth"),
        ),
        place=CROYDON,
    ),
    Example(
        "DAPO",
        """
            fact                | opens
            adult               | person
            she_is_adult        | person
            associated          | R1
            abuse               | R1
            necessity           | entry 1
            she_was_asked       | entry 2
            children_considered | entry 3
            safety_looked_at    | entry 4
        """,
        without="she_is_adult",
        lacks="She is 16 or over",
        closed=CHILD,
        place=CROYDON,
    ),
    Example(
        "DBS",
        """
            fact                     | opens
            works_with_people        | entry 1
            charged                  | E1
            pressing_need            | entry 2
            he_was_heard             | entry 3
            authority_superintendent | entry 4
            safety_looked_at         | entry 5
        """,
        without="works_with_people",
        lacks="He works or volunteers with children or adults at risk, or in a position of trust",
        closed=DEAD,
    ),
    Example(
        "DVDS",
        """
            fact             | opens
            associated       | R1
            disclosure_asked | entry 1
            pressing_need    | entry 2
            safety_looked_at | entry 3
        """,
        without="pressing_need",
        lacks="Why there is a pressing need to tell her is written down",
        closed=DEAD,
    ),
    Example(
        "DVPN",
        """
            fact                     | opens
            adult                    | person
            associated               | R1
            violence                 | R1
            necessity                | entry 1
            she_could_not_be_asked   | entry 2
            children_considered      | entry 3
            he_was_heard             | entry 4
            authority_superintendent | entry 5
            safety_looked_at         | entry 6
        """,
        without="she_could_not_be_asked",
        lacks=ASKED,
        closed=Closed("Not in use in Croydon since 2024-11-27", place=CROYDON),
    ),
    Example(
        "DVPO",
        """
            fact                | opens
            adult               | person
            associated          | R1
            dvpn_given          | entry 1
            threat              | R1
            necessity           | entry 2
            she_was_asked       | entry 3
            children_considered | entry 4
            safety_looked_at    | entry 5
        """,
        without="dvpn_given",
        lacks="A domestic violence protection notice was given in the last 7 days (its 48 hours leave out Sundays and "
        "holidays: read the clock)",
        closed=CHILD,
    ),
    Example(
        "FGMPO",
        """
            fact             | opens
            fgm_danger       | entry 1
            other_applies    | entry 2
            safety_looked_at | entry 3
        """,
        without="other_applies",
        lacks="She wants to apply, or somebody who may apply for her does",
        closed=DEAD,
    ),
    Example(
        "FIREARM",
        """
            fact                    | opens
            certificate             | entry 1
            threat                  | R1
            necessity               | entry 2
            authority_chief_officer | entry 3
            safety_looked_at        | entry 4
        """,
        without="certificate",
        lacks="He holds a firearm or shotgun certificate",
        closed=DEAD,
    ),
    Example(
        "FMPO",
        """
            fact             | opens
            forced_marriage  | R1
            other_applies    | entry 1
            she_was_asked    | entry 2
            safety_looked_at | entry 3
        """,
        without="forced_marriage",
        lacks="Why she may be, or has been, forced into a marriage is on file",
        closed=DEAD,
    ),
    Example(
        "INJ",
        """
            fact             | opens
            harassment       | R1
            she_applies      | entry 1
            safety_looked_at | entry 2
        """,
        without="she_applies",
        lacks="She wants to apply to the civil court",
        closed=Closed("One is in force for her: vary or enforce it", fact="injunction"),
    ),
    Example(
        "MARAC",
        """
            fact          | opens
            abuse         | R1
            high_danger   | entry 1
            she_was_asked | entry 2
        """,
        without="high_danger",
        lacks="An assessment, or professional judgement, meets the local criteria",
        closed=DEAD,
    ),
    Example(
        "NMO",
        """
            fact             | opens
            associated       | R1
            abuse            | R1
            she_applies      | entry 1
            safety_looked_at | entry 2
        """,
        without="associated",
        lacks="They are associated persons",
        closed=Closed("One is in force for her: vary, extend or enforce it", fact="non_molestation_order"),
    ),
    Example(
        "OCC",
        """
            fact             | opens
            associated       | R1
            shared_home      | entry 1
            violence         | R1
            she_applies      | entry 2
            safety_looked_at | entry 3
        """,
        without="shared_home",
        lacks="The home is, was or was meant to be the home of both",
        closed=Closed("One is in force: vary, extend or enforce it", fact="occupation_order"),
    ),
    Example(
        "PRISON",
        """
            fact              | opens
            in_custody        | E1
            no_contact_wanted | entry 1
            partner_asked     | entry 2
        """,
        without="in_custody",
        lacks="He is in custody",
        closed=DEAD,
    ),
    Example(
        "REMAND",
        """
            fact             | opens
            charged          | E1
            remand_grounds   | entry 1
            prosecutor_asked | entry 2
            safety_looked_at | entry 3
        """,
        without="remand_grounds",
        lacks="Substantial grounds that he would offend, interfere with witnesses or abscond are written down",
        closed=DEAD,
    ),
    Example(
        "RO",
        """
            fact             | opens
            acquitted        | E1
            court_has_case   | entry 1
            harassment       | R1
            prosecutor_asked | entry 2
            she_was_asked    | entry 3
            safety_looked_at | entry 4
        """,
        without="court_has_case",
        lacks="The court has not yet dealt with the case",
        closed=Closed("One is in force for her: vary or enforce it", fact="restraining_order"),
    ),
    Example(
        "RZONE",
        """
            fact             | opens
            on_licence       | entry 1
            stalking         | R1
            lawyer_confirmed | entry 2
            partner_asked    | entry 3
            she_was_asked    | entry 4
            safety_looked_at | entry 5
        """,
        without="lawyer_confirmed",
        lacks="A lawyer has confirmed that the provision is in force here, for an offence of that day",
        closed=DEAD,
    ),
    Example(
        "SPO",
        """
            fact                    | opens
            stalking                | R1
            necessity               | entry 1
            authority_chief_officer | entry 2
            she_was_asked           | entry 3
            safety_looked_at        | entry 4
        """,
        without="stalking",
        lacks="He has carried out acts associated with stalking",
        closed=Closed("One is in force for her: vary, renew or enforce it", fact="stalking_order"),
    ),
    Example(
        "VIR",
        """
            fact            | opens
            line_of_enquiry | entry 1
            necessity       | entry 2
            her_notice      | entry 3
        """,
        without="her_notice",
        lacks="She has had written notice of what, why and how it is kept, or why it may be withheld is written down",
        closed=Closed("Not in force before 2026-01-12", as_at=date(2026, 1, 11)),
    ),
)
