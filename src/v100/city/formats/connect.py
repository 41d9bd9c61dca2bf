"""As an export of NEC Connect may look: people, objects, locations and events, linked. Our reading, not NEC's word.

One investigation with its offences; a nominal apart from the involvement that links him; keywords of the method as
rows; markers as Y/N columns; offences and outcomes as texts without their codes; British dates.
"""

from v100.city.formats.layout import Layout, day, ticked, time, word, words
from v100.city.shipped import rows

FLAGS = {
    "domestic_abuse": "Domestic Abuse Flag",
    "hba": "Honour Based Abuse",
    "fm": "Forced Marriage",
    "fgm": "Female Genital Mutilation",
    "cse": "Child Sexual Exploitation",
    "cce": "Child Criminal Exploitation",
    "nrm": "NRM Referral",
    "strangulation": "Strangulation",
    "coercive_control": "Controlling Or Coercive",
    "separated": "Separation",
    "pregnant": "Pregnancy Or Infant",
    "firearm_access": "Firearm Access",
    "victim_suicidal": "Victim Suicide Risk",
    "suspect_suicidal": "Suspect Suicide Risk",
    "stepchild": "Stepchild In Home",
    "following": "Following Or Approaching",
    "incident": "Non Crime Investigation",
}
METHODS = {
    "strangle": "Strangulation",
    "knife": "Bladed weapon",
    "blunt": "Blunt instrument",
    "firearm": "Firearm",
    "acid": "Corrosive substance",
    "fire": "Fire",
    "follow": "Followed victim",
    "contact": "Repeated contact",
    "tracker": "Tracking device",
    "break_in": "Forced entry",
    "window": "Entry by window",
    "lure": "Deception or lure",
    "online": "Online contact",
    "taxi": "Bogus taxi",
    "drug": "Drink or drug administered",
    "bind": "Victim restrained",
    "film": "Victim filmed",
    "phone_taken": "Phone taken or damaged",
    "children_present": "Children present",
}
PLACES = {
    "home": "Dwelling - Victim",
    "other_private": "Dwelling - Other",
    "street": "Street / Open Space",
    "public_building": "Public Premises",
    "transport": "Public Transport",
    "online": "Cyber / Online",
}
CANCELLED = {
    "transferred": "C1 - Transferred to another force",
    "additional_information": "C2 - Additional verifiable information",
    "duplicate": "C3 - Duplicate record",
    "recorded_in_error": "C4 - Recorded in error",
}
OUTCOMES = {row["outcome_type"]: row["meaning"] for row in rows("reference", "outcomes.csv")}
ROLES = {"suspect": "Suspect", "involved": "Involved Party", "witness": "Witness"}
NAMED_BY = {
    "victim": "Victim",
    "witness": "Witness",
    "officer": "Police Officer",
    "forensic": "Forensic Identification",
    "other": "Other",
}
RELATIONS = {
    "partner": "Spouse / Partner",
    "ex_partner": "Ex Spouse / Ex Partner",
    "family": "Family Member",
    "acquaintance": "Acquaintance",
    "stranger": "Stranger",
    "professional": "Professional",
    "other": "Other",
}
SEXES = {"M": "Male", "F": "Female", "X": "Indeterminate"}
ACTIONS = {
    "contact": "Unwanted Contact Reported",
    "arrest": "Arrest",
    "interview": "Suspect Interview",
    "bail": "Bail",
    "charge": "Charge",
    "remand": "Remand In Custody",
    "release": "Release From Custody",
    "no_further_action": "NFA",
    "discontinued": "Discontinued",
    "victim_withdrew": "Victim Withdrawal",
    "false_report": "False Report Finding",
    "plea": "Plea",
    "conviction": "Conviction",
    "acquittal": "Acquittal",
    "sentence": "Sentence",
    "recall": "Recall To Prison",
    "order_applied": "Order Application",
    "order": "Order Granted",
    "order_served": "Order Served",
    "breach": "Breach",
    "death": "Death",
    "release_due": "Release Due",
    "court_date": "Court Hearing",
}
MARKS = {
    "dna": "DNA",
    "fingerprint": "Fingerprint",
    "footwear": "Footwear",
    "tool": "Tool Mark",
    "ballistic": "Ballistics",
    "digital": "Digital",
}
DAY, MINUTE = "%d/%m/%Y", "%d/%m/%Y %H:%M"

_MARKERS = ", ".join(f'{ticked("flags", flag)} AS "{theirs}"' for flag, theirs in FLAGS.items())

