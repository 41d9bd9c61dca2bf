"""What an alert is."""

from typing import NamedTuple

from v100.casework.nominals.models import Nominal
from v100.casework.women.models import Woman


class Alert(NamedTuple):
    """One of them: its key, the man or the woman, what in words that name no woman, and the page that says more."""

    key: str
    of: Nominal | Woman
    words: str
    opens: str
