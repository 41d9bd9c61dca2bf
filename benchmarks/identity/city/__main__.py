"""`python -m benchmarks.identity.city [MENTIONS ...]`: who is who among a simulated city's suspects, side by side.

100,000 and 1,000,000 mentions when none are given. Makes the city, runs each on the same rows in a process of its own,
prints the page and writes it to docs/proof. Status 1 when ours is not better than the Core Person Record's shape at its
best threshold, in F1 and in false merges, or not in F1 than Splink's tutorial at its best, in 1.5 times its time.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.identity.city import page
from benchmarks.identity.city.rows import make

SIZES = (100_000, 1_000_000)
PAGE = Path(__file__).parents[3] / "docs" / "proof" / "identity-side-by-side.md"


def main() -> int:
    sizes = sorted(int(size) for size in sys.argv[1:]) or SIZES
    found: dict[int, page.Found] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="v100-identity-") as folder:
            mentions = make(Path(folder), size)
            found[mentions] = {who: _measured(who, Path(folder)) for who in page.NAMES}
        PAGE.write_text(page.page(found), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    return 0 if all(page.ours_is_better(measured) for measured in found.values()) else 1


def _measured(who: str, folder: Path) -> dict[str, Any]:
    print("…", who, file=sys.stderr, flush=True)
    worker = [sys.executable, "-m", "benchmarks.identity.city.worker", who, str(folder)]
    done = subprocess.run(worker, capture_output=True, text=True, check=False)
    if done.returncode < 0:
        return {"why": f"killed by signal {-done.returncode} (9: out of memory, as a rule)"}
    if done.returncode > 0:
        return {"why": f"failed: {done.stderr.strip().splitlines()[-1]}"}
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    sys.exit(main())
