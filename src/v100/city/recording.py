"""People as records hold them: what was given, what went wrong, what is missing. Empty text is not known."""

from typing import Any

import numpy as np

from v100.city import misspelling, numbers
from v100.city.calendar import NEVER, age
from v100.city.offenders import State
from v100.city.people import People
from v100.city.streams import Array, chance

SELF = {
    "English, Welsh, Scottish, Northern Irish or British": "W1", "Irish": "W2", "Gypsy or Irish Traveller": "W3",
    "Roma": "W4", "Other White": "W9", "White and Black Caribbean": "M1", "White and Black African": "M2",
    "White and Asian": "M3", "Other Mixed or Multiple ethnic groups": "M9", "Indian": "A1", "Pakistani": "A2",
    "Bangladeshi": "A3", "Chinese": "A4", "Other Asian": "A9", "Caribbean": "B1", "African": "B2",
    "Other Black": "B9", "Arab": "O2", "Any other ethnic group": "O9",
}  # fmt: skip
SEEN = {"W": "IC1", "M": "IC3", "A": "IC4", "B": "IC3", "O": "IC6"}
DESCRIBED = {"W": "white", "M": "mixed", "A": "Asian", "B": "black", "O": "Arab or Mediterranean"}


def people(
    rate: dict[str, float],
    words: dict[str, Any],
    state: State,
    random: np.random.Generator,
    person: Array,
    day: Array,
    happened: Array,
) -> dict[str, Array]:
    """Identity columns of one mention for each person, written on `day`, of something that happened on `happened`."""
    who = state.people
    size = len(person)
    says = _Says(rate, random, size)
    forename, surname, middle, aliases = _names(who, says, random, person)
    birth, given_age = _birth(who, says, random, person, happened)
    address, postcode = _address(who, says, random, person, day)
    sex = np.where(who.sex[person] == 1, "F", "M").astype(object)
    sex = np.where(says("sex_wrong"), np.where(sex == "F", "M", "F"), sex)
    own = np.array([SELF[group] for group in who.groups], dtype=object)[who.ethnic[person]]
    linked = says("pnc_linked") & (state.known_since[person] < day)
    return {
        "forename": forename,
        "middle_names": middle,
        "surname": surname,
        "aliases": aliases,
        "birth": birth,
        "given_age": given_age,
        "sex": np.where(says("sex_missing"), "", sex),
        "ethnicity_self": np.where(says("ethnicity_self"), own, ""),
        "ethnicity_observed": np.where(says("ethnicity_observed"), _observed(own), ""),
        "address": address,
        "postcode": postcode,
        "phone": _phone(who, says, random, person),
        "email": _email(who, says, person),
        "vehicle": _vehicle(words, who, says, random, person),
        "description": np.where(says("description"), describe(words, who, random, person, happened), ""),
        "linked": linked,
    }


def describe(words: dict[str, Any], who: People, random: np.random.Generator, person: Array, day: Array) -> Array:
    """What a witness says of a person: sex, looks, age in fives, build, height, clothes."""
    looks = np.array([DESCRIBED[SELF[group][0]] for group in who.groups], dtype=object)[who.ethnic[person]]
    years = np.maximum(10, age(who.born[person], day) + np.rint(random.normal(0, 3, len(person))).astype(int))
    low = years // 5 * 5
    sex = np.where(who.sex[person] == 1, " female, ", " male, ").astype(object)
    text = looks + sex + low.astype("U3").astype(object) + "-" + (low + 5).astype("U3").astype(object)
    for part in ("build", "height", "hair", "clothing", "accent"):
        listed = np.array(words[part], dtype=object)[random.integers(0, len(words[part]), len(person))]
        if part == "hair":
            hers = np.array(words["hair_of_women"], dtype=object)[
                random.integers(0, len(words["hair_of_women"]), len(person))
            ]
            listed = np.where(who.sex[person] == 1, hers, listed)
        text = text + np.where(chance(random, words["described"], len(person)), ", " + listed, "")
    described: Array = text
    return described


class _Says:
    """One draw for each rate and mention."""

    def __init__(self, rate: dict[str, float], random: np.random.Generator, size: int) -> None:
        self.rate, self.random, self.size = rate, random, size

    def __call__(self, name: str) -> Array:
        return chance(self.random, self.rate[name], self.size)


