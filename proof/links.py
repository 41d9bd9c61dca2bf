"""Links on London: where the true man of an undetected crime stands; a city without habits promises nothing."""

import shutil
from pathlib import Path
from typing import Any

from proof.ceiling import ceiling
from proof.measured import table, v100

AS_AT, RECEIVED = "2025-11-30", "2025-12-01"
CITIES = {"seed 12": (12, 0.55), "seed 12, nobody has a way of his own": (12, 0.0)}
"""Seed, and the share of choices that follow a man's own way (the knob `signature`)."""
GRAVE = ("sexual", "robbery", "burglary")


def page(folder: Path) -> str:
    """A row for each city and kind; then the base rate that each city's own solved crimes give."""
    found = {city: _found(folder, seed, signature) for city, (seed, signature) in CITIES.items()}
    return (
        "# Links, against the truth\n\n"
        f"A year of the simulated London to {AS_AT}, with a model trained on its own solved crimes. Of undetected "
        "crimes by strangers whose true man has two solved ones of the kind or more: for how many he was looked at, "
        "and for how many he was among the first by strength, of all men with a solved crime of the kind. "
        "Where nobody has a way of his own, what is left is where and when he does it: he is found by that alone, and "
        "the strongest leads are weaker. At best: among ten for one who knows more than any force could, every share "
        "by which the city draws its crimes, each offender's true rate, home and age and which solved crimes were "
        "truly his, and who learns each man's ways from these by Bayes' rule (`proof/ceiling.py`). "
        "`make proof` writes this page.\n\n"
        + table(
            ["city, kind", "crimes", "looked at", "first", "among 10", "among 100", "at best, 10", "of the best"],
            [
                [
                    f"{city}, {each['category']}",
                    f"{each['crimes']:,}",
                    *map(_share, (each["looked_at"], *each["first"].values())),
                    _share(best := told["ceiling"][each["category"]]),
                    f"{each['first']['10'] / best:.2f}",
                ]
                for city, told in found.items()
                for each in told["hidden"]
                if each["category"] in GRAVE
            ],
        )
        + "\n## Every man for every such crime\n\n"
        "How many of the strongest leads were right, average precision, and what the Bayes factors cost in bits (Cllr: "
        "0 is best, 1 is to say nothing). Among crimes whose true man has solved ones: of a force's own leads fewer "
        "are right, since the man of most undetected crimes is known to nobody.\n\n"
        + table(
            ["city, kind", "leads", "his", "right of 100", "right of 500", "average precision", "Cllr"],
            [
                [
                    f"{city}, {each['category']}",
                    f"{leads['leads']:,}",
                    f"{leads['his']:,}",
                    *map(_share, leads["right"].values()),
                    f"{leads['average_precision']:.3f}",
                    f"{leads['cllr']:.3f}",
                ]
                for city, told in found.items()
                for each in told["hidden"]
                if each["category"] in GRAVE and (leads := each["leads"])
            ],
        )
        + "\n## How often a lead was right\n\n"
        "Solved crimes held back, shown for a man with this strength (log10), and how many were his.\n\n"
        + table(
            ["city, strength from", "shown", "his"],
            [
                [f"{city}, {band['low']}", f"{band['shown']:,}", f"{band['his']:,}"]
                for city, told in found.items()
                for band in told["bands"]
            ],
        )
    )


def _share(share: float) -> str:
    return f"{share:.1%}"


def _found(folder: Path, seed: int, signature: float) -> dict[str, Any]:
    made, store, model = folder / "city", folder / "store", folder / "links.json"
    knob = f"signature={signature}"
    v100(
        "simulate", "--scale", "london", "--out", made, "--as-at", AS_AT, "--months", 12, "--seed", seed, "--knob", knob
    )
    v100("intake", made / "extract", "--store", store, "--received-on", RECEIVED)
    v100("run", "--as-at", AS_AT, "--store", store)
    v100("links", "train", "--store", store, "--out", model)
    told = {
        "hidden": v100("evaluate", "links", "--store", store, "--truth", made / "truth", "--model", model).said,
        "bands": v100("links", "model", model).said["bands"],
        "ceiling": ceiling(store, made / "truth", signature),
    }
    shutil.rmtree(made)
    shutil.rmtree(store)
    return told
