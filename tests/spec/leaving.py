"""Rules 17 to 29: what leaves the sum, what stays in it all the same."""

from spec.worked import Example

EXAMPLES = (
    Example(
        rule=17,
        title="eliminated from the enquiry",
        says="From the day of the elimination he is set aside; the run of February, when he was in, stays as it is.",
        given={
            "crime_report": "report_id | recorded_on\nR1 | 2026-02-01",
            "offence": "report_id | ho_code\nR1 | 019/08",
            "suspect": "report_id | eliminated_on\nR1 | 2026-03-20",
        },
        expect={
            "ranking": "person",
            "set_aside": """
                person | reason       | detail                      | harm_days | rank_otherwise
                A      | no line left | eliminated from the enquiry | 1825      | 1
            """,
        },
    ),
    Example(
        rule=17,
        title="eliminated from one report of two",
        given={
            "crime_report": "report_id\nR1\nR2",
            "offence": "report_id | ho_code\nR1 | 019/08\nR2 | 008/06",
            "suspect": "report_id | eliminated_on\nR1 | 2026-03-20\nR2 |",
        },
        expect={"ranking": "person | harm_days\nA | 10", "set_aside": "person"},
    ),
    Example(
        rule=20,
        title="cancelled is out, and shown",
        says="Cancelled is not false: the annex lists who would be on the list but for cancellations.",
        given={
            "crime_report": "report_id | cancelled_on | cancel_reason\nR1 | 2026-03-10 | recorded_in_error",
            "offence": "report_id | ho_code\nR1 | 019/08",
        },
        expect={
            "ranking": "person",
            "set_aside": "person",
            "harm_line": "days | counted | why\n1825 | false | cancelled",
            "annex": "annex | person | days | rank_with | rank_without\nbut_for_cancellations | A | 1825 | 1 |",
        },
    ),
    Example(
        rule=20,
        title="who would be listed anyway is not in that annex",
        given={
            "crime_report": "report_id | cancelled_on | cancel_reason\nR1 | 2026-03-10 | recorded_in_error\nR2 | |",
            "offence": "report_id | ho_code\nR1 | 019/08\nR2 | 008/06",
        },
        expect={"ranking": "person | harm_days\nA | 10", "annex": "annex"},
    ),
    Example(
        rule=21,
        title="a record marked as a duplicate",
        says="R9 is R4 again, and R11 is R9 again: the surviving record counts, once.",
        given={
            "crime_report": "report_id | duplicate_of\nR4 |\nR9 | R4\nR11 | R9",
            "offence": "report_id | ho_code\nR4 | 019/08\nR9 | 019/08\nR11 | 019/08",
        },
        expect={
            "ranking": "person | harm_days | reports\nA | 1825 | 1",
            "harm_line": """
                report_id | why
                R4        | counted
                R9        | duplicate of another record
                R11       | duplicate of another record
            """,
        },
    ),
    Example(
        rule=22,
        title="a duplicate that nobody has marked",
        says="Same man, woman, code and evening, recorded within 14 days: both count until people decide; both ranks shown.",
        given={
            "crime_report": """
                report_id | recorded_on | occurred_from    | occurred_to
                R1        | 2026-03-01  | 2026-02-28 20:00 | 2026-02-28 23:00
                R2        | 2026-03-04  | 2026-02-28 22:00 | 2026-02-28 22:30
                R3        | 2026-03-02  | 2026-03-01 10:00 | 2026-03-01 10:30
            """,
            "offence": "report_id | ho_code\nR1 | 019/08\nR2 | 019/08\nR3 | 019/16",
            "suspect": "report_id | person\nR1 | A\nR2 | A\nR3 | B",
            "victim": "report_id | person\nR1 | W\nR2 | W\nR3 | X",
        },
        expect={
            "ranking": """
                person | rank | harm_days | flags
                A      | 1    | 3650      | possible duplicate
                B      | 2    | 2920      |
            """,
            "annex": """
                annex              | person | reports | days  | rank_with | rank_without
                possible_duplicate | A      | R1, R2  | -1825 | 1         | 2
            """,
            "harm_line": "report_id | marks\nR1 |\nR2 | possible duplicate of R1\nR3 |",
        },
    ),
    Example(
        rule=22,
        title="people decide that it is a duplicate",
        given={
            "crime_report": "report_id | occurred_from\nR1 | 2026-02-28 20:00\nR2 | 2026-02-28 20:00",
            "offence": "report_id | ho_code\nR1 | 019/08\nR2 | 019/08",
        },
        decisions=[
            {
                "entry_id": "L1",
                "position": 1,
                "kind": "eligibility",
                "decision": "leave_out",
                "subject": {"lines": [["R2", 1]]},
                "why": "the same rape, reported twice",
            }
        ],
        expect={
            "ranking": "person | harm_days\nA | 1825",
            "harm_line": "report_id | why\nR1 | counted\nR2 | left out by decision",
        },
    ),
    Example(
        rule=23,
        title="transferred, before the other force's record is seen",
        given={
            "crime_report": "report_id | cancelled_on | cancel_reason | other_force_ref\nMET | 2026-03-20 | transferred | COL-7",
            "offence": "report_id | ho_code\nMET | 019/08",
        },
        expect={"harm_line": "report_id | why\nMET | counted"},
    ),
    Example(
        rule=23,
        title="transferred, and the receiving record is here",
        says="Cancelled on 4 March, at the other force on 6 March: one line throughout.",
        given={
            "crime_report": """
                report_id | crime_ref | recorded_on | cancelled_on | cancel_reason | other_force_ref
                MET       | MET-1     | 2026-03-01  | 2026-03-04   | transferred   | COL-7
                COL       | COL-7     | 2026-03-06  |              |               | MET-1
            """,
            "offence": "report_id | ho_code\nMET | 019/08\nCOL | 019/08",
        },
        expect={
            "ranking": "person | harm_days\nA | 1825",
            "harm_line": "report_id | why\nMET | the receiving force's record counts\nCOL | counted",
        },
    ),
    Example(
        rule=23,
        title="transferred, and never seen again",
        says="After 14 days the sender's record is cancelled like any other.",
        given={
            "crime_report": "report_id | cancelled_on | cancel_reason | other_force_ref\nMET | 2026-03-04 | transferred | COL-7",
            "offence": "report_id | ho_code\nMET | 019/08",
        },
        expect={"harm_line": "report_id | why\nMET | cancelled"},
    ),
    Example(
        rule=24,
        title="named by a professional",
        says="Counts alike. What his rank would be without such reports is a sensitivity figure of `v100 show PERSON`.",
        given={
            "crime_report": "report_id\nR1\nR2",
            "offence": "report_id | ho_code\nR1 | 019/08\nR2 | 008/06",
            "suspect": "report_id | named_by\nR1 | officer\nR2 | victim",
        },
        expect={"ranking": "person | harm_days\nA | 1835"},
    ),
    Example(
        rule=25,
        title="a report found to be false",
        says="There is no credibility factor; only a recorded finding removes a report.",
        given={
            "crime_report": "report_id | cancelled_on | cancel_reason\nR1 | 2026-03-12 | additional_information\nR2 | |",
            "offence": "report_id | ho_code\nR1 | 019/08\nR2 | 008/06",
        },
        expect={"harm_line": "report_id | why\nR1 | cancelled\nR2 | counted"},
    ),
    Example(
        rule=26,
        title="no further action, she withdrew",
        says="Most named men are never charged when she withdraws in fear: the report counts.",
        given={
            "crime_report": "report_id | outcome_type | outcome_on\nR1 | 16 | 2026-03-15",
            "offence": "report_id | ho_code\nR1 | 019/08",
            "victim": "report_id | withdrew_on\nR1 | 2026-03-14",
        },
        expect={"ranking": "person | harm_days\nA | 1825"},
    ),
    Example(
        rule=27,
        title="acquitted",
        says="Of the rape, not of the assault: that line is set aside from the date of the acquittal.",
        given={
            "crime_report": "report_id\nR1",
            "offence": "report_id | line | ho_code\nR1 | 1 | 019/08\nR1 | 2 | 008/06",
            "event": "kind | on | mention_id | report_id | lines\nacquittal | 2026-03-25 | s1 | R1 | 1",
        },
        expect={
            "ranking": "person | harm_days\nA | 10",
            "harm_line": "line | why\n1 | acquitted\n2 | counted",
        },
    ),
    Example(
        rule=27,
        title="a policy may count acquittals",
        policy={"acquitted": "count"},
        given={
            "crime_report": "report_id\nR1",
            "offence": "report_id | ho_code\nR1 | 019/08",
            "event": "kind | on | mention_id | report_id\nacquittal | 2026-03-25 | s1 | R1",
        },
        expect={"ranking": "person | harm_days\nA | 1825"},
    ),
    Example(
        rule=28,
        title="counter-allegations",
        says="She reports strangulation, he reports an assault the same night. Her report counts, both are marked, "
        "nobody is dropped.",
        given={
            "crime_report": "report_id | occurred_from\nHERS | 2026-02-28 22:00\nHIS | 2026-02-28 22:15",
            "offence": "report_id | ho_code\nHERS | 008/77\nHIS | 105/01",
            "suspect": """
                report_id | person | sex | forename | surname | date_of_birth
                HERS      | A      | M   | Tom      | Reed    | 1985-06-15
                HIS       | B      | F   | Ann      | Moss    | 1990-02-03
            """,
            "victim": """
                report_id | person | sex | forename | surname | date_of_birth
                HERS      | W      | F   | Ann      | Moss    | 1990-02-03
                HIS       | M      | M   | Tom      | Reed    | 1985-06-15
            """,
        },
        expect={
            "ranking": "person | harm_days | flags\nA | 365 | mutual",
            "harm_line": """
                person | report_id | days | why                         | marks
                A      | HERS      | 365  | counted                     | mutual with HIS
                B      | HIS       | 1    | sex not ranked by the policy | mutual with HERS
            """,
            "annex": """
                annex  | person | reports   | days | rank_with | rank_without
                mutual | A      | HERS, HIS | -365 | 1         |
            """,
        },
    ),
    Example(
        rule=29,
        title="the same man twice in a report",
        given={
            "crime_report": "report_id\nR1",
            "offence": "report_id | ho_code\nR1 | 005/01",
            "suspect": "report_id | person\nR1 | A\nR1 | A",
        },
        expect={"ranking": "person | harm_days | offences\nA | 1095 | 1"},
    ),
)
