"""As an export of Niche RMS may look: occurrences, persons and the involvement between them. Our reading, not Niche's
word.

Flags and aliases as rows; officers and addresses as files of their own; names written whole, SURNAME first; offence
codes of five digits; sexes as numbers; times by the clock of Greenwich; tabs, and letters of Windows-1252 only.
"""

from v100.city.formats.layout import Layout, day, utc, word, words

FORCES = {"Metropolitan Police Service": "01", "City of London Police": "48"}
FLAGS = {
    "domestic_abuse": "Domestic Abuse",
    "hba": "So-called Honour Based Abuse",
    "fm": "Forced Marriage",
    "fgm": "FGM",
    "cse": "CSE",
    "cce": "CCE",
    "nrm": "NRM",
    "strangulation": "Strangulation or Suffocation",
    "coercive_control": "Coercive Control",
    "separated": "Relationship Ended",
    "pregnant": "Pregnant or New Mother",
    "firearm_access": "Access to Firearms",
    "victim_suicidal": "Victim Suicidal",
    "suspect_suicidal": "Subject Suicidal",
    "stepchild": "Stepchild at Address",
    "following": "Following",
    "incident": "Non-Crime Incident",
}
METHODS = {
    "strangle": "STRANGLED",
    "knife": "KNIFE",
    "blunt": "BLUNT INSTRUMENT",
    "firearm": "FIREARM",
    "acid": "CORROSIVE",
    "fire": "FIRE",
    "follow": "FOLLOWED",
    "contact": "PERSISTENT CONTACT",
    "tracker": "TRACKER",
    "break_in": "FORCED ENTRY",
    "window": "WINDOW",
    "lure": "PRETENCE",
    "online": "INTERNET",
    "taxi": "TAXI",
    "drug": "SPIKING",
    "bind": "BOUND OR GAGGED",
    "film": "FILMED",
    "phone_taken": "PHONE TAKEN",
    "children_present": "CHILDREN PRESENT",
}
PLACES = {
    "home": "HOME ADDRESS",
    "other_private": "PRIVATE - OTHER",
    "street": "STREET",
    "public_building": "PUBLIC BUILDING",
    "transport": "TRANSPORT",
    "online": "INTERNET",
}
NO_CRIME = {
    "transferred": "TRANSFERRED",
    "additional_information": "AVI",
    "duplicate": "DUPLICATE",
    "recorded_in_error": "RECORDED IN ERROR",
}
SEXES = {"M": "1", "F": "2", "X": "9"}
ROLES = {"suspect": "Suspect", "involved": "Subject", "witness": "Witness"}
NAMED_BY = {
    "victim": "VICTIM",
    "witness": "WITNESS",
    "officer": "OFFICER",
    "forensic": "FORENSIC HIT",
    "other": "OTHER",
}
RELATIONS = {
    "partner": "PARTNER",
    "ex_partner": "EX-PARTNER",
    "family": "RELATIVE",
    "acquaintance": "KNOWN",
    "stranger": "STRANGER",
    "professional": "PROFESSIONAL",
    "other": "OTHER",
}
CUSTODY = {
    "arrest": "ARRESTED",
    "interview": "INTERVIEWED",
    "bail": "BAILED",
    "charge": "CHARGED",
    "remand": "REMANDED",
    "release": "RELEASED",
    "no_further_action": "NFA",
    "recall": "RECALLED",
    "release_due": "RELEASE DUE",
}
DIARY = {
    "contact": "CONTACT",
    "discontinued": "DISCONTINUED",
    "victim_withdrew": "VICTIM WITHDREW",
    "false_report": "FALSE REPORT",
    "plea": "PLEA",
    "conviction": "CONVICTED",
    "acquittal": "ACQUITTED",
    "sentence": "SENTENCED",
    "order_applied": "ORDER APPLIED FOR",
    "order": "ORDER MADE",
    "order_served": "ORDER SERVED",
    "breach": "BREACH",
    "death": "DEATH",
    "court_date": "COURT DATE",
}
EVIDENCE = {
    "dna": "DNA PROFILE",
    "fingerprint": "FINGERMARK",
    "footwear": "FOOTWEAR MARK",
    "tool": "TOOLMARK",
    "ballistic": "FIREARM",
    "digital": "DIGITAL TRACE",
}
DAY, STAMP = "%d %b %Y", "%Y-%m-%dT%H:%M:%SZ"

