"""`v100 evaluate`: how well it works, against a known truth or what followed, and whether it falls evenly."""

import typer

from v100.cli import effect, fairness, link_truth, policies, precursor_rules
from v100.cli.identity import evaluate_run


def register(app: typer.Typer) -> None:
    """Add the group evaluate."""
    group = typer.Typer(
        help="How well it works: against a known truth, against what followed, and whether it falls evenly.",
        no_args_is_help=True,
    )
    group.command("identity")(evaluate_run)
    group.command("links")(link_truth.evaluate_links)
    group.command("effect")(effect.evaluate_effect)
    group.command("policies")(policies.evaluate_policies)
    group.command("precursors")(precursor_rules.evaluate_precursors)
    group.command("fairness")(fairness.evaluate_fairness)
    app.add_typer(group, name="evaluate")