INVESTIGATION = f"""
SELECT report_id AS "Investigation ID", crime_ref AS "Crime Reference", force AS "Owning Force",
    {day("recorded_on", DAY)} AS "Recorded Date", {day("updated_on", DAY)} AS "Last Updated",
    {time("occurred_from", MINUTE)} AS "Committed From", {time("occurred_to", MINUTE)} AS "Committed To",
    easting AS "Easting", northing AS "Northing", borough AS "Borough",
    {word("location_type", PLACES)} AS "Location Type",
    CASE domestic_abuse WHEN 'true' THEN 'Y' WHEN 'false' THEN 'N' END AS "Domestic Abuse",
    {_MARKERS},
    mo_text AS "Method Summary", target AS "Target", weapon AS "Weapon Used", words_spoken AS "Words Spoken",
    CASE WHEN cancelled_on IS NOT NULL THEN 'Cancelled' WHEN outcome_on IS NOT NULL THEN 'Finalised'
        ELSE 'Under Investigation' END AS "Status",
    {day("coalesce(cancelled_on, outcome_on, recorded_on)", DAY)} AS "Status Date",
    {word("cancel_reason", CANCELLED)} AS "Cancellation Reason",
    {word("outcome_type", OUTCOMES)} AS "Outcome", {day("outcome_on", DAY)} AS "Outcome Date",
    duplicate_of AS "Duplicate Of", other_force_ref AS "Other Force Reference", officer AS "Officer In Case"
FROM crime_report
"""

METHOD = f"""
SELECT report_id AS "Investigation ID", unnest({words("mo_codes", METHODS)}) AS "MO Keyword"
FROM crime_report WHERE mo_codes IS NOT NULL
"""

OFFENCE = """
SELECT report_id AS "Investigation ID", line AS "Offence No", title AS "Offence",
    CASE role WHEN 'included' THEN 'Included' ELSE 'Principal' END AS "Classification",
    CASE attempt WHEN 'true' THEN 'Y' WHEN 'false' THEN 'N' END AS "Attempted"
FROM offence
"""


def _involvement(table: str, role: str, own: str) -> str:
    return f"""
SELECT mention_id AS "Involvement ID", report_id AS "Investigation ID", 'N' || mention_id AS "Nominal ID",
    {role} AS "Role", replace(lines, '|', ';') AS "Offence Nos", age_at_offence AS "Age At Offence",
    custody_no AS "Custody Ref", {own}
FROM {table}
"""


_SUSPECT = f"""
    {day("named_on", DAY)} AS "Date Linked", {word("named_by", NAMED_BY)} AS "Identified By",
    {day("eliminated_on", DAY)} AS "Date Eliminated", NULL::VARCHAR AS "Relationship To Suspect",
    NULL::VARCHAR AS "Support Withdrawn"
"""
_VICTIM = f"""
    NULL::VARCHAR AS "Date Linked", NULL::VARCHAR AS "Identified By", NULL::VARCHAR AS "Date Eliminated",
    {word("relationship_to_suspect", RELATIONS)} AS "Relationship To Suspect",
    {day("withdrew_on", DAY)} AS "Support Withdrawn"
"""


def _nominal(table: str) -> str:
    return f"""
SELECT 'N' || mention_id AS "Nominal ID", surname AS "Surname", forename AS "Forename 1",
    middle_names AS "Forename 2", replace(aliases, '|', ';') AS "Aliases",
    {day("date_of_birth", DAY)} AS "Date Of Birth", coalesce({word("sex", SEXES)}, 'Unknown') AS "Sex",
    ethnicity_self AS "Self Defined Ethnicity", ethnicity_observed AS "IC Code",
    line[1] AS "Address Line 1", line[2] AS "Address Line 2",
    nullif(array_to_string(line[3:], ', '), '') AS "Address Line 3",
    postcode AS "Postcode", phone AS "Telephone", email AS "Email", vehicle AS "Vehicle",
    description AS "Description", pnc_id AS "PNC ID", cro_no AS "CRO No"
FROM (SELECT *, string_split(address, ', ') AS line FROM {table})
"""


ACTION = f"""
SELECT event_id AS "Action ID", {word("kind", ACTIONS)} AS "Action Type", {day('"on"', DAY)} AS "Action Date",
    {day("recorded_on", DAY)} AS "Entered On", {day("until", DAY)} AS "End Date",
    report_id AS "Investigation ID", replace(lines, '|', ';') AS "Offence Nos", mention_id AS "Involvement ID",
    pnc_id AS "PNC ID", days AS "Length Days", text AS "Details"
FROM event
"""

FORENSIC_HIT = f"""
SELECT report_id AS "Investigation ID", {word("kind", MARKS)} AS "Mark Type", mark_id AS "Mark Reference",
    {day("matched_on", DAY)} AS "Date Reported"
FROM forensic
"""

CONNECT = Layout(
    {
        "Investigation": {"crime_report": INVESTIGATION},
        "InvestigationMO": {"crime_report": METHOD},
        "Offence": {"offence": OFFENCE},
        "Involvement": {
            "suspect": _involvement("suspect", word("coalesce(role, 'suspect')", ROLES), _SUSPECT),
            "victim": _involvement("victim", "'Victim'", _VICTIM),
        },
        "Nominal": {"suspect": _nominal("suspect"), "victim": _nominal("victim")},
        "Action": {"event": ACTION},
        "ForensicHit": {"forensic": FORENSIC_HIT},
    },
    encoding="utf-8-sig",
)
