"""Which commands there are and what each does, in a line; its module is read when the command is asked for."""

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup


class Named(NamedTuple):
    """The module of `v100.cli` that has a command, and what the command does."""

    module: str
    line: str


COMMANDS = {
    "demo": Named(
        "demo",
        "Simulate a small city, take its extract in, run two months, decide some cases, print the list with reasons.",
    ),
    "simulate": Named(
        "simulate",
        "Simulate a part of London: crime reports as a force records them, and apart from them the truth.",
    ),
    "calibration": Named(
        "calibration", "Print a simulated city's figures beside those that are published, and whether they agree."
    ),
    "intake": Named("intake", "Take an extract into the store: every row ends accepted, rejected or filtered."),
    "rejects": Named("intake", "Show the rows that were set aside, what is wrong with each and how to mend it."),
    "run": Named("run", "Rank the men suspected of most harm, with reasons, and seal the run."),
    "runs": Named("run", "List the sealed runs."),
    "diff": Named("run", "What differs between two runs: who came in, who went, whose days changed."),
    "verify": Named(
        "verify", "Prove a run, every byte of it and of what it read, and the evidence sealed in the store."
    ),
    "show": Named("show", "Show the list of a run, a list beside it, or one person and why he is there."),
    "resolve": Named(
        "resolve",
        "Tell who is who in person files of any kind, by a model learned from these very files without labels.",
    ),
    "serve": Named("serve", "Start the casework site: database, tables, new runs, pages. It goes on until Ctrl-C."),
    "profile": Named("intake", "Profiles: how a record system's files become our tables."),
    "offences": Named("offences", "Home Office codes: what they weigh and mean."),
    "ledger": Named("ledger", "What people decided and the next run obeys."),
    "identity": Named(
        "identity", "Who is who: the model by which mentions become people, the evidence, and what people decide."
    ),
    "links": Named("links", "Links: the other crimes that may be a ranked man's."),
    "evaluate": Named(
        "evaluate", "How well it works: against a known truth, against what followed, and whether it falls evenly."
    ),
    "person": Named("past", "One person from run to run."),
    "adoptions": Named(
        "adoptions",
        "Write who was adopted on the casework site and when, by the ids of the runs' people, without a name.",
    ),
    "user": Named("user", "Who may sign in to the casework site."),
}
"""In the order in which `v100 --help` lists them."""


class OnDemand(TyperGroup):
    """The commands above. With every module read, `v100 --help` would take four seconds and so would each command."""

    _listing = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        if self._listing:
            return TyperCommand(cmd_name, help=COMMANDS[cmd_name].line)
        made = typer.Typer()
        import_module(f"v100.cli.{COMMANDS[cmd_name].module}").register(made)
        return typer.main.get_group(made).commands[cmd_name]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self._listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self._listing = False
