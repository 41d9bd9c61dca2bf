"""Writing one file of an export, a month at a time, in its format's dialect and encoding."""

import codecs
import unicodedata
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from v100.city.formats.layout import Layout

NEAREST = dict(zip("łŁıđĐħĦŋŊə", "lLidDhHnNa", strict=True))
"""Letters that are no letter with an accent."""


class File:
    """A new file, held open only while it is written to; `rows` counts what it holds below its heading."""

    def __init__(self, path: Path, layout: Layout) -> None:
        path.write_bytes(b"")
        self.path = path
        self.rows = 0
        self.headed = False
        self.once = path.stem in layout.once
        self.met = pa.chunked_array([], pa.string())
        self.delimiter = layout.delimiter
        self.encoder = codecs.getincrementalencoder(layout.encoding)(errors="nearest")

    def write(self, rows: pa.Table) -> None:
        """Rows of the file, all text; the first ones bring the heading."""
        if self.once:
            rows = self._unmet(rows)
        text = pa.BufferOutputStream()
        csv.write_csv(rows, text, csv.WriteOptions(include_header=not self.headed, delimiter=self.delimiter))
        with self.path.open("ab") as file:
            file.write(self.encoder.encode(text.getvalue().to_pybytes().decode("utf-8")))
        self.headed = True
        self.rows += rows.num_rows

    def _unmet(self, rows: pa.Table) -> pa.Table:
        """What the file does not hold yet, by its first column, each once."""
        different = rows.group_by(rows.column_names, use_threads=False).aggregate([])
        new = different.filter(pc.invert(pc.is_in(different.column(0), self.met)))
        self.met = pa.chunked_array([*self.met.chunks, *new.column(0).chunks])
        return new


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """A letter that an encoding lacks as the plain letter under its accent, else a question mark."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    bare = unicodedata.normalize("NFKD", "".join(NEAREST.get(letter, letter) for letter in lacking))
    return "".join(
        letter if letter.isascii() else "?" for letter in bare if not unicodedata.combining(letter)
    ), error.end


codecs.register_error("nearest", _nearest)
