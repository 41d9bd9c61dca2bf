import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from v100.cli.simulate import register
from v100.tables import INPUT


def test_the_command_prints_its_summary_as_json(tmp_path: Path):
    app = typer.Typer()
    register(app)
    app.callback()(lambda: None)
    asked = ["simulate", "--out", str(tmp_path / "city"), "--as-at", "2026-03-31", "--months", "1", "--json"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert printed["as_at"] == "2026-03-31"
    assert set(printed["extract"]) == set(INPUT)
