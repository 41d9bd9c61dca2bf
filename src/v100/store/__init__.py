"""Runs and ledger on disk: write once, manifest, verify, read."""

from v100.store.known import known_tables
from v100.store.runs import open_run

__all__ = ["known_tables", "open_run"]
