"""The tables that pass between rooms: the one shared vocabulary.

Each table says its columns, their types (Ibis), their unit or meaning, and its key. Dates are dates; a time is
London wall time (Europe/London) without an offset, because that is how a crime report gives it; harm is days of
custody as exact decimals; distance is metres (EPSG:27700). An empty value means *not known*, never "no".

`INPUT` is what a force's extract becomes; `STORED` is the same with its version; `DERIVED` is what a run adds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:  # the site knows these tables and asks no engine: it starts sooner without
    import ibis
    import ibis.expr.types as ir

DAYS = "decimal(18, 4)"
"""Days of custody: exact, only ever added (sums are cast back to this type)."""

LOG10_BF = "decimal(9, 4)"
"""log10 of a Bayes factor, exact: it is only ever added."""


@dataclass(frozen=True)
class Column:
    """One column: its Ibis type, what it says, whether an extract must have it, the values it may take."""

    name: str
    type: str
    doc: str
    required: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns in order, the columns that tell rows apart."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> "ibis.Schema":
        import ibis

        return ibis.schema({column.name: column.type for column in self.columns})

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def shape(self, expression: "ir.Table") -> "ir.Table":
        """The expression with exactly this table's columns, in order and type; a missing one is all unknown."""
        import ibis

        have = set(expression.columns)
        return expression.select(
            **{
                column.name: expression[column.name].cast(column.type)
                if column.name in have
                else ibis.null(column.type)
                for column in self.columns
            }
        )

    def arrow(self, rows: Iterable[dict[str, Any]]) -> pa.Table:
        """Rows given as dictionaries as an Arrow table of this schema; a missing column is unknown."""
        rows = list(rows)
        return pa.table(
            {field.name: pa.array([row.get(field.name) for row in rows], field.type) for field in self._arrow}
        )

    @cached_property
    def _arrow(self) -> pa.Schema:
        schema: pa.Schema = self.schema.to_pyarrow()
        return schema


def _table(name: str, doc: str, key: str, *columns: Column) -> Table:
    return Table(name, doc, columns, tuple(key.split()))


SEXES = ("M", "F", "X")
LOCATION_TYPES = ("home", "other_private", "street", "public_building", "transport", "online")
PRIVATE_LOCATIONS = ("home", "other_private")
CANCEL_REASONS = ("additional_information", "duplicate", "transferred", "recorded_in_error")
CRIME_UNITS = ("line", "line_x_victim")
OFFENCE_ROLES = ("principal", "included")
SUSPECT_ROLES = ("suspect", "involved", "witness")
NAMED_BY = ("victim", "witness", "officer", "forensic", "other")
RELATIONSHIPS = ("partner", "ex_partner", "family", "acquaintance", "stranger", "professional", "other")
MARK_KINDS = ("dna", "fingerprint", "footwear", "tool", "ballistic", "digital")
PLANNED_KINDS = ("release_due", "court_date")
EVENT_KINDS = (
    "contact",
    "arrest",
    "interview",
    "bail",
    "charge",
    "remand",
    "release",
    "no_further_action",
    "discontinued",
    "victim_withdrew",
    "false_report",
    "plea",
    "conviction",
    "acquittal",
    "sentence",
    "recall",
    "order_applied",
    "order",
    "order_served",
    "breach",
    "death",
    *PLANNED_KINDS,
)

# --- What a force sends -------------------------------------------------------------------------------------

