"""`v100 resolve` from files to files: people found without labels, evidence, model and report; one file or several."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import person_files
from v100.cli.app import app


@pytest.fixture(scope="module")
def column_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.toml"
    path.write_text(person_files.MAP, encoding="utf-8")
    return path


def resolve(out: Path, column_map: Path, *files: Path) -> dict[str, Any]:
    words = ["resolve", *map(str, files), "--columns", str(column_map), "--out", str(out), "--json"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, f"{done.output}\n{done.exception!r}"
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def f1(out: Path, truth: dict[str, int]) -> float:
    clusters = pq.read_table(out / "clusters.parquet").to_pylist()
    assert {row["id"] for row in clusters} == set(truth)
    held: dict[str, list[str]] = {}
    for row in clusters:
        held.setdefault(row["cluster_id"], []).append(row["id"])
    joined = {frozenset(pair) for keys in held.values() for pair in combinations(keys, 2)}
    by_person: dict[int, list[str]] = {}
    for key, person in truth.items():
        by_person.setdefault(person, []).append(key)
    true = {frozenset(pair) for keys in by_person.values() for pair in combinations(keys, 2)}
    return 2 * len(joined & true) / (len(joined) + len(true))


def test_one_file(tmp_path: Path, column_map: Path) -> None:
    rows, truth = person_files.people(1200, 7)
    rows[3]["born"] = "yesterday"
    file = person_files.write(tmp_path / "staff.csv", rows)
    told = resolve(tmp_path / "out", column_map, file)
    assert told["rows"] == len(rows)
    assert f1(tmp_path / "out", truth) > 0.97

    pairs = pq.read_table(tmp_path / "out" / "pairs.parquet")
    assert pairs.column_names == ["source_a", "id_a", "source_b", "id_b", "match_weight", "parts"]
    assert all(parts for parts in pairs["parts"].to_pylist())
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    for said in (f"{told['people']:,} people", "D/M/Y", "staff row 5: yesterday", "| differs |"):
        assert said in report
    model = json.loads((tmp_path / "out" / "model.json").read_text(encoding="utf-8"))
    assert {"forename", "surname", "birth", "home", "phone", "ref"} == set(model["comparisons"])


def test_the_same_files_give_the_same_bytes(tmp_path: Path, column_map: Path) -> None:
    rows, _ = person_files.people(150, 8)
    file = person_files.write(tmp_path / "staff.csv", rows)
    for out in ("one", "two"):
        resolve(tmp_path / out, column_map, file)
    for name in ("clusters.parquet", "pairs.parquet", "model.json", "report.md"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_two_files_of_two_kinds_with_names_and_dates_alone(tmp_path: Path) -> None:
    column_map = tmp_path / "names.toml"
    column_map.write_text('id = "key"\n[columns]\nforename="given"\nsurname="family"\ndate_of_birth="born"\n', "utf-8")
    rows, truth = person_files.people(800, 9)
    one = person_files.write(tmp_path / "left.csv", rows[::2])
    pq.write_table(pa.Table.from_pylist(rows[1::2]), tmp_path / "right.parquet")
    resolve(tmp_path / "out", column_map, one, tmp_path / "right.parquet")
    clusters = pq.read_table(tmp_path / "out" / "clusters.parquet").to_pylist()
    assert {row["source"] for row in clusters} == {"left", "right"}
    assert f1(tmp_path / "out", truth) > 0.75
    assert "left + right" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_a_file_of_hardly_a_row(tmp_path: Path, column_map: Path, rows: int) -> None:
    header = ",".join(person_files.COLUMNS)
    lines = ["1,Ann,Fox,01/02/1990,Rye,07700900123,12345678", "2,Bob,Hart,03/04/1981,Ely,,"][:rows]
    (tmp_path / "few.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    assert resolve(tmp_path / "out", column_map, tmp_path / "few.csv") == {
        "rows": rows,
        "people": rows,
        "out": str(tmp_path / "out"),
    }


def test_a_fault_is_one_line_and_writes_nothing(tmp_path: Path, column_map: Path) -> None:
    (tmp_path / "bad.csv").write_text("key,given\n1,Ann\n", encoding="utf-8")
    words = ["resolve", str(tmp_path / "bad.csv"), "--columns", str(column_map), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, words)
    assert "no column 'family', 'born'" in str(done.exception)
    assert not (tmp_path / "out").exists()
