"""A model: what each level of each comparison is worth, how rare names are, where people are joined.

A readable JSON file, rounded and versioned. A run never changes it; `train` writes it.
"""

import json
import math
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from v100.errors import V100Error
from v100.identity.comparisons import COMPARISONS, SAME_REPORT

FORMAT = 3
FIGURES = 5
"""Significant figures of every number in a model file."""

SMALLEST = 10_000
"""A store of fewer mentions is scored as one of so many: a few reports say too little of how many people there are."""


@dataclass(frozen=True)
class Frequencies:
    """How often a value stands among mentions; `fallback` for values that the table leaves out."""

    fallback: float
    values: dict[str, float]


@dataclass(frozen=True)
class Thresholds:
    """Match weights in bits. `even`: of pairs that weigh this, and of which nothing else decides, half are one person;
    `join`: one person from here; `sure`: no doubt from here; `against`: a pair whose evidence without the prior is this
    or less contradicts one person; `shown`: pairs are kept as evidence from here."""

    even: float
    join: float
    sure: float
    against: float
    shown: float


@dataclass(frozen=True)
class Model:
    """`parameters`: comparison → level → m and u (chance of the level among true pairs, among others).

    `prior`: chance that two of the `mentions` that it was learned from are one person.
    """

    name: str
    side: str
    trained_on: str
    seed: int
    mentions: int
    prior: float
    thresholds: Thresholds
    parameters: dict[str, dict[str, dict[str, float]]]
    frequencies: dict[str, Frequencies]

    @classmethod
    def load(cls, name_or_file: str | Path) -> "Model":
        """A shipped model by name (suspect, victim), or any model file by path.

        Raises V100Error when there is none of that name, or the file is no model of this format.
        """
        shipped = files("v100.data.models") / f"{name_or_file}.json"
        path = Path(name_or_file)
        if path.is_file():
            return cls.parse(path.read_text(encoding="utf-8"), str(path))
        if shipped.is_file():
            return cls.parse(shipped.read_text(encoding="utf-8"), str(name_or_file))
        raise V100Error(f"no identity model {str(name_or_file)!r}: give suspect, victim or the path of a model file")

    @classmethod
    def parse(cls, text: str, source: str) -> "Model":
        """The model that a JSON text states; `source` names it in error messages."""
        try:
            stated = json.loads(text)
        except json.JSONDecodeError as error:
            raise V100Error(f"identity model {source}: not valid JSON ({error})") from error
        if not isinstance(stated, dict) or stated.pop("format", None) != FORMAT:
            raise V100Error(f"identity model {source}: not a model of format {FORMAT}: train it again")
        try:
            model = cls(
                **{
                    **stated,
                    "thresholds": Thresholds(**stated["thresholds"]),
                    "frequencies": {column: Frequencies(**table) for column, table in stated["frequencies"].items()},
                }
            )
        except (KeyError, TypeError) as error:
            raise V100Error(f"identity model {source}: incomplete ({error}): train it again") from error
        model._check(source)
        return model

    def at_size(self, mentions: int) -> "Model":
        """The model for a store of so many named mentions: a bit of prior less for each doubling, more for a halving.

        True pairs grow as mentions do, all pairs as their square. In whole bits, so that a week's mentions seldom
        change what a pair is worth.
        """
        doublings = round(math.log2(max(mentions, SMALLEST) / self.mentions))
        odds = self.prior / (1 - self.prior) / 2**doublings
        return replace(self, prior=rounded(odds / (1 + odds)))

    def text(self) -> str:
        """The model as its file's text: the same model, the same bytes."""
        document: dict[str, Any] = {
            "format": FORMAT,
            "name": self.name,
            "side": self.side,
            "trained_on": self.trained_on,
            "seed": self.seed,
            "mentions": self.mentions,
            "prior": rounded(self.prior),
            "thresholds": vars(self.thresholds),
            "parameters": {
                comparison: {
                    level: {key: rounded(value) for key, value in numbers.items()} for level, numbers in levels.items()
                }
                for comparison, levels in self.parameters.items()
            },
            "frequencies": {
                column: {
                    "fallback": rounded(table.fallback),
                    "values": {value: rounded(share) for value, share in sorted(table.values.items())},
                }
                for column, table in self.frequencies.items()
            },
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def save(self, path: Path) -> None:
        """Writes the model file."""
        path.write_text(self.text(), encoding="utf-8")

    def _check(self, source: str) -> None:
        for comparison in (*COMPARISONS, SAME_REPORT):
            missing = set(comparison.level_names) - set(self.parameters.get(comparison.name, {}))
            if missing:
                raise V100Error(
                    f"identity model {source}: {comparison.name} lacks {', '.join(sorted(missing))}: train it again"
                )


def rounded(number: float) -> float:
    """To FIGURES significant figures."""
    return float(f"{number:.{FIGURES}g}")


def bits(numbers: dict[str, float]) -> float:
    """What a level is worth: log2 of m over u."""
    return math.log2(numbers["m"] / numbers["u"])
