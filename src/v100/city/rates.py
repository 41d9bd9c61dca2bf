"""The rates of the city: one commented file, read once and checked against the offence table."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from v100.city import places
from v100.city.published import category_of_offence
from v100.city.streams import Array
from v100.errors import V100Error
from v100.offences import offence_table

VICTIMS = ("woman", "girl", "girl_child", "man", "boy", "boy_child", "nobody")
"""Kinds of victim: adults, 13 to 17, under 13."""
RELATIONS = ("partner", "ex_partner", "family", "acquaintance", "stranger", "professional", "other", "none")
PARTNER, EX, FAMILY, ACQUAINTANCE, STRANGER, PROFESSIONAL, OTHER, NONE = range(8)
INTIMATE = (PARTNER, EX, FAMILY)


@dataclass(frozen=True)
class Kind:
    """A kind of crime and how it happens; `number` is its place in the file. Incidents have no `category`."""

    number: int
    name: str
    volume: float
    group: str
    codes: list[tuple[str, str, int, int]]
    victims: str
    relation: str
    place: str
    delay: str
    charged: float
    level: int
    category: str = ""


@dataclass(frozen=True)
class Rates:
    """The file as read, its text, and its kinds of crime in order."""

    text: str
    table: dict[str, Any]
    kinds: tuple[Kind, ...]

    def __getitem__(self, part: str) -> Any:
        return self.table[part]

    def of_kind(self, values: dict[str, float], fallback: float = 0.0) -> Array:
        """One value for each kind: by its own name, else by its group."""
        return np.array([values.get(k.name, values.get(k.group, fallback)) for k in self.kinds])


GIVEN = (
    "middle_given", "aliases_listed", "age_given", "ethnicity_self", "ethnicity_observed", "email_given",
    "vehicle_given", "description", "pnc_linked", "accents_kept", "lower_case", "age_too", "typist",
)  # fmt: skip
"""Rates of recorded identity that are habits of recording, not errors: the knob `errors` leaves them alone."""
MOST_ERRORS = 0.9


def load(knobs: Mapping[str, float] | None = None) -> Rates:
    """The shipped rates with some knobs turned.

    Raises V100Error when a knob is not known or below 0, a share table does not add up or a code is not in the
    offence table.
    """
    text = (files("v100.data.city") / "rates.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    _turn(table, knobs or {})
    for scale in table["scale"].values():
        scale.setdefault("boroughs", [str(name) for name in places.load().boroughs])
    kinds = tuple(
        Kind(number, name, **{**values, "codes": [tuple(code) for code in values["codes"]]})
        for number, (name, values) in enumerate(table["kind"].items())
    )
    faults = _faults(table, kinds)
    if faults:
        raise V100Error("data/city/rates.toml: " + "; ".join(faults))
    return Rates(text, table, kinds)


def offence_titles() -> dict[str, str]:
    """Home Office code to title, of the shipped offence table."""
    return {row["ho_code"]: row["title"] for row in offence_table().to_pylist()}


def offence_days() -> dict[str, float]:
    """Home Office code to days of harm, of the shipped offence table."""
    return {row["ho_code"]: float(row["days"]) for row in offence_table().to_pylist()}


def _turn(table: dict[str, Any], knobs: Mapping[str, float]) -> None:
    """Set the knobs, and let `errors` act on every error rate. In place."""
    for name, value in knobs.items():
        if name not in table["knob"]:
            raise V100Error(f"no knob {name!r}: there is {', '.join(table['knob'])}")
        if value < 0:
            raise V100Error(f"knob {name} is {value:g}: give 0 or more")
        table["knob"][name] = value
    for record in table["record"].values():
        for name in record.keys() - set(GIVEN):
            record[name] = min(record[name] * table["knob"]["errors"], max(record[name], MOST_ERRORS))


def _faults(table: dict[str, Any], kinds: tuple[Kind, ...]) -> list[str]:
    known, category = offence_titles(), category_of_offence()
    codes = {code for kind in kinds for code, *_ in kind.codes}
    codes |= {code for codes in table["report"]["reclassify"].values() for code in codes}
    mixes = {f"victims.{name}": mix for name, mix in table["victims"].items() if mix}
    mixes |= {f"relation.{name}.{who}": mix for name, by in table["relation"].items() for who, mix in by.items()}
    mixes |= {f"place.{name}": mix for name, mix in table["place"].items() if isinstance(mix, dict)}
    return [
        *(f"offence {code} is not in the offence table" for code in sorted(codes - set(known))),
        *(
            f"kind {kind.name} is not of category {kind.category!r} by its code {code}"
            for kind in kinds
            for code, *_ in kind.codes
            if category.get(code) != kind.category
        ),
        *(
            f"{name} adds up to {sum(mix.values()):g}, not 1"
            for name, mix in mixes.items()
            if abs(sum(mix.values()) - 1) > 1e-6
        ),
    ]
