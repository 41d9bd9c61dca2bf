"""The city from end to end: people once, then month by month crimes, reports, what police and courts do, files."""

import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from v100.city import crimes, extract, justice, marks, offenders, people, rates, records, reports, truth
from v100.city.calendar import NEVER, day, months_back, when
from v100.city.extract import Extract
from v100.city.formats import Layout, layout
from v100.city.listed import Listed
from v100.city.narrative import words
from v100.city.streams import Streams
from v100.city.victims import Circles
from v100.city.volumes import Volumes
from v100.errors import V100Error

FOLDERS = ("extract", "deliveries", "updates", "truth")
UPDATE_DAYS = 28
"""How many days after as_at the updates reach."""


@dataclass(frozen=True)
class Delivery:
    """Files of what became known after one day and until another."""

    files: Extract
    after: int
    last: int


@dataclass(frozen=True)
class Summary:
    """What was made: rows of each file of the extract (or all deliveries) and of the updates, people, where it lies."""

    out: Path
    seed: int
    as_at: date
    months: int
    scale: str
    format: str
    monthly: bool
    boroughs: list[str]
    residents: int
    offenders: int
    extract: dict[str, int]
    updates: dict[str, int]
    people_mentioned: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def simulate(
    out: Path,
    *,
    seed: int,
    as_at: date,
    months: int = 15,
    scale: str = "small",
    format: str = "canonical",
    monthly: bool = False,
    knobs: Mapping[str, float] | None = None,
) -> Summary:
    """Writes OUT/extract, OUT/updates (what changed in the 28 days after as_at) and OUT/truth.

    `monthly`: instead of one extract, OUT/deliveries/LAST_DAY for each month, new reports and later versions. What
    stood in these folders is replaced. `knobs` turns planted effects ([knob] of data/city/rates.toml). The same
    arguments give the same bytes; another format (v100.city.formats) the same facts, written otherwise. Raises
    V100Error when scale, format or a knob is unknown, months is below 1, or `out` is not a folder that is new or was
    made by this function.
    """
    rate = rates.load(knobs)
    if scale not in rate["scale"]:
        raise V100Error(f"no scale {scale!r}: there is {', '.join(rate['scale'])}")
    if months < 1:
        raise V100Error(f"months is {months}: give 1 or more")
    if out.exists() and not ((out / "truth" / "param.toml").is_file() or (out.is_dir() and not any(out.iterdir()))):
        raise V100Error(f"{out} is not empty and holds no simulated city: give a new folder")
    written = layout(format)
    for folder in FOLDERS:
        shutil.rmtree(out / folder, ignore_errors=True)
    size, streams, said = rate["scale"][scale], Streams(seed), words()
    spans = months_back(as_at, months)
    residents = people.build(rate, size, streams, spans[0][0], spans[-1][1])
    state = offenders.build(rate, size, residents, streams, spans[0][0])
    circles, listed, last = Circles(state, spans[0][0]), Listed(state), day(as_at)
    volumes = Volumes(rate, size, residents.land)
    with ExitStack() as files:
        deliveries = _deliveries(files, out, spans, written, monthly=monthly)
        true = files.enter_context(truth.Truth(out / "truth", residents))
        for span in spans:
            month = _month(rate, volumes, said, state, circles, listed, streams, span)
            _deliver(deliveries, month, last)
            true.write(month, last, last + UPDATE_DAYS)
            true.listed(state, span[0])
        mentioned = true.people(state)
    truth.parameters(out / "truth", rate.text, seed=seed, as_at=as_at, months=months, scale=scale, knobs=knobs or {})
    return Summary(
        out,
        seed,
        as_at,
        months,
        scale,
        format,
        monthly,
        list(size["boroughs"]),
        len(residents),
        len(state.offenders),
        _rows(deliveries[:-1]),
        _rows(deliveries[-1:]),
        mentioned,
    )


def _deliveries(
    files: ExitStack, out: Path, spans: list[tuple[int, int]], written: Layout, *, monthly: bool
) -> list[Delivery]:
    """The extract, or one delivery for each month; and the updates after the last day."""
    last = spans[-1][1]

    def delivery(folder: str, after: int, until: int) -> Delivery:
        return Delivery(files.enter_context(Extract(out / folder, written)), after, until)

    updates = delivery("updates", last, last + UPDATE_DAYS)
    if not monthly:
        return [delivery("extract", -NEVER, last), updates]
    ends = [-NEVER, *(end for _, end in spans)]
    return [*(delivery(f"deliveries/{when(end)}", after, end) for after, end in pairwise(ends)), updates]


def _rows(deliveries: list[Delivery]) -> dict[str, int]:
    return {name: sum(each.files.rows[name] for each in deliveries) for name in deliveries[0].files.rows}


def _month(
    rate: rates.Rates,
    volumes: Volumes,
    said: dict[str, Any],
    state: offenders.State,
    circles: Circles,
    listed: Listed,
    streams: Streams,
    span: tuple[int, int],
) -> records.Tables:
    """All records that begin in one month, with everything that will become known of them."""
    first = span[0]
    state.listed = listed.on(first)
    happened = crimes.month(rate, volumes, state, circles, streams, span)
    happened = reports.counter_allegations(rate, state, streams, first, happened)
    built = reports.build(rate, state, streams, first, happened)
    built = reports.second_records(rate, streams, first, built)
    _remember(state, circles, built)
    listed.add(built)
    diary = justice.proceed(rate, state, streams, first, built)
    written = records.write(rate, said, state, streams, first, built, diary)
    return {**written, "forensic": marks.found(rate, streams, first, built)}


def _remember(state: offenders.State, circles: Circles, built: reports.Month) -> None:
    """The last day on which each person was at a crime: no custody begins before it; and how many he has done."""
    slot = circles.slot[built.crimes.offender]
    np.add.at(state.crimes, slot[slot >= 0], 1)
    end = built.crimes.end // 1440
    for part in (built.suspects, built.victims):
        np.maximum.at(state.last_seen, part["person"].to_numpy(), end[part["report"]])
    np.maximum.at(state.last_seen, built.crimes.offender, end)


def _deliver(deliveries: list[Delivery], month: records.Tables, last: int) -> None:
    """To each delivery the month's reports of which something became known since the one before, as on its last day.

    Reports recorded after the city's last day are in none.
    """
    days = extract.facts(month)
    exists = month["report"]["recorded"].to_numpy() <= last
    for delivery in deliveries:
        news = exists & ((days > delivery.after) & (days <= delivery.last)).any(axis=1)
        for name, columns in extract.cut(month, delivery.last, news).items():
            delivery.files.write(name, columns)
        for name, as_written in (("event", extract.events), ("forensic", extract.marks)):
            known, of = month[name]["known"].to_numpy(), month[name]["report"].to_numpy()
            new = exists[of] & (known > delivery.after) & (known <= delivery.last)
            delivery.files.write(name, as_written(month, new))
