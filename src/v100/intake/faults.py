"""A fault of a whole file: it stops that file and nothing of it is taken."""

from v100.errors import V100Error


class FileFault(V100Error):
    """One line: which file, what is wrong, what to do."""


def fold(name: str) -> str:
    """A column or file name as it is compared: trimmed, inner spaces single, whatever the case."""
    return " ".join(name.split()).casefold()
