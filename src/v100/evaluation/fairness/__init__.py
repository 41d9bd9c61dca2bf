"""Does the list fall evenly? Measures by ethnicity, age, borough and name origin, which are read here and nowhere
else."""

from v100.evaluation.fairness.measure import Fairness, last_run, measure_fairness
from v100.evaluation.fairness.page import evidence

__all__ = ["Fairness", "evidence", "last_run", "measure_fairness"]
