"""Whom the results count, and from which day: the one place that says so.

A man counts from the date of the first run that listed him, under whatever reference he has become since. Where a
panel's adoption takes the place of the list, it does so here and nowhere else.
"""

MEN = """
became as (
    select listing.nominal_id as listed_id, listing.nominal_id as nominal_id
    from nominals_listing listing join runs_loadedrun run on run.number = listing.run_id
    where listing.rank <= run.list_size
    union
    select became.listed_id, later.other_id
    from became join nominals_became later on later.nominal_id = became.nominal_id and later.kind = 'merged'
), man as (
    select became.nominal_id, min(run.as_at) as since
    from became
    join nominals_listing listing on listing.nominal_id = became.listed_id
    join runs_loadedrun run on run.number = listing.run_id
    where listing.rank <= run.list_size
    group by became.nominal_id
)
"""
"""`man`: nominal_id, since. For a query that begins `with recursive`."""

WHO = "men who were ever on the list"
