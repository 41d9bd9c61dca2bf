"""`make drill`: what works on a force's data is killed at random moments, 200 times in all, and looked at each time.

A demo is made; then an extract is taken in, a run made, decisions written to the ledger, runs loaded into the site and
decisions made on it, each killed (SIGKILL) forty times somewhere on its way. Afterwards nothing may be there by half,
and nothing that was acknowledged may be lost. Status 1 where that fails. Linux only.

`python -m drill [KILLS] [SEED]`: so many of each, from this seed.
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from drill.database import Load
from drill.decisions import Decisions
from drill.killing import V100
from drill.scene import Scene
from drill.stores import Intake, Ledger, MonthlyRun

KILLS, SEED = 40, 1
LATER = 1.05
"""Up to how much of its time work is killed after, so that a few end just before."""


def main(kills: int = KILLS, seed: int = SEED) -> int:
    console, chance = Console(), random.Random(seed)
    table = Table(
        "Work",
        "Takes",
        "Kills",
        "Ended before",
        "Acknowledged",
        "Faults",
        title="Killed at random moments",
        title_justify="left",
    )
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="v100-drill-") as place:
        folder = Path(place)
        for scene in _scenes(folder, chance, console):
            ended, found = _drilled(scene, kills, chance)
            table.add_row(
                scene.name, f"{scene.seconds:.1f} s", str(kills), str(ended), f"{scene.acknowledged:,}", str(len(found))
            )
            faults += [f"{scene.name}: {fault}" for fault in found]
    console.print(table)
    for fault in faults:
        console.print(f"[red]{fault}[/]")
    console.print("Nothing half done, nothing acknowledged lost." if not faults else f"[red]{len(faults)} faults[/]")
    return 1 if faults else 0


def _scenes(folder: Path, chance: random.Random, console: Console) -> list[Scene]:
    with console.status("making a demo, and each work once undisturbed"):
        subprocess.run([V100, "demo", "--out", folder / "demo"], check=True, stdout=subprocess.DEVNULL)
        city, store = folder / "demo" / "city", folder / "demo" / "store"
        return [
            Intake(folder, city / "extract", "2026-03-31"),
            MonthlyRun(folder, store, "2026-02-28"),
            Ledger(folder),
            Load(folder, store),
            Decisions(folder, store, chance),
        ]


def _drilled(scene: Scene, kills: int, chance: random.Random) -> tuple[int, list[str]]:
    """How often it ended before it was killed, and what did not hold."""
    ended, faults = 0, []
    for _ in track(range(kills), scene.name):
        before, found = scene.once(chance.uniform(0, LATER * scene.seconds))
        ended += before
        faults += found
    return ended, faults + scene.at_last()


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
