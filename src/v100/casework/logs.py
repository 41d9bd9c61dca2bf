"""What the site writes to its log: where something went wrong, never of whom.

The text of an exception may hold what a person typed or what a row said, and so a woman's name: only the kind of the
exception and the lines of code are written.
"""

import logging
from types import TracebackType

from v100.errors import place_of

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Scrubbed(logging.Formatter):
    """Time, level, logger, message without its arguments, and of an exception its kind and place."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        bare = logging.makeLogRecord({**record.__dict__, "args": (), "msg": str(record.msg), "exc_text": None})
        return super().format(bare)

    def formatException(self, ei: Raised) -> str:
        kind, _, trace = ei
        return place_of(kind, trace) if kind else ""


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"scrubbed": {"()": Scrubbed}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "scrubbed"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        # Its warnings hold the request that it could not read, and so what was sought.
        "gunicorn.error": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
"""One log for the pages and for what listens for them."""
