"""The counting rules in plain Python: slow, small, and read from the method's text alone.

What the engine computes is compared with this. A world is a dictionary of lists of rows (dictionaries): the five
input tables, one version per report; `person` (person_id, side, sex, births: most frequent first),
`person_mention` (person_id, mention_id, side), `offence_table`, and `left_out` (person_ids left out by decision).

Where the text leaves room, this reading was taken:

 1. Known: K = as_at. A report or mention dated later (updated_on, named_on) is not there; a later cancelled_on,
    eliminated_on or event (recorded_on, else `on`) has not happened.
 2. Eliminated (17) holds for a mention. A line is taken only when every mention that names him for it is eliminated.
 3. Transferred (23): the sender is the record cancelled as transferred; the other record is the one that either
    names by other_force_ref (report_id or crime_ref). Seen = known at all, whatever became of it since. Unseen, the
    sender stays while as_at - cancelled_on <= transfer_days.
 4. duplicate_of (21) takes a record out when the record it names is known, also when that one is out itself.
 5. A flag never brings in a generated line (11); with count_generated such a line counts by its category only.
 6. Her sex is the person's (most mentions), else the mention's, else what the code's title says (36), for male_da as
    well. X is known: neither female nor male nor unknown.
 7. No victim row (38): the code's victim_sex F counts, M does not; `either` counts; y and n do not, whatever
    unknown_victim says: that switch is for a victim whose sex is not known.
 8. With several victims on a line the most favourable one decides: female, then unknown, then known others.
 9. male_da: the marker, the flag, or this victim's relationship (partner, ex-partner, family), as in 3.3.
    children_any_sex: any victim under 18 at the offence, by birth, else by age as recorded.
10. occurred_within counts from the end of the act (occurred_to, else occurred_from, else recorded_on): (as_at - act)
    <= N stays, so that a course of conduct that went on until lately is not old.
11. His age at the offence without a birth is age_at_offence of a mention of his in that report (the lowest). His age
    at as_at without a birth is the highest that his reports' ages and dates imply; under 18 is a number of the rule,
    not of the policy.
12. Acquittal (27) needs a report; its empty `lines` are all of them.
13. Custody: begins by remand, recall, or a sentence with days; a release on that day
    or later ends it (dates carry no hours: people are booked and released on one day); `until`, else
    on + days. Inside past as_at + N: the end is after that day. release_due ends nothing.
14. An event whose mention is nobody's falls through to pnc_id, then to its report. The report's only suspect: all its
    suspect mentions, eliminated or not, are one person's; a mention of nobody is somebody else. An event of a victim's
    mention is of no suspect.
15. Set aside: reasons in the order dead, in custody, child, decision, no line left. harm_days are his counted lines;
    when the rules took all of them, those that they took. rank_otherwise is his place among those ranked, he alone
    added. Whom the policy's sex does not admit is in neither table.
16. Victims of a rank: distinct women on his counted lines, with sex F or unknown where the code's victim_sex is F; one
    who is nobody's person (unnamed) is a woman of her own.
17. crime_unit (3) and line_x_victim (5) are made by intake: here a line is a line.
"""

from datetime import date, timedelta
from decimal import Decimal

LINE_RULES = ("eliminated", "acquitted", "child at offence")


def score(world, policy, as_at):
    """harm_lines, ranking and set_aside as lists of rows."""
    world = as_known(world, as_at)
    lines = harm_lines(world, policy, as_at)
    people = {person: summed(world, person, lines) for person in admitted(world, policy)}
    people = {person: row for person, row in people.items() if row is not None}
    reasons = {person: own_reason(world, policy, as_at, person) or row["reason"] for person, row in people.items()}
    ranked = rule_42_ties_and_order([row for person, row in people.items() if reasons[person] is None])
    apart = [
        {
            "person_id": person,
            "reason": reasons[person],
            "harm_days": row["harm_days"],
            "rank_otherwise": rule_42_ties_and_order([*ranked, row]).index(row) + 1,
        }
        for person, row in people.items()
        if reasons[person] is not None
    ]
    return {"harm_lines": lines, "ranking": numbered(ranked, policy), "set_aside": apart}


def as_known(world, known_to):
    """Rule 19 and *Knowledge*: what was not known on the day is not there."""
    known = dict(world)
    known["crime_report"] = [
        blank(report, known_to, "cancelled_on")
        for report in world["crime_report"]
        if (report.get("updated_on") or report["recorded_on"]) <= known_to
    ]
    recorded = {report["report_id"]: report["recorded_on"] for report in known["crime_report"]}
    for table in ("offence", "victim"):
        known[table] = [row for row in world[table] if row["report_id"] in recorded]
    known["suspect"] = [
        blank(row, known_to, "eliminated_on")
        for row in world["suspect"]
        if row["report_id"] in recorded and (row.get("named_on") or recorded[row["report_id"]]) <= known_to
    ]
    known["event"] = [row for row in world["event"] if (row.get("recorded_on") or row["on"]) <= known_to]
    return known