def _names(who: People, says: _Says, random: np.random.Generator, person: Array) -> tuple[Array, Array, Array, Array]:
    book = who.book
    forename, surname = book.forenames[who.forename[person]], who.surname_text(person)
    surname = np.where(says("double_cut"), book.surnames[who.surname[person]], surname)
    former = who.former_surname[person]
    surname = np.where((former >= 0) & says("former_surname"), book.surnames[np.maximum(former, 0)], surname)
    alias = who.alias_surname[person]
    alias_forename, alias_surname = (
        book.forenames[np.maximum(who.alias_forename[person], 0)],
        book.surnames[np.maximum(alias, 0)],
    )
    uses = (alias >= 0) & says("alias_used")
    listed = (alias >= 0) & says("aliases_listed")
    true_name, other_name = forename + " " + surname, alias_forename + " " + alias_surname
    aliases = np.where(listed, np.where(uses, true_name, other_name), "")
    forename, surname = np.where(uses, alias_forename, forename), np.where(uses, alias_surname, surname)
    forename = _some(says("nickname"), forename, lambda names: misspelling.other_form(random, names, nickname=True))
    forename = _some(
        says("forename_variant"), forename, lambda names: misspelling.other_form(random, names, nickname=False)
    )
    surname = _some(
        says("surname_variant"), surname, lambda names: misspelling.other_form(random, names, nickname=False)
    )
    forename = _some(says("forename_typo"), forename, lambda names: misspelling.slip(random, names))
    surname = _some(says("surname_typo"), surname, lambda names: misspelling.slip(random, names))
    forename = _some(
        says("forename_initial"), forename, lambda names: np.array([name[:1] for name in names], dtype=object)
    )
    forename, surname = np.where(says("forename_missing"), "", forename), np.where(says("surname_missing"), "", surname)
    swaps = says("swapped")
    forename, surname = np.where(swaps, surname, forename), np.where(swaps, forename, surname)
    middle = np.where(
        (who.middle[person] >= 0) & says("middle_given"), book.forenames[np.maximum(who.middle[person], 0)], ""
    )
    return *_typed(says, random, forename, surname, middle), aliases


def _typed(
    says: _Says, random: np.random.Generator, forename: Array, surname: Array, middle: Array
) -> tuple[Array, Array, Array]:
    """Accents mostly lost; capitals by the habit of the typist."""
    keeps = says("accents_kept")
    names = [_some(~keeps, part, misspelling.plain) for part in (forename, surname, middle)]
    habit = np.where(says("typist"), 0, random.integers(1, 4, says.size))
    upper = lambda text: np.array([name.upper() for name in text], dtype=object)  # noqa: E731
    names[1] = _some((habit == 1) | (habit == 2), names[1], upper)
    names[0] = _some(habit == 2, names[0], upper)
    names[2] = _some(habit == 2, names[2], upper)
    lower = lambda text: np.array([name.lower() for name in text], dtype=object)  # noqa: E731
    few = (habit == 3) & says("lower_case")
    return _some(few, names[0], lower), _some(few, names[1], lower), names[2]


def _some(mask: Array, values: Array, change: Any) -> Array:
    """The values with `change` applied where the mask says so."""
    values = np.asarray(values, dtype=object).copy()
    rows = np.flatnonzero(mask)
    if len(rows):
        values[rows] = change(values[rows])
    return values


def _birth(
    who: People, says: _Says, random: np.random.Generator, person: Array, happened: Array
) -> tuple[Array, Array]:
    """Recorded birth (NEVER when not given) and recorded age (-1 when not given); never born after the event."""
    born = who.born[person]
    years = age(born, happened)
    near = np.clip(years + np.rint(random.normal(0, 1.6, says.size)).astype(int), 0, 110)
    birth = born.copy()
    birth = np.where(says("birth_day"), born + random.integers(-28, 29, says.size), birth)
    birth = _some_days(says("birth_swap"), birth, _swap_day_and_month)
    shift = np.array([-10, -1, 1, 10])[random.integers(0, 4, says.size)]
    birth = np.where(says("birth_year"), _add_years(born, shift), birth)
    happened_year = happened.astype("datetime64[D]").astype("datetime64[Y]")
    january = (happened_year - near).astype("datetime64[D]").astype(int)
    birth = np.where(says("birth_jan"), january, birth)
    wrong = (birth > happened) | (happened - birth > 110 * 365)
    birth = np.where(wrong, born, birth)
    birth = np.where(says("birth_1900"), -25567, birth)
    missing = says("birth_missing")
    exact = np.where(birth > -25567, age(birth, happened), -1)
    given = np.where(missing, np.where(says("age_given"), near, -1), np.where(says("age_too"), exact, -1))
    return np.where(missing, NEVER, birth), given


