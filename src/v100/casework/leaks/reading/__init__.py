"""The text of a finished file, its metadata and all that it carries unseen. No database, no web, no store."""

from v100.casework.leaks.reading.reading import Format, passages_of

__all__ = ["Format", "passages_of"]
