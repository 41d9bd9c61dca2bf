"""The diary of a month's cases: events gathered as they are decided, then one table of them."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from v100.city.calendar import NEVER
from v100.city.offenders import State
from v100.city.rates import Rates
from v100.city.streams import Array, chance
from v100.tables import PLANNED_KINDS

BY_NUMBER = ("remand", "release", "release_due", "sentence", "recall", "order", "order_served")
"""Kinds that other systems send by police number."""


@dataclass
class Diary:
    """Events of suspects' cases, as they are decided."""

    parts: list[pd.DataFrame] = field(default_factory=list)

    def add(
        self,
        kind: str,
        cases: pd.DataFrame,
        where: Array,
        on: Array,
        *,
        known: Array | None = None,
        until: Array | int = -NEVER,
        days: Array | int = -1,
        text: Array | str = "",
    ) -> None:
        """Events of one kind for the cases marked in `where`; `known` is the day of recording, else the event's own.

        Every array has a value for each case.
        """
        part = cases[["row", "report", "person"]].copy()
        part["kind"], part["on"], part["until"], part["days"], part["text"] = kind, on, until, days, text
        part["known"] = on if known is None else np.minimum(known, on)
        self.parts.append(part[where])

    def table(self, random: np.random.Generator, rates: Rates, state: State) -> pd.DataFrame:
        """All events in order of day; what would come after a death is left out; some are known days later."""
        table = pd.concat(self.parts, ignore_index=True)
        planned = table["kind"].isin(PLANNED_KINDS).to_numpy()
        happens = np.where(planned, table["known"], table["on"]) <= state.dead_on[table["person"]]
        table = table[happens].sort_values(["known", "on", "row", "kind"], kind="stable", ignore_index=True)
        happened = ~table["kind"].isin(PLANNED_KINDS).to_numpy()
        late = chance(random, rates["justice"]["record_lag"], len(table)) & happened
        table["known"] += np.where(late, random.integers(1, 4, len(table)), 0)
        by_number = chance(random, rates["justice"]["by_number"], len(table))
        table["by_number"] = table["kind"].isin(BY_NUMBER) & by_number
        np.maximum.at(state.last_event, table["person"].to_numpy()[happened], table["on"].to_numpy()[happened])
        return table
