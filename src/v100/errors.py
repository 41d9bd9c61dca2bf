"""What can go wrong in a way that a user can mend: one line that says what, where, why and what to do. Of any other
fault the program says where it was and nothing more.
"""

import traceback
from types import TracebackType


class V100Error(Exception):
    """Wrong use or unreadable input. The command ends with status 2 and prints this one line."""

    exit_status = 2


class CheckFailed(V100Error):
    """A check did its work and the answer is no (verify, profile check, a run that refuses to publish)."""

    exit_status = 1


def place_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The lines of code that led to a fault, and its kind. Not its words: they may hold what a report says of a woman,
    or what somebody typed of her (C26).
    """
    return f"{''.join(traceback.format_tb(trace))}{kind.__name__}"
