"""What an offence is and weighs: Home Office codes, categories, weight sets."""

from v100.offences.table import offence_table

__all__ = ["offence_table"]
