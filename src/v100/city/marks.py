"""Marks that crimes leave and a laboratory reports, each of the one who did it: named, wrongly named or never found."""

from hashlib import blake2b

import numpy as np
import pandas as pd

from v100.city.habits import own_draw
from v100.city.rates import Rates
from v100.city.reports import Month
from v100.city.streams import Array, Streams, chance, spread_days
from v100.tables import MARK_KINDS

DAYS_OF_MONTH = 30.4


def found(rates: Rates, streams: Streams, month: int, built: Month) -> pd.DataFrame:
    """The marks of a month's crimes: report, kind, mark_id, and the day on which it is known.

    A crime that is recorded twice has its marks at the first record. A few are given the key of another's mark.
    """
    rate, random, crimes = rates["marks"], streams.of("marks", month), built.crimes
    first = (built.reports["original"].to_numpy() < 0) & (built.reports["code"].to_numpy() != "")
    fresh = crimes.recorded - crimes.end // 1440 <= rate["fresh_days"]
    parts = []
    for kind in MARK_KINDS:
        left = chance(random, rates.of_kind(rate["found"][kind])[crimes.kind], len(crimes))
        rows = np.flatnonzero(left & first & (fresh | (kind == "digital")))
        source = _source(streams.seed, kind, crimes.offender[rows], crimes.end[rows] // 1440, rate["lasts"].get(kind))
        mixed_up = chance(random, rate["error"], len(rows))
        delay = 1 + spread_days(random, rate["delay"][kind], len(rows))
        parts.append(
            pd.DataFrame(
                {
                    "report": rows,
                    "kind": kind,
                    "mark_id": np.where(mixed_up, random.permutation(source), source),
                    "known": crimes.recorded[rows] + delay,
                }
            )
        )
    return pd.concat(parts, ignore_index=True).sort_values(["known", "report"], kind="stable", ignore_index=True)


def _source(seed: int, kind: str, person: Array, day: Array, months: float | None) -> Array:
    """A key for each person's own mark of a kind, which tells nothing of him; a new one once he wears, carries or uses
    another thing."""
    days = np.inf if months is None else months * DAYS_OF_MONTH
    thing = np.floor(day / days + own_draw(person, kind)).astype(int)
    keys = [
        blake2b(f"{seed} {kind} {who} {which}".encode(), digest_size=6).hexdigest().upper()
        for who, which in zip(person, thing, strict=True)
    ]
    return np.array(keys, dtype=object)
