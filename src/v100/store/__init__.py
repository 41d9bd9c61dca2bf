"""Runs and ledger on disk: write once, manifest, verify, read."""

from v100.store.known import dated_mentions, known_tables
from v100.store.runs import open_run

__all__ = ["dated_mentions", "known_tables", "open_run"]
