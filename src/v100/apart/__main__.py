"""The process that opens one file: `python -m v100.apart ROOM WHAT PATH ...` writes a table to standard output, as an
Arrow stream, or says in one line on standard error what is wrong with the file.
"""

import resource
import sys
from collections.abc import Callable, Iterator
from io import FileIO

import pyarrow as pa

from v100.apart import WRONG

ROWS = 65536
"""Rows sent at a time."""


def main(room: str, what: str, path: str, *words: str) -> None:
    """Opens the file within so many bytes. Leaves with status WRONG when it cannot be read."""
    resource.setrlimit(resource.RLIMIT_AS, (int(room), int(room)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        schema, batches = OPENS[what](path, *words)
        with pa.ipc.new_stream(FileIO(sys.stdout.fileno(), "wb"), schema) as stream:
            for batch in batches:
                stream.write_batch(batch)
    except MemoryError:
        sys.exit(1)
    except BaseException as error:  # a panic of the workbook's reader is no Exception
        print((str(error) or type(error).__name__).splitlines()[0], file=sys.stderr)
        sys.exit(WRONG)


Sent = tuple[pa.Schema, Iterator[pa.RecordBatch]]
"""The columns of what is sent, and the rows as they come."""


def _names(path: str) -> Sent:
    import fastexcel

    names = pa.record_batch({"name": pa.array(fastexcel.read_excel(path).sheet_names, pa.string())})
    return names.schema, iter([names])


def _sheet(path: str, name: str, rows: str | None = None) -> Sent:
    import fastexcel

    only = None if rows is None else int(rows)
    sheet = fastexcel.read_excel(path).load_sheet(name, header_row=None, skip_rows=0, n_rows=only, dtypes="string")
    cells = pa.record_batch(sheet.to_arrow()) if sheet.width else pa.record_batch({"empty": pa.array([], pa.string())})
    return cells.schema, iter(pa.Table.from_batches([cells]).to_batches(ROWS))


def _parquet(path: str) -> Sent:
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path, page_checksum_verification=True)  # where whoever wrote it gave sums
    return file.schema_arrow, file.iter_batches(ROWS)


OPENS: dict[str, Callable[..., Sent]] = {"names": _names, "sheet": _sheet, "parquet": _parquet}

if __name__ == "__main__":
    main(*sys.argv[1:])
