"""The commands, as `v100 --help` lists them."""

import subprocess
import sys

import typer

from v100.cli.app import app
from v100.cli.commands import COMMANDS


def test_each_line_of_the_help_is_the_first_of_the_commands_own() -> None:
    root = typer.main.get_command(app)
    for name, named in COMMANDS.items():
        command = root.get_command(None, name)
        assert " ".join(command.help.split("\n\n")[0].split()) == named.line


def test_every_command_of_a_module_is_listed() -> None:
    for module in {named.module for named in COMMANDS.values()}:
        made = typer.Typer()
        __import__(f"v100.cli.{module}", fromlist=["register"]).register(made)
        there = set(typer.main.get_group(made).commands)
        assert there == {name for name, named in COMMANDS.items() if named.module == module}


def test_help_reads_no_engine() -> None:
    listed = "import sys; from v100.cli.app import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True)
    assert "List the sealed runs" in done.stdout
    assert not {"ibis", "pyarrow", "pandas", "django"} & set(done.stdout.split())
