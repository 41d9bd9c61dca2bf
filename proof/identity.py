"""Who is who on London: the shipped models on cities that they never saw, at twice the errors, beside the ceiling."""

import shutil
from pathlib import Path
from typing import Any

from proof.measured import table, v100
from v100.evaluation.identity import FIELDS
from v100.tables import SIDES

AS_AT, RECEIVED = "2025-11-30", "2025-12-01"
CITIES = {"seed 11": (11, 1), "seed 12": (12, 1), "seed 11, twice the errors": (11, 2)}
MEASURES = ("precision", "recall", "f1")
ENOUGH = 1_000
"""True pairs of a group from which its measures say something."""


def page(folder: Path) -> str:
    """One row for each city and side; then how even it is, and who among the listed is several people."""
    found = {city: _found(folder, seed, errors) for city, (seed, errors) in CITIES.items()}
    return (
        "# Who is who, against the truth\n\n"
        f"A year of the simulated London to {AS_AT}. Precision: of the pairs of mentions that were joined, the share "
        "that are one person; recall: of the pairs that are one person, the share that were joined; F1: both together. "
        "The shipped models were trained, without labels, on a city of another seed. The ceiling is a model trained on "
        "the truth of the very mentions that it is measured on. `make proof` writes this page.\n\n"
        + table(
            ["city, side", "true pairs", *MEASURES, *(f"ceiling: {measure}" for measure in MEASURES), "F1 by mention"],
            [_row(f"{city}, {side}s", told) for city, sides in found.items() for side, told in sides.items()],
        )
        + "\n## How even it is\n\n"
        f"Origins of names with {ENOUGH:,} true pairs or more: the one of lowest F1 and the one of highest; then what "
        "a mention does not say.\n\n"
        + table(
            ["city, side", "lowest", "highest", *(f"no {field}" for field in FIELDS)],
            [_evenness(f"{city}, {side}s", told) for city, sides in found.items() for side, told in sides.items()],
        )
        + "\n## False merges among the hundred\n\n"
        "Mentions of each true person in one listed man.\n\n"
        + table(
            ["city", "rank", "mentions"],
            [
                [city, merge["rank"], " + ".join(map(str, merge["mentions"]))]
                for city, sides in found.items()
                for merge in sides["suspect"]["false_merges"]
            ],
        )
    )


def _found(folder: Path, seed: int, errors: int) -> dict[str, dict[str, Any]]:
    """What `v100 evaluate identity` says of each side."""
    made, store = folder / "city", folder / "store"
    asked = ("--as-at", AS_AT, "--months", 12, "--seed", seed, "--knob", f"errors={errors}")
    v100("simulate", "--scale", "london", "--out", made, *asked)
    v100("intake", made / "extract", "--store", store, "--received-on", RECEIVED)
    v100("run", "--as-at", AS_AT, "--store", store)
    told = {
        side: v100(
            "evaluate", "identity", "--store", store, "--truth", made / "truth", "--side", side, "--ceiling"
        ).said
        for side in SIDES
    }
    shutil.rmtree(made)
    shutil.rmtree(store)
    return told


def _row(name: str, told: dict[str, Any]) -> list[str]:
    scores = [f"{scores[measure]:.4f}" for scores in (told, told["ceiling"]) for measure in MEASURES]
    return [name, f"{told['pairs']:,}", *scores, f"{told['b_cubed']['f1']:.4f}"]


def _evenness(name: str, told: dict[str, Any]) -> list[str]:
    origins = [row for row in told["groups"] if row["kind"] == "name origin" and row["pairs"] >= ENOUGH]
    origins.sort(key=lambda row: row["f1"])
    ends = [f"{row['group'].replace('_', ' ')} {row['f1']:.4f}" for row in (origins[0], origins[-1])]
    missing = {row["group"]: f"{row['f1']:.4f}" for row in told["groups"] if row["kind"] == "not given"}
    return [name, *ends, *(missing.get(field, "–") for field in FIELDS)]
