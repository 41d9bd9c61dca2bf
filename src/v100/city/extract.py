"""The extract: a month's records as they stood on a date, in the columns of the canonical profile, as a format's
files."""

from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from v100 import engine as engines
from v100.city.calendar import NEVER
from v100.city.formats import Layout
from v100.city.formats.writing import File
from v100.city.streams import Array
from v100.tables import INPUT

FORCES = np.array(["Metropolitan Police Service", "City of London Police"], dtype=object)
DATE_COLUMNS = "datetime64[D]"


class Extract:
    """The files of one extract, written month by month: canonical columns in, a format's files out."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.engine = engines.connect().con
        self.layout = layout
        self.files = {name: File(folder / f"{name}.{layout.ending}", layout) for name in layout.files}

    def __enter__(self) -> "Extract":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.engine.close()

    @property
    def rows(self) -> dict[str, int]:
        """How many rows each file holds."""
        return {name: file.rows for name, file in self.files.items()}

    def write(self, name: str, columns: dict[str, Array]) -> None:
        """Rows of one table; columns are text, empty for not known."""
        table = INPUT[name]
        size = len(next(iter(columns.values())))
        texts = [_text(columns.get(column, np.full(size, "", dtype=object))) for column in table.names]
        self.engine.register(name, pa.table(texts, names=list(table.names)))
        for file, queries in self.layout.files.items():
            if name in queries:
                self.files[file].write(self.engine.execute(queries[name]).to_arrow_table())
        self.engine.unregister(name)


def cut(month: dict[str, pd.DataFrame], known_to: int, reports: Array) -> dict[str, dict[str, Array]]:
    """The chosen reports (a mask over rows of `reports`) with what is known of them on a day."""
    chosen = month["report"][reports].sort_values("number")
    keep = chosen.index
    lines = month["line"][month["line"]["report"].isin(keep)]
    suspects = month["suspect"]
    suspects = suspects[suspects["report"].isin(keep) & (suspects["named_on"] <= known_to)]
    victims = month["victim"][month["victim"]["report"].isin(keep)]
    lines_known = {
        **_line_columns(lines, known_to),
        "report_id": month["report"]["report_id"].to_numpy()[lines["report"]],
    }
    return {
        "crime_report": _report_columns(month, chosen, known_to),
        "offence": lines_known,
        "suspect": _person_columns(month, suspects, known_to),
        "victim": _person_columns(month, victims, known_to),
    }


def facts(month: dict[str, pd.DataFrame]) -> Array:
    """Days on which something about each report became known: a matrix, NEVER where nothing did."""
    reports = month["report"]
    size = len(reports)
    days = [reports[name].to_numpy() for name in ("recorded", "cancelled", "outcome_on", "duplicate_on")]
    for table, names in (
        ("suspect", ("named_on", "eliminated_on", "pnc_on")),
        ("victim", ("withdrew_on",)),
        ("line", ("changed_on",)),
    ):
        part = month[table]
        for name in names:
            days += _by_report(part["report"].to_numpy(), part[name].to_numpy(), size)
    return np.stack(days, axis=1)


def events(month: dict[str, pd.DataFrame], rows: Array) -> dict[str, Array]:
    """The chosen events (a mask over rows of `event`)."""
    table = month["event"][rows]
    return {
        "event_id": table["event_id"].to_numpy(),
        "kind": table["kind"].to_numpy(),
        "on": dates(table["on"]),
        "recorded_on": dates(table["known"]),
        "until": dates(table["until"]),
        "report_id": month["report"]["report_id"].to_numpy()[table["report"]],
        "mention_id": table["mention_id"].to_numpy(),
        "pnc_id": table["pnc_id"].to_numpy(),
        "days": whole(table["days"]),
        "text": table["text"].to_numpy(),
        "lines": table["lines"].to_numpy(),
    }


def marks(month: dict[str, pd.DataFrame], rows: Array) -> dict[str, Array]:
    """The chosen marks (a mask over rows of `forensic`)."""
    table = month["forensic"][rows]
    return {
        "report_id": month["report"]["report_id"].to_numpy()[table["report"]],
        "kind": table["kind"].to_numpy(),
        "mark_id": table["mark_id"].to_numpy(),
        "matched_on": dates(table["known"]),
    }


def dates(days: Any) -> Array:
    """ISO dates; empty for a day that never comes or is not given."""
    days = np.asarray(days).astype(np.int64)
    given = (days < NEVER) & (days > -NEVER)
    text = np.datetime_as_string(np.where(given, days, 0).astype(DATE_COLUMNS), unit="D").astype(object)
    return np.where(given, text, "")


def whole(values: Any) -> Array:
    """Whole numbers as text; empty below zero."""
    values = np.asarray(values).astype(np.int64)
    return np.where(values >= 0, values.astype("U12").astype(object), "")


def _by_report(report: Array, days: Array, size: int) -> list[Array]:
    """The days of a report's children as columns, one for each child."""
    order = np.argsort(report, kind="stable")
    report, days = report[order], days[order]
    start = np.searchsorted(report, np.arange(size))
    place = np.arange(len(report)) - start[report]
    columns = []
    for number in range(int(place.max(initial=-1)) + 1):
        column = np.full(size, NEVER)
        column[report[place == number]] = days[place == number]
        columns.append(column)
    return columns


