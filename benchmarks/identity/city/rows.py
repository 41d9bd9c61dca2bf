"""The rows that all are given: suspects' mentions of a simulated city that no model was trained on, and their truth.

Mentions that name nobody are left out, by the truth: whom they mean is nobody's to find. Of the others whole true
persons are taken until the wanted number of mentions is full, so that nobody's mentions are cut apart.
"""

import shutil
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis import _
from proof.measured import v100

from v100 import engine
from v100.errors import V100Error
from v100.evaluation.identity import read_truth
from v100.store.known import dated_mentions, known_tables

SEED = 41
WEEK = 5_000
"""Mentions that a week brings."""
AS_AT, RECEIVED, MONTHS = "2025-11-30", "2025-12-01", 36
TENTH, LONDON = "london-tenth", "london"
TENTH_HOLDS = 100_000
"""Mentions that a tenth of London surely has in so many months."""


def make(folder: Path, mentions: int) -> int:
    """mention.parquet (dated_mentions) and truth.parquet (mention_id, true_id) in the folder; how many rows they have.

    In processes of their own: a worker's peak memory would count its parent's.
    """
    city, store = folder / "city", folder / "store"
    scale = TENTH if mentions <= TENTH_HOLDS else LONDON
    v100("simulate", "--scale", scale, "--out", city, "--as-at", AS_AT, "--months", MONTHS, "--seed", SEED)
    v100("intake", city / "extract", "--store", store, "--received-on", RECEIVED)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        rows = apart.submit(write, store, city / "truth", folder, mentions).result()
    shutil.rmtree(city)
    shutil.rmtree(store)
    return rows


def write(store: Path, truth: Path, folder: Path, mentions: int) -> int:
    """The two files from a store and its truth. Raises V100Error when the city has too few mentions."""
    backend = engine.connect(spill_to=folder)
    known = dated_mentions(known_tables(backend, store, date.fromisoformat(AS_AT)), "suspect")
    true = engine.keep(backend, "true", read_truth(backend, truth, "suspect").semi_join(known, "mention_id"))
    held = int(true.count().execute())
    if held < mentions:
        raise V100Error(f"the city has {held:,} mentions, fewer than {mentions:,}: ask for fewer")
    chosen = engine.keep(backend, "chosen", whole_persons(true, mentions))
    rows = known.semi_join(chosen, "mention_id").order_by("mention_id")
    rows.to_parquet(folder / "mention.parquet")
    chosen.order_by("mention_id").to_parquet(folder / "truth.parquet")
    taken = int(chosen.count().execute())
    backend.disconnect()
    return taken


def whole_persons(true: ir.Table, mentions: int) -> ir.Table:
    """Of mention_id, true_id all mentions of as many persons as fit, in the order of a digest of their ids."""
    sizes = true.group_by("true_id").agg(held=_.count())
    order = ibis.window(order_by=[sizes.true_id.hexdigest("md5"), sizes.true_id], following=0)
    fitting = sizes.mutate(so_far=sizes.held.sum().over(order)).filter(_.so_far <= mentions)
    return true.semi_join(fitting, "true_id")
