"""Splink as its tutorial sets it up to find duplicates among people, on the columns that a suspect's mention has.

Comparisons are those that the library has ready for each kind of column, learning and clusters as in the tutorial.
Added to its columns are telephone, e-mail, PNC, CRO and sex, each as the library would compare it.
"""

import math
import time

import splink.comparison_library as cl
from ibis.backends.duckdb import Backend
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from benchmarks.identity.city.joining import OWN, Linked, joined

JOIN = math.log2(0.95 / 0.05)
"""Bits of the match probability 0.95, from which the tutorial joins."""

LEAST_CHANCE = 0.2
"""Pairs of a lower match probability are not kept, as in the tutorial."""

CLEANED = """
SELECT *, first_name || ' ' || surname AS first_name_surname, split_part(postcode, ' ', 1) AS outcode
FROM (
    SELECT mention_id, nullif(lower(trim(strip_accents(forename))), '') AS first_name,
      nullif(lower(trim(strip_accents(surname))), '') AS surname,
      CASE WHEN date_of_birth <> DATE '1900-01-01' THEN CAST(date_of_birth AS VARCHAR) END AS dob, sex,
      nullif(regexp_replace(regexp_replace(upper(postcode), '[^A-Z0-9]', '', 'g'), '(...)$', ' \\1'), '') AS postcode,
      nullif(regexp_replace(regexp_replace(phone, '[^0-9]', '', 'g'), '^44', '0'), '') AS phone,
      nullif(lower(trim(email)), '') AS email,
      nullif(upper(trim(pnc_id)), '') AS pnc,
      nullif(upper(trim(cro_no)), '') AS cro
    FROM mention)
"""
"""What a careful analyst would do first: lower case, trimmed, no accents, postcodes and telephone numbers written one
way, an empty value or 1 January 1900 missing."""

COMPARISONS = (
    cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="first_name_surname"),
    cl.DateOfBirthComparison("dob", input_is_string=True),
    cl.PostcodeComparison("postcode"),
    cl.DamerauLevenshteinAtThresholds("phone", 1),
    cl.EmailComparison("email"),
    cl.DamerauLevenshteinAtThresholds("pnc", 1),
    cl.DamerauLevenshteinAtThresholds("cro", 1),
    cl.ExactMatch("sex"),
)
BLOCKING = (
    block_on("substr(first_name, 1, 3)", "substr(surname, 1, 4)"),
    block_on("surname", "dob"),
    block_on("first_name", "dob"),
    block_on("postcode", "first_name"),
    block_on("postcode", "surname"),
    block_on("outcode", "dob"),
    block_on("outcode", "first_name"),
    block_on("outcode", "surname"),
    block_on("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
    block_on("phone"),
    block_on("email"),
    block_on("pnc"),
    block_on("cro"),
)
CERTAIN = (
    block_on("first_name", "surname", "dob"),
    block_on("substr(first_name, 1, 2)", "surname", "outcode", "dob"),
    block_on("dob", "postcode"),
    block_on("pnc"),
)
FOUND = 0.6
"""The share of all true pairs that the certain rules are said to find, as in the tutorial."""

LEARN_WITHIN = (block_on("first_name", "surname"), block_on("dob"))


def link(backend: Backend) -> Linked:
    """Who is who among the table `mention` of `backend`."""
    backend.raw_sql(f"CREATE OR REPLACE TABLE cleaned AS {CLEANED}")
    api = DuckDBAPI(backend.con)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="mention_id",
        comparisons=list(COMPARISONS),
        blocking_rules_to_generate_predictions=list(BLOCKING),
        retain_matching_columns=False,
    )
    linker = Linker(api.register("cleaned"), settings, log_level=None)
    began = time.perf_counter()
    linker.training.estimate_probability_two_random_records_match(list(CERTAIN), recall=FOUND)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for block in LEARN_WITHIN:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    learning = time.perf_counter() - began
    found = backend.table(
        linker.inference.predict(threshold_match_probability=LEAST_CHANCE, warning_mode="never").physical_name
    )
    pairs = found.select("match_weight", mention_a="mention_id_l", mention_b="mention_id_r")
    people = joined(backend, "people", pairs, JOIN)
    return Linked(people, {OWN: JOIN}, lambda bits: joined(backend, "others", pairs, bits), pairs, learning)
