"""The city from end to end: people once, then month by month crimes, reports, what police and courts do, files."""

from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from v100.city import crimes, extract, justice, offenders, people, rates, records, reports, truth
from v100.city.calendar import day, months_back
from v100.city.extract import Extract
from v100.city.narrative import words
from v100.city.streams import Array, Streams
from v100.city.victims import Circles
from v100.errors import V100Error

UPDATE_DAYS = 28
"""How many days after as_at the updates reach."""


@dataclass(frozen=True)
class Summary:
    """What was made: rows of each file of the extract and of the updates, people, and where it lies."""

    out: Path
    seed: int
    as_at: date
    months: int
    scale: str
    boroughs: list[str]
    residents: int
    offenders: int
    extract: dict[str, int]
    updates: dict[str, int]
    people_mentioned: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def simulate(out: Path, *, seed: int, as_at: date, months: int = 15, scale: str = "small") -> Summary:
    """Writes OUT/extract, OUT/updates (what changed in the 28 days after as_at) and OUT/truth.

    The same arguments give the same bytes. Raises V100Error when the scale is unknown, months is below 1, or `out`
    is not a folder that is new or was made by this function.
    """
    rate = rates.load()
    if scale not in rate["scale"]:
        raise V100Error(f"no scale {scale!r}: there is {', '.join(rate['scale'])}")
    if months < 1:
        raise V100Error(f"months is {months}: give 1 or more")
    if out.exists() and not ((out / "truth" / "param.toml").is_file() or (out.is_dir() and not any(out.iterdir()))):
        raise V100Error(f"{out} is not empty and holds no simulated city: give a new folder")
    size, streams, said = rate["scale"][scale], Streams(seed), words()
    spans = months_back(as_at, months)
    residents = people.build(rate, size, streams, spans[0][0], spans[-1][1])
    state = offenders.build(rate, size, residents, streams, spans[0][0])
    circles, last = Circles(state, spans[0][0]), day(as_at)
    with ExitStack() as files:
        now = files.enter_context(Extract(out / "extract"))
        later = files.enter_context(Extract(out / "updates"))
        true = files.enter_context(truth.Truth(out / "truth", residents))
        for span in spans:
            month = _month(rate, size, said, state, circles, streams, span)
            _write(now, later, month, last)
            true.write(month, last, last + UPDATE_DAYS)
        mentioned = true.people(state)
    truth.parameters(out / "truth", rate.text, seed=seed, as_at=as_at, months=months, scale=scale)
    return Summary(
        out,
        seed,
        as_at,
        months,
        scale,
        list(size["boroughs"]),
        len(residents),
        len(state.offenders),
        now.rows,
        later.rows,
        mentioned,
    )


def _month(
    rate: rates.Rates,
    size: dict[str, Any],
    said: dict[str, Any],
    state: offenders.State,
    circles: Circles,
    streams: Streams,
    span: tuple[int, int],
) -> records.Tables:
    """All records that begin in one month, with everything that will become known of them."""
    first = span[0]
    happened = crimes.month(rate, size, state, circles, streams, span)
    happened = reports.counter_allegations(rate, state, streams, first, happened)
    built = reports.build(rate, state, streams, first, happened)
    built = reports.second_records(rate, streams, first, built)
    _remember(state, built)
    diary = justice.proceed(rate, state, streams, first, built)
    return records.write(rate, said, state, streams, first, built, diary)


def _remember(state: offenders.State, built: reports.Month) -> None:
    """The last day on which each person was at a crime: no custody begins before it."""
    end = built.crimes.end // 1440
    for part in (built.suspects, built.victims):
        np.maximum.at(state.last_seen, part["person"].to_numpy(), end[part["report"]])
    np.maximum.at(state.last_seen, built.crimes.offender, end)


def _write(now: Extract, later: Extract, month: records.Tables, last: int) -> None:
    """The month's records as on the last day; and those that change in the days after it, as at the end of these."""
    known = month["report"]["recorded"].to_numpy() <= last
    _put(now, extract.cut(month, last, known))
    days = extract.facts(month)
    changes = known & ((days > last) & (days <= last + UPDATE_DAYS)).any(axis=1)
    _put(later, extract.cut(month, last + UPDATE_DAYS, changes))
    recorded: Array = month["event"]["known"].to_numpy()
    exists = known[month["event"]["report"]]
    now.write("event", extract.events(month, (recorded <= last) & exists))
    later.write("event", extract.events(month, (recorded > last) & (recorded <= last + UPDATE_DAYS) & exists))


def _put(files: Extract, tables: dict[str, dict[str, Array]]) -> None:
    for name, columns in tables.items():
        files.write(name, columns)