def blank(row, known_to, field):
    return row | {field: None} if row.get(field) and row[field] > known_to else row


# --- Lines ------------------------------------------------------------------------------------------------------


def harm_lines(world, policy, as_at):
    """Each person and offence line of which he is a suspect, once (rules 4, 29, 31): does it count, why not."""
    rows = []
    for offence in world["offence"]:
        report = report_of(world, offence)
        for person in suspects_of(world, offence):
            why = why_not(world, policy, as_at, report, offence) or taken_by(world, policy, as_at, offence, person)
            weight = weight_of(world, offence)
            rows.append(
                {
                    "person_id": person,
                    "report_id": offence["report_id"],
                    "line": offence["line"],
                    "days": weight["days"] if weight else None,
                    "counted": why is None,
                    "why": why or "counted",
                }
            )
    return rows


def suspects_of(world, offence):
    """Persons whom a mention names for this line."""
    return sorted({person_of(world, mention, "suspect") for mention in namings(world, offence)} - {None})


def namings(world, offence):
    return [
        mention
        for mention in world["suspect"]
        if mention["report_id"] == offence["report_id"] and rule_32_role(mention) and concerns(mention, offence["line"])
    ]


def rule_32_role(mention):
    return mention.get("role") in (None, "suspect")


def concerns(row, line):
    """Rule 4: an empty list of lines is all of them."""
    return not row.get("lines") or line in row["lines"]


def person_of(world, mention, side):
    """Rule 30: a placeholder is nobody."""
    for row in world["person_mention"]:
        if row["side"] == side and row["mention_id"] == mention["mention_id"]:
            return row["person_id"]
    return None


def report_of(world, row):
    return next(report for report in world["crime_report"] if report["report_id"] == row["report_id"])


def weight_of(world, offence):
    """The code's own row; an attempt has the days of the code that it is recorded under (rule 9)."""
    return next((row for row in world["offence_table"] if row["ho_code"] == offence["ho_code"]), None)


def why_not(world, policy, as_at, report, offence):
    """Why this line counts for nobody, or None. Rules 8, 13, 18, 22, 24, 25, 26 need no code: it just counts."""
    weight = weight_of(world, offence)
    if not rule_14_window(report, policy, as_at):
        return "outside the window"
    if not rule_20_cancelled(world, report, policy, as_at):
        return "cancelled"
    if not rule_21_duplicate(world, report):
        return "duplicate"
    if not rule_1_principal(offence, policy):
        return "included"
    if not rule_10_weighted(weight):
        return "unweighted"
    if not rule_11_generated(weight, policy):
        return "found by police activity"
    if not vawg(report, weight, policy):
        return "not in the policy's offences"
    if not rule_15_occurred_within(report, policy, as_at):
        return "too long ago"
    if policy.female_victim and not female_victim(world, report, offence, weight, policy):
        return "no female victim"
    return None


def rule_14_window(report, policy, as_at):
    return as_at - timedelta(days=policy.window_days) < report["recorded_on"] <= as_at


def rule_20_cancelled(world, report, policy, as_at):
    """A cancelled record is out, but for one transferred to a force whose record is not seen yet."""
    if not report.get("cancelled_on"):
        return True
    return report.get("cancel_reason") == "transferred" and rule_23_transferred(world, report, policy, as_at)


def rule_23_transferred(world, sender, policy, as_at):
    """The sender's stays until the receiving record is seen, transfer_days at most."""
    seen = any(names(sender, other) or names(other, sender) for other in world["crime_report"] if other != sender)
    return not seen and as_at <= sender["cancelled_on"] + timedelta(days=policy.transfer_days)


def names(report, other):
    reference = report.get("other_force_ref")
    return reference is not None and reference in (other["report_id"], other["crime_ref"])


def rule_21_duplicate(world, report):
    return report.get("duplicate_of") not in {other["report_id"] for other in world["crime_report"]}


def rule_1_principal(offence, policy):
    """Rules 1 and 2: the role decides, never the date."""
    return policy.count_included or offence.get("role") in (None, "principal")


def rule_10_weighted(weight):
    return weight is not None and weight["days"] is not None


def rule_11_generated(weight, policy):
    return policy.count_generated or not weight["generated"]


