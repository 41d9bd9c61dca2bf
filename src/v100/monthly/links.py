"""The run's links: ranked men and undetected crimes that may be theirs; series of undetected crimes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from v100 import engine
from v100.harm import Scored, custody_spells, person_events
from v100.linkage import (
    Model,
    crimes,
    decided_links,
    find_links,
    find_series,
    matching_marks,
    prepared,
    suspects_of,
    without_repeats,
)
from v100.monthly.inputs import Inputs
from v100.offences import vocabulary
from v100.tables import LINK, SERIES


def comparable(
    backend: engine.Backend,
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    offences: ir.Table,
    person_event: ir.Table | None = None,
) -> tuple[ir.Table, ir.Table]:
    """The crimes that can be compared, and whose the solved ones are (room linkage: crimes, suspects_of).

    `people`: person and person_mention; `person_event`: what happened to each person, where that was worked out
    already.
    """
    events = person_events(known, people["person_mention"]) if person_event is None else person_event
    suspects = engine.keep(backend, "comparable_suspect", suspects_of(known, people, events))
    outcomes = vocabulary("outcomes").to_pylist()
    detected = [row["outcome_type"] for row in outcomes if row["positive_outcome"] == "y"]
    return engine.keep(backend, "comparable_crime", crimes(known, suspects, offences, detected)), suspects


def run_links(
    backend: engine.Backend,
    known: Mapping[str, ir.Table],
    people: Mapping[str, ir.Table],
    scored: Scored,
    offences: ir.Table,
    decisions: list[dict[str, Any]],
    inputs: Inputs,
) -> dict[str, ir.Table]:
    """link, mark and series (tables.LINK, MARK, SERIES), of the men listed and of the crimes recorded in the window."""

    def keep(name: str, step: ir.Table | pa.Table) -> ir.Table:
        return engine.keep(backend, name, step)

    found, suspects = comparable(backend, known, people, offences, scored.person_event)
    listed = scored.ranking.filter(scored.ranking["rank"] <= inputs.policy.list_size).select("person_id")
    marks = keep("mark", matching_marks(known, suspects, listed))
    if not found.count().to_pyarrow().as_py():
        return {"link": keep("link", LINK.arrow([])), "mark": marks, "series": keep("series", SERIES.arrow([]))}
    model = Model.load(inputs.settings.link_model)
    compared = prepared(backend, found, without_repeats(suspects, found), model)
    opens = inputs.as_at - timedelta(days=inputs.policy.window_days)
    recent = found.filter(found.undetected & (found.recorded_on > opens)).select("report_id")
    return {
        "link": find_links(
            compared,
            listed,
            custody_spells(scored.person_event),
            keep("link_decided", decided_links(decisions, people["person_mention"])),
            model,
            keep,
        ),
        "mark": marks,
        "series": keep("series", find_series(recent, compared.features, model, keep)),
    }
