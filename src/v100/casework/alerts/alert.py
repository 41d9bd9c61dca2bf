"""What an alert is."""

from typing import NamedTuple

from v100.casework.nominals.models import Nominal


class Alert(NamedTuple):
    """One of them: its key, the man, what in words that name no woman, and the page that says more."""

    key: str
    nominal: Nominal
    words: str
    opens: str
