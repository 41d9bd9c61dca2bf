"""Names of many traditions, as they are compared."""

from typing import Any

import pytest

from mentions import mention, table
from v100 import engine
from v100.identity.standard import standardise

GOLDEN = [
    # forename, surname → given, family, parts of the family name
    ("José", "García Márquez", "JOSE", "GARCIAMARQUEZ", {"GARCIA", "MARQUEZ"}),
    ("SEÁN", "O'Brien", "SEAN", "OBRIEN", {"OBRIEN"}),
    ("Sean", "O Brien", "SEAN", "OBRIEN", {"OBRIEN"}),
    ("Niamh", "Ó Súilleabháin", "NIAMH", "OSUILLEABHAIN", {"OSUILLEABHAIN"}),
    ("Iain", "Mc Donald", "IAIN", "MCDONALD", {"MCDONALD"}),
    ("Łukasz", "Żółkiewski", "LUKASZ", "ZOLKIEWSKI", {"ZOLKIEWSKI"}),
    ("Jürgen", "Groß", "JURGEN", "GROSS", {"GROSS"}),
    ("Søren", "Ærø", "SOREN", "AERO", {"AERO"}),
    ("Nguyễn", "Đức", "NGUYEN", "DUC", {"DUC"}),
    ("Ștefan", "Țurcanu", "STEFAN", "TURCANU", {"TURCANU"}),
    ("Işık", "Yıldız", "ISIK", "YILDIZ", {"YILDIZ"}),
    ("Ahmed", "al-Hassan", "AHMED", "ALHASSAN", {"HASSAN"}),
    ("Wei-Ming", "Chan", "WEI", "CHAN", {"CHAN"}),
    ("Mr Mohammed", "Khan", "MOHAMMED", "KHAN", {"KHAN"}),
    ("Mr", "Khan", None, "KHAN", {"KHAN"}),
    ("David", "Jones Jnr.", "DAVID", "JONES", {"JONES"}),
    ("Anne", "Smith-Jones", "ANNE", "SMITHJONES", {"SMITH", "JONES"}),
    ("Joa\u0303o", "da Silva", "JOAO", "DASILVA", {"SILVA"}),
    ("Oluwaseun Adebayo", None, "OLUWASEUN", "ADEBAYO", {"ADEBAYO"}),
    (None, "Gurpreet Singh", "GURPREET", "SINGH", {"SINGH"}),
    ("  kofi ", "  MENSAH", "KOFI", "MENSAH", {"MENSAH"}),
    ("محمد", "علي", "محمد", "علي", {"علي"}),
]


ONE_NAME = [
    ("Mohammed", "Muhammad"),
    ("Hussain", "Hossein"),
    ("Omar", "Umar"),
    ("Saeed", "Said"),
    ("Saeed", "Sayed"),
    ("Ayesha", "Aisha"),
    ("Kareem", "Karim"),
    ("Farooq", "Faruk"),
    ("Akhtar", "Akter"),
    ("Rehman", "Rahman"),
    ("Mehmood", "Mahmud"),
    ("Deepak", "Dipak"),
    ("Aliyah", "Alia"),
    ("Dawud", "Daoud"),
    ("Filip", "Philip"),
    ("Geoffrey", "Geofrey"),
]
TWO_NAMES = [
    ("Hassan", "Hussain"),
    ("Ali", "Alia"),
    ("Ahmed", "Hamid"),
    ("Mohammed", "Mahmud"),
    ("Khalid", "Khalida"),
    ("Abdullah", "Abdul"),
    ("Amir", "Omar"),
    ("Samir", "Samira"),
    ("John", "Jan"),
    ("Lee", "Li"),
    ("Wan", "Wen"),
]


@pytest.fixture(scope="module")
def standard() -> list[dict[str, Any]]:
    backend = engine.connect()
    rows = [mention(f"M{i:02d}", forename, surname) for i, (forename, surname, *_) in enumerate(GOLDEN)]
    table_of = standardise(backend, "standard", table(backend, "mentions", rows))
    return table_of.order_by("mention_id").to_pyarrow().to_pylist()


@pytest.mark.parametrize("case", range(len(GOLDEN)), ids=[f"{case[0]} {case[1]}" for case in GOLDEN])
def test_name(standard: list[dict[str, Any]], case: int) -> None:
    _, _, given, family, parts = GOLDEN[case]
    row = standard[case]
    assert (row["given"], row["family"], set(row["family_parts"])) == (given, family, parts)


def test_other_ways_to_say_a_name_share_a_key() -> None:
    backend = engine.connect()
    rows = [
        mention("whole", "William", "Clarke"),
        mention("nick", "Bill", "Clarke"),
        mention("swapped", "Clarke", "William"),
        mention("alias", "Billy", "Reed", aliases=["Mr William James Clarke"]),
        mention("other", "George", "Clarke"),
    ]
    keys = standardise(backend, "standard", table(backend, "mentions", rows)).to_pyarrow().to_pylist()
    sharing = {row["mention_id"] for row in keys if "CLARKE WILLIAM" in row["name_keys"]}
    assert sharing == {"whole", "nick", "swapped", "alias"}


@pytest.mark.parametrize("part", ["given", "family"])
def test_a_name_written_otherwise_in_latin_letters_sounds_the_same(part: str) -> None:
    sounds = sounds_of(part)
    alike = {(one, other) for one, other in (*ONE_NAME, *TWO_NAMES) if sounds[one] and sounds[one] == sounds[other]}
    assert alike == set(ONE_NAME)


def sounds_of(part: str) -> dict[str, str | None]:
    backend = engine.connect()
    names = sorted({name for pair in (*ONE_NAME, *TWO_NAMES) for name in pair})
    rows = [mention(name, name if part == "given" else "X", name if part == "family" else "X") for name in names]
    standard = standardise(backend, "standard", table(backend, "mentions", rows)).to_pyarrow().to_pylist()
    return {row["mention_id"]: row[f"{part}_sound"] for row in standard}
