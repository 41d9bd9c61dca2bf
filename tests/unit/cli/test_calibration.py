import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from v100.cli.app import app
from v100.cli.calibration import print_figures
from v100.reports.city import CityFigures, Figure


def invoke(*words: object):
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done


def test_a_city_is_set_beside_what_is_published(tmp_path: Path) -> None:
    city = ("simulate", "--out", tmp_path, "--as-at", "2026-03-31", "--months", 1)
    invoke(*city, "--report")
    assert "not meant to match" in (tmp_path / "report.html").read_text(encoding="utf-8")

    figures = {figure["figure"]: figure for figure in json.loads(invoke("calibration", tmp_path, "--json").stdout)}
    assert {tuple(figure) for figure in figures.values()} == {("figure", "ours", "published", "source", "within")}
    assert figures["borough: Lambeth"]["ours"] > 0
    assert figures["VAWG suspects in 365 days"]["published"] == 36_000

    invoke(*city)
    assert not (tmp_path / "report.html").exists(), "a page of figures that are no longer the city's"


def test_people_read_a_table_for_each_group_and_how_many_agree(capsys: pytest.CaptureFixture[str]) -> None:
    figures = (
        Figure("category", "VIOLENCE WITH INJURY", 6558, 6368, "the table", True),
        Figure("category", "RAPE", 1100, 964.7, "the table", False),
        Figure("suspects", "VAWG suspects in 365 days", 3700, 3600, "a newspaper", None),
    )
    print_figures(CityFigures("london-tenth", 1, date(2026, 3, 31), 15, 0.1, figures, (), 10))
    said = capsys.readouterr().out
    assert "Violence with injury" in said
    assert "1 of 2 figures agree" in said
