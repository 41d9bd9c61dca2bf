"""Does a note seem to name a woman, or to give an address or a contact? Asked before it is kept.

No page about a man reads who the women are, so it does not compare. It knows women's forenames, and what a postcode, a
telephone number and an e-mail address look like; whoever writes answers for the rest.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

CONTACTS = (
    re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b", re.IGNORECASE),
    re.compile(r"(?<![\w/])\+?[0-9][0-9 ()-]{8,}[0-9]"),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PART = re.compile(r"[^\W\d_]+")
"""Of a word: “Sarah” of “Sarah’s” and of “Sarah-Jane”."""

MONTH = re.compile(r"\b[0-9]{1,2} (?:April|May|June)\b|\b(?:April|May|June) [0-9]{2,4}\b")
"""Months that are women's names too, where a day or a year stands beside them."""


def suspicious(words: str, his_names: Iterable[str]) -> list[str]:
    """What may name or lead to a woman, in the order of the note; his own names do not. Of a name in small letters it
    is not known that it is one.
    """
    his = {_plain(word) for name in his_names for word in (*WORD.findall(name), *PART.findall(name))}
    names = [
        word
        for word in WORD.findall(MONTH.sub("", words))
        if word[0].isupper() and {_plain(word), *map(_plain, PART.findall(word))} & _forenames() - his
    ]
    contacts = [found.group().strip() for each in CONTACTS for found in each.finditer(words)]
    return list(dict.fromkeys([*names, *contacts]))


def _plain(name: str) -> str:
    """In small letters without accents: Zoë and Zoe are one name."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def _forenames() -> frozenset[str]:
    """Women's forenames as the shipped lists have them, in plain letters."""
    found = set()
    for name in ("forenames.csv", "forenames_by_period.csv"):
        text = (files("v100.data.population") / name).read_text(encoding="utf-8-sig")
        found |= {_plain(row["name"]) for row in csv.DictReader(text.splitlines()) if row["sex"] == "female"}
    return frozenset(found)
