-- Three years of made-up work beside the loaded run: 35 earlier months, the 500 men of its highest ranks managed, what
-- happened to them, and who looked. Numbers stand for people; no name is made up that the simulated city has not.

create temporary table now_loaded as select * from runs_loadedrun order by as_at desc, number desc limit 1;
create temporary table managed as
    select listing.nominal_id, listing.rank from nominals_listing listing
    join now_loaded on now_loaded.number = listing.run_id where listing.rank <= 500;
create temporary table who as
    select max(id) filter (where username = 'panel_member') as member,
        max(id) filter (where username = 'panel_chair') as chair
    from accounts_user;

-- Twenty officers, with some 25 of the men each.
insert into accounts_user (username, password, forename, surname, address, postcode, email, agency, roles, is_active, must_choose_password)
    select 'officer ' || place, '!', 'Officer', 'Made-up ' || place, '', '', '', '', '{lro}', true, false
    from generate_series(1, 19) place;
create temporary table officers as
    select id, row_number() over (order by id) - 1 as place from accounts_user where roles = '{lro}';

-- Months: everybody's line in each, near where he stands now, and the reports that named a managed man by then.
insert into runs_loadedrun (run_id, seal, as_at, policy, list_size, manifest, loaded_at)
    select 'made-up-' || months, seal, made.as_at, policy, list_size, manifest, made.as_at + 1
    from now_loaded, generate_series(35, 1, -1) months,
        lateral (select (now_loaded.as_at + 1 - make_interval(months => months))::date - 1 as as_at) made;
insert into runs_named (run_id, person_id, report_id, crime_ref, recorded_on, domestic_abuse, categories, women)
    select run.number, person_id, report_id, crime_ref, recorded_on, domestic_abuse, categories, women
    from runs_named join now_loaded on now_loaded.number = runs_named.run_id
    join nominals_nominal nominal using (person_id) join managed on managed.nominal_id = nominal.id
    cross join runs_loadedrun run
    where run.run_id like 'made-up-%' and recorded_on <= run.as_at;
insert into nominals_listing (run_id, nominal_id, rank, name, born_on, harm_days, reports, victims, last_on, movement,
        flags, boroughs, categories, rules, set_aside)
    select run.number, listing.nominal_id,
        case when listing.rank is not null then row_number() over (
            partition by run.number, listing.rank is null
            order by listing.rank + abs(hashtext(listing.nominal_id || run.run_id)) % 200, listing.nominal_id) end,
        listing.name, listing.born_on, listing.harm_days, listing.reports, listing.victims, listing.last_on, 'same',
        listing.flags, listing.boroughs, listing.categories, listing.rules, listing.set_aside
    from nominals_listing listing join now_loaded on now_loaded.number = listing.run_id
    cross join runs_loadedrun run where run.run_id like 'made-up-%';

-- The panel: a meeting a month; each man nominated, reviewed, adopted by two views, managed.
insert into panel_meeting (title, "on", guests, opened_by_id, opened_at, closed_by_id, closed_at)
    select 'Panel of ' || to_char(as_at, 'YYYY-MM'), as_at + 7, '', chair, as_at + 7, chair, as_at + 7
    from runs_loadedrun, who where run_id like 'made-up-%';
create temporary table meeting_of as
    select managed.nominal_id, meeting.id as meeting_id, meeting."on", run.number as run_id
    from managed
    join (select *, row_number() over (order by "on") as place from panel_meeting where closed_at is not null) meeting
        on meeting.place = 1 + managed.rank % 35
    join runs_loadedrun run on run.as_at = meeting."on" - 7 and run.run_id like 'made-up-%';
insert into panel_step (nominal_id, number, status, reason, conditions, ground, urgent, by_id, run_id, at)
    select meeting_of.nominal_id, standing.last + row_number() over (partition by meeting_of.nominal_id order by said.place),
        said.status, 'made up for the measure', '', '', false, who.member, meeting_of.run_id, meeting_of."on" + said.place::int
    from meeting_of cross join who
    cross join (values (1, 'under review'), (2, 'adopted'), (3, 'managed')) said (place, status)
    cross join lateral (
        select coalesce(max(number), 0) as last from panel_step where panel_step.nominal_id = meeting_of.nominal_id
    ) standing;
