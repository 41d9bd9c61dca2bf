"""A Splink model of the shape that the Ministry of Justice's Core Person Record has in production, in August 2026.

Written afresh from what its published model states (comparisons, weights, what term frequencies adjust, blocking,
thresholds, the rule for twins) and frozen: nothing here is learned or chosen on a city. Term frequencies are those of
the rows, as in production they are of its own records.

Left out is what a crime report's mention does not have: dates of sentence, the court's own defendant id, people's
decisions, birth dates of aliases. Such a comparison is worth 0 there, and such a blocking rule finds nobody.
"""

from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from benchmarks.identity.city.joining import OWN, Linked, joined

PRIOR = 2.65e-7
JOIN, STAY = 20.0, 14.0
"""Two are brought together from the first, and stay together down to the second. In one batch nobody has been together
before: only the first says who is joined."""

LEAST = -30.0
"""Pairs are kept from so many bits, so that thresholds far below its own can be tried."""

APART = -5.0
"""What a pair of likely twins is worth, whatever it scored."""


@dataclass(frozen=True)
class Level:
    """One level: what must hold, what it is worth in bits, and the column whose term frequency adjusts that.

    `common`: how often strangers agree on that column, which the bits were stated for. `part`: how much of the
    adjustment is made.
    """

    condition: str
    bits: float
    rarity: str = ""
    common: float = 0.0
    part: float = 1.0


COMMON = {
    "first_and_last": 6.4e-6,
    "name_1": 4.3e-3,
    "last_name": 7.9e-4,
    "birth": 6.3e-5,
    "name_2": 1.23e-2,
    "pnc": 1.3e-7,
    "cro": 1.3e-7,
}


def _same(column: str, bits: float) -> Level:
    return Level(f"{column}_l = {column}_r", bits, column, COMMON[column])


_ALIASES = "list_has_any(forenames_l, forenames_r) AND list_has_any(surnames_l, surnames_r)"
_FEW = "len(forenames_l) * len(forenames_r) + len(surnames_l) * len(surnames_r) <= 10"
_PNC_UNKNOWN, _CRO_UNKNOWN = "(pnc_l IS NULL OR pnc_r IS NULL)", "(cro_l IS NULL OR cro_r IS NULL)"

COMPARISONS: dict[str, tuple[str, tuple[Level, ...]]] = {
    "name": (
        "(name_1_l IS NULL OR name_1_r IS NULL) AND (last_name_l IS NULL OR last_name_r IS NULL)",
        (
            _same("first_and_last", 17.1),
            Level(
                "jaro_winkler_similarity(first_and_last_l, first_and_last_r) >= 0.9",
                7.3,
                "first_and_last",
                COMMON["first_and_last"],
                0.7,
            ),
            Level("name_1_l = last_name_r AND last_name_l = name_1_r", 14.0),
            Level(f"{_ALIASES} AND {_FEW}", 11.5),
            Level(_ALIASES, 9.2),
            Level(
                "jaro_winkler_similarity(name_1_l, name_1_r) >= 0.7 "
                "AND jaro_winkler_similarity(last_name_l, last_name_r) >= 0.7",
                3.3,
            ),
            _same("name_1", 0.0),
            _same("last_name", 2.8),
            Level("ELSE", -7.9),
        ),
    ),
    "birth": (
        "birth_l IS NULL OR birth_r IS NULL",
        (
            _same("birth", 13.9),
            Level(
                "substr(birth_l, 1, 3) = substr(birth_r, 1, 3) "
                "AND levenshtein(substr(birth_l, 4), substr(birth_r, 4)) <= 1",
                3.3,
            ),
            Level("abs(born_l - born_r) <= 5 * 365.25", -4.4),
            Level("ELSE", -8.6),
        ),
    ),
    "postcode": (
        "postcode_l IS NULL OR postcode_r IS NULL",
        (
            Level("postcode_l = postcode_r AND postcode_share_l < 1e-5", 15.1),
            Level("postcode_l = postcode_r AND postcode_share_l < 1e-4", 12.0),
            Level("postcode_l = postcode_r AND postcode_share_l < 1e-3", 7.1),
            Level("outcode_l = outcode_r", 5.3),
            Level("ELSE", -2.3),
        ),
    ),
    "middle name": (
        "name_2_l IS NULL OR name_2_r IS NULL",
        (
            _same("name_2", 6.2),
            Level("jaro_winkler_similarity(name_2_l, name_2_r) >= 0.85", 3.6),
            Level("ELSE", -4.6),
        ),
    ),
    "identifiers": (
        "(pnc_l IS NULL AND cro_l IS NULL) OR (pnc_r IS NULL AND cro_r IS NULL)",
        (
            Level("pnc_l = pnc_r AND cro_l = cro_r", 29.9),
            _same("pnc", 21.6),
            _same("cro", 21.8),
            Level("pnc_core_l = pnc_core_r OR pnc_serial_l = cro_serial_r OR cro_serial_l = pnc_serial_r", 14.5),
            Level("pnc_l <> pnc_r AND cro_l <> cro_r", -14.0),
            Level(f"{_PNC_UNKNOWN} AND {_CRO_UNKNOWN}", 0.0),
            Level("ELSE", -10.0),
        ),
    ),
}
"""Each comparison: when it says nothing, and its levels, of which the first that is true counts."""

