"""Numbers that identify: police numbers with their check letters, telephones, e-mail, registrations. All invented.

Telephones begin 0720, a range not allocated to anybody when this was written; e-mail lies under example.org and its
like; registrations have the age identifier 00, which is never issued.
"""

import numpy as np

from v100.city.calendar import YEAR
from v100.city.streams import Array

CHECK_LETTERS = np.array(list("ZABCDEFGHJKLMNPQRTUVWXY"))
"""The letter of a PNC or CRO number is that at (two-digit year followed by serial) modulo 23."""
MAILS = np.array(["example.org", "example.com", "example.net"], dtype=object)
LETTERS = np.array(list("ABCDEFGHJKLMNOPRSTUVWXY"))


def pnc(person: Array, since: Array) -> Array:
    """2012/0123456X: the year of the first arrest and a serial that differs from person to person."""
    year = (np.asarray(since) / YEAR + 1970).astype(int)
    serial = mixed(person, 9_999_991, 3_141_593)
    letter = CHECK_LETTERS[((year % 100) * 10_000_000 + serial) % 23]
    return _join(year.astype("U4"), "/", digits(serial, 7), letter)


def cro(person: Array, since: Array) -> Array:
    """012345/12X likewise."""
    year = (np.asarray(since) / YEAR + 1970).astype(int) % 100
    serial = mixed(person, 999_983, 271_829)
    letter = CHECK_LETTERS[(year * 1_000_000 + serial) % 23]
    return _join(digits(serial, 6), "/", digits(year, 2), letter)


def phone(person: Array, second: Array) -> Array:
    """One of two numbers of a person."""
    return _join("072", digits(mixed(person * 2 + second, 99_999_989, 61_803_399), 8))


def email(person: Array, forename: Array, surname: Array) -> Array:
    name = np.char.lower(_join(np.asarray(forename, "U30"), ".", np.asarray(surname, "U40")).astype("U80"))
    if name.size:  # in nothing NumPy replaces nothing but raises
        name = np.char.replace(np.char.replace(name, " ", ""), "'", "")
    return _join(name, digits(mixed(person, 97, 31), 2), "@", MAILS[person % 3].astype("U12"))


def registration(person: Array) -> Array:
    value = mixed(person, 6_436_343 - 40, 1_234_577)
    letters = [LETTERS[(value // 23**place) % 23] for place in range(4)]
    return _join("L", letters[0], "00 ", letters[1], letters[2], letters[3])


def mixed(value: Array, prime: int, step: int) -> Array:
    """A different number below the prime for each value below it, in no visible order."""
    return (np.asarray(value, dtype=np.int64) % prime * step + 7_777) % prime


def digits(value: Array, width: int) -> Array:
    """Numbers as text, zeros in front."""
    text = np.asarray(value).astype("U10")
    return np.char.zfill(text, width) if text.size else text


def _join(*parts: Array | str) -> Array:
    whole: Array = np.asarray(parts[0])
    for part in parts[1:]:
        whole = np.char.add(whole, part)
    return whole.astype(object)