CRIME_REPORT = _table(
    "crime_report",
    "One crime report as it stood when this version of it was written.",
    "report_id",
    Column("report_id", "string", "the record system's own key", required=True),
    Column("force", "string", "the force that holds the record (free text)", required=True),
    Column("crime_ref", "string", "the reference that officers use", required=True),
    Column("recorded_on", "date", "when it was recorded", required=True),
    Column("updated_on", "date", "date of this version; recorded_on when empty"),
    Column("occurred_from", "timestamp", "start of the offence, London time"),
    Column("occurred_to", "timestamp", "end of the offence, London time"),
    Column("easting", "int64", "metres, EPSG:27700"),
    Column("northing", "int64", "metres, EPSG:27700"),
    Column("borough", "string", "borough by name (free text; one unknown to the map is listed)"),
    Column("location_type", "string", "kind of place", values=LOCATION_TYPES),
    Column("domestic_abuse", "boolean", "the force's domestic-abuse marker"),
    Column("flags", "array<string>", "markers of the report: flags.csv"),
    Column("mo_codes", "array<string>", "method of the offence: mo_codes.csv"),
    Column("mo_text", "string", "method as written"),
    Column("target", "string", "what was attacked or taken"),
    Column("weapon", "string", "weapon as recorded"),
    Column("words_spoken", "string", "words of the offender"),
    Column("outcome_type", "string", "Home Office outcome type: outcomes.csv"),
    Column("outcome_on", "date", "when the outcome was given"),
    Column("cancelled_on", "date", "when the record was cancelled"),
    Column("cancel_reason", "string", "why it was cancelled", values=CANCEL_REASONS),
    Column("duplicate_of", "string", "report_id of the surviving record"),
    Column("other_force_ref", "string", "report_id or crime_ref at the force it went to or came from"),
    Column("officer", "string", "officer in the case (free text)"),
    Column("crime_unit", "string", "what an offence line is; empty is line; set by the profile", values=CRIME_UNITS),
)

OFFENCE = _table(
    "offence",
    "One offence line of a crime report.",
    "report_id line",
    Column("report_id", "string", "its report", required=True),
    Column("line", "int64", "a number from 1 within the report", required=True),
    Column("ho_code", "string", "Home Office code, class/sub-class (019/08)", required=True),
    Column("title", "string", "offence as written"),
    Column("role", "string", "principal or included classification; empty is principal", values=OFFENCE_ROLES),
    Column("attempt", "boolean", "attempted, not completed"),
)

_IDENTITY = (
    Column("forename", "string", "as recorded"),
    Column("middle_names", "string", "as recorded"),
    Column("surname", "string", "as recorded"),
    Column("aliases", "array<string>", "other names, each whole"),
    Column("date_of_birth", "date", "as recorded"),
    Column("age_at_offence", "int64", "years, as recorded"),
    Column("sex", "string", "as recorded", values=SEXES),
    Column("ethnicity_self", "string", "self-defined; used for fairness only, never in a score"),
    Column("ethnicity_observed", "string", "as an officer saw it; used for fairness only, never in a score"),
    Column("address", "string", "as recorded"),
    Column("postcode", "string", "as recorded"),
    Column("phone", "string", "as recorded"),
    Column("email", "string", "as recorded"),
    Column("vehicle", "string", "registration or description"),
    Column("description", "string", "as given: age, height, build, accent"),
    Column("pnc_id", "string", "Police National Computer id"),
    Column("cro_no", "string", "Criminal Records Office number"),
    Column("custody_no", "string", "custody record"),
)

SUSPECT = _table(
    "suspect",
    "One mention of a person as suspect (or involved, or witness) in a report.",
    "mention_id",
    Column("mention_id", "string", "the record system's own key of this mention", required=True),
    Column("report_id", "string", "its report", required=True),
    Column("role", "string", "empty is suspect", values=SUSPECT_ROLES),
    Column("lines", "array<int64>", "offence lines that it concerns; empty is all"),
    *_IDENTITY,
    Column("named_by", "string", "who named him", values=NAMED_BY),
    Column("named_on", "date", "when he was named; recorded_on when empty"),
    Column("eliminated_on", "date", "when he was eliminated from the enquiry"),
)

VICTIM = _table(
    "victim",
    "One mention of a person as victim in a report.",
    "mention_id",
    Column("mention_id", "string", "the record system's own key of this mention", required=True),
    Column("report_id", "string", "its report", required=True),
    Column("lines", "array<int64>", "offence lines that it concerns; empty is all"),
    *_IDENTITY,
    Column("relationship_to_suspect", "string", "what the suspect is to her", values=RELATIONSHIPS),
    Column("withdrew_on", "date", "when she withdrew support"),
)

