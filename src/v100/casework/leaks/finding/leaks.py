"""Everything in a document that leads to one of those who must not be found by it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from v100.casework.leaks.finding.identifier import Identifier, Kind
from v100.casework.leaks.finding.leak import Doubt, Leak, Passage
from v100.casework.leaks.finding.sought import Sought, Word, sought
from v100.casework.leaks.finding.squeezed import LONG, Span, Squeezed, squeeze, squeezed
from v100.casework.leaks.finding.vocabulary import Vocabulary
from v100.casework.leaks.finding.wording import wording_in

NEAR = 12
"""Letters between two words that belong together: a number and its street."""


def leaks_in(
    passages: Sequence[Passage],
    identifiers: Iterable[Identifier],
    known: Vocabulary,
    *,
    his_names: Collection[str] = (),
    innocent: Iterable[str] = (),
) -> list[Leak]:
    """What leaks, one for each kind, person and doubt, with all the places. Passages are read as one text.

    `his_names` are his own, each whole: his full name is nobody else's. `innocent` are phrases that the document has
    whoever it is about, as the words of a statute.
    """
    identifiers = set(identifiers)
    text = _Text(passages, [*innocent, *_his_own(his_names, identifiers)])
    his = {squeeze(word) for name in his_names for word in _words(name)}
    found: dict[tuple[Kind, str, Doubt | None, str], list[int]] = defaultdict(list)
    for identifier in identifiers:
        for wanted in sought(identifier, known):
            for span, doubt in _found(text.letters, wanted, his, known):
                found[identifier.kind, identifier.whose, doubt, ""].append(span.first)
    for span, reveals in wording_in(text.letters, known):
        found[Kind.WORDING, "", None, reveals].append(span.first)
    leaks = [Leak(kind, whose, text.where(places), doubt, says) for (kind, whose, doubt, says), places in found.items()]
    return sorted(leaks, key=lambda leak: (leak.whose, leak.kind, leak.doubt or "", leak.says))


def _his_own(his_names: Collection[str], identifiers: Iterable[Identifier]) -> list[str]:
    """His names of several words: but not one that is hers, as where he was recorded under it."""
    hers = {
        squeeze(word) for each in identifiers if each.kind in (Kind.NAME, Kind.ALIAS) for word in _words(each.value)
    }
    his = {name: {squeeze(word) for word in _words(name)} for name in his_names}
    return [name for name, words in his.items() if len(words) > 1 and not words <= hers]


def _words(name: str) -> list[str]:
    return name.replace("-", " ").split()


class _Text:
    """The passages as one text."""

    def __init__(self, passages: Sequence[Passage], innocent: Iterable[str]) -> None:
        self.passages = passages
        self.begins = [0]
        for passage in passages:
            self.begins.append(self.begins[-1] + len(passage.text) + 1)
        self.letters = squeezed("\n".join(passage.text for passage in passages), innocent)

    def where(self, places: Iterable[int]) -> tuple[str, ...]:
        """Where letters stand, in the order of the document, each place once."""
        numbers = sorted({bisect_right(self.begins, self.letters.at[place]) - 1 for place in places})
        return tuple(dict.fromkeys(self.passages[number].where for number in numbers))


def _found(
    text: Squeezed, wanted: Sought, his: Collection[str], known: Vocabulary
) -> Iterator[tuple[Span, Doubt | None]]:
    first, *others = ([*_spans(text, word)] for word in wanted)
    if not others:
        yield from ((span, _doubt(text, span, wanted[0], his, known)) for span in first)
        return
    for start in first:
        last = start
        for spans in others:
            near = next((span for span in spans if _are_near(last, span)), None)
            if near is None:
                break
            last = near
        else:
            yield start, None


def _are_near(one: Span, other: Span) -> bool:
    return other.first - one.end in range(NEAR) or one.first - other.end in range(NEAR)


def _spans(text: Squeezed, word: Word) -> Iterator[Span]:
    for span in text.places(word.letters):
        if word.free or _stands(text, span, word):
            yield span
    if word.slips:
        yield from _nearly(text, word)


def _stands(text: Squeezed, span: Span, word: Word) -> bool:
    if word.capital and not text.written(span)[0].isupper():
        return False
    if text.is_parted(span):
        return text.is_whole(span) and (len(word.letters) >= LONG or text.is_spelt(span))
    return text.is_whole(span) or (len(word.letters) >= LONG and word.letters.isalpha())


def _nearly(text: Squeezed, word: Word) -> Iterator[Span]:
    near = process.extract(word.letters, text.words.keys(), scorer=OSA.distance, score_cutoff=word.slips, limit=None)
    for letters, _, _ in near:
        yield from text.words[letters]


def _doubt(text: Squeezed, span: Span, word: Word, his: Collection[str], known: Vocabulary) -> Doubt | None:
    letters = text.letters[span.first : span.end]
    if {letters, word.letters} & set(his):
        return Doubt.HIS
    if {letters, word.letters} & known.ordinary:
        return Doubt.ORDINARY
    if not word.free and not text.is_whole(span):
        return Doubt.INSIDE
    if letters != word.letters and text.written(span).islower():
        return Doubt.NEARLY
    return None
