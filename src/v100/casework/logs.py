"""What the site writes to its log: where something went wrong, never of whom.

The text of an exception may hold what a person typed or what a row said, and so a woman's name: only the kind of the
exception and the lines of code are written.
"""

import logging
import traceback
from types import TracebackType

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Scrubbed(logging.Formatter):
    """Time, level, logger, message without its arguments, and of an exception its kind and place."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        bare = logging.makeLogRecord({**record.__dict__, "args": (), "msg": str(record.msg), "exc_text": None})
        return super().format(bare)

    def formatException(self, ei: Raised) -> str:
        kind, _, place = ei
        frames = "".join(traceback.format_tb(place))
        return f"{frames}{kind.__name__ if kind else ''}"