EVENT = _table(
    "event",
    "Something that happened to a person or a case, or is planned.",
    "event_id",
    Column("event_id", "string", "the record system's own key", required=True),
    Column("kind", "string", "what happened", required=True, values=EVENT_KINDS),
    Column("on", "date", "when it happened or is planned for", required=True),
    Column("recorded_on", "date", "when it was known; `on` when empty"),
    Column("until", "date", "planned end of custody, bail, order or tag"),
    Column("report_id", "string", "the report it belongs to"),
    Column("lines", "array<int64>", "offence lines that it concerns; empty is all"),
    Column("mention_id", "string", "the suspect mention it concerns"),
    Column("pnc_id", "string", "the person it concerns, where no mention is given"),
    Column("days", "int64", "length of a sentence, order or remand in days"),
    Column("text", "string", "as written"),
)

FORENSIC = _table(
    "forensic",
    "A mark found at a crime. The same mark at two crimes: the laboratory says it is one source. Never scored.",
    "report_id kind mark_id",
    Column("report_id", "string", "the report of the crime", required=True),
    Column("kind", "string", "what the mark is of", required=True, values=MARK_KINDS),
    Column("mark_id", "string", "the laboratory's own key of its source", required=True),
    Column("matched_on", "date", "when the laboratory reported it; when it became known here when empty"),
)

INPUT = {table.name: table for table in (CRIME_REPORT, OFFENCE, SUSPECT, VICTIM, EVENT, FORENSIC)}
CHILDREN = (OFFENCE, SUSPECT, VICTIM)
"""Tables whose rows belong to one version of one report."""
APART = {"event": "recorded_on", "forensic": "matched_on"}
"""Tables whose rows have versions of their own, each with the day on which the row was known: courts and laboratories
tell of a report later than it was written, and another extract of the report must not undo what they said."""
MAY_LACK = ("forensic",)
"""Tables that many forces cannot send: nothing is said where they do not come, and older batches lack them."""

# --- Whom a partner refers ----------------------------------------------------------------------------------

_OF_REFERRED = (
    "forename",
    "middle_names",
    "surname",
    "aliases",
    "date_of_birth",
    "sex",
    "address",
    "postcode",
    "phone",
    "email",
    "pnc_id",
    "cro_no",
)

REFERRAL = _table(
    "referral",
    "A person whom a partner referred, as the partner told of him.",
    "referral_id",
    Column("referral_id", "string", "what the ledger calls him"),
    *(column for column in _IDENTITY if column.name in _OF_REFERRED),
    Column("salt", "string", "random: once the row is erased, the ledger's hash of it confirms no guess"),
)

# --- What intake keeps --------------------------------------------------------------------------------------

_VERSION = Column("version", "string", "hash of the whole version: the report with its children", required=True)
_RECEIVED = (
    Column("received_on", "date", "when the batch arrived", required=True),
    Column("batch", "string", "the batch that brought it", required=True),
)

STORED = {
    "crime_report": Table(
        "crime_report",
        CRIME_REPORT.doc,
        (*CRIME_REPORT.columns, _VERSION, *_RECEIVED),
        ("report_id", "version"),
    ),
    "offence": Table("offence", OFFENCE.doc, (*OFFENCE.columns, _VERSION), ("report_id", "version", "line")),
    "suspect": Table("suspect", SUSPECT.doc, (*SUSPECT.columns, _VERSION), ("report_id", "version", "mention_id")),
    "victim": Table("victim", VICTIM.doc, (*VICTIM.columns, _VERSION), ("report_id", "version", "mention_id")),
    **{
        name: Table(
            name,
            INPUT[name].doc,
            (*INPUT[name].columns, _VERSION, *_RECEIVED),
            (*INPUT[name].key, "version"),
        )
        for name in APART
    },
}
"""Accepted rows of a batch. updated_on, named_on, recorded_on and matched_on are filled in, so never empty here."""

REJECT = _table(
    "reject",
    "A row that was set aside, with what is wrong and how to mend it.",
    "source row column reason",
    Column("source", "string", "file, sheet or query"),
    Column("row", "int64", "the row of the file, counted as a person sees it; the heading is row 1 of a CSV"),
    Column("column", "string", "the file's own column name; empty when the whole row is at fault"),
    Column("value", "string", "what stood there"),
    Column("reason", "string", "what is wrong"),
    Column("remedy", "string", "how to mend it"),
    Column("raw", "string", "the whole row as read, as JSON"),
)