insert into panel_judgement (step_id, by_id, view, reason, conditions, ruling, meeting_id, at)
    select step.id, voter, 'adopt', 'made up for the measure', '', false, meeting_of.meeting_id, step.at
    from panel_step step join meeting_of using (nominal_id), who, lateral (values (who.member), (who.chair)) voters (voter)
    where step.status = 'under review';
insert into panel_decided (step_id, meeting_id)
    select step.id, meeting_id from panel_step step join meeting_of using (nominal_id) where step.status = 'adopted';
insert into panel_check (nominal_id, scheme, result, answered_by, asked_on, note, by_id, at)
    select nominal_id, scheme, 'not there', 'duty officer', "on", '', member, "on"
    from meeting_of, who, unnest(array['MAPPA', 'IOM', 'MATAC', 'operations']) scheme;
insert into panel_comment (nominal_id, kind, words, by_id, at)
    select nominal_id, case when place % 2 = 0 then 'fact' else 'assessment' end, 'made up for the measure', member, "on" + place
    from meeting_of, who, generate_series(1, 8) place;
insert into nominals_assignment (nominal_id, number, officer_id, reason, by_id, at)
    select nominal_id, 1, theirs.id, 'made up for the measure', chair, "on" + 3
    from meeting_of, who, officers theirs where theirs.place = nominal_id % 20 on conflict do nothing;

-- What happened to them: sixty things to each in three years, against reports that name him.
create temporary table report_of as
    select managed.nominal_id, array_agg(distinct line.report_id) as reports
    from managed join nominals_nominal nominal on nominal.id = managed.nominal_id
    join run_harm_line line on line.person_id = nominal.person_id join now_loaded on now_loaded.number = line.run_id
    group by managed.nominal_id;
insert into outcomes_outcome (nominal_id, kind, "on", days, details, report_id, crime_ref, lines, mention_id, event_id, run_id,
        taken_back, why)
    select nominal_id, kinds.kind, now_loaded.as_at - (place * 18),
        case when kinds.kind in ('sentence', 'remand') then 100 + place end, '{}', reports[1 + place % cardinality(reports)],
        reports[1 + place % cardinality(reports)], '{1}', '', 'made-up-' || nominal_id || '-' || place, now_loaded.number, false, ''
    from report_of, now_loaded, generate_series(1, 60) place,
        lateral (select (array['arrest', 'interview', 'bail', 'charge', 'remand', 'conviction', 'sentence', 'order',
            'no_further_action', 'recall'])[1 + place % 10] as kind) kinds;
insert into outcomes_outcomeoffence (outcome_id, line, ho_code, type, vawg)
    select outcome.id, 1, code.ho_code, code.type, true from outcomes_outcome outcome,
        lateral (select * from (values (0, '019/08', 'rape'), (1, '008/01', 'violence'), (2, '008/67', 'stalking'))
            codes (place, ho_code, type) where place = outcome.id % 3) code
    where outcome.event_id like 'made-up-%';

-- Who looked: 300 things a working day.
insert into oversight_event (at, by, action, subject, why, shown)
    select now_loaded.as_at - make_interval(mins => 7 * place), 1 + place % 10,
        (array['opened man', 'saw list', 'searched', 'opened case'])[1 + place % 4],
        'nominal:' || (select min(nominal_id) from managed) + place % 500, 'made up for the measure', '{}'
    from now_loaded, generate_series(1, 225000) place;

-- Plans: each managed man's of four objectives and twelve actions, each of which moved three times; reviewed monthly.
insert into plans_plan (nominal_id, number, template, title, review_days, safety_days, begun_on, by_id, at)
    select nominal_id, 1, 'stalker', 'Made up for the measure', 28, 14, "on", who.chair, "on" from meeting_of cross join who;
insert into plans_objective (plan_id, strand, words, by_id, at)
    select plan.id, strand, 'made up for the measure', plan.by_id, plan.at
    from plans_plan plan cross join unnest(array['pursue', 'prevent', 'protect', 'prepare']) strand;
