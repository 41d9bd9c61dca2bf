"""How names go wrong: typing slips, spellings by ear, nicknames, initials, other forms of the same name."""

import unicodedata

import numpy as np

from v100.city.names import nicknames, variants
from v100.city.streams import Array

NEAR = {
    "a": "sqz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "mb", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "xa",
}  # fmt: skip
BY_EAR = (
    ("ph", "f"), ("ck", "k"), ("th", "t"), ("ee", "ea"), ("ie", "ei"), ("y", "i"), ("i", "y"), ("c", "k"), ("k", "c"),
    ("s", "z"), ("oo", "u"), ("ou", "u"), ("sh", "s"), ("ks", "x"), ("j", "g"), ("v", "w"), ("e", "a"), ("o", "u"),
)  # fmt: skip


def slip(random: np.random.Generator, names: Array) -> Array:
    """Each name with one slip: a letter lost, doubled, exchanged, a neighbour on the keyboard, or written by ear."""
    draws = random.random((len(names), 3))
    return np.array([_slip(name, *draw) for name, draw in zip(names, draws, strict=True)], dtype=object)


def other_form(random: np.random.Generator, names: Array, *, nickname: bool) -> Array:
    """Each name as a nickname or in another spelling, where it has any."""
    known = nicknames() if nickname else variants()
    draws = random.random(len(names))
    return np.array(
        [_one_of(known.get(name), draw) or name for name, draw in zip(names, draws, strict=True)], dtype=object
    )


def plain(names: Array) -> Array:
    """Without accents, as most keyboards write them."""
    return np.array([_plain(name) for name in names], dtype=object)


def _slip(name: str, what: float, where: float, which: float) -> str:
    if len(name) < 3:
        return name
    at = 1 + int(where * (len(name) - 1))
    letter = name[at]
    if what < 0.2:
        return name[:at] + name[at + 1 :]
    if what < 0.35:
        return name[:at] + letter + name[at:]
    if what < 0.5 and at + 1 < len(name):
        return name[:at] + name[at + 1] + letter + name[at + 2 :]
    if what < 0.7:
        near = NEAR.get(letter.lower(), letter)
        return name[:at] + near[int(which * len(near))] + name[at + 1 :]
    return _by_ear(name, which)


def _by_ear(name: str, which: float) -> str:
    start = int(which * len(BY_EAR))
    for heard, written in BY_EAR[start:] + BY_EAR[:start]:
        if heard in name[1:]:
            return name[0] + name[1:].replace(heard, written, 1)
    return name + name[-1]


def _one_of(names: list[str] | None, draw: float) -> str | None:
    return names[int(draw * len(names))] if names else None


def _plain(name: str) -> str:
    if name.isascii():
        return name
    name = (
        name.replace("Ł", "L")
        .replace("ł", "l")
        .replace("ı", "i")
        .replace("ø", "o")
        .replace("ß", "ss")
        .replace("đ", "d")
        .replace("Đ", "D")
    )
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