# --- Reference tables ---------------------------------------------------------------------------------------

OFFENCE_TABLE = _table(
    "offence_table",
    "What each Home Office code weighs and means under one weight set.",
    "ho_code",
    Column("ho_code", "string", "Home Office code"),
    Column("title", "string", "offence"),
    Column("subgroup", "string", "group of the published index"),
    Column("vawg_category", "string", "category of violence against women and girls; empty when none"),
    Column("days", DAYS, "harm of one offence; empty when the weight set lacks it"),
    Column("basis", "string", "where the days come from: published, guideline, assumed"),
    Column("unit", "string", "one crime per victim, or per incident", values=("victim", "incident")),
    Column(
        "victim_based",
        "string",
        "y, n, or either: counts without an identified victim",
        values=("y", "n", "either"),
    ),
    Column("generated", "boolean", "found by police activity, left out by the index"),
    Column("victim_sex", "string", "where the title names it", values=("M", "F")),
    Column("precursor", "string", "which precursor rules read the code"),
)

# --- What a run derives -------------------------------------------------------------------------------------

SIDES = ("suspect", "victim")
REFUSED = ("contradiction", "weak bridge")

PERSON = _table(
    "person",
    "A person as the run sees him. Of a victim nothing but sex and age band.",
    "person_id",
    Column("person_id", "string", "stable from run to run; a victim's says nothing of her"),
    Column("side", "string", "suspects and victims are resolved apart", values=SIDES),
    Column(
        "doubt",
        "string",
        "why his identity is in doubt: none, weak bridge, decisions conflict, possible twins",
    ),
    Column("names", "array<string>", "names, most frequent first; empty for victims"),
    Column("births", "array<date>", "dates of birth, most frequent first; empty for victims"),
    Column("sex", "string", "of most mentions", values=SEXES),
    Column("sex_conflict", "boolean", "mentions disagree on sex"),
    Column("ids", "array<string>", "police identifiers; empty for victims"),
    Column(
        "age_band",
        "string",
        "at as_at: under 18, 18-24, 25-34, 35-44, 45-54, 55-64, 65+; empty when not known",
    ),
    Column("mentions", "int64", "how many mentions were joined"),
)

PERSON_MENTION = _table(
    "person_mention",
    "Which mentions are one person.",
    "side mention_id",
    Column("person_id", "string", "the person"),
    Column("mention_id", "string", "the mention"),
    Column("side", "string", "suspect or victim", values=SIDES),
    Column(
        "match_weight",
        "float64",
        "strongest evidence that ties it to another of his mentions, bits; empty when alone",
    ),
    Column("repeats", "string", "the mention that says all the same of who he is and was compared for it; else empty"),
)

PERSON_LINEAGE = _table(
    "person_lineage",
    "What became of the previous run's people.",
    "from_id to_id",
    Column("from_id", "string", "in the previous run"),
    Column("to_id", "string", "in this run"),
    Column("kind", "string", "kept, merged or split", values=("kept", "merged", "split")),
    Column("mentions", "int64", "how many mentions went that way"),
)

MATCH = _table(
    "match",
    "A pair of mentions that was compared and found alike, or that people decided of, with each comparison's part.",
    "side mention_a mention_b",
    Column("side", "string", "suspect or victim", values=SIDES),
    Column("mention_a", "string", "the smaller id"),
    Column("mention_b", "string", "the larger id"),
    Column("match_weight", "float64", "log2 Bayes factor of all parts and the prior, bits"),
    Column("joined", "boolean", "both are in one person"),
    Column("parts", "array<string>", "each comparison's level and weight, `name: same, rare +9.25`"),
    Column("decided", "string", "what people decided of the two: what, by whom, when; empty when nobody did"),
    Column(
        "refused",
        "string",
        "why a pair that weighs enough to join is not joined by the evidence: one person of both would contradict "
        "himself, or most pairs between the two speak against it",
        values=REFUSED,
    ),
)

