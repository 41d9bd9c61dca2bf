"""Rules 39 to 42: who is listed, set aside, tied; decisions; movement."""

from spec.worked import Example

TWO = "report_id | person\nR1 | A\nR2 | B"
REPORTS = "report_id\nR1\nR2"
OFFENCES = "report_id | ho_code\nR1 | 019/08\nR2 | 008/06"

EXAMPLES = (
    Example(
        rule=39,
        title="dead",
        given={
            "crime_report": REPORTS,
            "offence": OFFENCES,
            "suspect": TWO,
            "event": "kind | on | mention_id\ndeath | 2026-03-15 | s1",
        },
        expect={
            "ranking": "person | rank | harm_days\nB | 1 | 10",
            "set_aside": """
                person | reason | detail          | harm_days | rank_otherwise
                A      | dead   | died 2026-03-15 | 1825      | 1
            """,
        },
    ),
    Example(
        rule=40,
        title="in custody",
        says="Never unscored: set apart with the date of release, and the next man moves up.",
        given={
            "crime_report": REPORTS,
            "offence": OFFENCES,
            "suspect": TWO,
            "event": "kind | on | until | mention_id\nremand | 2026-03-10 | 2026-06-01 | s1",
        },
        expect={
            "ranking": "person | rank\nB | 1",
            "set_aside": """
                person | reason     | detail                             | harm_days | rank_otherwise
                A      | in custody | since 2026-03-10, until 2026-06-01 | 1825      | 1
            """,
        },
    ),
    Example(
        rule=40,
        title="released again",
        given={
            "crime_report": REPORTS,
            "offence": OFFENCES,
            "suspect": TWO,
            "event": "kind | on | mention_id\nremand | 2026-03-10 | s1\nrelease | 2026-03-20 | s1",
        },
        expect={"ranking": "person | rank\nA | 1\nB | 2", "set_aside": "person"},
    ),
    Example(
        rule=40,
        title="a sentence whose days are over, and one with no end known",
        given={
            "crime_report": REPORTS,
            "offence": OFFENCES,
            "suspect": TWO,
            "event": "kind | on | days | mention_id\nsentence | 2026-03-02 | 20 | s1\nrecall | 2026-03-02 | | s2",
        },
        expect={
            "ranking": "person\nA",
            "set_aside": "person | detail\nB | since 2026-03-02, end not known",
        },
    ),
    Example(
        rule=40,
        title="only those known to be inside well past as_at",
        policy={"custody_beyond_days": 90},
        given={
            "crime_report": REPORTS,
            "offence": OFFENCES,
            "suspect": TWO,
            "event": "kind | on | until | mention_id\nremand | 2026-03-10 | 2026-05-01 | s1",
        },
        expect={"ranking": "person | rank\nA | 1\nB | 2"},
    ),
    Example(
        rule=40,
        title="a policy may let him take a place",
        policy={"custody_takes_place": True},
        given={
            "crime_report": REPORTS,
            "offence": OFFENCES,
            "suspect": TWO,
            "event": "kind | on | until | mention_id\nremand | 2026-03-10 | 2026-06-01 | s1",
        },
        expect={"ranking": "person | rank | flags\nA | 1 | in custody\nB | 2 |"},
    ),
    Example(
        rule=42,
        title="ties",
        says="Days; then more victims, more reports, the later last report, the id. A tie over the cut is marked.",
        policy={"list_size": 2},
        given={
            "crime_report": "report_id | recorded_on\nR1 | 2026-03-01\nR2 | 2026-03-02\nR3 | 2026-03-01\nR4 | 2026-03-05",
            "offence": """
                report_id | line | ho_code
                R1        | 1    | 008/06
                R2        | 1    | 008/06
                R3        | 1    | 008/06
                R3        | 2    | 008/06
                R4        | 1    | 008/67
                R4        | 2    | 008/06
            """,
            "suspect": "report_id | person\nR1 | A\nR2 | A\nR3 | B\nR4 | C",
            "victim": "report_id | person\nR1 | W\nR2 | X\nR3 | W\nR4 | W",
        },
        expect={
            "ranking": """
                person | rank | harm_days | victims | reports | tie_at_cut
                A      | 1    | 20        | 2       | 2       | true
                C      | 2    | 20        | 1       | 1       | true
                B      | 3    | 20        | 1       | 1       | true
            """
        },
    ),
    Example(
        rule="decisions",
        title="two people leave a man out",
        says="A decision binds the person who holds all its mentions; where they have parted it binds nobody, and says so.",
        given={"crime_report": REPORTS, "offence": OFFENCES, "suspect": TWO},
        decisions=[
            {
                "entry_id": "L1",
                "position": 1,
                "kind": "eligibility",
                "decision": "leave_out",
                "subject": {"mentions": ["s1"]},
                "why": "wrongly identified",
            },
            {
                "entry_id": "L2",
                "position": 2,
                "kind": "eligibility",
                "decision": "leave_out",
                "subject": {"mentions": ["s1", "s2"]},
                "why": "no longer one person",
            },
        ],
        expect={
            "ranking": "person | rank\nB | 1",
            "set_aside": "person | reason | detail | harm_days\nA | decision | L1: wrongly identified | 1825",
        },
    ),
    Example(
        rule="decisions",
        title="and restore him",
        given={"crime_report": REPORTS, "offence": OFFENCES, "suspect": TWO},
        decisions=[
            {
                "entry_id": "L1",
                "position": 1,
                "kind": "eligibility",
                "decision": "leave_out",
                "subject": {"mentions": ["s1"]},
                "why": "wrongly identified",
            },
            {
                "entry_id": "L2",
                "position": 2,
                "kind": "eligibility",
                "decision": "restore",
                "subject": {"mentions": ["s1"]},
                "why": "fingerprints say it is he",
            },
        ],
        expect={"ranking": "person | rank\nA | 1\nB | 2", "set_aside": "person"},
    ),
    Example(
        rule="referrals",
        title="a partner refers a man",
        says="Scored beside the list, never in it for that reason.",
        policy={"list_size": 1},
        given={"crime_report": REPORTS, "offence": OFFENCES, "suspect": TWO},
        decisions=[
            {
                "entry_id": "L1",
                "position": 1,
                "kind": "referral",
                "decision": "score",
                "subject": {"mentions": ["s2"]},
                "why": "probation is worried",
            }
        ],
        expect={
            "ranking": "person | rank\nA | 1\nB | 2",
            "annex": "annex | person | days | rank_with | rank_without\nreferral | B | 10 | 2 | 2",
        },
    ),
    Example(
        rule="referrals",
        title="a partner refers a man by what it knows of him",
        says="Who alone he may be is scored beside the list. Who is no suspect known, or may be several, keeps the referral's number; so does one whom what is known of him contradicts, and one whose file was erased.",
        policy={"list_size": 1},
        given={"crime_report": REPORTS, "offence": OFFENCES, "suspect": TWO},
        decisions=[
            {
                "entry_id": f"L{number}",
                "position": number,
                "kind": "referral",
                "decision": "score",
                "subject": {"referral": f"REF{number}"},
                "why": why,
            }
            for number, why in enumerate(
                ("probation is worried", "two women asked", "seen at the school", "asked for"), 1
            )
        ],
        recognised="""
            referral | person | sound
            REF1     | B      | true
            REF2     | A      | true
            REF2     | B      | true
            REF3     | A      | false
        """,
        expect={
            "ranking": "person | rank\nA | 1\nB | 2",
            "annex": """
                annex    | person | days | rank_with | rank_without
                referral | B      | 10   | 2         | 2
                referral | REF2   | 0    |           |
                referral | REF3   | 0    |           |
                referral | REF4   | 0    |           |
            """,
        },
    ),
    Example(
        rule="movement",
        title="new, up, down, gone and why",
        says="A was second and is first; B was first and fell with his days; C is new to the list; D was listed and has died.",
        policy={"list_size": 3},
        previous={
            "ranking": "person | rank | harm_days\nB | 1 | 1825\nA | 2 | 1095\nD | 3 | 20\nC | 4 | 1",
            "mentions": "person | mention_id\nA | s1\nB | s2\nC | s3\nD | s4",
        },
        given={
            "crime_report": "report_id\nR1\nR2\nR3\nR4",
            "offence": "report_id | ho_code\nR1 | 019/08\nR2 | 005/01\nR3 | 008/06\nR4 | 008/06",
            "suspect": "report_id | person\nR1 | A\nR2 | B\nR3 | C\nR4 | D",
            "event": "kind | on | mention_id\ndeath | 2026-03-15 | s4",
        },
        expect={
            "ranking": """
                person | rank | previous_rank | movement
                A      | 1    | 2             | up
                B      | 2    | 1             | down
                C      | 3    | 4             | new
            """,
            "departure": "person | previous_rank | rank | why\nD | 3 | | set aside: dead",
        },
    ),
)
