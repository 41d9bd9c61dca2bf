"""Who is who on London: the shipped models on cities that they never saw, at twice the errors, beside the ceiling."""

import shutil
from pathlib import Path

from proof.measured import table, v100

AS_AT, RECEIVED = "2025-11-30", "2025-12-01"
CITIES = {"seed 1": (1, 1), "seed 11": (11, 1), "seed 12": (12, 1), "seed 11, twice the errors": (11, 2)}
MEASURES = ("precision", "recall", "f1")


def page(folder: Path) -> str:
    """One row for each city and side."""
    rows = [row for city, (seed, errors) in CITIES.items() for row in _rows(folder, city, seed, errors)]
    head = ["city, side", "true pairs", *MEASURES, *(f"ceiling: {measure}" for measure in MEASURES)]
    return (
        "# Who is who, against the truth\n\n"
        f"A year of the simulated London to {AS_AT}. Precision: of the pairs of mentions that were joined, the share "
        "that are one person; recall: of the pairs that are one person, the share that were joined; F1: both together. "
        "The shipped models were trained, without labels, on a city of another seed. The ceiling is a model trained on "
        "the truth of the very mentions that it is measured on. `make proof` writes this page.\n\n" + table(head, rows)
    )


def _rows(folder: Path, city: str, seed: int, errors: int) -> list[list[str]]:
    made, store = folder / "city", folder / "store"
    asked = ("--as-at", AS_AT, "--months", 12, "--seed", seed, "--knob", f"errors={errors}")
    v100("simulate", "--scale", "london", "--out", made, *asked)
    v100("intake", made / "extract", "--store", store, "--received-on", RECEIVED)
    v100("run", "--as-at", AS_AT, "--store", store)
    rows = []
    for side in ("suspect", "victim"):
        command = ("evaluate", "identity", "--store", store, "--truth", made / "truth", "--side", side, "--ceiling")
        found = v100(*command).said
        scores = [f"{scores[measure]:.4f}" for scores in (found, found["ceiling"]) for measure in MEASURES]
        rows.append([f"{city}, {side}s", f"{found['pairs']:,}", *scores])
    shutil.rmtree(made)
    shutil.rmtree(store)
    return rows