def vawg(report, weight, policy):
    """3.1: by category, or by a flag of the report, which brings in every line but generated ones."""
    category = weight["vawg_category"]
    if policy.categories == "all":
        return True
    if policy.categories == "vawg" and category is not None:
        return True
    if isinstance(policy.categories, tuple) and category in policy.categories:
        return True
    return not weight["generated"] and bool(flags_of(report) & set(policy.flags))


def flags_of(report):
    flags = set(report.get("flags") or [])
    return flags | {"domestic_abuse"} if report.get("domestic_abuse") else flags


def rule_15_occurred_within(report, policy, as_at):
    if policy.occurred_within is None:
        return True
    ended_on = report["occurred_to"].date() if report.get("occurred_to") else acted_on(report)
    return (as_at - ended_on).days <= policy.occurred_within


def acted_on(report):
    return report["occurred_from"].date() if report.get("occurred_from") else report["recorded_on"]


# --- Victims ----------------------------------------------------------------------------------------------------


def female_victim(world, report, offence, weight, policy):
    """Rules 36 to 38."""
    victims = victims_of(world, offence)
    sexes = [sex_of_victim(world, victim) or weight["victim_sex"] for victim in victims]
    if "F" in sexes:
        return True
    if any(rule_37_male_or_boy(report, victim, sex, policy) for victim, sex in zip(victims, sexes, strict=True)):
        return True
    if victims and None not in sexes:
        return False
    return rule_38_not_identified(weight) if not victims else rule_36_sex_unknown(weight, policy)


def victims_of(world, offence):
    return [
        victim
        for victim in world["victim"]
        if victim["report_id"] == offence["report_id"] and concerns(victim, offence["line"])
    ]


def sex_of_victim(world, victim):
    person = person_of(world, victim, "victim")
    known = person_row(world, person, "victim")["sex"] if person else None
    return known or victim.get("sex")


def rule_37_male_or_boy(report, victim, sex, policy):
    domestic = "domestic_abuse" in flags_of(report) or victim.get("relationship_to_suspect") in (
        "partner",
        "ex_partner",
        "family",
    )
    age = age_on(victim.get("date_of_birth"), acted_on(report))
    age = victim.get("age_at_offence") if age is None else age
    return (policy.male_da and sex == "M" and domestic) or (policy.children_any_sex and age is not None and age < 18)


def rule_36_sex_unknown(weight, policy):
    """A victim of unknown sex, where the code's title does not settle it: `either` counts; else the policy's switch."""
    return weight["victim_based"] == "either" or policy.unknown_victim == "count"


def rule_38_not_identified(weight):
    """No victim row."""
    if weight["victim_sex"] is not None:
        return weight["victim_sex"] == "F"
    return weight["victim_based"] == "either"


# --- Lines that a rule takes from one man -----------------------------------------------------------------------


def taken_by(world, policy, as_at, offence, person):
    """Which of the three line rules takes this line, which would have counted, from him."""
    if rule_17_eliminated(world, offence, person):
        return "eliminated"
    if policy.acquitted == "set_aside" and rule_27_acquitted(world, as_at, offence, person):
        return "acquitted"
    if rule_33_child_at_offence(world, policy, offence, person):
        return "child at offence"
    return None


def rule_17_eliminated(world, offence, person):
    his = [mention for mention in namings(world, offence) if person_of(world, mention, "suspect") == person]
    return all(mention.get("eliminated_on") for mention in his)


def rule_27_acquitted(world, as_at, offence, person):
    return any(
        event["kind"] == "acquittal"
        and event["on"] <= as_at
        and event.get("report_id") == offence["report_id"]
        and concerns(event, offence["line"])
        for event in events_of(world, person)
    )


def rule_33_child_at_offence(world, policy, offence, person):
    report = report_of(world, offence)
    age = age_on(birth_of(world, person), acted_on(report))
    if age is None:
        recorded = [
            mention["age_at_offence"]
            for mention in world["suspect"]
            if mention["report_id"] == report["report_id"]
            and person_of(world, mention, "suspect") == person
            and mention.get("age_at_offence") is not None
        ]
        age = min(recorded, default=None)
    return age is not None and age < policy.min_age


def age_on(birth, day):
    if birth is None:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def birth_of(world, person):
    births = person_row(world, person, "suspect").get("births")
    return births[0] if births else None


def person_row(world, person, side):
    return next(row for row in world["person"] if row["person_id"] == person and row["side"] == side)


# --- People -----------------------------------------------------------------------------------------------------


def admitted(world, policy):
    """Suspects whom the policy's sex admits; unknown is kept (rule 35)."""
    return sorted(
        row["person_id"]
        for row in world["person"]
        if row["side"] == "suspect" and (row["sex"] is None or row["sex"] in policy.sex)
    )


