import json

import pytest
import typer
from typer.testing import CliRunner

from v100.cli import offences
from v100.errors import CheckFailed


@pytest.fixture
def run():
    app = typer.Typer()
    offences.register(app)
    runner = CliRunner()
    return lambda *words: runner.invoke(app, ["offences", *map(str, words)])


def test_list_prints_one_category_as_json(run):
    result = run("list", "--category", "rape", "--json")
    rows = json.loads(result.stdout)
    assert {row["vawg_category"] for row in rows} == {"rape"}
    assert next(row["days"] for row in rows if row["ho_code"] == "019/08") == 1825


def test_list_prints_a_table_for_people(run):
    assert "Murder" in run("list").stdout


def test_check_of_the_table_alone_is_sound(run):
    result = run("check")
    assert result.exit_code == 0
    assert "Sound" in result.stdout


def test_check_of_an_extract_fails_with_the_codes_that_lack_days(run, tmp_path):
    extract = tmp_path / "offence.csv"
    extract.write_text("report_id,line,ho_code\nR1,1,019/08\nR1,2,099/99\n", encoding="utf-8")
    result = run("check", extract, "--json")
    assert isinstance(result.exception, CheckFailed)
    assert json.loads(result.stdout)["unweighted"] == [{"ho_code": "099/99", "lines": 1, "known": False}]


def test_import_keeps_a_weight_set_that_list_then_reads(run, tmp_path):
    source = tmp_path / "css.csv"
    source.write_text("ho_code,days\n019/08,3\n", encoding="utf-8")
    done = run("import", source, "--name", "css", "--store", tmp_path)
    assert "1 codes changed" in done.stdout.replace("\n", " ")
    listed = json.loads(run("list", "--weights", "css", "--store", tmp_path, "--json").stdout)
    assert [row["days"] for row in listed if row["days"] is not None] == [3]
