"""The diary of a month's cases: events gathered as they are decided, then one table of them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from v100.city.calendar import NEVER
from v100.city.offenders import State
from v100.city.rates import Rates
from v100.city.reports import Month
from v100.city.streams import Array, chance
from v100.tables import PLANNED_KINDS

BY_NUMBER = ("remand", "release", "release_due", "sentence", "recall", "order", "order_served")
"""Kinds that other systems send by police number."""


@dataclass
class Diary:
    """Events under `suspects` rows; `known` is the day on which they are recorded, their own day when not given."""

    parts: list[pd.DataFrame] = field(default_factory=list)

    def add(
        self,
        kind: str,
        cases: pd.DataFrame,
        rows: Array,
        on: Array,
        *,
        known: Array | None = None,
        until: Array | int = -NEVER,
        days: Array | int = -1,
        text: Any = "",
    ) -> None:
        """Events of one kind for some cases, each on its day."""
        self.parts.append(
            pd.DataFrame(
                {
                    "kind": kind,
                    "row": cases["row"].to_numpy()[rows],
                    "report": cases["report"].to_numpy()[rows],
                    "person": cases["person"].to_numpy()[rows],
                    "on": on,
                    "known": on if known is None else np.minimum(known, on),
                    "until": until,
                    "days": days,
                    "text": text,
                }
            )
        )

    def table(self, random: np.random.Generator, rates: Rates, state: State, built: Month) -> pd.DataFrame:
        """All events in order of day; what would come after a death is left out; some are known days later."""
        table = pd.concat(self.parts, ignore_index=True)
        planned = table["kind"].isin(PLANNED_KINDS).to_numpy()
        dead_on = state.dead_on[table["person"]]
        happens = np.where(planned, table["known"], table["on"]) <= dead_on
        table = table[happens].sort_values(["known", "on", "row"], kind="stable", ignore_index=True)
        planned = table["kind"].isin(PLANNED_KINDS).to_numpy()
        late = chance(random, rates["justice"]["record_lag"], len(table)) & ~planned
        table["known"] += np.where(late, random.integers(1, 4, len(table)), 0)
        table["by_number"] = table["kind"].isin(BY_NUMBER) & chance(random, 0.3, len(table))
        past = ~planned
        np.maximum.at(state.last_event, table["person"].to_numpy()[past], table["on"].to_numpy()[past])
        return table
