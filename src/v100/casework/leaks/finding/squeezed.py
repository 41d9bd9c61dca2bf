"""A text as its letters and figures alone, so that no spacing, punctuation, accent or line break hides a word."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

TIGHT = re.compile(r"\S+|[-‐‑–]\s*\n\s*")
"""What may stand within one word: signs without a space, or a hyphen at the end of a line."""

LONG = 6
"""Letters from which a word is told although it is written apart, or stands inside another."""

NOTHING = "\0"
"""In place of letters that were told to be innocent."""

LATIN = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]{1,2})(?: WITH .+)?")


@cache
def plain(sign: str) -> str:
    """One sign in small letters without accents: é is e, ø is o, ß is ss, ﬁ is fi."""
    found = ""
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold()):
        named = LATIN.fullmatch(unicodedata.name(part, ""))
        figure = unicodedata.digit(part, None)
        found += named[1].lower() if named else part if figure is None else str(figure)
    return "".join(part for part in found if part.isalnum())


def squeeze(text: str) -> str:
    """Its letters and figures alone."""
    return "".join(map(plain, text))


@dataclass(frozen=True)
class Span:
    """Letters of a squeezed text, from the first to the one after the last."""

    first: int
    end: int


@dataclass(frozen=True)
class Squeezed:
    """`letters`, and for each where it stood (`at`), whether a word begins with it (`begins`, one more than letters),
    what parts it from the letter before (`gap`: 0 nothing, 1 tight, 2 a space).
    """

    text: str
    letters: str
    at: list[int]
    begins: list[bool]
    gap: list[int]

    def written(self, span: Span) -> str:
        """As it stands in the text."""
        return self.text[self.at[span.first] : self.at[span.end - 1] + 1]

    @cached_property
    def words(self) -> dict[str, list[Span]]:
        """Where each word stands; one that is parted at the end of a line, or by signs, whole and part by part."""
        found: dict[str, list[Span]] = defaultdict(list)
        for span in self._words():
            found[self.letters[span.first : span.end]].append(span)
        return dict(found)

    def _words(self) -> Iterator[Span]:
        spaced = [number for number, gap in enumerate(self.gap) if gap == 2] + [len(self.letters)]
        first = 0
        for end in spaced:
            parts = [first, *(number for number in range(first + 1, end) if self.gap[number]), end]
            yield Span(first, end)
            if len(parts) > 2:
                yield from map(Span, parts, parts[1:])
            first = end

    def places(self, word: str) -> Iterator[Span]:
        """Wherever these letters stand, whatever stands between them."""
        first = self.letters.find(word)
        while first >= 0:
            yield Span(first, first + len(word))
            first = self.letters.find(word, first + 1)

    def is_whole(self, span: Span) -> bool:
        """A word begins where it begins, and ends where it ends."""
        return self.begins[span.first] and self.begins[span.end]

    def is_parted(self, span: Span) -> bool:
        """A space stands within."""
        return 2 in self.gap[span.first + 1 : span.end]

    def is_spelt(self, span: Span) -> bool:
        """Something stands between each two letters."""
        return all(self.gap[span.first + 1 : span.end])


def squeezed(text: str, innocent: Iterable[str] = ()) -> Squeezed:
    """`innocent` are phrases of which nothing is told, wherever they stand whole."""
    letters: list[str] = []
    at: list[int] = []
    begins: list[bool] = []
    gap: list[int] = []
    between, before = "", ""
    for place, sign in enumerate(text):
        if unicodedata.category(sign) in ("Mn", "Cf"):
            continue
        found = plain(sign)
        if not found:
            between += sign
            continue
        turns = (before.islower() and sign.isupper()) or before.isdigit() != sign.isdigit()
        for number, letter in enumerate(found):
            letters.append(letter)
            at.append(place)
            begins.append(number == 0 and (not before or bool(between) or turns))
            gap.append(0 if number or not between else 1 if TIGHT.fullmatch(between) else 2)
        between, before = "", sign
    whole = Squeezed(text, "".join(letters), at, [*begins, True], gap)
    return _without(whole, innocent)


def _without(whole: Squeezed, innocent: Iterable[str]) -> Squeezed:
    letters = whole.letters
    for phrase in {squeeze(phrase) for phrase in innocent} - {""}:
        for span in whole.places(phrase):
            if whole.is_whole(span):
                letters = letters[: span.first] + NOTHING * len(phrase) + letters[span.end :]
    return Squeezed(whole.text, letters, whole.at, whole.begins, whole.gap)
