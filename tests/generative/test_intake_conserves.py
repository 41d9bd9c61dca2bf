"""Whatever a file holds, every record of it ends accepted, rejected or filtered, or the file is refused in one line."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extracts import OFFENCE, REPORT, take, write
from v100.errors import V100Error
from v100.intake import Receipt
from v100.store import batches

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

HEADING = b"mention_id,report_id,lines,forename,date_of_birth,sex\n"
CELLS = st.sampled_from(
    ["M1", "M2", "R1", "R9", "1", "1|2", "x", "", " ", "1980-01-01", "1980-02-30", "M", "Q", "naïve"]
)
CELL = CELLS | st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=6)
GARBAGE = st.binary(max_size=120) | st.text(alphabet='M1R,"\n\r;é \0', max_size=80).map(lambda text: text.encode())


def _take(content: bytes) -> tuple[Receipt, int, int]:
    """The receipt of one suspect file beside a sound report; how many suspects and rejected rows the store holds."""
    with tempfile.TemporaryDirectory() as folder:
        extract = write(Path(folder) / "e", crime_report=[REPORT], offence=[OFFENCE])
        (extract / "suspect.csv").write_bytes(content)
        receipt = take(extract, Path(folder) / "s")
        kept = batches.read(Path(folder) / "s", "suspect").num_rows
        rejects = batches.read(Path(folder) / "s", "reject").to_pylist()
    return receipt, kept, len({row["row"] for row in rejects})


def _conserved(content: bytes) -> Receipt:
    receipt, kept, rejected = _take(content)
    suspects = next(each for each in receipt.files if each.file == "suspect.csv")
    assert suspects.read == suspects.accepted + suspects.rejected + suspects.filtered
    assert (suspects.accepted - suspects.duplicates, suspects.rejected) == (kept, rejected)
    return receipt


@FEW
@given(st.lists(st.lists(CELL, min_size=6, max_size=6), max_size=12))
def test_rows_of_any_values_are_conserved(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    receipt = _conserved(HEADING + text.getvalue().encode())
    suspects = next(each for each in receipt.files if each.file == "suspect.csv")
    assert suspects.read == len(rows)


@FEW
@given(GARBAGE)
def test_any_bytes_below_the_heading_are_conserved(content: bytes) -> None:
    _conserved(HEADING + content)


@FEW
@given(GARBAGE)
def test_any_bytes_as_a_file_are_conserved_or_stop_the_file(content: bytes) -> None:
    _conserved(content)


@FEW
@given(GARBAGE)
def test_any_bytes_as_reports_are_refused_in_one_line_or_conserved(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        extract = write(Path(folder) / "e")
        (extract / "crime_report.csv").write_bytes(content)
        try:
            (file,) = take(extract, Path(folder) / "s").files
        except V100Error as error:
            refusal = str(error)
        else:
            refusal = ""
            assert file.read == file.accepted + file.rejected + file.filtered
        assert "\n" not in refusal