def _some_days(mask: Array, days: Array, change: Any) -> Array:
    days = days.copy()
    rows = np.flatnonzero(mask)
    days[rows] = change(days[rows])
    return days


def _swap_day_and_month(days: Array) -> Array:
    """3 December becomes 12 March; a day above the twelfth cannot be a month and stays."""
    date = days.astype("datetime64[D]")
    month, year = date.astype("datetime64[M]"), date.astype("datetime64[Y]")
    in_month = (date - month.astype("datetime64[D]")).astype(int)
    in_year = (month - year.astype("datetime64[M]")).astype(int)
    swapped = (year.astype("datetime64[M]") + in_month).astype("datetime64[D]").astype(int) + in_year
    return np.where(in_month < 12, swapped, days)


def _add_years(days: Array, years: Array) -> Array:
    date = days.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    in_month = np.minimum((date - month.astype("datetime64[D]")).astype(int), 27)
    moved: Array = (month + years * 12).astype("datetime64[D]").astype(int) + in_month
    return moved


def _address(who: People, says: _Says, random: np.random.Generator, person: Array, day: Array) -> tuple[Array, Array]:
    moved = who.moves_on[person] <= day
    home = np.where(moved & says("address_old"), who.home[person], who.home_on(person, day))
    address, postcode = who.homes.address(home), who.homes.postcode(home)
    styles = random.integers(0, 5, says.size)
    address = _some(styles == 1, address, lambda texts: np.array([_short(text) for text in texts], dtype=object))
    address = _some(styles == 2, address, lambda texts: np.array([text.upper() for text in texts], dtype=object))
    address = np.where(styles == 3, address + ", London", address)
    none = says("address_none")
    missing = says("address_missing")
    postcode = np.where(says("postcode_missing") | missing | none, "", postcode)
    postcode = _some(
        says("postcode_typo") & (postcode != ""),
        postcode,
        lambda codes: np.array([code[:-2] + code[-1] + code[-2] for code in codes], dtype=object),
    )
    return np.where(missing, "", np.where(none, "NFA", address)), postcode


def _short(text: str) -> str:
    for whole, cut in (
        ("Road", "Rd"),
        ("Street", "St"),
        ("Avenue", "Ave"),
        ("Gardens", "Gdns"),
        ("Close", "Cl"),
        ("Crescent", "Cres"),
    ):
        text = text.replace(f" {whole}", f" {cut}")
    return text


def _phone(who: People, says: _Says, random: np.random.Generator, person: Array) -> Array:
    partner = who.partner[person]
    whose = np.where((partner >= 0) & says("phone_shared"), partner, person)
    second = (who.new_phone[whose] & ~says("phone_old")).astype(int)
    number = numbers.phone(whose, second)
    slips = says("phone_typo")
    number = _some(
        slips, number, lambda texts: np.array([text[:-2] + text[-1] + text[-2] for text in texts], dtype=object)
    )
    style = random.integers(0, 4, says.size)
    number = _some(style == 1, number, lambda texts: np.array([f"{t[:5]} {t[5:]}" for t in texts], dtype=object))
    number = _some(style == 2, number, lambda texts: np.array([f"+44{t[1:]}" for t in texts], dtype=object))
    return np.where(who.has_phone[whose] & ~says("phone_missing"), number, "")


def _email(who: People, says: _Says, person: Array) -> Array:
    given = np.flatnonzero(who.has_email[person] & says("email_given"))
    text = np.full(len(person), "", dtype=object)
    whose = person[given]
    text[given] = numbers.email(
        whose,
        misspelling.plain(who.book.forenames[who.forename[whose]]),
        misspelling.plain(who.book.surnames[who.surname[whose]]),
    )
    return text


def _vehicle(words: dict[str, Any], who: People, says: _Says, random: np.random.Generator, person: Array) -> Array:
    plate = numbers.registration(person)
    car = np.array(words["cars"], dtype=object)[person % len(words["cars"])]
    text = np.where(
        chance(random, 0.6, len(person)), plate, np.where(chance(random, 0.5, len(person)), car + " " + plate, car)
    )
    return np.where(who.has_vehicle[person] & says("vehicle_given"), text, "")


def _observed(own: Array) -> Array:
    return np.array([SEEN[code[0]] if code != "A4" else "IC5" for code in own], dtype=object)
