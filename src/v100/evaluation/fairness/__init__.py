"""Does the list fall evenly? Measures by ethnicity, age, borough and name origin, which are read here and nowhere
else."""

from v100.evaluation.fairness.measure import Fairness, last_run, measure_fairness

__all__ = ["Fairness", "last_run", "measure_fairness"]
