"""Rules 1 to 16: what counts, and once."""

from datetime import date

from spec.worked import Example

TWO_MEN = """
    mention_id | report_id | person | lines
    s1         | R1        | A      | 1, 2
    s2         | R1        | B      | 3
"""
RAPE_AND_STALKING = """
    report_id | line | ho_code | role
    R1        | 1    | 019/08  | principal
    R1        | 2    | 195/12  | included
"""
ONE = "report_id\nR1"

EXAMPLES = (
    Example(
        rule=1,
        title="several offences, one victim, one report",
        says="The principal offence counts; an included classification is read by the precursors, not added.",
        given={"crime_report": ONE, "offence": RAPE_AND_STALKING},
        expect={
            "ranking": "person | harm_days | offences\nA | 1825 | 1",
            "harm_line": """
                line | days | counted | why
                1    | 1825 | true    | counted
                2    | 10   | false   | included in the principal offence
            """,
        },
    ),
    Example(
        rule=1,
        title="with the switch, included offences add",
        policy={"count_included": True},
        given={"crime_report": ONE, "offence": RAPE_AND_STALKING},
        expect={"ranking": "person | harm_days | offences\nA | 1835 | 2"},
    ),
    Example(
        rule=2,
        title="before and after 1 June 2023",
        says="In May 2023 stalking was recorded in addition; in July it is included. The role decides, never the date.",
        as_at=date(2023, 7, 31),
        given={
            "crime_report": "report_id | recorded_on\nMAY | 2023-05-20\nJULY | 2023-07-10",
            "offence": """
                report_id | line | ho_code | role
                MAY       | 1    | 195/12  | principal
                MAY       | 2    | 008/06  | principal
                JULY      | 1    | 195/12  | included
                JULY      | 2    | 008/06  | principal
            """,
        },
        expect={
            "harm_line": """
                report_id | line | days | counted
                MAY       | 1    | 10   | true
                MAY       | 2    | 10   | true
                JULY      | 1    | 10   | false
                JULY      | 2    | 10   | true
            """
        },
    ),
    Example(
        rule=3,
        title="what one line is",
        says="Where a profile says that each line stands once per victim, two sisters are two crimes of section 47.",
        given={
            "crime_report": "report_id | crime_unit\nR1 | line_x_victim\nR2 | line",
            "offence": "report_id | ho_code\nR1 | 008/06\nR2 | 008/06",
            "victim": "report_id | person\nR1 | W1\nR1 | W2\nR2 | W1\nR2 | W2",
        },
        expect={"harm_line": "report_id | days | counted\nR1 | 20 | true\nR2 | 10 | true"},
    ),
    Example(
        rule=4,
        title="suspects and victims never multiply",
        says="A is named on lines 1 and 2, B on line 3, with two victims: three harm lines, not twelve.",
        given={
            "crime_report": ONE,
            "offence": "report_id | line | ho_code\nR1 | 1 | 008/06\nR1 | 2 | 105/01\nR1 | 3 | 005/01",
            "suspect": TWO_MEN,
            "victim": "report_id | person\nR1 | W1\nR1 | W2",
        },
        expect={
            "harm_line": "person | line | days\nA | 1 | 10\nA | 2 | 1\nB | 3 | 1095",
            "ranking": "person | rank | harm_days | victims\nB | 1 | 1095 | 2\nA | 2 | 11 | 2",
        },
    ),
    Example(
        rule=5,
        title="one line, several victims: once",
        says="An assault on two sisters is one line, and so is an affray, whatever the number in it.",
        policy={"categories": "all"},
        given={
            "crime_report": ONE,
            "offence": "report_id | line | ho_code\nR1 | 1 | 008/06\nR1 | 2 | 066/01",
            "victim": "report_id | person\nR1 | W1\nR1 | W2",
        },
        expect={"ranking": "person | harm_days | offences | victims\nA | 17.5 | 2 | 2"},
    ),
    Example(
        rule=5,
        title="an affray counts once though the record counts victims",
        policy={"categories": "all"},
        given={
            "crime_report": "report_id | crime_unit\nR1 | line_x_victim",
            "offence": "report_id | ho_code\nR1 | 066/01",
            "victim": "report_id | person\nR1 | W1\nR1 | W2",
        },
        expect={"ranking": "person | harm_days\nA | 7.5"},
    ),
    Example(
        rule=6,
        title="a series reported at once",
        says="“Raped many times, 2019 to 2025”, one record: once, never multiplied by the span.",
        given={
            "crime_report": "report_id | occurred_from | occurred_to\nR1 | 2019-01-01 00:00 | 2025-12-31 23:00",
            "offence": "report_id | ho_code\nR1 | 019/08",
        },
        expect={"ranking": "person | harm_days | offences\nA | 1825 | 1"},
    ),
    Example(
        rule=7,
        title="repeat breaches",
        says="Each recorded crime counts; a breach event without a crime counts nothing (the precursors read it).",
        given={
            "crime_report": "report_id\n" + "\n".join(f"R{number}" for number in range(1, 7)),
            "offence": "report_id | ho_code\n" + "\n".join(f"R{number} | 008/31" for number in range(1, 7)),
            "event": "kind | on | mention_id\nbreach | 2026-03-05 | s1\nbreach | 2026-03-09 | s1",
        },
        expect={"ranking": "person | harm_days | reports\nA | 30 | 6"},
    ),
    Example(
        rule=8,
        title="the same woman again",
        given={
            "crime_report": "report_id | recorded_on\nR1 | 2026-01-05\nR2 | 2026-02-05\nR3 | 2026-03-05",
            "offence": "report_id | ho_code\nR1 | 105/01\nR2 | 105/01\nR3 | 105/01",
        },
        expect={"ranking": "person | harm_days | offences | reports | victims\nA | 3 | 3 | 3 | 1"},
    ),
    Example(
        rule=9,
        title="attempts",
        says="Attempted rape has a row of its own; an attempt at section 18 counts as the full offence, and says so.",
        given={
            "crime_report": ONE,
            "offence": "report_id | line | ho_code | attempt\nR1 | 1 | 019/11 | true\nR1 | 2 | 005/01 | true",
        },
        expect={
            "harm_line": """
                line | days | marks
                1    | 1825 |
                2    | 1095 | attempt, counted as the full offence
            """
        },
    ),
    Example(
        rule=10,
        title="an offence that the table lacks",
        says="It is unweighted and listed with the men it concerns, never nought in silence.",
        given={"crime_report": "report_id\nR1\nR2", "offence": "report_id | ho_code\nR1 | 099/99\nR2 | 008/06"},
        expect={
            "harm_line": "report_id | days | why\nR1 | | unweighted: code without days\nR2 | 10 | counted",
            "unweighted_codes": "ho_code | lines | people\n099/99 | 1 | A",
            "unweighted_share": "unweighted | weighted\n1 | 1",
            "ranking": "person | harm_days | flags\nA | 10 | unweighted lines",
        },
    ),
    Example(
        rule=10,
        title="a line whose victims are all men is not in the share",
        given={
            "crime_report": ONE,
            "offence": "report_id | ho_code\nR1 | 099/99",
            "victim": "report_id | person | sex\nR1 | V | M",
        },
        expect={"unweighted_share": "unweighted | weighted\n0 | 0"},
    ),
    Example(
        rule=11,
        title="found by police activity",
        says="Cannabis on arrest, in a report that the domestic-abuse flag brings in.",
        given={
            "crime_report": "report_id | domestic_abuse\nR1 | true",
            "offence": "report_id | line | ho_code\nR1 | 1 | 092/61\nR1 | 2 | 105/01",
        },
        expect={"harm_line": "line | days | why\n1 | 3 | not in the policy's categories\n2 | 1 | counted"},
    ),
    Example(
        rule=11,
        title="indecent images are VAWG and yet found by referral",
        given={"crime_report": ONE, "offence": "report_id | ho_code\nR1 | 086/10"},
        expect={"harm_line": "days | why\n182.5 | found by police activity", "ranking": "person"},
    ),
    Example(
        rule=12,
        title="non-crime domestic incidents",
        given={
            "crime_report": "report_id | flags\n" + "\n".join(f"R{number} | incident" for number in range(1, 10)),
            "suspect": "report_id\n" + "\n".join(f"R{number}" for number in range(1, 10)),
        },
        expect={"ranking": "person", "harm_line": "person"},
    ),
    Example(
        rule=13,
        title="another edition of the weights",
        says="One edition for all lines of a run; `v100 diff` prints who moves because of it.",
        weights="ho_code | days\n008/06 | 12",
        given={"crime_report": "report_id\nR1\nR2", "offence": "report_id | ho_code\nR1 | 008/06\nR2 | 008/06"},
        expect={"ranking": "person | harm_days\nA | 24"},
    ),
    Example(
        rule=14,
        title="the window is 365 days, not a year",
        given={
            "crime_report": "report_id | recorded_on\nOUT | 2025-03-31\nFIRST | 2025-04-01\nLAST | 2026-03-31\nLATER | 2026-04-01",
            "offence": "report_id | ho_code\nOUT | 008/06\nFIRST | 008/06\nLAST | 008/06\nLATER | 008/06",
        },
        expect={"ranking": "person | harm_days | first_on | last_on\nA | 20 | 2025-04-01 | 2026-03-31"},
    ),
    Example(
        rule=14,
        title="in a leap year too",
        as_at=date(2024, 3, 31),
        given={
            "crime_report": "report_id | recorded_on\nOUT | 2023-04-01\nFIRST | 2023-04-02",
            "offence": "report_id | ho_code\nOUT | 008/06\nFIRST | 008/06",
        },
        expect={"ranking": "person | harm_days | first_on\nA | 10 | 2023-04-02"},
    ),
    Example(
        rule=15,
        title="a non-recent offence reported now",
        says="Counted by the date of recording; how much of his sum is for acts over a year old is marked.",
        given={
            "crime_report": "report_id | occurred_from\nOLD | 1998-06-01 12:00\nNEW | 2026-02-27 12:00",
            "offence": "report_id | ho_code\nOLD | 019/08\nNEW | 008/06",
            "suspect": "report_id | date_of_birth\nOLD | 1970-01-01\nNEW | 1970-01-01",
        },
        expect={
            "ranking": "person | harm_days\nA | 1835",
            "harm_line": "report_id | marks\nOLD | act over a year old\nNEW |",
        },
    ),
    Example(
        rule=15,
        title="a policy may leave old acts out",
        policy={"occurred_within": 3650},
        given={
            "crime_report": "report_id | occurred_from\nOLD | 1998-06-01 12:00\nNEW | 2026-02-27 12:00",
            "offence": "report_id | ho_code\nOLD | 019/08\nNEW | 008/06",
        },
        expect={
            "ranking": "person | harm_days\nA | 10",
            "harm_line": "report_id | why\nOLD | act too long ago for the policy\nNEW | counted",
        },
    ),
    Example(
        rule=16,
        title="named late",
        says="Recorded fourteen months ago, named this month: outside the window of its recording, but in the annex.",
        given={
            "crime_report": "report_id | recorded_on\nR1 | 2025-01-20",
            "offence": "report_id | ho_code\nR1 | 019/08",
            "suspect": "report_id | named_on\nR1 | 2026-03-20",
        },
        expect={
            "ranking": "person",
            "annex": "annex | person | reports | days | rank_with | rank_without\nnamed_late | A | R1 | 1825 | 1 |",
        },
    ),
)
