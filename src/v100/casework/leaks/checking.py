"""The check of a finished document about a man, before it may be given out (rules C1, C2 and C21)."""

from collections.abc import Iterable, Mapping

from django.conf import settings

from v100.casework.leaks.finding import Kind, Leak, Passage, leaks_in, vocabulary
from v100.casework.leaks.gathering import identifiers_about
from v100.casework.leaks.reading import Format, passages_of
from v100.casework.nominals.models import Nominal
from v100.casework.notes.names_nobody import names_of
from v100.casework.runs.models import LoadedRun


def leaks_of(
    nominal: Nominal, men: list[int], run: LoadedRun, files: Mapping[Format, bytes], innocent: Iterable[str]
) -> dict[Format, list[Leak]]:
    """What leaks from each of its files, text and metadata. `men` are the man's references; `innocent` is what the
    document says whoever it is about.

    Raises V100Error where a file, or what those linked to him could be found by, cannot be read.
    """
    known = vocabulary(settings.STORE)
    identifiers, his_names, same = identifiers_about(nominal, run), names_of(men), list(innocent)
    return {
        kind: leaks_in(passages_of(kind, content), identifiers, known, his_names=his_names, innocent=same)
        for kind, content in files.items()
    }


def names_somebody(nominal: Nominal, men: list[int], run: LoadedRun, words: str) -> bool:
    """Whether a reason, which the log keeps, leads to somebody linked to him beyond doubt. Its wording is free."""
    return bool(hers_in(nominal, men, run, words))


def hers_in(nominal: Nominal, men: list[int], run: LoadedRun, words: str) -> list[str]:
    """What in some words leads to somebody linked to him beyond doubt, by kind and never the value."""
    identifiers, known = identifiers_about(nominal, run), vocabulary(settings.STORE)
    found = leaks_in([Passage("", words)], identifiers, known, his_names=names_of(men))
    return sorted({leak.kind.value for leak in found if leak.sure and leak.kind != Kind.WORDING})
