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
        "by which the city draws its crimes, each offender's true rate and age and which solved crimes were "
        "truly his, and who learns each man's ways from these by Bayes' rule, and where he lives, too, as V100 must, "
        "which never uses an address (`proof/ceiling.py`). Knowing homes: the same, for one who has every address. "
        "`make proof` writes this page.\n\n"
        + table(
            [
                "city, kind",
                "crimes",
                "looked at",
                "first",
                "among 10",
                "at best",
                "of the best",
                "knowing homes",
                "of it",
            ],
            [
                [
                    f"{city}, {each['category']}",
                    f"{each['crimes']:,}",
                    *map(_share, (each["looked_at"], each["first"]["1"], each["first"]["10"])),
                    *(of for best in reversed(told["ceiling"][each["category"]]) for of in _of_best(each, best)),
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
        "Solved crimes held back, shown for a man with this strength (log10), how many were his, and how many would be "
        "were every strength right: the curve of calibration.\n\n"
        + table(
            ["city, strength from", "shown", "his", "by strength"],
            [
                [f"{city}, {band['low']:.2f}", f"{band['shown']:,}", f"{band['his']:,}", f"{band['expected']:,.0f}"]
                for city, told in found.items()
                for band in told["model"]["bands"]
            ],
        )
        + "\n## What ways tell\n\n"
        "What a pair of solved crimes held back costs in bits with how it was done, and without: by where, when and "
        "the man as he was described alone. Where ways make it no cheaper they weigh nothing, and the model says so."
        "\n\n"
        + table(
            ["city, kind", "with ways", "without", "ways"],
            [
                [f"{city}, {name}", f"{cost:.3f}", f"{without:.3f}", "weigh" if cost < without else "weigh nothing"]
                for city, told in found.items()
                for name, worth in told["model"]["categories"].items()
                if worth["ways"]
                for cost, without in [worth["ways"].values()]
            ],
        )
    )


def _of_best(each: dict[str, Any], best: float) -> tuple[str, str]:
    return _share(best), f"{each['first']['10'] / best:.2f}"


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
    told = _measured(store, made / "truth", model, signature)
    shutil.rmtree(made)
    shutil.rmtree(store)
    return told


def _measured(store: Path, truth: Path, model: Path, signature: float) -> dict[str, Any]:
    return {
        "hidden": v100("evaluate", "links", "--store", store, "--truth", truth, "--model", model).said,
        "model": v100("links", "model", model).said,
        "ceiling": ceiling(store, truth, signature),
    }
