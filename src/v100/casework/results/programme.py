"""Whom the results count, and from which day: the one place that says so.

A man counts from the date of the first run that listed him or, where it is asked so, from the day on which the panel
adopted him, under whatever reference he has become since.
"""

from v100.casework.panel.states import Status
from v100.casework.results.window import ADOPTED, EVERYTHING, LISTED
from v100.casework.runs.current import NEWS

FROM_THE_LIST = f"""
    select its.nominal_id, min(run.as_at) as since
    from runs_loadedrun run cross join lateral (
        select listing.nominal_id from nominals_listing listing
        where listing.run_id = run.number and listing.rank <= run.list_size
        offset 0
    ) its
    where run.policy <> '{NEWS}'
    group by its.nominal_id
"""
"""`offset 0` has each run's list read by its index of ranks, not every line of every run."""

FROM_THE_PANEL = f"""
    select step.nominal_id, min(least(meeting."on", (step.at at time zone 'Europe/London')::date)) as since
    from panel_step step
    left join panel_decided decided on decided.step_id = step.id
    left join panel_meeting meeting on meeting.id = decided.meeting_id
    where step.status = '{Status.ADOPTED}'
    group by step.nominal_id
"""
"""The day of the meeting, or of the record where that was earlier: a threat to life does not wait for the meeting."""

STARTS = {LISTED: FROM_THE_LIST, ADOPTED: FROM_THE_PANEL, EVERYTHING: FROM_THE_LIST}

WHO = {
    LISTED: "men who were ever on the list",
    ADOPTED: "men whom the panel adopted",
    EVERYTHING: "men who were ever on the list",
}


def men(basis: str) -> str:
    """`man`: nominal_id, since. What stands after `with recursive`."""
    return f"""
starts as ({STARTS[basis]}), became as (
    select nominal_id, since from starts
    union select later.other_id, became.since
    from became join nominals_became later on later.nominal_id = became.nominal_id and later.kind = 'merged'
), man as (
    select nominal_id, min(since) as since from became group by nominal_id
)
"""
