"""A file of solved crimes from anywhere, read by a map (TOML) that says which column is what."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
from pydantic import BaseModel, ConfigDict

from v100.errors import V100Error
from v100.linkage import COMPARISONS, Comparison, Measured, listed, valued, worded
from v100.typed_toml import read_toml

Kind = Literal["value", "number", "list", "words"]
FINE = 1_000_000
"""Coordinates of unknown scale are stretched so that the crimes lie within so many units."""


class Columns(BaseModel):
    """Which columns say when and where."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    time_from: str | None = None
    time_to: str | None = None
    date: str | None = None
    easting: str | None = None
    northing: str | None = None


class Units(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    distance: Literal["metre", "scaled"] = "metre"


class Truth(BaseModel):
    """A file that says who did which crime: a row for each crime and offender."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    crime: str
    offender: str


class Split(BaseModel):
    """A file that parts the crimes. Its rows are of the crimes in column `crime`, or without it of the offenders in
    column `group`. Each of `columns` (else `group`) is a parting of its own: train and test, or the names of folds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    crime: str | None = None
    group: str | None = None
    columns: tuple[str, ...] = ()


class Map(BaseModel):
    """The whole map. `other`: column → value, number, list (parts by |) or words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    columns: Columns
    other: dict[str, Kind] = {}
    units: Units = Units()
    truth: Truth
    split: Split | None = None


@dataclass(frozen=True)
class SolvedCrimes:
    """`crimes`: as room linkage takes them, all of one category. `offenders`: crime → who did it. `partings`: name →
    crime → side (train, test, or a fold); none where the map has no split."""

    crimes: pa.Table
    comparisons: tuple[Comparison, ...]
    offenders: Mapping[str, frozenset[str]]
    partings: Mapping[str, Mapping[str, str]]


def read_solved(file: Path, map_file: Path) -> SolvedCrimes:
    """The crimes of a file whose offender is known. Raises V100Error naming file, column, row and remedy."""
    asked = read_toml(map_file, Map)
    table = _read(file, [asked.id, *_named(asked.columns), *asked.other])
    if table[asked.id].duplicated().any():
        twice = table[asked.id][table[asked.id].duplicated()].iloc[0]
        raise V100Error(f"{file}: column {asked.id}: {twice!r} stands twice; each crime is one row")
    truth = _read(map_file.parent / asked.truth.file, [asked.truth.crime, asked.truth.offender]).dropna()
    by_crime = truth.groupby(asked.truth.crime)[asked.truth.offender].agg(frozenset)
    offenders = {crime: by_crime[crime] for crime in table[asked.id] if crime in by_crime.index}
    solved = table[table[asked.id].isin(offenders)].reset_index(drop=True)
    if not len(solved):
        raise V100Error(f"{file}: no crime of column {asked.id} is in {asked.truth.file}, column {asked.truth.crime}")
    crimes, comparisons = _compared(file, solved, asked)
    return SolvedCrimes(crimes, comparisons, offenders, _partings(map_file, asked, offenders))


def _named(columns: Columns) -> list[str]:
    return [column for column in columns.model_dump().values() if column]


def _read(file: Path, wanted: list[str]) -> pd.DataFrame:
    """Every value as text, trimmed; empty as missing."""
    try:
        table = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise V100Error(f"{file}: cannot be read as CSV ({error})") from error
    table.columns = table.columns.str.strip()
    if missing := [column for column in wanted if column not in table.columns]:
        raise V100Error(f"{file}: no column {', '.join(missing)}; it has {', '.join(table.columns)}")
    table = table.apply(lambda column: column.str.strip())
    cleaned: pd.DataFrame = table.mask(table.isin(["", "NA"]))
    return cleaned


def _compared(file: Path, solved: pd.DataFrame, asked: Map) -> tuple[pa.Table, tuple[Comparison, ...]]:
    columns = asked.columns
    comparisons: list[Comparison] = []
    found: dict[str, Any] = {
        "report_id": pa.array(solved[asked.id]),
        "category": pa.array(["all"] * len(solved)),
    }
    begins, ends = _when(file, solved, columns)
    found["begins"], found["ends"] = pa.array(begins, from_pandas=True), pa.array(ends, from_pandas=True)
    in_time = [each for each in COMPARISONS if each.name in ("days", "hours", "weekday")]
    comparisons += in_time if columns.time_from else [each for each in in_time if each.name != "hours"]
    if columns.easting and columns.northing:
        places = np.column_stack([_numbers(file, solved, name) for name in (columns.easting, columns.northing)])
        distance = next(each for each in COMPARISONS if each.name == "distance")
        if asked.units.distance == "scaled":
            places = places * (FINE / np.nanmax(np.ptp(places[~np.isnan(places).any(axis=1)], axis=0)))
            distance = _own_breaks("distance", "how far apart", places)
        comparisons.insert(0, distance)
    else:
        places = np.full((len(solved), 2), np.nan)
    for name, values in zip(("easting", "northing"), places.T, strict=True):
        found[name] = pa.array(np.round(values), from_pandas=True).cast(pa.int64())
    for place, (column, kind) in enumerate(asked.other.items()):
        name = f"other_{place}"
        comparison, values = _other(file, solved, column, kind, name)
        comparisons.append(comparison)
        found[name] = values
    return pa.table(found), tuple(comparisons)


def _when(file: Path, solved: pd.DataFrame, columns: Columns) -> tuple[pd.Series, pd.Series]:
    """First and last minute of each crime; of a date its whole day."""
    first = columns.time_from or columns.date
    if first is None:
        raise V100Error(f"{file}: the map's [columns] names neither time_from nor date")
    begins = _times(file, solved, first)
    ends = _times(file, solved, columns.time_to).fillna(begins) if columns.time_to else begins
    if columns.time_from is None:
        ends = begins + pd.Timedelta(days=1)
    minutes = [(each - pd.Timestamp(0)) // pd.Timedelta(minutes=1) for each in (begins, ends)]
    low = minutes[0].where(~(minutes[1] < minutes[0]), minutes[1])
    return low.astype("Int64"), minutes[1].where(~(minutes[1] < minutes[0]), minutes[0]).astype("Int64")


def _times(file: Path, solved: pd.DataFrame, column: str) -> pd.Series:
    try:
        found = pd.to_datetime(solved[column].str.replace(r"\s*(GMT|UTC|Z)$", "", regex=True), format="ISO8601")
    except ValueError as error:
        raise V100Error(f"{file}: column {column}: {error}; write dates as 2026-01-31 or 2026-01-31 23:59") from error
    return found.dt.tz_localize(None) if found.dt.tz is not None else found


def _numbers(file: Path, solved: pd.DataFrame, column: str) -> np.ndarray:
    try:
        return pd.to_numeric(solved[column]).to_numpy(float)
    except ValueError as error:
        raise V100Error(f"{file}: column {column}: {error}; it must hold numbers") from error


def _own_breaks(name: str, title: str, values: np.ndarray) -> Measured:
    """Levels where nobody says what a unit is: each ends more than half again as far as the one before."""
    far = np.nanmax(values) - np.nanmin(values)
    breaks = tuple(sorted({round(far / 1.6**step) for step in range(1, 20) if far / 1.6**step >= 1}))
    return Measured(name, title, tuple(f"step {place}" for place in range(len(breaks) + 1)), breaks)


def _other(file: Path, solved: pd.DataFrame, column: str, kind: Kind, name: str) -> tuple[Comparison, Any]:
    text = solved[column]
    if kind == "value":
        return valued(name, column), pa.array(text, pa.string(), from_pandas=True)
    if kind == "words":
        return worded(name, column, masks=3), pa.array(text, pa.string(), from_pandas=True)
    if kind == "list":
        parts = [None if pd.isna(each) else each.split("|") for each in text]
        return listed(name, column), pa.array(parts, pa.list_(pa.string()))
    numbers = _numbers(file, solved, column)
    stretched = np.round(numbers * (FINE / max(float(np.nanmax(numbers) - np.nanmin(numbers)), 1e-9)))
    return _own_breaks(name, column, stretched), pa.array(stretched, from_pandas=True).cast(pa.int64())


def _partings(map_file: Path, asked: Map, offenders: Mapping[str, frozenset[str]]) -> dict[str, dict[str, str]]:
    split = asked.split
    if split is None:
        return {}
    key = split.crime or split.group
    columns = split.columns or ((split.group,) if split.crime and split.group else ())
    if not key or not columns:
        raise V100Error(f"{map_file}: [split] needs crime (or group) and the columns that part the crimes")
    table = _read(map_file.parent / split.file, [key, *columns]).dropna(subset=[key]).set_index(key)
    partings: dict[str, dict[str, str]] = {}
    for column in columns:
        side = table[column].dropna().to_dict()
        if split.crime:
            partings[column] = {crime: str(side[crime]) for crime in offenders if crime in side}
        else:
            told = {crime: {side[who] for who in whose if who in side} for crime, whose in offenders.items()}
            partings[column] = {crime: str(min(sides)) for crime, sides in told.items() if len(sides) == 1}
    return partings