def _report_columns(month: dict[str, pd.DataFrame], chosen: pd.DataFrame, known_to: int) -> dict[str, Array]:
    days = facts(month)[chosen.index]
    updated = np.where(days <= known_to, days, -NEVER).max(axis=1)
    cancelled = chosen["cancelled"].to_numpy() <= known_to
    outcome = chosen["outcome_on"].to_numpy() <= known_to
    double = chosen["duplicate_on"].to_numpy() <= known_to
    columns = {
        name: chosen[name].to_numpy()
        for name in (
            "report_id",
            "crime_ref",
            "borough",
            "location_type",
            "domestic_abuse",
            "flags",
            "mo_codes",
            "mo_text",
            "target",
            "weapon",
            "words_spoken",
            "officer",
        )
    }
    return columns | {
        "force": FORCES[chosen["force"].to_numpy()],
        "recorded_on": dates(chosen["recorded"]),
        "updated_on": dates(updated),
        "occurred_from": _minutes(chosen["begin"]),
        "occurred_to": _minutes(chosen["end"]),
        "easting": whole(chosen["easting"]),
        "northing": whole(chosen["northing"]),
        "outcome_type": np.where(outcome, chosen["outcome"], ""),
        "outcome_on": np.where(outcome, dates(chosen["outcome_on"]), ""),
        "cancelled_on": np.where(cancelled, dates(chosen["cancelled"]), ""),
        "cancel_reason": np.where(cancelled, chosen["cancel_reason"], ""),
        "duplicate_of": np.where(double, chosen["original_id"], ""),
        "other_force_ref": np.where(cancelled | (chosen["original"] >= 0), chosen["other_ref"], ""),
    }


def _line_columns(lines: pd.DataFrame, known_to: int) -> dict[str, Array]:
    changed = lines["changed_on"].to_numpy() <= known_to
    return {
        "line": whole(lines["line"]),
        "ho_code": np.where(changed, lines["new_code"], lines["code"]),
        "title": np.where(changed, lines["new_title"], lines["title"]),
        "role": lines["role"].to_numpy(),
        "attempt": np.where(lines["attempt"], "true", "false"),
    }


def _person_columns(month: dict[str, pd.DataFrame], rows: pd.DataFrame, known_to: int) -> dict[str, Array]:
    same = (
        "mention_id",
        "lines",
        "forename",
        "middle_names",
        "surname",
        "aliases",
        "sex",
        "ethnicity_self",
        "ethnicity_observed",
        "address",
        "postcode",
        "phone",
        "email",
        "vehicle",
        "description",
    )
    columns = {name: rows[name].to_numpy() for name in same}
    columns["report_id"] = month["report"]["report_id"].to_numpy()[rows["report"]]
    columns["date_of_birth"], columns["age_at_offence"] = dates(rows["birth"]), whole(rows["given_age"])
    if "withdrew_on" in rows:
        left = rows["withdrew_on"].to_numpy() <= known_to
        return columns | {
            "relationship_to_suspect": rows["relationship"].to_numpy(),
            "withdrew_on": np.where(left, dates(rows["withdrew_on"]), ""),
        }
    gone = rows["eliminated_on"].to_numpy() <= known_to
    numbered = rows["pnc_on"].to_numpy() <= known_to
    held = rows["arrested_on"].to_numpy() <= known_to
    return columns | {
        "role": rows["role"].to_numpy(),
        "named_by": rows["named_by"].to_numpy(),
        "named_on": dates(rows["named_on"]),
        "eliminated_on": np.where(gone, dates(rows["eliminated_on"]), ""),
        "pnc_id": np.where(numbered, rows["pnc"], ""),
        "cro_no": np.where(numbered, rows["cro"], ""),
        "custody_no": np.where(held, rows["custody"], ""),
    }


def _minutes(minutes: pd.Series) -> Array:
    given = minutes.to_numpy() > -(10**9)
    text = np.datetime_as_string(np.where(given, minutes, 0).astype(np.int64).astype("datetime64[m]"), unit="s").astype(
        object
    )
    return np.where(given, text, "")


def _text(values: Any) -> "pa.Array[Any]":
    texts = np.asarray(values, dtype=object)
    return pa.array(texts, pa.string(), mask=texts == "")