insert into plans_planaction (objective_id, words, power, agency, could_infer, mitigation, overt, sole_account, by_id, at)
    select objective.id, 'made up for the measure', '', '', 'no', '', false, false, objective.by_id, objective.at
    from plans_objective objective cross join generate_series(1, 3);
insert into plans_actionstate (action_id, number, state, owner_id, due_on, why, without_safety, evidence, by_id, at)
    select action.id, said.place, said.state, action.by_id, current_date - 20 + (action.id % 40)::int, '', '', 'made up',
        action.by_id, action.at + make_interval(days => said.place)
    from plans_planaction action
    cross join (values (1, 'proposed'), (2, 'authorised'), (3, 'under way'), (4, 'done')) said (place, state)
    where said.place < 4 or action.id % 2 = 0;
insert into plans_review (plan_id, "on", words, by_id, at)
    select plan.id, day::date, 'made up for the measure', plan.by_id, day
    from plans_plan plan cross join generate_series(plan.at + interval '28 days', now() - interval '28 days', interval '28 days') day;
insert into plans_supervision (plan_id, words, by_id, at)
    select id, 'made up for the measure', by_id, at from plans_plan cross join generate_series(1, 6);

-- Disruption: four of each man, graded twice. Facts: one of each of ten powers.
insert into disruption_disruption (nominal_id, words, "on", by_id, at)
    select nominal_id, 'made up for the measure', begun_on + place * 60, by_id, at
    from plans_plan cross join generate_series(1, 4) place;
insert into disruption_grading (disruption_id, number, effect, until, evidence, known, read, by_id, at)
    select id, number, 'moderate', "on" + 90, 'made up for the measure', '{}', false, by_id, at
    from disruption_disruption cross join generate_series(1, 2) number;
insert into facts_entry (nominal_id, kind, woman, power, "on", words, by_id, at)
    select nominal_id, 'necessity', '', power, begun_on, 'made up for the measure', by_id, at
    from plans_plan cross join unnest(array['SPO', 'DAPO', 'DVPO', 'SHPO', 'SRO', 'CBO', 'BAIL', 'RECALL', 'INJ', 'ARREST']) power;
-- Orders: two against each man, begun as he came to be managed. Nine in ten are served and their clocks met; one in five
-- was varied, one in ten ended early, and the shorter ran out where it is old enough.
insert into orders_order (nominal_id, power, woman, report_id, crime_ref, by_id, at)
    select nominal_id, power, '', reports[1], reports[1], member, "on" + 4
    from meeting_of join report_of using (nominal_id), who, unnest(array['SHPO', 'SPO']) power;
insert into orders_orderstate (order_id, number, state, "on", until, conditions, why, without_safety, told_outcome, by_id, at)
    select tracked.id, row_number() over (partition by tracked.id order by said.place), said.state,
        (tracked.at + make_interval(days => said.days))::date,
        case when said.terms then (tracked.at + make_interval(days => case power when 'SPO' then 730 else 1825 end))::date end,
        case when said.terms then 'made up for the measure' else '' end,
        case said.state when 'ended' then 'made up for the measure' else '' end, '', false, tracked.by_id,
        tracked.at + make_interval(days => said.days)
    from orders_order tracked
    cross join (values (1, 'drafted', 0, false, 1, 1), (2, 'applied', 3, false, 1, 1), (3, 'granted', 14, true, 1, 1),
        (4, 'served', 15, false, 10, 9), (5, 'varied', 60, true, 5, 1), (6, 'ended', 90, false, 10, 1))
        said (place, state, days, terms, of, most)
    where tracked.id % said.of < said.most;
insert into orders_met (state_id, clock, "on", words, by_id, at)
    select state.id, 'notification', state."on" + 1, 'made up for the measure', state.by_id, state.at
    from orders_orderstate state join orders_order tracked on tracked.id = state.order_id
    where state.state = case tracked.power when 'SHPO' then 'granted' else 'served' end and tracked.id % 10 < 9;
