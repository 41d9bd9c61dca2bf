"""Taking an extract in: read, map, check, make versions, seal a batch. Every row ends somewhere and is counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from v100.engine import workroom
from v100.errors import V100Error
from v100.intake import summary
from v100.intake.columns import refuse_lacking, wanted
from v100.intake.cross_checks import settle
from v100.intake.faults import FileFault
from v100.intake.known_before import prepare_store
from v100.intake.mapping import map_delivery, prepare
from v100.intake.profile import Profile
from v100.intake.reading import Delivery, Engine, read
from v100.intake.receipt import FileCount, Receipt
from v100.intake.sources import Source, find_sources
from v100.intake.versions import keep_stored, make_versions, stored_rows
from v100.store import batches
from v100.store.simulated import check_real
from v100.tables import STORED

PARENTS = ("crime_report", "offence")
"""Without these the rest cannot be judged: when a file that feeds one, or lends columns, cannot be read, the whole
intake stops."""


def take_in(
    sources: Sequence[Path | str],
    *,
    profile: Profile,
    store: Path,
    received_on: date,
    days: Mapping[str, Decimal | None],
    say: Callable[[str], None] = lambda _: None,
) -> Receipt:
    """Take an extract (files, folders, postgresql:// addresses) into the store as one batch.

    `days` is the harm of each offence code of the table: a code that it lacks is listed as unweighted, and where
    the report is the crime unit the line of most days becomes the principal. `say` is told each step.
    A file that cannot be read is stopped and named in the receipt, others go on. Nothing is written when nothing
    is new. Raises V100Error when nothing can be taken in: no such source, reports or offence lines unreadable, a
    demo's store.
    """
    check_real(store)
    found, notes = find_sources(sources, profile)
    with batches.only_writer(store), workroom(store / "intake") as backend:
        engine = backend.con
        prepare(engine, profile)
        deliveries, stopped = _read_all(engine, found, profile, say)
        _refuse_without_parents(profile, stopped)
        for f, delivery in enumerate(deliveries):
            say(f"mapping {delivery.source.label}")
            map_delivery(engine, profile, deliveries, f, received_on)
        say("checking keys, reports and lines")
        prepare_store(engine, store)
        settle(engine, profile)
        say("looking for what is new")
        make_versions(
            engine,
            crime_unit=profile.crime_unit,
            days=days,
            received_on=received_on,
            stopped={table.table for table in profile.tables for each in stopped if table.file == each[0].name},
        )
        say("writing the batch")
        return _seal(engine, store, profile, deliveries, stopped, notes, received_on, days)


Stopped = list[tuple[Source, str]]


def _read_all(
    engine: Engine, found: Sequence[Source], profile: Profile, say: Callable[[str], None]
) -> tuple[list[Delivery], Stopped]:
    deliveries: list[Delivery] = []
    stopped: Stopped = []
    for source in found:
        say(f"reading {source.label}")
        try:
            delivery = read(
                engine, source, profile.files[source.name], f"raw_{len(deliveries)}", wanted(profile, source.name)
            )
            refuse_lacking(profile, delivery)
        except FileFault as fault:
            stopped.append((source, str(fault)))
        else:
            deliveries.append(delivery)
    return deliveries, stopped


def _refuse_without_parents(profile: Profile, stopped: Stopped) -> None:
    feeding = {table.file for table in profile.tables if table.table in PARENTS}
    feeding |= {join.file for rule in profile.files.values() for join in rule.join}
    if any(source.name in feeding for source, _ in stopped):
        raise V100Error("; ".join(fault for _, fault in stopped) + " (nothing was taken in)")


def _seal(
    engine: Engine,
    store: Path,
    profile: Profile,
    deliveries: Sequence[Delivery],
    stopped: Stopped,
    notes: Sequence[str],
    received_on: date,
    days: Mapping[str, Decimal | None],
) -> Receipt:
    rejects = summary.reject_rows(engine, deliveries)
    inputs = [profile.hash, *(f"{each.source.label} {each.sha256}" for each in deliveries)]
    batch = batches.identify(store, received_on, inputs)
    written = {name: keep_stored(engine, name, batch, received_on) for name in STORED}
    receipt = Receipt(
        batch=batch,
        received_on=received_on,
        files=(
            *summary.file_counts(engine, deliveries),
            *(FileCount(source.label, fault=fault) for source, fault in stopped),
        ),
        written=written,
        rejects=summary.by_reason(engine),
        filtered=summary.by_filter(engine),
        unweighted=summary.unweighted(engine, days),
        unmapped=summary.unmapped(profile, deliveries),
        boroughs=summary.unknown_boroughs(engine),
        soft=summary.soft_checks(engine),
        events_of_nobody=summary.events_of_nobody(engine),
        notes=(*notes, *(f"{each.source.label}: {note}" for each in deliveries for note in each.notes)),
    )
    _reconcile(receipt)
    if not any(written.values()) and not _new_rejects(engine, store, rejects):
        return Receipt(**{**vars(receipt), "batch": None})
    facts = _facts(receipt, profile, deliveries)
    tables = {name: partial(stored_rows, engine, name) for name in STORED}
    batches.write(store, batch, {**tables, "reject": rejects.to_reader}, facts)
    return receipt


def _reconcile(receipt: Receipt) -> None:
    for each in receipt.files:
        if min(each.accepted, each.rejected, each.filtered) < 0:
            raise V100Error(f"{each.file}: its counts do not add up ({asdict(each)}): nothing was taken in")


def _new_rejects(engine: Engine, store: Path, rejects: pa.Table) -> bool:
    before = batches.read(store, "reject")
    engine.register("reject_now", rejects)
    engine.register("reject_before", before)
    said = 'SELECT source, "row", "column", value, raw'
    query = f"SELECT count(*) FROM ({said} FROM reject_now EXCEPT {said} FROM reject_before)"
    return bool(engine.execute(query).fetchall()[0][0])


def _facts(receipt: Receipt, profile: Profile, deliveries: Sequence[Delivery]) -> dict[str, Any]:
    facts = {name: value for name, value in asdict(receipt).items() if name not in ("batch", "written")}
    return {
        **facts,
        "received_on": receipt.received_on.isoformat(),
        "profile": {"name": profile.name, "sha256": profile.hash, "crime_unit": profile.crime_unit},
        "sources": [
            {"file": each.source.label, "name": each.source.name, "size": each.size, "sha256": each.sha256}
            for each in deliveries
        ],
    }