def summed(world, person, lines):
    """His ranking row before it has a rank; of the lines that were taken from him when no other is left."""
    his = [line for line in lines if line["person_id"] == person]
    counted = [line for line in his if line["counted"]]
    lines = counted or [line for line in his if line["why"] in LINE_RULES]
    if not lines:
        return None
    recorded = [report_of(world, line)["recorded_on"] for line in lines]
    return {
        "person_id": person,
        "harm_days": sum((line["days"] for line in lines), Decimal(0)),
        "offences": len(lines),
        "reports": len({line["report_id"] for line in lines}),
        "victims": len(rule_8_women(world, lines)),
        "first_on": min(recorded),
        "last_on": max(recorded),
        "reason": None if counted else "no line left",
    }


def rule_8_women(world, lines):
    """Distinct women and girls on these lines."""
    women = set()
    for line in lines:
        offence = next(
            row for row in world["offence"] if (row["report_id"], row["line"]) == (line["report_id"], line["line"])
        )
        for victim in victims_of(world, offence):
            sex = sex_of_victim(world, victim) or weight_of(world, offence)["victim_sex"]
            person = person_of(world, victim, "victim")
            if sex == "F":
                women.add(person or victim["mention_id"])
    return women


def own_reason(world, policy, as_at, person):
    """Why he himself is set apart."""
    events = events_of(world, person)
    if rule_39_dead(events, as_at):
        return "dead"
    if not policy.custody_takes_place and rule_40_in_custody(events, policy, as_at):
        return "in custody"
    if rule_33_child_now(world, as_at, person):
        return "child"
    if person in world["left_out"]:
        return "decision"
    return None


def rule_39_dead(events, as_at):
    return any(event["kind"] == "death" and event["on"] <= as_at for event in events)


def rule_40_in_custody(events, policy, as_at):
    ends = [custody_end(event, events, as_at) for event in events if begins_custody(event) and event["on"] <= as_at]
    return any(end is None or end > as_at + timedelta(days=policy.custody_beyond_days) for end in ends)


def begins_custody(event):
    return event["kind"] in ("remand", "recall") or (event["kind"] == "sentence" and event.get("days") is not None)


def custody_end(event, events, as_at):
    """The first later release, else `until`, else on + days, else not known (None)."""
    releases = [row["on"] for row in events if row["kind"] == "release" and event["on"] <= row["on"] <= as_at]
    if releases:
        return min(releases)
    if event.get("until"):
        return event["until"]
    return event["on"] + timedelta(days=event["days"]) if event.get("days") is not None else None


def rule_33_child_now(world, as_at, person):
    age = age_on(birth_of(world, person), as_at)
    if age is None:
        age = max(implied_ages(world, as_at, person), default=None)
    return age is not None and age < 18


def implied_ages(world, as_at, person):
    return [
        mention["age_at_offence"] + age_on(acted_on(report_of(world, mention)), as_at)
        for mention in world["suspect"]
        if person_of(world, mention, "suspect") == person and mention.get("age_at_offence") is not None
    ]


def events_of(world, person):
    return [event for event in world["event"] if owner_of(world, event) == person]


def owner_of(world, event):
    """Whose event it is: by mention, else by PNC id, else its report's only suspect, else nobody's."""
    if event.get("mention_id"):
        if event["mention_id"] in {victim["mention_id"] for victim in world["victim"]}:
            return None
        if owner := person_of(world, event, "suspect"):
            return owner
    if event.get("pnc_id"):
        same = [mention for mention in world["suspect"] if mention.get("pnc_id") == event["pnc_id"]]
        people = {person_of(world, mention, "suspect") for mention in same} - {None}
        if len(people) == 1:
            return people.pop()
    if event.get("report_id"):
        people = {
            person_of(world, mention, "suspect")
            for mention in world["suspect"]
            if mention["report_id"] == event["report_id"] and rule_32_role(mention)
        }
        if len(people) == 1:
            return people.pop()
    return None


# --- Ranks ------------------------------------------------------------------------------------------------------


def rule_42_ties_and_order(rows):
    """Days; then victims, reports, later last report, person_id."""
    return sorted(
        rows,
        key=lambda row: (
            -row["harm_days"],
            -row["victims"],
            -row["reports"],
            date.max - row["last_on"],
            row["person_id"],
        ),
    )


def numbered(ranked, policy):
    """Ranks from 1; tie_at_cut where the same days stand on both sides of the cut."""
    cut = policy.list_size
    across = len(ranked) > cut and ranked[cut - 1]["harm_days"] == ranked[cut]["harm_days"]
    tied = ranked[cut]["harm_days"] if across else None
    return [
        {name: value for name, value in row.items() if name != "reason"}
        | {"rank": place, "tie_at_cut": row["harm_days"] == tied}
        for place, row in enumerate(ranked, 1)
    ]
