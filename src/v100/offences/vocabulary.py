"""The words that a report may carry, with their meaning: flags, method codes, outcome types, categories."""

from importlib.resources import files
from pathlib import Path
from typing import Literal

import pyarrow as pa

from v100.offences.table import read_csv

Kind = Literal["flags", "mo_codes", "outcomes", "categories", "subgroups"]


def vocabulary(kind: Kind) -> pa.Table:
    """One reference list, every column as text, in the order of its file.

    flags: flag, applies_to, meaning. mo_codes: mo_code, meaning, precursor. outcomes: outcome_type, meaning,
    positive_outcome (y or n). categories: vawg_category, meaning. subgroups: subgroup and what a code that
    is new to the offence table takes from it.
    """
    return read_csv(Path(str(files("v100.data.reference") / f"{kind}.csv")))
