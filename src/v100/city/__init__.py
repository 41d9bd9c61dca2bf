"""A simulated part of London whose truth is known: for demonstrations, tests and benchmarks."""

from v100.city.extract import FORCES
from v100.city.simulate import Summary, simulate

__all__ = ["FORCES", "Summary", "simulate"]
