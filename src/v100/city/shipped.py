"""Tables that come with the package, read as rows of text."""

import csv
from importlib.resources import files


def rows(folder: str, name: str) -> list[dict[str, str]]:
    """Rows of v100/data/FOLDER/NAME, a CSV file with a heading."""
    text = (files(f"v100.data.{folder}") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