RECOGNISED = _table(
    "recognised",
    "Who a referred person may be among the suspects known.",
    "referral_id person_id",
    Column("referral_id", "string", "the referral"),
    Column("person_id", "string", "a person with a mention that would be joined to it"),
    Column("match_weight", "float64", "the strongest evidence for it, bits"),
    Column("sound", "boolean", "nothing that is known of the person contradicts it"),
)

HARM_LINE = _table(
    "harm_line",
    "One person, one offence line: does it count, how much, and why or why not.",
    "person_id report_id line",
    Column("person_id", "string", "the suspect"),
    Column("report_id", "string", "the report"),
    Column("line", "int64", "the offence line"),
    Column("ho_code", "string", "Home Office code"),
    Column("days", DAYS, "what it weighs, counted or not; empty when unweighted"),
    Column("counted", "boolean", "adds to his harm days"),
    Column("why", "string", "counted, or why not (reference: reasons)"),
    Column(
        "marks",
        "array<string>",
        "said of it without changing the sum: full offence for attempt, non-recent, mutual",
    ),
)

RANKING = _table(
    "ranking",
    "Everyone with a counted line who is not set aside, all ranks.",
    "rank",
    Column("as_at", "date", "last day of the window"),
    Column("policy", "string", "policy by name"),
    Column("rank", "int64", "from 1; no two share one"),
    Column("person_id", "string", "the person"),
    Column("harm_days", DAYS, "sum of his counted lines"),
    Column("offences", "int64", "counted lines"),
    Column("reports", "int64", "distinct reports of them"),
    Column("victims", "int64", "distinct women and girls on them"),
    Column("first_on", "date", "first recorded_on of them"),
    Column("last_on", "date", "last recorded_on of them"),
    Column(
        "flags",
        "array<string>",
        "what a reader must know: sex unknown, age unknown, mutual, possible victim ...",
    ),
    Column("tie_at_cut", "boolean", "same harm days on both sides of the cut"),
    Column(
        "chance_in_top",
        "float64",
        "share of samples of the links in doubt in which he is listed: the model's measure, not a fact",
    ),
    Column("rank_low", "int64", "his rank in those samples, 5th percentile; empty when none could list him"),
    Column("rank_high", "int64", "95th percentile; empty when none could list him"),
    Column(
        "weakest_link",
        "array<string>",
        "the two mentions whose link in doubt matters most for his days; empty when none does",
    ),
    Column("previous_rank", "int64", "in the same policy's run before"),
    Column("movement", "string", "against that run", values=("new", "up", "down", "same")),
)

SET_ASIDE = _table(
    "set_aside",
    "Men who would be ranked but for a rule, each with the reason.",
    "person_id",
    Column("person_id", "string", "the person"),
    Column("reason", "string", "dead, in custody, child, decision, no line left"),
    Column("detail", "string", "since when, until when, by whose decision, which lines"),
    Column("harm_days", DAYS, "without the rule"),
    Column("rank_otherwise", "int64", "without the rule"),
)

DEPARTURE = _table(
    "departure",
    "Who was listed in the same policy's run before and is not now, and why.",
    "person_id",
    Column("person_id", "string", "his id in the run before"),
    Column("previous_rank", "int64", "his rank then"),
    Column("rank", "int64", "his rank now, when he still has one"),
    Column(
        "why",
        "string",
        "overtaken, aged out of the window, set aside: ..., merged into another person, no line left",
    ),
)

ANNEX = _table(
    "annex",
    "What is not in the rank and a reader should see beside it.",
    "annex person_id",
    Column(
        "annex",
        "string",
        "which list",
        values=(
            "named_late",
            "but_for_cancellations",
            "unknown_victim",
            "possible_duplicate",
            "mutual",
            "referral",
        ),
    ),
    Column("person_id", "string", "the person; a referral without a person keeps the referral's id"),
    Column("reports", "array<string>", "the reports concerned"),
    Column("days", DAYS, "days that it would add (or take away, when negative)"),
    Column("rank_with", "int64", "his rank if it counted"),
    Column("rank_without", "int64", "his rank without it; empty when unranked"),
)

