"""The question that finds duties. It is asked whole of PostgreSQL: of five hundred men there are tens of thousands, of
which a page shows twenty-five."""

from v100.casework.orders.by_outcome import BY_OUTCOME

MEN = """
himself as (
    select nominal.id as man, nominal.person_id, himself.id
    from unnest(%(known_as)s::bigint[], %(men)s::bigint[]) himself (id, man)
    join nominals_nominal nominal on nominal.id = himself.man
    where nominal.id = any(%(men)s)
), man as (
    select himself.man as id, himself.person_id, min((given.at at time zone 'Europe/London')::date) as since
    from himself join nominals_assignment given on given.nominal_id = himself.id
    where given.nominal_id = any(%(known_as)s) and given.officer_id is not null
    group by himself.man, himself.person_id
), known as (
    select himself.id, man.id as man, man.since from man join himself on himself.man = man.id
)
"""
"""Each man with the day on which he was first managed, and every number under which he was known."""

HAPPENED = f"""
outcome as (
    select known.man, 'outcome:' || told.id as about, told.kind::text as kind, told."on" as known_on,
        told.report_id, null::date as planned_on, '' as power, 'custody' = any(told.details) as inside
    from outcomes_outcome told join known on known.id = told.nominal_id
    where told.nominal_id = any(%(known_as)s) and told."on" >= known.since
      and told.kind = any(%(kinds)s) and not told.taken_back and told.beside_id is null
      and told.id not in (select replaces_id from outcomes_outcome where replaces_id is not null)
), planned as (
    select man.id, 'event:' || event.event_id, event.kind,
        greatest(coalesce(nullif(event.recorded_on, event."on"), event."on" - 1), man.since),
        coalesce(event.report_id, ''), event."on", '', false
    from run_event event join man using (person_id)
    where event.run_id = %(run)s and event.person_id = any(array(select person_id from man))
      and event.kind = any(%(planned)s) and greatest(event.recorded_on, event."on") >= man.since
), tracked as (
    select known.man, known.since, tracked.id, tracked.power, tracked.report_id
    from orders_order tracked join known on known.id = tracked.nominal_id where tracked.nominal_id = any(%(known_as)s)
), step as (
    select tracked.*, state.number, state.state, state."on", state.until,
        first_value(state.state) over (partition by tracked.id order by state.number desc) as now
    from tracked join orders_orderstate state on state.order_id = tracked.id
    where state.order_id = any(array(select id from tracked)) and state.id not in (select state_id from orders_voided)
), changed as (
    select man, 'order:' || id || ':' || number, 'order_' || state, "on", report_id, null::date, power, false
    from step where state in ('varied', 'ended') and "on" >= since
), terms as (
    select distinct on (id) * from step where state = any(%(with_terms)s) order by id, number desc
), expired as (
    select man, 'order:' || id || ':end', 'order_ended', until, report_id, null::date, power, false
    from terms where now = any(%(holding)s) and until < %(today)s and until >= since
), {BY_OUTCOME}, over as (
    select man, 'outcome:' || by_outcome.id || ':end', by_outcome.kind || '_ended', until, report_id, null::date, '',
        false
    from by_outcome join man on man.id = by_outcome.man where until >= man.since
), happened as (
    select * from outcome
    union all select * from planned
    union all select * from changed
    union all select * from expired
    union all select * from over
)
"""
"""What happened to him from that day on, and what is planned for then, known on that day at the earliest. Of a planned
event that was not recorded before its day it is not told since when it is known: the day before, at the latest, so that
her safety comes before it. That an order was made or served is told by its outcome; when one is over
`orders.standing` says too, and of one that is known from outcomes alone `orders.by_outcome`."""

WOMEN = """
named_now as (
    select person_id, report_id, domestic_abuse or categories && %(enhanced)s as enhanced, women
    from runs_named where run_id = %(run)s and person_id = any(array(select person_id from man))
), not_named as (
    select person_id from man except select person_id from named_now
), gone as (
    select person_id from not_named except select person_id from run_person_mention
    where run_id = %(run)s and person_id = any(array(select person_id from not_named)) and side = 'suspect'
), carried_last as (
    select distinct on (its.person_id) its.person_id, its.run_id
    from run_person_mention its join runs_loadedrun run on run.number = its.run_id
    where its.run_id = any(array(select number from runs_loadedrun))
      and its.person_id = any(array(select person_id from gone)) and its.side = 'suspect'
    order by its.person_id, run.as_at desc, run.number desc
), reported as (
    select * from named_now
    union all
    select named.person_id, named.report_id, domestic_abuse or categories && %(enhanced)s, women
    from runs_named named join carried_last using (run_id, person_id)
    where named.run_id = any(array(select run_id from carried_last))
      and named.person_id = any(array(select person_id from carried_last))
), of_report as (
    select man.id as man, report_id, unnest(women) as woman, enhanced from reported join man using (person_id)
), woman as (
    select * from of_report union all select man, '', woman, bool_or(enhanced) from of_report group by man, woman
)
"""
"""Those of the reports that name him, by reference, and under no report all of them (each is concerned where safety
plans are to be looked at); of a man whom the run carries no more as the last run has them that did. Whom a report names
as a suspect the run carries. One report that gives enhanced rights is enough."""

