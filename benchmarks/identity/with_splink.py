"""Splink with ordinary comparisons, set up by hand for each set the way its tutorials do."""

import logging
from typing import Any

import pandas as pd
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

FEBRL: dict[str, Any] = {
    "comparisons": [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
    ],
    "blocking": [
        block_on("soc_sec_id"),
        block_on("given_name", "surname"),
        block_on("date_of_birth"),
        block_on("postcode", "surname"),
        block_on("postcode", "given_name"),
        block_on("street_number", "postcode"),
    ],
    "certain": [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
    "recall": 0.9,
    "training": [block_on("date_of_birth"), block_on("given_name", "surname")],
}
FAKE: dict[str, Any] = {
    "comparisons": [
        cl.NameComparison("first_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ],
    "blocking": [block_on("first_name"), block_on("surname"), block_on("dob"), block_on("email")],
    "certain": [
        block_on("first_name", "dob"),
        "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
        block_on("email"),
    ],
    "recall": 0.7,
    "training": [block_on("first_name", "surname"), block_on("dob")],
}
BY_HAND = {"febrl3": FEBRL, "febrl4": FEBRL, "fake_1000": FAKE}


def splink_pairs(name: str, rows: list[pd.DataFrame], key: str) -> pd.DataFrame:
    """weight, one, other: pairs of keys with their match weight, as a trained Splink model of the set predicts them."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    stated = BY_HAND[name]
    settings = SettingsCreator(
        link_type="dedupe_only" if len(rows) == 1 else "link_only",
        unique_id_column_name=key,
        comparisons=stated["comparisons"],
        blocking_rules_to_generate_predictions=stated["blocking"],
    )
    api = DuckDBAPI()
    linker = Linker([api.register(table) for table in rows], settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(stated["certain"], recall=stated["recall"])
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for block in stated["training"]:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    found = linker.inference.predict(threshold_match_weight=-10, warning_mode="never").as_pandas_dataframe()
    return found.rename(columns={"match_weight": "weight", f"{key}_l": "one", f"{key}_r": "other"})
