"""What two rows of a file are compared on: the comparisons for the columns that the file has."""

from dataclasses import replace

from v100.identity.comparisons import BY_NAME, SPELLING, YEARS_NEAR, Comparison, Level
from v100.identity.linking.column_map import ColumnMap, Kind
from v100.identity.linking.reading import other_column

ALIKE = 0.75
"""Jaro-Winkler likeness from which two words are alike: more than chance, less than a slip."""

NEAR = 0.05
"""Numbers are near that differ by no more than this share of the larger."""

NEAR_DAYS = 31

HOUSEHOLD = ("surname", "home", "phone")
"""What two people of one home share."""

NAMESAKES = ("forename", "surname", "e-mail")
"""What two people of like names share: those of one origin, and addresses made of names."""


def comparisons_for(column_map: ColumnMap) -> tuple[Comparison, ...]:
    """The comparisons for the columns that are mapped, and one for each other column, under its own name."""
    ours = set(column_map.ours)
    by_columns = (
        (_FORENAME, {"forename", "full_name"}),
        (_SURNAME, {"surname", "full_name"}),
        (_MIDDLE, {"middle_names"}),
        (_BIRTH, {"date_of_birth"}),
        (_home(ours), {"address", "postcode", "town"}),
        (_PHONE, {"phone"}),
        (_EMAIL, {"email"}),
        (BY_NAME["police id"], {"pnc_id", "cro_no"}),
        (BY_NAME["sex"], {"sex"}),
    )
    others = (
        _other(theirs, other_column(number), kind) for number, (theirs, kind) in enumerate(column_map.other.items())
    )
    return (*(comparison for comparison, columns in by_columns if columns & ours), *others)


def _alike(column: str, likeness: float) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {likeness}"


def _slip(column: str) -> str:
    return f"damerau_levenshtein({column}_l, {column}_r) = 1"


def _unknown(column: str) -> str:
    return f"({column}_l IS NULL OR {column}_r IS NULL)"


def _same(column: str) -> str:
    return f"{column}_l = {column}_r"


_FORENAME = replace(
    BY_NAME["forename"],
    levels=(
        *(
            replace(level, condition="list_contains(given_names_l, given_r) OR list_contains(given_names_r, given_l)")
            if level.name == "middle name"
            else level
            for level in BY_NAME["forename"].levels
        ),
        Level("alike", _alike("given", ALIKE)),
    ),
)
"""A middle name in both is a comparison of its own here."""

_SURNAME = replace(BY_NAME["surname"], levels=(*BY_NAME["surname"].levels, Level("alike", _alike("family", ALIKE))))
_MIDDLE = Comparison(
    "middle name",
    _unknown("middle"),
    (
        Level("same", _same("middle")),
        Level("spelling", _alike("middle", SPELLING)),
        Level("initial", "substr(middle_l, 1, 1) = substr(middle_r, 1, 1)"),
    ),
    "differs",
)
_BIRTH = Comparison(
    "birth",
    _unknown("birth"),
    (
        Level("same", _same("birth"), "birth_text"),
        Level("day and month swapped", _same("birth_parts")),
        Level("one slip", _slip("birth_text")),
        Level("year only", "birth_year_l = birth_year_r AND (birth_default_l OR birth_default_r)"),
        Level("two slips", "damerau_levenshtein(birth_text_l, birth_text_r) = 2"),
        Level("day and month same", _same("birth_day")),
        Level("same year", _same("birth_year")),
        Level("within 5 years", f"abs(birth_year_l - birth_year_r) <= {YEARS_NEAR}"),
    ),
    "differs",
)
_PHONE = Comparison(
    "phone",
    _unknown("phone_key"),
    (Level("same", _same("phone_key")), Level("one slip", _slip("phone_key"))),
    "differs",
)
_EMAIL = Comparison(
    "e-mail",
    _unknown("email_key"),
    (
        Level("same", _same("email_key")),
        Level("same before the @", _same("email_user")),
        Level("spelling", _alike("email_key", SPELLING)),
    ),
    "differs",
)


def _home(ours: set[str]) -> Comparison:
    """One comparison for street line, postcode and town: neighbours share all that is larger than their home."""
    alike = f"({_alike('address_key', SPELLING)} OR {_WORDS_SHARED})"
    place = "coalesce(postcode_key_l = postcode_key_r, town_key_l = town_key_r, true)"
    levels = (
        (Level("same address", f"{_same('address_key')} AND {place}"), {"address"}),
        (Level("address misspelt", f"{alike} AND {place}"), {"address"}),
        (Level("same street line", _same("address_key")), {"address"}),
        (Level("street line misspelt", alike), {"address"}),
        (Level("same postcode", _same("postcode_key"), "postcode_key"), {"postcode", "address"}),
        (Level("postcode slip", _slip("postcode_key")), {"postcode", "address"}),
        (Level("same town", _same("town_key"), "town_key"), {"town"}),
        (Level("town misspelt", _alike("town_key", SPELLING)), {"town"}),
        (Level("same outcode", _same("outcode")), {"postcode", "address"}),
    )
    return Comparison(
        "home",
        " AND ".join(_unknown(column) for column in ("address_key", "postcode_key", "town_key")),
        tuple(level for level, columns in levels if columns & ours),
        "differs",
    )


_WORDS_SHARED = (
    "len(list_intersect(address_words_l, address_words_r)) >= 3 AND "
    "len(list_intersect(address_words_l, address_words_r)) >= 0.75 * least(len(address_words_l), len(address_words_r))"
)


def _other(theirs: str, column: str, kind: Kind) -> Comparison:
    same = Level("same", _same(column), column if kind in ("category", "text") else "")
    further: dict[Kind, tuple[Level, ...]] = {
        "category": (),
        "text": (Level("spelling", _alike(column, SPELLING)), Level("alike", _alike(column, ALIKE))),
        "number": (
            Level("near", f"abs({column}_l - {column}_r) <= {NEAR} * greatest(abs({column}_l), abs({column}_r))"),
        ),
        "date": (
            Level("one slip", _slip(f"{column}_text")),
            Level("near", f"abs(date_diff('day', {column}_l, {column}_r)) <= {NEAR_DAYS}"),
        ),
        "identifier": (Level("one slip", _slip(column)),),
    }
    return Comparison(theirs, _unknown(column), (same, *further[kind]), "differs")