_START = "l.name_1_start = r.name_1_start AND l.last_name_start = r.last_name_start"
BLOCKING = (
    "l.pnc = r.pnc",
    "l.cro = r.cro",
    "l.birth = r.birth AND l.postcode = r.postcode",
    "l.birth = r.birth AND l.outcode = r.outcode AND l.name_1_start = r.name_1_start",
    "l.birth = r.birth AND l.outcode = r.outcode AND l.last_name_start = r.last_name_start",
    "l.forename_first = r.forename_first AND l.surname_first = r.surname_first AND l.postcode = r.postcode",
    "l.forename_last = r.forename_last AND l.surname_last = r.surname_last AND l.birth = r.birth",
    "l.forename_first = r.forename_first AND l.surname_last = r.surname_last AND l.birth = r.birth",
    "l.first_and_last = r.first_and_last AND l.name_2 = r.name_2",
    f"{_START} AND l.birth = r.birth",
    f"{_START} AND l.postcode = r.postcode",
    "l.name_1 = r.last_name AND l.last_name = r.name_1 AND l.birth = r.birth",
)

CLEANED = """
WITH worded AS (
    SELECT mention_id, name_words(forename) AS given, name_words(surname) AS family,
      given || name_words(middle_names) || family AS words,
      [name_words(alias) FOR alias IN coalesce(aliases, [])] AS other_names,
      CASE WHEN date_of_birth NOT IN (DATE '1970-01-01', DATE '1900-01-01') THEN date_of_birth END AS dated,
      upper(trim(pnc_id)) AS pnc, nullif(upper(trim(cro_no)), '000000/00Z') AS cro,
      regexp_replace(upper(postcode), '[^A-Z0-9]', '', 'g') AS place
    FROM mention
), named AS (
    SELECT *, CASE WHEN len(words) > 1 OR len(family) = 0 THEN words[1] END AS name_1,
      CASE WHEN len(words) > 1 OR len(given) = 0 THEN words[-1] END AS last_name, words[2:-2] AS middle_names,
      list_sort(list_distinct([name_1] || [other[1] FOR other IN other_names])) AS forenames,
      list_sort(list_distinct([last_name] || [other[-1] FOR other IN other_names])) AS surnames,
      CASE WHEN regexp_full_match(place, '[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}') THEN place END AS postcode
    FROM worded
)
SELECT mention_id, name_1, last_name, name_1 || ' ' || last_name AS first_and_last, middle_names,
  middle_names[1] AS name_2, left(name_1, 2) AS name_1_start, left(last_name, 2) AS last_name_start,
  forenames, forenames[1] AS forename_first, forenames[-1] AS forename_last,
  surnames, surnames[1] AS surname_first, surnames[-1] AS surname_last,
  CAST(dated AS VARCHAR) AS birth, dated - DATE '1900-01-01' AS born,
  postcode, count(*) OVER (PARTITION BY postcode) / count(postcode) OVER () AS postcode_share, postcode[:-4] AS outcode,
  pnc, left(pnc, 5) || pnc[-7:-2] AS pnc_core, pnc[-7:-2] AS pnc_serial, cro, left(cro, 6) AS cro_serial
FROM named
"""
"""Names upper case, hyphens to spaces, without apostrophes, MC X as MCX, single letters dropped; the primary name is
one of the aliases; what stands for not known is missing."""

