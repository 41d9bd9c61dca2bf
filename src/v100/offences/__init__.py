"""What an offence is and weighs: Home Office codes, categories, weight sets."""

from v100.offences.check import table_faults, unweighted
from v100.offences.table import offence_table, source_file, weight_sets
from v100.offences.vocabulary import vocabulary
from v100.offences.weight_set import Imported, import_weights, import_workbook

__all__ = [
    "Imported",
    "import_weights",
    "import_workbook",
    "offence_table",
    "source_file",
    "table_faults",
    "unweighted",
    "vocabulary",
    "weight_sets",
]
