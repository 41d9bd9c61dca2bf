"""A made-up person file whose truth is known: people in one to four rows, with slips, gaps and a naming of its own."""

import csv
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

FORENAMES = """
James Mary Oliver Amelia Noah Isla George Ava Leo Freya Arthur Lily Muhammad Ivy Harry Grace Oscar Willow Theo Rosie
Jack Sophie Henry Evie Luca Poppy Aiden Zara Priya Arjun Kwame Abena Mateusz Zofia Yusuf Fatima Liam Erin
"""
SURNAMES = """
Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green
Hall Wood Jackson Clarke Khan Hussain Lewis Harris Cooper King Baker Turner Hill Okafor Mensah Kowalski Nowak Ahmed
Begum Murphy Kelly Rossi Schmidt Larsson Novak Petrov Silva Costa Moreau Dubois Fischer Weber Bianchi
"""
TOWNS = "Luton Derby Leeds York Bath Hull Truro Ely Wells Ripon Stroud Frome Kendal Whitby Ludlow Rye"
COLUMNS = ("key", "given", "family", "born", "place", "tel", "ref")
MAP = """
id = "key"
[columns]
forename = "given"
surname = "family"
date_of_birth = "born"
town = "place"
phone = "tel"
[other]
ref = "identifier"
"""

Row = dict[str, str]


def people(count: int, seed: int) -> tuple[list[Row], dict[str, int]]:
    """Rows of COLUMNS, and which of `count` people each key is. About two rows in three have a fault or a gap."""
    chance = random.Random(seed)
    rows, truth = [], {}
    for person in range(count):
        first = _somebody(chance)
        for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
            row = _with_faults(first, chance) if rows and truth.get(rows[-1]["key"]) == person else dict(first)
            row["key"] = f"K{len(rows):05d}"
            truth[row["key"]] = person
            rows.append(row)
    chance.shuffle(rows)
    return rows, truth


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """The rows as a CSV file with a heading."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _somebody(chance: random.Random) -> Row:
    return {
        "given": chance.choice(FORENAMES.split()),
        "family": chance.choice(SURNAMES.split()),
        "born": f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{chance.randint(1940, 2005)}",
        "place": chance.choice(TOWNS.split()),
        "tel": f"07{chance.randint(0, 999_999_999):09d}",
        "ref": f"{chance.randint(0, 99_999_999):08d}",
    }


def _with_faults(row: Row, chance: random.Random) -> Row:
    faulty = dict(row)
    for column in chance.sample(list(row), chance.randint(0, 3)):
        text = row[column]
        place = chance.randrange(len(text))
        slip = text[:place] + text[place + 1 :] if not text[place].isdigit() else text[:place] + "7" + text[place + 1 :]
        faulty[column] = chance.choice(("", slip))
    return faulty
