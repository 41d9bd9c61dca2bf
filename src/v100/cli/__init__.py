"""What a person can ask for: one file per group of commands, each command one call into a room."""

from v100.cli.app import main

__all__ = ["main"]
