"""The question that finds alerts, asked whole of PostgreSQL: of five hundred men there are thousands, of which a page
shows twenty-five."""

from v100.casework.nominals.news import HELD_THEN, LAST_KNOWN

ALERTS = f"""
with {LAST_KNOWN}, himself as (
    select man, id from unnest(%(known_as)s::bigint[], %(men)s::bigint[]) himself (id, man)
), since as (
    select himself.man, min(step.at) as since, array_agg(distinct nominal.person_id) as people
    from himself
    join nominals_nominal nominal on nominal.id = himself.id
    left join panel_step step on step.nominal_id = himself.id and step.status = 'managed'
    where nominal.id = any(%(known_as)s)
    group by himself.man
), man as materialized (
    select nominal.id, nominal.person_id, since.since, {HELD_THEN} as held
    from since join nominals_nominal nominal on nominal.id = since.man
    where nominal.id = any(%(men)s)
), told as (
    select man.id as man, 'outcome' as about, 'outcome:' || told.id as key, told.kind as words, told."on",
        told.nominal_id as of
    from outcomes_outcome told
    join himself on himself.id = told.nominal_id
    join man on man.id = himself.man and (
        told."on" >= (man.since at time zone 'Europe/London')::date or told.at >= man.since and told.replaces_id is null
    )
    where told.nominal_id = any(%(known_as)s) and told.kind = any(%(told)s) and not told.taken_back
      and told.beside_id is null and told.by_id is distinct from %(user)s
      and told.id not in (select replaces_id from outcomes_outcome where replaces_id is not null)
), reported as (
    select man.id, 'report', 'report:' || man.id || ':' || report_id, crime_ref, recorded_on, man.id
    from runs_named named join man using (person_id)
    where named.run_id = %(run)s and named.person_id = any(array(select person_id from man))
      and named.recorded_on is not null and named.report_id <> all(man.held)
), planned as (
    select distinct man.id, 'planned',
        'planned:' || man.id || ':' || event.kind || ':' || to_char(event."on", 'YYYY-MM-DD'),
        event.kind, event."on", man.id
    from run_event event join man using (person_id)
    where event.run_id = %(run)s and event.person_id = any(array(select person_id from man))
      and event.kind = any(%(planned)s) and event."on" between %(today)s and %(last)s
), given as (
    select distinct on (nominal_id) * from nominals_assignment
    where nominal_id = any(array(select id from man)) order by nominal_id, number desc
), officer as (
    select nominal_id, 'assignment', 'assignment:' || id, '', null::date, officer_id from given
    where officer_id is not null and (officer_id = %(user)s or number > 1) and by_id is distinct from %(user)s
), covered as (
    select distinct on (cover.assignment_id) cover.*, given.nominal_id
    from nominals_cover cover join nominals_assignment given on given.id = cover.assignment_id
    where given.nominal_id = any(array(select id from man)) order by cover.assignment_id, cover.number desc
), cover as (
    select nominal_id, 'cover', 'cover:' || id, '', until, officer_id from covered
    where officer_id is not null and by_id is distinct from %(user)s and %(today)s between from_on and until
), alert as (
    select 1 as part, * from told
    union all
    select 2, man, 'order', key, words, null, of
    from unnest(%(order_men)s::bigint[], %(order_keys)s::text[], %(order_words)s::text[], %(order_of)s::bigint[])
        orders (man, key, words, of)
    union all
    select 0, man, 'look', key, words, null, of
    from unnest(%(look_men)s::bigint[], %(look_keys)s::text[], %(look_words)s::text[], %(look_of)s::bigint[])
        looks (man, key, words, of)
    union all
    select 0, null, 'contact', key, words, null, of
    from unnest(%(contact_keys)s::text[], %(contact_words)s::text[], %(contact_of)s::bigint[]) contacts (key, words, of)
    union all select 3, * from reported
    union all select 4, * from planned
    union all select 5, * from officer
    union all select 5, * from cover
), waiting as (
    select * from alert where key not in (select key from alerts_seen where user_id = %(user)s)
), counted as (
    select count(*) as number from waiting
)
select counted.number, shown.* from counted left join (
    select * from waiting where %(keys)s::text[] is null or key = any(%(keys)s)
    order by part, man, key collate "C" limit %(most)s offset %(first)s
) shown on true
order by part, man, key collate "C"
"""
"""How many, and those that are asked for: looks near a colleague and contact details that changed, what happened, then
orders, reports, dates ahead and officers, each by man. `of` is the number under which he was known then, or the
officer's, or hers."""
