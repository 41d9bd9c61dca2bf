"""Rules 31 to 35: several suspects, roles, children, unknown sex or age."""

from spec.worked import Example

RAPE = "report_id | ho_code\nR1 | 019/08"

EXAMPLES = (
    Example(
        rule=31,
        title="several suspects",
        says="Each carries the full days; the harm of the list is over distinct lines (the report's first figure).",
        given={
            "crime_report": "report_id\nR1",
            "offence": RAPE,
            "suspect": "report_id | person\nR1 | A\nR1 | B",
        },
        expect={"ranking": "person | rank | harm_days\nA | 1 | 1825\nB | 2 | 1825"},
    ),
    Example(
        rule=32,
        title="only suspects",
        given={
            "crime_report": "report_id\nR1",
            "offence": RAPE,
            "suspect": "report_id | person | role\nR1 | A | suspect\nR1 | B | involved\nR1 | C | witness\nR1 | D |",
        },
        expect={
            "ranking": "person | harm_days\nA | 1825\nD | 1825",
            "harm_line": """
                person | why
                A      | counted
                B      | not named as suspect
                C      | not named as suspect
                D      | counted
            """,
        },
    ),
    Example(
        rule=33,
        title="seventeen then, eighteen now",
        given={
            "crime_report": "report_id | recorded_on | occurred_from\nR1 | 2025-10-01 | 2025-09-30 22:00",
            "offence": RAPE,
            "suspect": "report_id | date_of_birth\nR1 | 2008-01-15",
        },
        expect={
            "ranking": "person",
            "set_aside": "person | reason | detail | harm_days\nA | no line left | child at the offence | 1825",
        },
    ),
    Example(
        rule=33,
        title="under eighteen is never listed",
        policy={"min_age": 16},
        given={
            "crime_report": "report_id\nR1",
            "offence": RAPE,
            "suspect": "report_id | date_of_birth\nR1 | 2008-11-15",
        },
        expect={"ranking": "person", "set_aside": "person | reason | detail | harm_days\nA | child | aged 17 | 1825"},
    ),
    Example(
        rule=34,
        title="he may be exploited himself",
        says="Scored, and held for review first.",
        given={"crime_report": "report_id | flags\nR1 | cce", "offence": RAPE},
        expect={"ranking": "person | harm_days | flags\nA | 1825 | possible victim: review first"},
    ),
    Example(
        rule=35,
        title="his sex or age is not known",
        says="Kept and flagged; never inferred from a forename.",
        given={
            "crime_report": "report_id\nR1",
            "offence": RAPE,
            "suspect": "report_id | forename | sex | date_of_birth\nR1 | Alex | |",
        },
        expect={"ranking": "person | harm_days | flags\nA | 1825 | sex unknown, age unknown"},
    ),
    Example(
        rule=35,
        title="a woman as suspect, and a person of sex X",
        given={
            "crime_report": "report_id\nR1",
            "offence": RAPE,
            "suspect": "report_id | person | sex\nR1 | B | F\nR1 | C | X",
        },
        expect={
            "ranking": "person",
            "harm_line": "person | why\nB | sex not ranked by the policy\nC | sex not ranked by the policy",
        },
    ),
)
