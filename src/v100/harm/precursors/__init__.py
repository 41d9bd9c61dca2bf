"""The precursor list: rules that put people forward to be read, beside the ranking. Never a score."""

from v100.harm.precursors.find import find_precursors
from v100.harm.precursors.rules import not_known, rules

__all__ = ["find_precursors", "not_known", "rules"]