DONE = """
herself as (
    select * from unnest(%(references)s::text[], %(hers)s::text[]) herself (reference, hers)
), told as (
    select distinct on (known.man, told.about, told.duty, coalesce(hers, told.woman))
        told.id, told.about, told.duty, coalesce(hers, told.woman) as hers, known.man
    from duties_told told join known on known.id = told.nominal_id left join herself on reference = told.woman
    order by known.man, told.about, told.duty, coalesce(hers, told.woman), told.id
), looked as (
    select look.id, look."on", coalesce(hers, look.woman) as hers, known.man
    from plans_safetylook look join known on known.id = look.nominal_id left join herself on reference = look.woman
), plan as (
    select distinct on (known.man) known.man, safety_days
    from plans_plan plan join known on known.id = plan.nominal_id
    where plan.nominal_id = any(%(known_as)s) order by known.man, plan.at desc, plan.number desc
)
"""
"""What she was told, and looks at her safety plan, under whichever of her references they were recorded; for how many
days the plan that holds of him says that a look is fresh."""

CONCERNED = """
looked_last as (
    select man, hers, max("on") as looked_on from looked group by man, hers
), concerned as materialized (
    select woman.man, report_id, woman, coalesce(herself.hers, woman) as hers, enhanced, looked_on,
        coalesce(safety_days, %(safety_days)s) as safety_days
    from woman
    left join herself on reference = woman
    left join plan on plan.man = woman.man
    left join looked_last on looked_last.man = woman.man and looked_last.hers = coalesce(herself.hers, woman)
)
"""
"""Each woman of each report with all that a duty rests on beside what happened: there are a tenth as many as duties."""

DUTIES = f"""
with {MEN}, {HAPPENED}, {WOMEN}, {DONE}, {CONCERNED}, working as (
    select %(working)s::date[] as days
), called_for as (
    select happened.man, about, kind, known_on, planned_on, power, name, days, enhanced_days, look, fresh,
        case when look then '' else report_id end as report_id
    from happened
    join unnest(%(limit_kinds)s::text[], %(names)s::text[], %(days)s::int[], %(enhanced_days)s::int[],
        %(custody)s::bool[], %(look)s::bool[], %(fresh)s::bool[])
        named (kind, name, days, enhanced_days, custody, look, fresh) using (kind)
    where inside or not custody or kind <> 'sentence'
    offset 0
), owed as (
    select man, about, kind, known_on, planned_on, power, name, woman, hers, look, looked_on,
        case when enhanced then enhanced_days else days end as days,
        known_on - case when fresh then safety_days else 0 end as look_from
    from called_for join concerned using (man, report_id)
), owed_or_looked as (
    select *, look and coalesce(looked_on >= look_from, false) as looked from owed
), due as materialized (
    select owed.*, told.id as told, greatest(known_on, least(planned_on - 1,
        case owed.days when 0 then known_on else coalesce(
            (select working.days[width_bucket(known_on, working.days) + owed.days] from working), known_on) end
        )) as due_on
    from owed_or_looked owed
    left join told on told.about = owed.about and told.duty = owed.name
        and told.hers = owed.hers and told.man = owed.man
    where ((told.id is null and not looked) or not %(waiting)s)
      and (%(women)s::text[] is null or owed.woman = any(%(women)s))
), counted as (
    select count(*) as number,
        count(*) filter (where told is null and not looked and due_on < %(today)s) as late from due
), beyond as (
    select due_on from due where %(most)s::int is not null
    order by due_on limit 1 offset %(first)s::int + %(most)s::int
)
select counted.number, counted.late, shown.man, about, kind, known_on, planned_on, power, name, woman, told,
    case when shown.looked then (
        select looked.id from looked
        where looked.man = shown.man and looked.hers = shown.hers and looked."on" >= look_from
        order by looked."on", looked.id limit 1
    ) end, due_on
from counted left join (
    select * from due where (due_on <= (select due_on from beyond)) is not false
    order by due_on, about collate "C", name collate "C", woman collate "C" limit %(most)s offset %(first)s
) shown on true
order by due_on, about collate "C", name collate "C", woman collate "C"
"""
"""How many, how many of them late, and those that are asked for, the one that is due first first. The day that comes so
many working days after another is found by its place among them; what lies beyond them all is due at once. What is
planned is told on the day before at the latest, which may be a holiday, though not before it is known. What is due
later than the first `beyond` the page is left out before the rest is put in order. What is called for is found first,
which `offset 0` sees to, and then whom it concerns."""
