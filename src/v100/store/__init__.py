"""Runs and ledger on disk: write once, manifest, verify, read."""
