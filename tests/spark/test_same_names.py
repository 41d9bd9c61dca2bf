"""Names of every alphabet are read alike on both engines, and so are the likenesses by which they are compared."""

import unicodedata
from typing import Any

from mentions import mention, table
from v100.engine import Backend
from v100.identity.standard import standardise

KNOWN_FOR_LONG = unicodedata.ucd_3_2_0
"""Of letters that came later each engine knows those of its own year."""
GAINED_A_CAPITAL = "ƛɤ"
"""In Unicode 16: one engine knows it."""


def known_for_long(letter: str) -> bool:
    return KNOWN_FOR_LONG.category(letter)[0] in "LMNP" and letter not in GAINED_A_CAPITAL


def is_syllable(letter: str) -> bool:
    """Of tens of thousands that have no capital and no mark."""
    return KNOWN_FOR_LONG.name(letter, "").startswith(("CJK", "HANGUL"))


LETTERS = [letter for letter in map(chr, range(0x20, 0xFFFF)) if known_for_long(letter) and not is_syllable(letter)]
WRITTEN = ["Mc Donald", "O Brien Mc Neill", "Mac", "O B Smith", "Mr O Hara Jnr.", "van der Berg", "Smith-Jones", ""]


def test_every_letter_is_read_alike(on_duckdb: Backend, on_spark: Backend) -> None:
    rows = [
        mention(f"M{place:05d}", f"fav{name}vf {name}", f"{name}v", aliases=[f"Jo {name}"], email=f" {name}@f.v ")
        for place, name in enumerate([*LETTERS, *WRITTEN])
    ]
    duckdb, spark = (read(backend, rows) for backend in (on_duckdb, on_spark))
    assert [pair for pair in zip(duckdb, spark, strict=True) if pair[0] != pair[1]] == []
    assert len({row["family"] for row in duckdb}) > 1000


def read(backend: Backend, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The standard columns; in which order lists of names come is the engine's own."""
    standard = standardise(backend, "letters", table(backend, "written", rows)).order_by("mention_id")
    return [
        {column: sorted(value) if isinstance(value, list) else value for column, value in row.items()}
        for row in standard.to_pyarrow().to_pylist()
    ]


def test_likeness_is_the_same_to_the_last_digit(on_duckdb: Backend, on_spark: Backend) -> None:
    names = [
        "MARTHA",
        "MARHTA",
        "AAMRHTA",
        "MRAHTA",
        "JONATHAN",
        "JOHNTAHA",
        "LAURA",
        "LAAURA",
        "AHMED",
        "АХМЕД",
        "АХМАД",
        "O",
        "AB",
    ]
    written = ", ".join(f"('{one}', '{other}')" for one in names for other in names)
    asked = (
        "SELECT one, other, jaro_winkler_similarity(one, other), damerau_levenshtein(one, other) "
        f"FROM (VALUES {written}, ('AB', NULL), (NULL, NULL)) AS written(one, other)"
    )
    duckdb, spark = on_duckdb.raw_sql(asked).fetchall(), on_spark.raw_sql(asked).collect()
    assert {tuple(row) for row in spark} == set(duckdb)