PRECURSOR = _table(
    "precursor",
    "People whom a rule of the precursor list puts forward to be read. No score, no sum.",
    "person_id rule",
    Column("person_id", "string", "the person"),
    Column("rule", "string", "P1 to P18"),
    Column("latest_on", "date", "latest fact that fires it"),
    Column("reports", "array<string>", "the reports that fire it"),
)

LINK = _table(
    "link",
    "An undetected crime that may be a ranked man's: a lead to be tested, never evidence.",
    "person_id report_id",
    Column("person_id", "string", "the man"),
    Column("report_id", "string", "the crime"),
    Column("category", "string", "crimes of this kind were compared"),
    Column(
        "log10_bf",
        LOG10_BF,
        "log10 Bayes factor: how much likelier the crime is to look like this if he did it than if anybody did",
    ),
    Column(
        "parts", "array<string>", "each comparison's part of it, `distance +1.5200`; what was not alike is negative"
    ),
    Column("strength", LOG10_BF, "log10_bf and the log10 of his crimes of the category: by it leads are put in order"),
    Column("crimes", "int64", "his crimes of the category that it was compared with"),
    Column("of_100", "int64", "of 100 solved crimes held back that were shown with this strength, how many were his"),
    Column("by_model", "int64", "of 100 such crimes how many are his by Bayes' rule, from the strength and his rivals"),
    Column("place", "int64", "his place among the men whose crimes it was compared with, by strength"),
    Column("rivals", "int64", "the other men whose crimes it was compared with"),
    Column("alibi", "string", "in custody from when to when: the crime is struck out; empty otherwise"),
    Column("decided", "string", "what people decided of it: what, by whom, when; empty when nobody did"),
)

MARK = _table(
    "mark",
    "A mark at an undetected crime that the laboratory found at a ranked man's crime too: outranks every other lead.",
    "person_id report_id kind mark_id own_report_id",
    Column("person_id", "string", "the man"),
    Column("report_id", "string", "the undetected crime"),
    Column("kind", "string", "what kind of mark"),
    Column("mark_id", "string", "the laboratory's key of the source"),
    Column("own_report_id", "string", "his crime with the same mark"),
)

SERIES = _table(
    "series",
    "Undetected serious crimes that may be by one hand.",
    "series_id report_id",
    Column("series_id", "string", "named after the smallest report_id of it"),
    Column("report_id", "string", "the crime"),
    Column("crimes", "int64", "how many crimes the series has"),
)

REPORT_VICTIM = _table(
    "report_victim",
    "Which woman, by reference only, is on which line.",
    "report_id line person_id sex relationship",
    Column("report_id", "string", "the report"),
    Column("line", "int64", "the offence line"),
    Column("person_id", "string", "her reference; U... where the record does not tell her from others"),
    Column("sex", "string", "as known", values=SEXES),
    Column("relationship", "string", "what the suspect is to her", values=RELATIONSHIPS),
)

DERIVED = {
    table.name: table
    for table in (
        PERSON,
        PERSON_MENTION,
        PERSON_LINEAGE,
        MATCH,
        HARM_LINE,
        RANKING,
        SET_ASIDE,
        DEPARTURE,
        ANNEX,
        PRECURSOR,
        LINK,
        MARK,
        SERIES,
        REPORT_VICTIM,
    )
}

# --- What a run carries of the known tables -----------------------------------------------------------------


def _carried(table: Table, leave: Iterable[str], *more: Column) -> Table:
    kept = tuple(column for column in table.columns if column.name not in leave)
    return Table(table.name, table.doc, (*kept, *more), table.key)


CARRIED = {
    "crime_report": _carried(
        CRIME_REPORT,
        ("easting", "northing", "mo_text", "target", "words_spoken"),
        Column("area", "string", "small area's code; empty when a victim is known to him: the place may be her home"),
    ),
    "offence": OFFENCE,
    "suspect": _carried(SUSPECT, ("description",)),
    "event": _carried(
        EVENT,
        ("text",),
        Column("person_id", "string", "the suspect whose it is; empty when it is hers, or nobody can be told"),
    ),
}
"""The reports of those whom a run shows, without what could lead to a woman: no coordinate, no free text."""

RUN = {**DERIVED, **CARRIED, "offence_table": OFFENCE_TABLE}
"""Every table of a sealed run, by the name of its file."""
