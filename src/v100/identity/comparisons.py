"""What two mentions are compared on: each comparison's levels, the first that is true wins.

Levels are SQL conditions over the standard columns with _l and _r, as Splink takes them. A model gives each level its
m and u by the level's name, so the names here are the vocabulary of the model file and of the reasons shown.
"""

from dataclasses import dataclass

SPELLING = 0.88
"""Jaro-Winkler likeness from which a name counts as the other misspelt; one that sounds the same always does."""

YEARS_NEAR = 5
"""Births of so many years apart or fewer may still be one birth, wrongly given."""


@dataclass(frozen=True)
class Level:
    """One level: its name, its condition, the column whose rarity adjusts it (empty: none).

    Where rarity adjusts it, strangers agree so as often as a stranger bears the name: of two names the commoner one.
    `by_chance`: how often strangers agree so, stated where it is known by construction: numbers that are given to one
    person only. A sample of strangers would hold more of the same person than of chance.
    `follows`: the comparison whose level of that name brings this one with it, and weighs how often true pairs are so:
    names that are swapped, or an alias, are so in forename and surname.
    """

    name: str
    condition: str
    rarity: str = ""
    by_chance: float | None = None
    follows: str = ""


@dataclass(frozen=True)
class Comparison:
    """One comparison: when it says nothing (`unknown`), its levels in order; *else* is the last."""

    name: str
    unknown: str
    levels: tuple[Level, ...]
    otherwise: str

    def number(self, level: str) -> int:
        """The level's number, as Splink gives it: 0 is the least alike."""
        return self.level_names.index(level)

    @property
    def level_names(self) -> tuple[str, ...]:
        """Names from the least alike (0) to the most alike, as Splink numbers them."""
        return (self.otherwise, *(level.name for level in reversed(self.levels)))


_SWAPPED = "given_l = family_r AND family_l = given_r"
_ALIAS = "list_has_any(full_names_l, full_names_r)"
_BOTH_SOUND = "(coalesce(pnc_sound_l AND pnc_sound_r, false) OR coalesce(cro_sound_l AND cro_sound_r, false))"
_NO_BIRTH = "birth_l IS NULL OR birth_r IS NULL"

COMPARISONS = (
    Comparison(
        "forename",
        "given_l IS NULL OR given_r IS NULL",
        (
            Level("same", "given_l = given_r", "given"),
            Level("run together", "given_all_l = given_all_r"),
            Level("swapped", _SWAPPED, "given"),
            Level("alias", _ALIAS, "given"),
            Level("nickname", "list_has_any(roots_l, roots_r)"),
            Level(
                "spelling", f"given_sound_l = given_sound_r OR jaro_winkler_similarity(given_l, given_r) >= {SPELLING}"
            ),
            Level("middle name", "list_has_any(given_names_l, given_names_r)"),
            Level(
                "initial",
                "(length(given_l) = 1 OR length(given_r) = 1) AND substr(given_l, 1, 1) = substr(given_r, 1, 1)",
            ),
        ),
        "differs",
    ),
    Comparison(
        "surname",
        "family_l IS NULL OR family_r IS NULL",
        (
            Level("same", "family_l = family_r", "family"),
            Level("swapped", _SWAPPED, "family", follows="forename"),
            Level("alias", _ALIAS, "family", follows="forename"),
            Level(
                "spelling",
                f"family_sound_l = family_sound_r OR jaro_winkler_similarity(family_l, family_r) >= {SPELLING}",
            ),
            Level("shared part", "list_has_any(family_parts_l, family_parts_r)"),
        ),
        "differs",
    ),
    Comparison(
        "birth",
        "born_about_l IS NULL OR born_about_r IS NULL",
        (
            Level("age fits", f"({_NO_BIRTH}) AND abs(born_about_l - born_about_r) <= 1"),
            Level("age near", f"({_NO_BIRTH}) AND abs(born_about_l - born_about_r) <= {YEARS_NEAR}"),
            Level("age differs", _NO_BIRTH),
            Level("same, 1 January", "birth_l = birth_r AND birth_default_l"),
            Level("same", "birth_l = birth_r"),
            Level("day and month swapped", "birth_parts_l = birth_parts_r"),
            Level("one slip", "damerau_levenshtein(birth_text_l, birth_text_r) = 1"),
            Level(
                "year only",
                "birth_year_l = birth_year_r AND (birth_default_l OR birth_default_r)",
            ),
            Level("day and month same", "birth_day_l = birth_day_r"),
            Level("same year", "birth_year_l = birth_year_r"),
            Level("within 5 years", f"abs(birth_year_l - birth_year_r) <= {YEARS_NEAR}"),
        ),
        "differs",
    ),
    Comparison(
        "home",
        "(postcode_key_l IS NULL OR postcode_key_r IS NULL) AND (address_key_l IS NULL OR address_key_r IS NULL)",
        (
            Level("same address", "postcode_key_l = postcode_key_r AND address_key_l = address_key_r"),
            Level("same postcode", "postcode_key_l = postcode_key_r AND postcode_sound_l AND postcode_sound_r"),
            Level("same street line", "address_key_l = address_key_r OR postcode_key_l = postcode_key_r"),
            Level("same outcode", "outcode_l = outcode_r"),
        ),
        "differs",
    ),
    Comparison(
        "phone",
        "phone_key_l IS NULL OR phone_key_r IS NULL",
        (
            Level("same", "phone_key_l = phone_key_r", by_chance=2e-6),
            Level("one slip", "damerau_levenshtein(phone_key_l, phone_key_r) = 1", by_chance=2e-6),
        ),
        "differs",
    ),
    Comparison(
        "e-mail",
        "email_key_l IS NULL OR email_key_r IS NULL",
        (Level("same", "email_key_l = email_key_r", by_chance=1e-6),),
        "differs",
    ),
    Comparison(
        "police id",
        "(pnc_key_l IS NULL OR pnc_key_r IS NULL) AND (cro_key_l IS NULL OR cro_key_r IS NULL)",
        (
            Level("same", "pnc_key_l = pnc_key_r AND pnc_sound_l AND pnc_sound_r", by_chance=1e-6),
            Level("same CRO", "cro_key_l = cro_key_r AND cro_sound_l AND cro_sound_r", by_chance=1e-6),
            Level("same, check letter wrong", "pnc_key_l = pnc_key_r OR cro_key_l = cro_key_r", by_chance=1e-5),
            Level("one slip", f"damerau_levenshtein(pnc_key_l, pnc_key_r) = 1 AND NOT {_BOTH_SOUND}", by_chance=5e-6),
            Level("differs, unchecked", f"NOT {_BOTH_SOUND}"),
        ),
        "differs",
    ),
    Comparison("sex", "sex_l IS NULL OR sex_r IS NULL", (Level("same", "sex_l = sex_r"),), "differs"),
)

SAME_REPORT = Comparison(
    "report", "report_id_l IS NULL", (Level("apart", "report_id_l <> report_id_r"),), "two in one report"
)
"""Two suspects of one report: strong evidence against, not proof, for it may record one man twice. Its weight is
stated, not learned: pairs of one report are so few that no sample holds enough of them."""
BY_NAME = {comparison.name: comparison for comparison in (*COMPARISONS, SAME_REPORT)}