NAME_WORDS = r"""
CREATE OR REPLACE TEMP MACRO name_words(name) AS list_filter(
  regexp_extract_all(
    regexp_replace(
      regexp_replace(replace(upper(coalesce(name, '')), '-', ' '), '[''’`]|NOT ENTERED', '', 'g'),
      '\bMC ', 'MC', 'g'),
    '\S+'),
  lambda word: length(word) > 1)
"""

TWINS = """
    l.name_1 <> r.name_1 AND NOT list_contains(r.middle_names, l.name_1) AND NOT list_contains(l.middle_names, r.name_1)
    AND l.birth = r.birth AND l.last_name = r.last_name AND l.postcode = r.postcode
    AND l.pnc IS DISTINCT FROM coalesce(r.pnc, '') AND l.cro IS DISTINCT FROM coalesce(r.cro, '')
    AND (
      coalesce(l.pnc <> r.pnc, false) OR coalesce(l.cro <> r.cro, false)
      OR list_max(flatten(
        [[jaro_winkler_similarity(one, other) FOR other IN r.forenames] FOR one IN l.forenames])) < 0.9)
"""
"""Another first name, the same birth, surname and postcode, and either other identifiers, or none that match and no
alias alike."""


def link(backend: Backend) -> Linked:
    """Who is who among the table `mention` of `backend`."""
    cleaned(backend)
    api = DuckDBAPI(backend.con)
    linker = Linker(api.register("cleaned"), settings(), log_level=None)
    found = linker.inference.predict(threshold_match_weight=LEAST, warning_mode="never")
    pairs = twins_apart(backend, found.physical_name)
    people = joined(backend, "people", pairs, JOIN)
    stated = {OWN: JOIN, "its own to stay": STAY}
    return Linked(people, stated, lambda bits: joined(backend, "others", pairs, bits), pairs)


def cleaned(backend: Backend) -> ir.Table:
    """The table `mention` with the columns that are compared, kept as `cleaned`."""
    backend.raw_sql(NAME_WORDS)
    backend.raw_sql(f"CREATE OR REPLACE TABLE cleaned AS {CLEANED}")
    return backend.table("cleaned")


def settings() -> dict[str, Any]:
    """The frozen model as Splink takes it."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "mention_id",
        "probability_two_random_records_match": PRIOR,
        "blocking_rules_to_generate_predictions": list(BLOCKING),
        "comparisons": [
            {
                "output_column_name": name.replace(" ", "_"),
                "comparison_levels": [
                    {"sql_condition": unknown, "is_null_level": True},
                    *(_stated(level) for level in levels),
                ],
            }
            for name, (unknown, levels) in COMPARISONS.items()
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _stated(level: Level) -> dict[str, Any]:
    """m and u whose ratio is the level's bits; where rarity adjusts them, u is how common an agreement is."""
    u = level.common or 1.0
    stated: dict[str, Any] = {
        "sql_condition": level.condition,
        "m_probability": u * 2**level.bits,
        "u_probability": u,
    }
    if level.rarity:
        stated |= {"tf_adjustment_column": level.rarity, "tf_adjustment_weight": level.part}
    return stated


def twins_apart(backend: Backend, predicted: str) -> ir.Table:
    """mention_a, mention_b, match_weight of the predicted pairs, likely twins pushed apart; kept as `pairs`."""
    backend.raw_sql(f"""
        CREATE OR REPLACE TABLE pairs AS
        SELECT mention_id_l AS mention_a, mention_id_r AS mention_b,
          CASE WHEN {TWINS} THEN least(match_weight, {APART}) ELSE match_weight END AS match_weight
        FROM {predicted}
        JOIN cleaned AS l ON l.mention_id = mention_id_l JOIN cleaned AS r ON r.mention_id = mention_id_r""")
    return backend.table("pairs")
