"""A simulated city as it was written: what a force would know of it, typed; and who is who, by its truth."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis import _
from ibis.backends.duckdb import Backend

from v100 import engine
from v100.city.calendar import months_back, when
from v100.errors import V100Error
from v100.evaluation.identity import read_truth
from v100.tables import INPUT, MAY_LACK, PERSON, PERSON_MENTION, SIDES, Table

NOT_READ = ("mo_text", "mo_codes", "words_spoken", "address", "postcode", "phone", "email", "vehicle", "description")
"""Long texts that no figure needs."""


@dataclass(frozen=True)
class City:
    """How a simulated city was asked for. `boroughs` are all of London's where none are named; `share` is how much of
    their recorded crime it is meant to hold, None where the scale has a mix of its own."""

    folder: Path
    seed: int
    as_at: date
    months: int
    scale: str
    boroughs: tuple[str, ...] | None
    share: float | None

    @property
    def first_day(self) -> date:
        """The first day on which something was recorded."""
        return when(months_back(self.as_at, self.months)[0][0])

    @property
    def truth(self) -> Path:
        return self.folder / "truth"


def open_city(folder: Path) -> City:
    """The city that `v100 simulate` wrote. Raises V100Error when the folder holds none."""
    file = folder / "truth" / "param.toml"
    if not file.is_file():
        raise V100Error(f"{folder}: no simulated city (no truth/param.toml); give a folder that `v100 simulate` wrote")
    asked = tomllib.loads(file.read_text(encoding="utf-8"))
    scale = asked["scale"][asked["scale_name"]]
    return City(
        folder=folder,
        seed=asked["seed"],
        as_at=asked["as_at"],
        months=asked["months"],
        scale=asked["scale_name"],
        boroughs=tuple(scale["boroughs"]) if "boroughs" in scale else None,
        share=None if "weight" in scale else scale["share"],
    )


def known_tables(backend: Backend, city: City) -> dict[str, ir.Table]:
    """The tables of tables.INPUT without the marks, of each report its last version; long texts are left unknown.

    Raises V100Error when a file is missing.
    """
    written = {name: _written(backend, city, name) for name in INPUT if name not in MAY_LACK}
    latest = written["crime_report"].group_by("report_id").agg(delivery=_.delivery.max())
    last_events = written["event"].group_by("event_id").agg(delivery=_.delivery.max())
    current = {
        name: table.semi_join(last_events, ["event_id", "delivery"])
        if name == "event"
        else table.semi_join(latest, ["report_id", "delivery"])
        for name, table in written.items()
    }
    tables = {name: INPUT[name].shape(_typed(table, INPUT[name])) for name, table in current.items()}
    tables["suspect"] = _filled(tables["suspect"], "named_on", tables["crime_report"], "report_id")
    tables["event"] = tables["event"].mutate(recorded_on=_.recorded_on.fill_null(_.on))
    return {name: engine.keep(backend, f"known_{name}", table) for name, table in tables.items()}


def _written(backend: Backend, city: City, name: str) -> ir.Table:
    """Every row of a file as text, with the folder (the extract, or the last day of a delivery) that brought it."""
    files = [city.folder / "extract" / f"{name}.csv"]
    if not files[0].is_file():
        files = sorted(city.folder.glob(f"deliveries/*/{name}.csv"))
    if not files:
        raise V100Error(
            f"{city.folder}: no extract/{name}.csv and no deliveries; simulate the city again, as canonical"
        )
    rows = backend.read_csv(
        [str(file) for file in files], all_varchar=True, header=True, filename=True, table_name=f"written_{name}"
    )
    folder = rows.filename.re_extract(r"([^/\\]+)[/\\][^/\\]+$", 1)
    return rows.mutate(delivery=folder).drop(*(column for column in NOT_READ if column in rows.columns))


def _typed(rows: ir.Table, table: Table) -> ir.Table:
    """Text as the types of the vocabulary; lists are separated by |, an empty cell is not known."""

    def value(name: str, kind: str) -> ir.Value:
        text = rows[name].nullif("")
        return text.split("|").cast(kind) if kind.startswith("array") else text.cast(kind)

    return rows.select(**{c.name: value(c.name, c.type) for c in table.columns if c.name in rows.columns})


def _filled(table: ir.Table, column: str, reports: ir.Table, key: str) -> ir.Table:
    """The column with the report's day of recording where it is empty."""
    joined = table.join(reports.select(key, recorded="recorded_on"), key)
    return joined.mutate(**{column: joined[column].fill_null(joined.recorded)}).drop("recorded")


def true_people(backend: Backend, city: City) -> Mapping[str, ir.Table]:
    """person and person_mention as if everyone were told apart without a mistake; placeholders name nobody.

    Sex and date of birth are the true ones; a person of both sides has an id for each.
    """
    truth = backend.read_csv(str(city.truth / "person.csv"), all_varchar=True, header=True, table_name="truth_person")
    people, mentions = [], []
    for side in SIDES:
        whose = engine.keep(backend, f"true_{side}", read_truth(backend, city.truth, side))
        whose = whose.select("mention_id", "true_id", person_id=side + " " + _.true_id, side=ibis.literal(side))
        born = ibis.array([truth.date_of_birth.nullif("").cast("date")])
        of_side = whose.select("true_id", "person_id", "side").distinct()
        people.append(PERSON.shape(of_side.join(truth.mutate(births=born), "true_id")))
        mentions.append(PERSON_MENTION.shape(whose))
    return {
        "person": engine.keep(backend, "true_people", ibis.union(*people)),
        "person_mention": engine.keep(backend, "true_mentions", ibis.union(*mentions)),
    }
