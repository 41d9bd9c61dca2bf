"""The question of how many duties are late, for a page on which much else is asked. It counts no further than it is
told to, and neither sorts nor works out a day for each duty, as the question that shows them does."""

from v100.casework.duties.asking import DONE, HAPPENED, MEN, WOMEN

LATE = f"""
with {MEN}, {HAPPENED}, {WOMEN}, {DONE}, missed as (
    select happened.man, about, name, coalesce(hers, woman) as hers, look,
        known_on - case when fresh then coalesce(safety_days, %(safety_days)s) else 0 end as look_from
    from happened
    join unnest(%(limit_kinds)s::text[], %(names)s::text[], %(before)s::date[], %(enhanced_before)s::date[],
        %(custody)s::bool[], %(look)s::bool[], %(fresh)s::bool[])
        named (kind, name, before, enhanced_before, custody, look, fresh) using (kind)
    join woman on woman.man = happened.man
        and woman.report_id = case when look then '' else happened.report_id end
    left join herself on reference = woman left join plan on plan.man = happened.man
    where (inside or not custody or kind <> 'sentence') and (
        known_on < case when enhanced then enhanced_before else before end
        or known_on < %(today)s and planned_on <= %(today)s
    )
)
select count(*) from (
    select from missed
    where not exists (
        select from told where told.man = missed.man and told.about = missed.about
            and told.duty = missed.name and told.hers = missed.hers
    ) and not (look and exists (
        select from looked
        where looked.man = missed.man and looked.hers = missed.hers and looked."on" >= missed.look_from
    ))
    limit %(most)s
) late
"""
"""What was known before the first of so many working days that end today should have been told before today, as should
what was planned for today or before. What calls for a duty is not found first, as there: the counting could not end as
soon."""
