"""Whom the results count, and from which day: the one place that says so.

A man counts from the date of the first run that listed him, under whatever reference he has become since. Where a
panel's adoption takes the place of the list, it does so here and nowhere else.
"""

MEN = """
listed as (
    select its.nominal_id, min(run.as_at) as since
    from runs_loadedrun run cross join lateral (
        select listing.nominal_id from nominals_listing listing
        where listing.run_id = run.number and listing.rank <= run.list_size
        offset 0
    ) its
    group by its.nominal_id
), became as (
    select nominal_id, since from listed
    union select later.other_id, became.since
    from became join nominals_became later on later.nominal_id = became.nominal_id and later.kind = 'merged'
), man as (
    select nominal_id, min(since) as since from became group by nominal_id
)
"""
"""`man`: nominal_id, since. For a query that begins `with recursive`. `offset 0` has each run's list read by its index
of ranks, not every line of every run.
"""

WHO = "men who were ever on the list"
