"""A model of links: what each level of each comparison is worth in each category of crime.

A readable JSON file, rounded and versioned. A run never changes it; `v100 links train` writes it.
"""

import json
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from v100.errors import V100Error

FORMAT = 4
FIGURES = 4
"""Decimal places of a log10 Bayes factor."""


PARTS = 5
"""Parts of the offenders, of which each in its turn is held back."""


FEW = 100
"""Pairs by one offender below which a category rests on what others taught."""


@dataclass(frozen=True)
class Ways:
    """What pairs by offenders held back cost in bits (Cllr) with the ways of doing it and without them. Where ways do
    not make it cheaper they weigh nothing."""

    cost: float
    without: float

    @property
    def heard(self) -> bool:
        return self.cost < self.without


@dataclass(frozen=True)
class Worth:
    """What is known of one category. `parts`: comparison → log10 Bayes factor of each level. `shares`: comparison →
    value → its share of crimes, where that is not small. `words`: comparison → the words that tell crimes apart.
    `series` and `pairs`: how many offenders with several solved crimes, and how many pairs of these, it was learnt
    from: where they are few, it borrows from all categories. `again`: the share of solved crimes whose man has another
    of the category about them. `ways`: whether ways tell men apart.
    """

    series: int
    pairs: int
    parts: dict[str, tuple[float, ...]]
    shares: dict[str, dict[str, float]]
    words: dict[str, tuple[str, ...]]
    again: float = 0.0
    ways: Ways | None = None


@dataclass(frozen=True)
class Band:
    """Of the solved crimes held back that were shown for a man with a strength (log10) from `low` on, up to the next
    band: how many were shown, how many were his, and how many would be by what their strengths say."""

    low: float
    shown: int
    his: int
    expected: float


@dataclass(frozen=True)
class Model:
    """`ridge`: the strength of the penalty that held-back crimes chose. `bands`: the base rate by strength."""

    name: str
    trained_on: str
    ridge: float
    categories: dict[str, Worth]
    bands: tuple[Band, ...]

    @classmethod
    def load(cls, name_or_file: str | Path) -> "Model":
        """A shipped model by name (link), or any model file by path.

        Raises V100Error when there is none of that name, or the file is no model of this format.
        """
        shipped = files("v100.data.models") / f"{name_or_file}.json"
        path = Path(name_or_file)
        if path.is_file():
            return cls.parse(path.read_text(encoding="utf-8"), str(path))
        if shipped.is_file():
            return cls.parse(shipped.read_text(encoding="utf-8"), str(name_or_file))
        raise V100Error(f"no model of links {str(name_or_file)!r}: give link or the path of a model file")

    @classmethod
    def parse(cls, text: str, source: str) -> "Model":
        """The model that a JSON text states; `source` names it in error messages."""
        try:
            stated = json.loads(text)
        except json.JSONDecodeError as error:
            raise V100Error(f"model of links {source}: not valid JSON ({error})") from error
        if not isinstance(stated, dict) or stated.pop("format", None) != ["links", FORMAT]:
            raise V100Error(f"model of links {source}: not a model of format {FORMAT}: train it again")
        try:
            return cls(
                name=stated["name"],
                trained_on=stated["trained_on"],
                ridge=stated["ridge"],
                categories={name: _worth(worth) for name, worth in stated["categories"].items()},
                bands=tuple(Band(**band) for band in stated["bands"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise V100Error(f"model of links {source}: incomplete ({error}): train it again") from error

    def text(self) -> str:
        """The model as its file's text: the same model, the same bytes."""
        return json.dumps({"format": ["links", FORMAT], **asdict(self)}, ensure_ascii=False, indent=1) + "\n"

    def save(self, path: Path) -> None:
        """Writes the model file."""
        path.write_text(self.text(), encoding="utf-8")


def _worth(stated: dict[str, Any]) -> Worth:
    return Worth(
        series=stated["series"],
        pairs=stated["pairs"],
        parts={name: tuple(parts) for name, parts in stated["parts"].items()},
        shares=stated["shares"],
        words={name: tuple(words) for name, words in stated["words"].items()},
        again=stated["again"],
        ways=Ways(**stated["ways"]) if stated["ways"] else None,
    )
