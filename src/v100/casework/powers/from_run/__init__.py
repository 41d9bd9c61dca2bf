"""Facts of one man from the rows of a run (and from outcomes that people recorded, as rows of event)."""

from v100.casework.powers.from_run.facts import facts_of
from v100.casework.powers.from_run.rows import Rows

__all__ = ["Rows", "facts_of"]
