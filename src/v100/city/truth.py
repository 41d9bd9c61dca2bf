"""What really happened, kept apart from the extract: who is who, who did it, whether a cancellation was right."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from v100.city.extract import dates
from v100.city.numbers import digits, mixed
from v100.city.offenders import State
from v100.city.people import People
from v100.city.records import Tables
from v100.city.streams import Array

MENTION = ("mention_id", "true_id", "side", "placeholder")
REPORT = ("report_id", "true_id", "also", "ho_code", "rightly_cancelled", "same_crime_as")
LISTED = ("from", "true_id", "place")
PERSON = (
    "true_id",
    "sex",
    "date_of_birth",
    "forename",
    "middle_name",
    "surname",
    "name_origin",
    "ethnic_group",
    "borough",
    "died_on",
    "offender_type",
    "latent_rate",
)


class Truth:
    """mention.csv, report.csv, person.csv, listed.csv."""

    def __init__(self, folder: Path, people: People) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.residents = people
        self.seen = np.zeros(len(people), bool)
        self.writers = {
            name: pc.CSVWriter(folder / f"{name}.csv", pa.schema([(column, pa.string()) for column in columns]))
            for name, columns in (("mention", MENTION), ("report", REPORT), ("person", PERSON), ("listed", LISTED))
        }

    def __enter__(self) -> "Truth":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self.writers.values():
            writer.close()

    def write(self, month: Tables, last: int, updates_to: int) -> None:
        """Every report of the extract, every mention of the extract and of the updates."""
        exists = month["report"]["recorded"].to_numpy() <= last
        suspects = month["suspect"]
        suspects = suspects[exists[suspects["report"]] & (suspects["named_on"] <= updates_to)]
        victims = month["victim"][exists[month["victim"]["report"]]]
        for side, table in (("suspect", suspects), ("victim", victims)):
            hidden = table["kind"].eq("placeholder") if side == "suspect" else np.zeros(len(table), bool)
            columns = [
                table["mention_id"],
                true_id(table["person"]),
                np.full(len(table), side, object),
                np.where(hidden, "true", "false"),
            ]
            self._put("mention", MENTION, columns)
            self.seen[table["person"]] = True
        self._reports(month, exists)

    def listed(self, state: State, first: int) -> None:
        """The men of most harm at the start of a month, by truth: what the knob `listed_arrest` acts on."""
        if not len(state.listed):
            return
        place = np.arange(1, len(state.listed) + 1).astype("U3").astype(object)
        self._put("listed", LISTED, [np.repeat(dates(np.array([first])), len(place)), true_id(state.listed), place])
        self.seen[state.listed] = True

    def people(self, state: State) -> int:
        """Everyone who is mentioned or did something that is recorded; returns how many."""
        who, people = np.flatnonzero(self.seen), self.residents
        kind, rate = np.full(len(people), "", object), np.full(len(people), "", object)
        kind[state.offenders] = state.type_names[state.types]
        rate[state.offenders] = np.char.mod("%.4f", state.latent)
        book = people.book
        columns = [
            true_id(who),
            np.where(people.sex[who] == 1, "F", "M"),
            dates(people.born[who]),
            book.forenames[people.forename[who]],
            np.where(people.middle[who] >= 0, book.forenames[people.middle[who]], ""),
            people.surname_text(who),
            np.array(book.origins, object)[people.origin[who]],
            np.array(people.groups, object)[people.ethnic[who]],
            people.land.boroughs[people.borough[who]],
            dates(state.dead_on[who]),
            kind[who],
            rate[who],
        ]
        self._put("person", PERSON, columns)
        return len(who)

    def _reports(self, month: Tables, exists: Array) -> None:
        reports = month["report"][exists]
        suspects = month["suspect"]
        mates = suspects[suspects["kind"].isin(["offender", "placeholder"]) & ~suspects["main"]]
        also = (
            pd.Series(true_id(mates["person"]), index=mates["report"], dtype=object)
            .groupby(level=0)
            .agg(lambda ids: "|".join(sorted(set(ids))))
        )
        offender = reports["offender"].to_numpy()
        columns = [
            reports["report_id"],
            true_id(offender),
            also.reindex(reports.index).fillna("").to_numpy(),
            reports["true_code"],
            reports["rightly"],
            reports["original_id"],
        ]
        self._put("report", REPORT, columns)
        self.seen[offender] = True

    def _put(self, name: str, names: tuple[str, ...], columns: Sequence[Any]) -> None:
        arrays = [pa.array(np.asarray(column, dtype=object), pa.string()) for column in columns]
        self.writers[name].write_table(pa.table(arrays, schema=pa.schema([(column, pa.string()) for column in names])))


def true_id(person: Any) -> Array:
    """An identifier for each resident in no visible order."""
    number = mixed(np.asarray(person), 99_999_989, 38_196_601)
    return np.char.add("P", digits(number, 8)).astype(object)


def parameters(
    folder: Path, text: str, *, seed: int, as_at: date, months: int, scale: str, knobs: Mapping[str, float]
) -> None:
    """param.toml: how the city was asked for and which knobs were turned, then every rate as shipped."""
    turned = ", ".join(f"{name} = {float(value)}" for name, value in sorted(knobs.items()))
    head = (
        f'seed = {seed}\nas_at = {as_at}\nmonths = {months}\nscale_name = "{scale}"\nknobs_turned = {{ {turned} }}\n\n'
    )
    (folder / "param.toml").write_text(head + text, encoding="utf-8", newline="\n")
