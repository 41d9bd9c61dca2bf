"""Rules 36 to 38: a woman or girl as victim."""

from spec.worked import Example

ASSAULT = "report_id | ho_code\nR1 | 008/06"
UNKNOWN = "report_id | person | sex\nR1 | V |"
MAN = "report_id | person | sex\nR1 | V | M"
BOY = "report_id | person | sex | age_at_offence\nR1 | V | M | 9"
NOBODY = "report_id"

EXAMPLES = (
    Example(
        rule=36,
        title="her sex is not known",
        says="Not counted, but in the annex with the man whom it would move.",
        given={"crime_report": "report_id\nR1", "offence": ASSAULT, "victim": UNKNOWN},
        expect={
            "ranking": "person",
            "harm_line": "days | why\n10 | victim's sex not known",
            "annex": "annex | person | reports | days | rank_with | rank_without\nunknown_victim | A | R1 | 10 | 1 |",
        },
    ),
    Example(
        rule=36,
        title="a policy may count them",
        policy={"unknown_victim": "count"},
        given={"crime_report": "report_id\nR1", "offence": ASSAULT, "victim": UNKNOWN},
        expect={"ranking": "person | harm_days\nA | 10", "annex": "annex"},
    ),
    Example(
        rule=36,
        title="or leave them without an annex",
        policy={"unknown_victim": "leave"},
        given={"crime_report": "report_id\nR1", "offence": ASSAULT, "victim": UNKNOWN},
        expect={"harm_line": "why\nno woman or girl as victim", "annex": "annex"},
    ),
    Example(
        rule=36,
        title="the offence settles it",
        says="Rape of a female: she is a woman though nobody wrote it down, even without a victim row.",
        given={
            "crime_report": "report_id\nR1\nR2",
            "offence": "report_id | ho_code\nR1 | 019/08\nR2 | 019/08",
            "victim": UNKNOWN,
        },
        expect={"ranking": "person | harm_days | offences\nA | 3650 | 2"},
    ),
    Example(
        rule=36,
        title="a victim recorded as male stays male",
        given={"crime_report": "report_id\nR1", "offence": "report_id | ho_code\nR1 | 019/08", "victim": MAN},
        expect={"harm_line": "why\nno woman or girl as victim"},
    ),
    Example(
        rule=37,
        title="men and boys are out",
        given={
            "crime_report": "report_id | domestic_abuse\nR1 | true\nR2 |",
            "offence": "report_id | ho_code\nR1 | 008/06\nR2 | 017/15",
            "victim": "report_id | person | sex\nR1 | V | M\nR2 | V | M",
        },
        expect={"ranking": "person"},
    ),
    Example(
        rule=37,
        title="a policy may count men who suffer domestic abuse",
        policy={"male_da": True},
        given={"crime_report": "report_id | domestic_abuse\nR1 | true", "offence": ASSAULT, "victim": MAN},
        expect={"ranking": "person | harm_days | victims\nA | 10 | 0"},
    ),
    Example(
        rule=37,
        title="the offence's title settles that he is a man, too",
        says="Rape of a male by his partner; nobody entered the victim's sex.",
        policy={"male_da": True},
        given={
            "crime_report": "report_id | domestic_abuse\nR1 | true",
            "offence": "report_id | ho_code\nR1 | 019/10",
            "victim": "report_id | person | sex\nR1 | V |",
        },
        expect={"ranking": "person | harm_days | victims\nA | 1825 | 0"},
    ),
    Example(
        rule=37,
        title="or boys",
        policy={"children_any_sex": True},
        given={"crime_report": "report_id\nR1", "offence": "report_id | ho_code\nR1 | 021/01", "victim": BOY},
        expect={"ranking": "person | harm_days\nA | 730"},
    ),
    Example(
        rule=38,
        title="exposure to a crowd",
        says="Offences that count without an identified victim: exposure, breach of an order. Once.",
        given={"crime_report": "report_id\nR1", "offence": "report_id | ho_code\nR1 | 088/09", "victim": NOBODY},
        expect={"ranking": "person | harm_days\nA | 5"},
    ),
    Example(
        rule=38,
        title="exposure to men only",
        given={"crime_report": "report_id\nR1", "offence": "report_id | ho_code\nR1 | 088/09", "victim": MAN},
        expect={"harm_line": "why\nno woman or girl as victim"},
    ),
    Example(
        rule=38,
        title="an assault needs somebody",
        given={"crime_report": "report_id\nR1", "offence": ASSAULT, "victim": NOBODY},
        expect={"harm_line": "why\nno woman or girl as victim"},
    ),
    Example(
        rule="36 to 38",
        title="policies for extracts without victims",
        policy={"female_victim": False, "categories": "all"},
        given={"crime_report": "report_id\nR1", "offence": "report_id | ho_code\nR1 | 034/01", "victim": NOBODY},
        expect={"ranking": "person | harm_days\nA | 365"},
    ),
)