OCCURRENCE = f"""
SELECT report_id AS "OccurrenceId", crime_ref AS "OccurrenceNo", {word("force", FORCES)} AS "ForceCode",
    {utc("recorded_on", STAMP)} AS "ReportedUtc", {utc("updated_on", STAMP)} AS "ModifiedUtc",
    {utc("occurred_from", STAMP)} AS "OccurredFromUtc", {utc("occurred_to", STAMP)} AS "OccurredToUtc",
    easting AS "GridEast", northing AS "GridNorth", borough AS "LocalAuthority",
    {word("location_type", PLACES)} AS "LocationCategory",
    CASE domestic_abuse WHEN 'true' THEN '1' WHEN 'false' THEN '0' END AS "DomesticAbuse",
    array_to_string({words("mo_codes", METHODS)}, '; ') AS "MOKeywords",
    mo_text AS "MONotes", target AS "Target", weapon AS "Weapon", words_spoken AS "WordsSpoken",
    CASE WHEN cancelled_on IS NOT NULL THEN 'NO CRIME' WHEN outcome_on IS NOT NULL THEN 'FILED' ELSE 'OPEN' END
        AS "OccurrenceStatus",
    {day("coalesce(cancelled_on, outcome_on, recorded_on)", DAY)} AS "StatusDate",
    {word("cancel_reason", NO_CRIME)} AS "NoCrimeReason",
    outcome_type AS "HOOutcome", {day("outcome_on", DAY)} AS "HOOutcomeDate",
    duplicate_of AS "ParentOccurrenceId", other_force_ref AS "OtherForceRef", replace(officer, ' ', '') AS "OfficerId"
FROM crime_report
"""

FLAG = f"""
SELECT report_id AS "OccurrenceId", unnest({words("flags", FLAGS)}) AS "Flag"
FROM crime_report WHERE flags IS NOT NULL
"""

OFFICER = """
SELECT replace(officer, ' ', '') AS "OfficerId", split_part(officer, ' ', 1) AS "Rank",
    nullif(substr(officer, strpos(officer || ' ', ' ') + 1), '') AS "CollarNo"
FROM crime_report WHERE officer IS NOT NULL
"""

CLASSIFICATION = """
SELECT report_id AS "OccurrenceId", line AS "ClassNo", replace(ho_code, '/', '') AS "HOClass",
    title AS "OffenceTitle", CASE role WHEN 'included' THEN 'INCLUDED' ELSE 'PRINCIPAL' END AS "ClassType",
    CASE attempt WHEN 'true' THEN '1' WHEN 'false' THEN '0' END AS "Attempt"
FROM offence
"""


def _involvement(table: str, role: str, own: str) -> str:
    return f"""
SELECT mention_id AS "InvolvementId", report_id AS "OccurrenceId", 'P' || mention_id AS "PersonId",
    CASE WHEN address IS NOT NULL OR postcode IS NOT NULL THEN 'A' || mention_id END AS "AddressId",
    {role} AS "Involvement", replace(lines, '|', ',') AS "ClassNos", age_at_offence AS "AgeAtTime",
    custody_no AS "CustodyNo", {own}
FROM {table}
"""


_SUSPECT = f"""
    {day("named_on", DAY)} AS "InvolvedFrom", {word("named_by", NAMED_BY)} AS "NamedBy",
    {day("eliminated_on", DAY)} AS "Eliminated", NULL::VARCHAR AS "SuspectIs", NULL::VARCHAR AS "WithdrewSupport"
"""
_VICTIM = f"""
    NULL::VARCHAR AS "InvolvedFrom", NULL::VARCHAR AS "NamedBy", NULL::VARCHAR AS "Eliminated",
    {word("relationship_to_suspect", RELATIONS)} AS "SuspectIs", {day("withdrew_on", DAY)} AS "WithdrewSupport"
"""


