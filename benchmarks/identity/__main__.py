"""`python -m benchmarks.identity FOLDER`: who is who in third-party files, with nothing but a column map.

FOLDER holds febrl3.csv, febrl4a.csv, febrl4b.csv and fake_1000.csv; a set whose files are not there is left out.
Beside `v100 resolve` stands Splink with comparisons set up by hand, at the threshold of its best F1: that is chosen by
the truth, ours by nobody. Status 1 when ours is below on any set by more than LEVEL.
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.identity.scores import Score, at_best_threshold, score
from benchmarks.identity.sets import SETS, Set
from benchmarks.identity.with_splink import splink_pairs
from v100 import engine
from v100.identity.linking import ColumnMap, link

LEVEL = 0.001


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    table = Table(title="Who is who, scored by pairs of rows", title_justify="left")
    for heading in ("Set", "By", "Threshold", "F1", "Wrong", "Missed", "Seconds"):
        table.add_column(heading, justify="left" if heading in ("Set", "By") else "right")
    level = True
    for each in (each for each in SETS if all((folder / file).is_file() for file in each.files)):
        began = time.perf_counter()
        ours = _ours(each, folder)
        ours_took, began = time.perf_counter() - began, time.perf_counter()
        bar, theirs = at_best_threshold(splink_pairs(each.name, each.rows(folder), each.key), each.truth(folder))
        table.add_row(each.name, "v100 resolve", "its own", *_said(ours, ours_took))
        table.add_row("", "Splink, by hand", f"best: {bar:.2f}", *_said(theirs, time.perf_counter() - began))
        level &= ours.f1 >= theirs.f1 - LEVEL
    if not table.rows:
        print(f"{folder}: none of the sets is there", file=sys.stderr)
        return 2
    Console().print(table)
    return 0 if level else 1


def _ours(each: Set, folder: Path) -> Score:
    backend = engine.connect()
    with tempfile.TemporaryDirectory() as place:
        stated = Path(place) / "map.toml"
        stated.write_text(each.column_map, encoding="utf-8")
        column_map = ColumnMap.load(stated)
    linked = link(backend, [folder / file for file in each.files], column_map, today=date.today())
    clusters = linked.clusters.to_pandas()
    backend.disconnect()
    return score(dict(zip(clusters["id"], clusters["cluster_id"], strict=True)), each.truth(folder))


def _said(found: Score, seconds: float) -> tuple[str, ...]:
    return f"{found.f1:.4f}", f"{found.wrong:,}", f"{found.missed:,}", f"{seconds:.1f}"


if __name__ == "__main__":
    sys.exit(main())
