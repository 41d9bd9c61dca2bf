"""The monthly run: what it reads, what it does, what it says of itself."""

from v100.monthly.links import comparable
from v100.monthly.run import Outcome, check, monthly_run

__all__ = ["Outcome", "check", "comparable", "monthly_run"]