def _person(table: str) -> str:
    return f"""
SELECT 'P' || mention_id AS "PersonId",
    CASE WHEN coalesce(surname, forename, middle_names) IS NOT NULL
        THEN concat(upper(surname), ', ', concat_ws(' ', forename, middle_names)) END AS "Name",
    {day("date_of_birth", DAY)} AS "DOB", coalesce({word("sex", SEXES)}, '0') AS "Sex",
    ethnicity_self AS "EthnicitySelf", ethnicity_observed AS "EthnicityOfficer", phone AS "Phone", email AS "Email",
    vehicle AS "Vehicle", description AS "Description", pnc_id AS "PNCID", cro_no AS "CRO"
FROM {table}
"""


def _alias(table: str) -> str:
    return f"""
SELECT 'P' || mention_id AS "PersonId", unnest(string_split(aliases, '|')) AS "Alias"
FROM {table} WHERE aliases IS NOT NULL
"""


def _address(table: str) -> str:
    return f"""
SELECT 'A' || mention_id AS "AddressId", address AS "Address", postcode AS "Postcode"
FROM {table} WHERE address IS NOT NULL OR postcode IS NOT NULL
"""


_CUSTODY_KINDS = ", ".join(f"'{kind}'" for kind in CUSTODY)
CUSTODY_EVENT = f"""
SELECT event_id AS "CustodyEventId", {word("kind", CUSTODY)} AS "Event", {day('"on"', DAY)} AS "EventDate",
    {day("recorded_on", DAY)} AS "Entered", {day("until", DAY)} AS "Until", report_id AS "OccurrenceId",
    replace(lines, '|', ',') AS "ClassNos", mention_id AS "InvolvementId", pnc_id AS "PNCID", days AS "Days",
    text AS "Notes"
FROM event WHERE kind IN ({_CUSTODY_KINDS})
"""

DIARY_ENTRY = f"""
SELECT event_id AS "EntryId", {word("kind", DIARY)} AS "EntryType", {day('"on"', DAY)} AS "EntryDate",
    {day("recorded_on", DAY)} AS "Created", {day("until", DAY)} AS "Expires", report_id AS "OccurrenceId",
    replace(lines, '|', ',') AS "ClassNos", mention_id AS "InvolvementId", pnc_id AS "PNCID", days AS "LengthDays",
    text AS "EntryText"
FROM event WHERE kind NOT IN ({_CUSTODY_KINDS})
"""

FORENSIC_RESULT = f"""
SELECT report_id AS "OccurrenceId", {word("kind", EVIDENCE)} AS "Evidence", mark_id AS "LabMarkNo",
    {day("matched_on", DAY)} AS "ResultDate"
FROM forensic
"""

NICHE = Layout(
    {
        "Occurrence": {"crime_report": OCCURRENCE},
        "OccurrenceFlag": {"crime_report": FLAG},
        "Officer": {"crime_report": OFFICER},
        "Classification": {"offence": CLASSIFICATION},
        "OccurrencePerson": {
            "suspect": _involvement("suspect", word("coalesce(role, 'suspect')", ROLES), _SUSPECT),
            "victim": _involvement("victim", "'Victim'", _VICTIM),
        },
        "Person": {"suspect": _person("suspect"), "victim": _person("victim")},
        "PersonAlias": {"suspect": _alias("suspect"), "victim": _alias("victim")},
        "Address": {"suspect": _address("suspect"), "victim": _address("victim")},
        "CustodyEvent": {"event": CUSTODY_EVENT},
        "OccurrenceDiary": {"event": DIARY_ENTRY},
        "ForensicResult": {"forensic": FORENSIC_RESULT},
    },
    ending="txt",
    delimiter="\t",
    encoding="windows-1252",
    once=("Officer",),
)
