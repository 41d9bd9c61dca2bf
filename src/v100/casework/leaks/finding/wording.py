"""Wording that reveals who spoke, that somebody did, or how often (rule C2)."""

import re
from collections.abc import Iterator
from functools import cache

from v100.casework.leaks.finding.squeezed import Span, Squeezed, squeeze
from v100.casework.leaks.finding.vocabulary import Phrase, Vocabulary

NUMBER = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?(?:of)?|several|many|multiple|numerous)"
)


def wording_in(text: Squeezed, known: Vocabulary) -> Iterator[tuple[Span, str]]:
    """Where it stands, and what it reveals."""
    for phrase in known.phrases:
        for found in _pattern(phrase).finditer(text.letters):
            span = Span(*found.span())
            if text.is_whole(span):
                yield span, phrase.reveals


@cache
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    return re.compile(NUMBER.join(map(squeeze, phrase.words.split("{number}"))))
