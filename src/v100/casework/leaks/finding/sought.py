"""What is sought for one identifier: words, alone or near each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import phonenumbers

from v100.casework.leaks.finding.identifier import Identifier, Kind
from v100.casework.leaks.finding.squeezed import LONG, squeeze
from v100.casework.leaks.finding.vocabulary import Vocabulary

WORD = re.compile(r"[^\W_]+")
SLIPS = ((9, 2), (5, 1))
"""Letters of a name from which so many slips are forgiven."""

ORDERS = ("", "of", *(f"{order}{of}" for order in ("st", "nd", "rd", "th") for of in ("", "of")))

FEWEST_FIGURES = 6
"""Of a number that is sought by its figures."""

REGISTRATION = re.compile(
    r"\b(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]?)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Word:
    """Letters to find. `free`: wherever they stand, whatever stands between; else as a word, with so many slips.
    `capital`: so short that it is a name only with a capital.
    """

    letters: str
    slips: int = 0
    free: bool = False
    capital: bool = False


Sought = tuple[Word, ...]
"""Words that together lead to somebody where they stand near each other."""


def sought(identifier: Identifier, known: Vocabulary) -> Iterator[Sought]:
    """Each of which is a leak."""
    value = identifier.value
    match identifier.kind:
        case Kind.NAME | Kind.ALIAS:
            yield from ((word,) for word in _names(value, known))
        case Kind.ADDRESS:
            for part in re.split(r"[,;\n]", value):
                yield from _places(part, known)
        case Kind.POSTCODE:
            yield from _postcode(squeeze(value))
        case Kind.PHONE:
            yield from ((Word(figures, free=True),) for figures in _figures(value))
        case Kind.EMAIL:
            yield from _email(value)
        case Kind.VEHICLE:
            yield from _vehicle(value, known)
        case Kind.BIRTH | Kind.DATE:
            yield from ((Word(written),) for written in _written(date.fromisoformat(value)))
        case _:
            yield from _together(value.split(), known)


def slips_of(letters: str) -> int:
    return next((slips for least, slips in SLIPS if len(letters) >= least), 0) if letters.isalpha() else 0


def _word(letters: str) -> Word:
    return Word(letters, slips_of(letters))


def _names(value: str, known: Vocabulary) -> list[Word]:
    """The parts of a name, and what is written with a hyphen or an apostrophe also as one."""
    parts = [squeeze(part) for part in (*value.split(), *WORD.findall(value))]
    found = dict.fromkeys(part for part in parts if len(part) > 1 and part not in known.ignored)
    return [Word(part, slips_of(part), capital=len(part) < 3) for part in found]


def _places(part: str, known: Vocabulary) -> Iterator[Sought]:
    """Of a line of an address: the number with the street, and the street with its kind; or the name of a house, which
    may begin with what would be a kind elsewhere (Court Barn)."""
    words = [word for word in map(squeeze, part.split()) if word]
    kind = next((place for place in reversed(range(len(words))) if words[place] in _kinds(known)), len(words))
    before, from_kind = words[:kind], words[kind:]
    numbers = [word for word in before if word[0].isdigit()]
    after = before[before.index(numbers[-1]) + 1 :] if numbers else before
    telling = _telling(after, known) or from_kind[:1]
    if numbers and telling:
        yield (Word(numbers[-1]), _word(telling[0]))
    if from_kind and telling != from_kind[:1]:
        for short in _kinds(known)[from_kind[0]]:
            yield (*map(_word, telling), Word(short))
    elif len(name := [*telling, *_telling(from_kind[1:], known)]) > 1:
        yield tuple(map(_word, name))


def _telling(words: list[str], known: Vocabulary) -> list[str]:
    return [word for word in words if word not in known.generic]


def _kinds(known: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Each kind of street by any of its forms, with all of them."""
    return {form: (kind, *shorts) for kind, shorts in known.streets.items() for form in (kind, *shorts)}


def _together(words: list[str], known: Vocabulary) -> Iterator[Sought]:
    """The words that tell which one it is; all where none does."""
    letters = [word for word in map(squeeze, words) if word]
    if letters:
        yield tuple(map(_word, [word for word in _telling(letters, known) if len(word) > 1] or letters))


def _postcode(letters: str) -> Iterator[Sought]:
    """Whole; and without its last two letters, which still says which few streets."""
    if len(letters) >= 5:
        yield (Word(letters, free=True),)
        yield (Word(letters[:-3]), Word(letters[-3]))


def _figures(value: str) -> set[str]:
    """A number without what stands before it from abroad or from another town; a local one without its town too."""
    figures = "".join(sign for sign in value if sign.isdigit() or sign == "+")
    found = {squeeze(figures)}
    try:
        number = phonenumbers.parse(figures, "GB")
        national = phonenumbers.national_significant_number(number)
        town = phonenumbers.length_of_geographical_area_code(number)
        found = {national, national[town:]}
    except phonenumbers.NumberParseException:
        pass
    return {each for each in found if len(each) >= FEWEST_FIGURES}


def _email(value: str) -> Iterator[Sought]:
    yield (Word(squeeze(value), free=True),)
    before = squeeze(value.partition("@")[0])
    if len(before) >= LONG:
        yield (Word(before),)


def _vehicle(value: str, known: Vocabulary) -> Iterator[Sought]:
    """By its registration, else by all that is said of it."""
    plates = [squeeze(found.group()) for found in REGISTRATION.finditer(value)]
    if plates:
        yield from ((Word(plate, free=True),) for plate in plates)
    else:
        yield from _together(value.split(), known)


def _written(day: date) -> set[str]:
    """A day as people write it, without what stands between."""
    days = {f"{day.day}", f"{day:%d}"}
    months = {f"{day:%B}".lower(), f"{day:%b}".lower()}
    figures = {f"{one}{month}{year}" for one in days for month in (day.month, f"{day:%m}") for year in _years(day)}
    words = {f"{one}{order}{month}{day:%Y}" for one in days for order in ORDERS for month in months}
    turned = {f"{month}{one}{order}{day:%Y}" for one in days for order in ORDERS for month in months}
    return {f"{day:%Y%m%d}", *figures, *words, *turned}


def _years(day: date) -> tuple[str, str]:
    return f"{day:%Y}", f"{day:%y}"
