"""Kills in what works on the store: taking in an extract, making a run, writing to the ledger."""

import shutil
import sys
import time
from pathlib import Path

from drill.killing import V100, killed
from v100.store import batches, ledger
from v100.store.files import sha256
from v100.store.runs import asked_for, runs
from v100.store.verify import differences

UNDISTURBED = 3600.0


class Intake:
    """An extract is taken in: a batch is there whole or not at all."""

    name = "taking in an extract"
    acknowledged = 0

    def __init__(self, folder: Path, extract: Path, received_on: str) -> None:
        self._store = folder / "intake"
        self._command = [V100, "intake", str(extract), "--store", str(self._store), "--received-on", received_on]
        begun = time.perf_counter()
        killed(self._command, UNDISTURBED)
        self.seconds = time.perf_counter() - begun
        self._whole = self._seen()
        shutil.rmtree(self._store)

    def once(self, after: float) -> tuple[bool, list[str]]:
        ended = killed(self._command, after).ended
        self.acknowledged += ended
        found = self._faults(ended)
        if batches.listed(self._store):
            shutil.rmtree(self._store)
        return ended, found

    def at_last(self) -> list[str]:
        killed(self._command, UNDISTURBED)
        return self._faults(True)

    def _faults(self, ended: bool) -> list[str]:
        allowed = [self._whole] if ended else [{}, self._whole]
        found = [] if self._seen() in allowed else ["the store holds what is no whole batch"]
        return found + [
            f"{batch.batch}: {name}" for batch in batches.listed(self._store) for name in batches.damaged(batch)
        ]

    def _seen(self) -> dict[str, str]:
        return {batch.batch: sha256(batch.folder / "manifest.json") for batch in batches.listed(self._store)}


class MonthlyRun:
    """A run is made: it is sealed whole or not at all, whatever earlier ones left half done."""

    name = "making a run"
    acknowledged = 0

    def __init__(self, folder: Path, store: Path, as_at: str) -> None:
        self._store = folder / "run"
        shutil.copytree(store / "intake", self._store / "intake")
        shutil.copy(store / "settings.toml", self._store)
        self._command = [V100, "run", "--store", str(self._store), "--as-at", as_at]
        begun = time.perf_counter()
        killed(self._command, UNDISTURBED)
        self.seconds = time.perf_counter() - begun
        self._whole = self._seen()
        self._clear()

    def once(self, after: float) -> tuple[bool, list[str]]:
        ended = killed(self._command, after).ended
        self.acknowledged += ended
        found = self._faults(ended)
        if self._seen():
            self._clear()
        return ended, found

    def at_last(self) -> list[str]:
        killed(self._command, UNDISTURBED)
        left = [path.name for path in (self._store / "runs").glob(".aside-*")]
        return self._faults(True) + [f"{name} was left behind" for name in left]

    def _faults(self, ended: bool) -> list[str]:
        allowed = [self._whole] if ended else [{}, self._whole]
        found = [] if self._seen() in allowed else ["the store holds what is not the run"]
        found += [fault for run in runs(self._store) for fault in differences(self._store, run)]
        if ended and asked_for(self._store)[-1:] != list(self._whole):
            found.append("a run that was acknowledged is not the one asked for last")
        return found

    def _seen(self) -> dict[str, str]:
        return {run.run_id: (run.folder / "seal").read_text(encoding="utf-8") for run in runs(self._store)}

    def _clear(self) -> None:
        """All but what the run reads, and what it leaves for the next: that may be half done too."""
        shutil.rmtree(self._store / "runs")
        (self._store / "asked.log").unlink(missing_ok=True)


class Ledger:
    """Decisions are written one after the other: each that was acknowledged stays, and the chain holds."""

    name = "writing to the ledger"
    seconds = 1.5

    def __init__(self, folder: Path) -> None:
        self._store = folder / "ledger"
        self._acknowledged: set[str] = set()
        self._turn = 0

    @property
    def acknowledged(self) -> int:
        return len(self._acknowledged)

    def once(self, after: float) -> tuple[bool, list[str]]:
        self._turn += 1
        # So that the kill falls among the entries, not into the start of the program.
        command = [sys.executable, "-m", "drill.entries", str(self._store), str(self._turn)]
        done = killed(command, 1 + after)
        self._acknowledged.update(done.said.split("\n")[:-1])
        return done.ended, self._faults()

    def at_last(self) -> list[str]:
        return self._faults()

    def _faults(self) -> list[str]:
        there = {entry["entry_id"] for entry in ledger.entries(self._store)}
        return [f"{entry_id} was acknowledged and is lost" for entry_id in sorted(self._acknowledged - there)]
