"""The offence table: what each Home Office code weighs and means under one weight set."""

from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from v100.errors import V100Error
from v100.tables import OFFENCE_TABLE

DEFAULT = "cchi"
"""The weight set that comes with the package: the Cambridge Crime Harm Index."""


def offence_table(weights: str = DEFAULT, *, store: Path | None = None) -> pa.Table:
    """The offence table (tables.OFFENCE_TABLE) with the days of one weight set, by code.

    `weights` is `cchi`, or the name of a weight set imported into `store`. Days are empty where the set
    lacks the code: such lines are unweighted, never zero.
    Raises V100Error when there is no weight set of that name.
    """
    return typed(read_csv(source_file(weights, store)))


def source_file(weights: str, store: Path | None = None) -> Path:
    """The file that a weight set is read from: its hash is an input of a run."""
    if weights == DEFAULT:
        return Path(str(files("v100.data.reference") / "offences.csv"))
    if store is not None and (kept := weights_folder(store) / weights / "offences.csv").is_file():
        return kept
    raise V100Error(
        f"no weight set {weights!r}: there are {', '.join(weight_sets(store))}; "
        f"import one with `v100 offences import FILE --name {weights} --store DIR`"
    )


def weight_sets(store: Path | None = None) -> list[str]:
    """Names of the weight sets that can be used: the default, then those kept in the store."""
    kept = weights_folder(store).glob("*/offences.csv") if store is not None else ()
    return [DEFAULT, *sorted(file.parent.name for file in kept)]


def weights_folder(store: Path) -> Path:
    return store / "weights"


def read_csv(file: Path) -> pa.Table:
    """A reference table as text, an empty cell as unknown."""
    names = file.read_text(encoding="utf-8").split("\n", 1)[0].strip().split(",")
    return pa_csv.read_csv(
        file,
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        ),
    )


def typed(rows: pa.Table) -> pa.Table:
    """Rows of an offences file in the schema of tables.OFFENCE_TABLE."""
    schema = OFFENCE_TABLE.schema.to_pyarrow()
    columns = {name: rows[name] for name in OFFENCE_TABLE.names if name in rows.column_names}
    columns["days"] = rows["cchi_days"]
    columns["generated"] = pa.chunked_array([[value == "y" for value in rows["generated"].to_pylist()]])
    return pa.table({field.name: columns[field.name].cast(field.type) for field in schema}).sort_by("ho_code")
