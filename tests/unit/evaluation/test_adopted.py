"""The file of adoptions: whom a line is of, and what is wrong with a file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import ibis
import pytest

from v100 import engine
from v100.errors import V100Error
from v100.evaluation.adopted import adoptions, bound, with_adoption

RUN = date(2026, 1, 31)
MEN = {"person_id": ["P1", "P2", "P3"], "was_id": ["P1-before", "P2", "P3"], "as_at": [RUN] * 3}
PEOPLE = {"person_id": ["P1", "P2", "P2"], "side": ["suspect", "suspect", "victim"], "mention_id": ["M1", "M2", "M2"]}


@pytest.fixture
def backend() -> Iterator[engine.Backend]:
    made = engine.connect()
    yield made
    made.disconnect()


def written(folder: Path, text: str) -> Path:
    file = folder / "adopted.csv"
    file.write_text(text, encoding="utf-8")
    return file


def taken(backend: engine.Backend, file: Path) -> set[str]:
    """Whom the file makes adopted in the ninety days after the run."""
    men = engine.keep(backend, "men", ibis.memtable(MEN))
    people = engine.keep(backend, "people", ibis.memtable(PEOPLE))
    spells = engine.keep(backend, "spells", bound(adoptions(file), men, people))
    rows = with_adoption(men, spells, 90).to_pyarrow().to_pylist()
    assert len(rows) == 3
    return {row["person_id"] for row in rows if row["adopted"] == 1}


def test_a_line_is_of_him_by_any_id_that_he_had_or_by_a_mention(backend: engine.Backend, tmp_path: Path) -> None:
    text = "person_id,mention_id,from,until\nP1-before,,2026-02-10,\n,M2,2026-02-10,2026-03-01\nP9,,2026-02-10,\n"
    assert taken(backend, written(tmp_path, text)) == {"P1", "P2"}


@pytest.mark.parametrize(
    ("begins", "ends", "his"),
    [
        ("2026-05-01", "", True),
        ("2026-05-02", "", False),
        ("2025-01-01", "", True),
        ("2025-01-01", "2026-01-31", False),
        ("2025-01-01", "2026-02-01", True),
    ],
)
def test_he_is_adopted_when_he_is_on_any_day_after_the_run(
    backend: engine.Backend, tmp_path: Path, begins: str, ends: str, his: bool
) -> None:
    file = written(tmp_path, f"person_id,from,until\nP3,{begins},{ends}\n")
    assert taken(backend, file) == ({"P3"} if his else set())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("person_id,from\nP1,2026-02-10\n", "needs the columns person_id or mention_id, from, until"),
        ("name,from,until\nP1,2026-02-10,\n", "needs the columns"),
        ("person_id,from,until\n,2026-02-10,\n", "line 2: names nobody"),
        ("person_id,from,until\nP1,10/02/2026,\n", "line 2: from is '10/02/2026'; write it as YYYY-MM-DD"),
        ("person_id,from,until\nP1,,\n", "line 2: from is empty or after until"),
        ("person_id,from,until\nP1,2026-02-10,2026-02-09\n", "line 2: from is empty or after until"),
    ],
)
def test_a_fault_names_file_line_and_remedy(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(V100Error, match=fault):
        adoptions(written(tmp_path, text))


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(V100Error, match="cannot be read"):
        adoptions(tmp_path / "none.csv")
