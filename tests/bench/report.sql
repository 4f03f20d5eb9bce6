-- What `jointcase report PERIOD` counts, written by hand for the sqlite3 shell: T1 to T12 and the conferences so far of T0, the
-- whole of the four spans (本期 上期 本年累计 上年同期), and of the first every office, member, campaign … The rates and averages too;
-- no changes in per cent, no identities, no titles. Every select has a heading, whose columns are named as in the report's JSON;
-- where nothing is counted, there may be no row.
--
-- The spans, of a period that is over, and some of the configuration come from outside, as from tests/bench/run:
--   create temp table span (name text, since text, until text); -- days; until is the first one after it
--   insert into span values ('current', '2020-02-01', '2020-03-01'), ('previous', '2020-01-01', '2020-02-01'),
--       ('year_to_date', '2020-01-01', '2020-03-01'), ('last_year', '2019-02-01', '2019-03-01');
--   .parameter set $decision_days 3      rules.request_decision_days, or null
--   .parameter set $young 35             report.age_bands.young
--   .parameter set $middle 50            report.age_bands.middle
--   .parameter set $held_before 0        meeting.held_before
--
-- A moment is a text that begins with its day, all are at +08:00: so moments compare with days. A cross join keeps its order,
-- what the days limit first. `row` is a column of no table, so that one can group by it. Rates and averages are rounded to
-- tenths, half away from zero, in integers: (20 * sum + n) / (2 * n) / 10.0.
.headers on

-- What is counted: the whole of each span, and each row of the current one.
create temp table fold (each integer);
insert into fold values (0), (1);
create temp table part as
    select s.name as span, s.since, s.until, date(s.until, '-1 day') as last, f.each from span s join fold f where not f.each or s.name = 'current';

-- What the rules of a meeting, lines of name=value, say of it; a number of days may be none.
create temp view ruled as
    select *, cast(substr(rules_text, instr(rules_text, 'materials_lead_days=') + 20) as integer) as lead_days,
           iif(instr(rules_text, 'file_due_days=none'), null, cast(substr(rules_text, instr(rules_text, 'file_due_days=') + 14) as integer)) as file_days,
           iif(instr(rules_text, 'feedback_due_days=none'), null, cast(substr(rules_text, instr(rules_text, 'feedback_due_days=') + 18) as integer)) as feedback_days,
           instr(rules_text, 'sign_required=attendees') > 0 as all_sign
    from meeting;

-- The meetings of the spans that count.
create temp table held as
    select s.name as span, s.until, m.id, o.key as office, m.kind, m.mode, m.entered_later, m.started_at, m.ended_at,
           coalesce(m.planned_at, m.started_at, m.ended_at) as planned_at, m.lead_days, m.file_days, m.all_sign
    from span s cross join ruled m join office o on o.id = m.office
    where m.ended_at >= s.since and m.ended_at < s.until and not exists (select 1 from change c where c.meeting = m.id and c.kind = 'cancelled');
create temp view hosted as select h.*, p.each from held h join part p on p.span = h.span;

-- Who said anything at them, if only to reserve their view, and how many opinions that stand they gave.
create temp table speaker (meeting integer, talent integer, opinions integer, primary key (meeting, talent)) without rowid;
insert into speaker
    select p.meeting, p.talent, sum(p.stance is not 'reserve' and not exists (select 1 from opinion q where q.supersedes = p.id))
    from (select distinct id from held) h cross join opinion p where p.meeting = h.id group by p.meeting, p.talent;

-- Who was invited to them; in a written meeting whoever spoke was there.
create temp view invited as
    select h.*, a.talent, a.role, a.office as office_then, a.status in ('present', 'late', 'left_early') as came, s.talent is not null as spoke,
           coalesce(s.opinions, 0) as opinions, iif(h.mode = 'written', s.talent is not null, a.status in ('present', 'late', 'left_early')) as there
    from hosted h cross join attendance a left join speaker s on s.meeting = h.id and s.talent = a.talent where a.meeting = h.id;

-- The opinions that stand, with the offices of case and author on the day of the meeting, and what became of them by the span's end.
create temp table given as
    select h.span, p.talent, i.kind, k.id as case_id, k.office as of_office,
           case when a.office is null and a.category is null
                then coalesce((select g.office from posting g where g.talent = p.talent and g.office is not null and g.from_on <= substr(h.ended_at, 1, 10)
                               order by g.from_on desc limit 1), (select t.office from talent t where t.id = p.talent))
                else a.office end as by_office,
           iif(f.submitted_on < h.until, d.adoption, null) as adoption
    from held h cross join opinion p join issue i on i.id = p.issue join referral r on r.id = i.referral join cases k on k.id = r.case_id
    left join attendance a on a.meeting = h.id and a.talent = p.talent left join adoption d on d.opinion = p.id left join feedback f on f.id = d.feedback
    where p.meeting = h.id and p.stance is not 'reserve' and not exists (select 1 from opinion q where q.supersedes = p.id);

-- T0, the conferences of several offices so far
select 'T0' as "table", s.name as span, 'total' as row, $held_before + count(*) as so_far
from span s cross join meeting m
where s.name = 'current' and m.kind = 'cross_office' and m.ended_at < s.until
  and not exists (select 1 from change c where c.meeting = m.id and c.kind = 'cancelled');

-- T1 1–7, 18
select 'T1' as "table", span, iif(each, office, 'total') as row, count(*) as meetings, sum(kind = 'cross_office') as cross_office,
       sum(kind = 'cross_department') as cross_department, sum(kind = 'department') as department,
       sum(mode = 'onsite') as onsite, sum(mode = 'video') as video, sum(mode = 'written') as written,
       (sum(seconds) + 3 * count(seconds)) / (6 * count(seconds)) / 10.0 as average_minutes
from (select *, iif(mode <> 'written', unixepoch(ended_at) - unixepoch(started_at), null) as seconds from hosted) group by span, row;
-- T1 8–10
select 'T1' as "table", h.span, iif(h.each, h.office, 'total') as row, count(distinct r.case_id) as cases,
       count(distinct a.id) as items, count(distinct i.id) as issues
from hosted h cross join agenda a join referral r on r.id = a.referral left join issue i on i.referral = r.id
where a.meeting = h.id and a.state = 'discussed' group by h.span, row;
-- T1 11–17, 21
select 'T1' as "table", span, iif(each, office, 'total') as row, sum(there) as attendances, sum(there and role in ('chair', 'member')) as members,
       sum(there and role in ('observer', 'presenter', 'recorder')) as attending, sum(there and role = 'guest') as guests,
       sum(role in ('chair', 'member')) as members_expected, sum(there and role in ('chair', 'member')) as members_present,
       (2000 * sum(there and role in ('chair', 'member')) + sum(role in ('chair', 'member'))) / (2 * sum(role in ('chair', 'member'))) / 10.0 as attendance_rate,
       count(distinct office_then) filter (where there) as offices
from invited group by span, row;
-- T1 19, 20
select 'T1' as "table", p.span, iif(p.each, o.key, 'total') as row, sum(c.kind = 'cancelled') as cancelled, sum(c.kind = 'postponed') as postponed
from part p cross join change c join meeting m on m.id = c.meeting join office o on o.id = m.office
where c.changed_on >= p.since and c.changed_on < p.until group by p.span, row;

-- T2, of what was asked in the span or still undecided then, each by its index
with ever as (
    select p.span, p.each, p.since, p.until, r.id from part p cross join referral r where r.requested_on >= p.since and r.requested_on < p.until
    union select p.span, p.each, p.since, p.until, r.id from part p cross join referral r where r.decided_on >= p.since and r.requested_on < p.until
    union select p.span, p.each, p.since, p.until, r.id from part p cross join referral r where r.withdrawn_on >= p.since and r.requested_on < p.until
    union select p.span, p.each, p.since, p.until, r.id from part p cross join referral r
        where r.decided_on is null and r.requested_on < p.until and r.withdrawn_on is null),
asked as materialized (
    select e.span, iif(e.each, o.key, 'total') as row, e.since, r.requested_on, coalesce(r.decision, '') as decision,
           iif(r.decided_on < e.until, r.decided_on, null) as decided_on, iif(r.withdrawn_on < e.until, r.withdrawn_on, null) as withdrawn_on,
           exists (select 1 from referral_reason x where x.referral = r.id and x.reason glob 'M[1-6]') as must
    from ever e cross join referral r join cases k on k.id = r.case_id join office o on o.id = k.office where r.id = e.id),
lasted as (select *, iif(decided_on >= since, julianday(decided_on) - julianday(requested_on), null) as days from asked)
select 'T2' as "table", span, row,
       sum(requested_on < since and (decided_on is null or decided_on >= since) and (withdrawn_on is null or withdrawn_on >= since)) as carried_over,
       sum(requested_on >= since) as requested, sum(requested_on >= since and decision <> 'ordered' and must) as mandatory,
       sum(requested_on >= since and decision <> 'ordered' and not must) as optional, sum(requested_on >= since and decision = 'ordered') as ordered,
       count(days) filter (where decision in ('accepted', 'ordered')) as accepted, count(days) filter (where decision = 'refused') as refused,
       count(days) filter (where decision = 'returned') as returned,
       count(*) filter (where withdrawn_on >= since and (decided_on is null or decided_on > withdrawn_on)) as withdrawn,
       sum(decided_on is null and withdrawn_on is null) as pending, count(*) filter (where days > $decision_days) as overdue,
       cast(20 * sum(days) + count(days) as integer) / (2 * count(days)) / 10.0 as average_days,
       count(*) filter (where withdrawn_on >= since and decided_on <= withdrawn_on and decision in ('accepted', 'ordered')) as withdrawn_after_acceptance
from lasted group by span, row;

-- T3 1
select 'T3' as "table", s.name as span, iif(f.each, x.reason, 'total') as row, count(*) as count
from span s cross join referral r cross join referral_reason x on x.referral = r.id join fold f
where r.requested_on >= s.since and r.requested_on < s.until group by s.name, row
union all
select 'T3', s.name, 'distinct', count(*) from span s cross join referral r where r.requested_on >= s.since and r.requested_on < s.until group by s.name;
-- T3 2
with by_reason as (select s.name as span, x.reason, count(*) as n from span s cross join referral r cross join referral_reason x on x.referral = r.id
                   where s.name = 'current' and r.requested_on >= s.since and r.requested_on < s.until group by x.reason)
select 'T3' as "table", span, reason as row, (2000 * n + sum(n) over ()) / (2 * sum(n) over ()) / 10.0 as share from by_reason
union all
select 'T3', span, 'total', 100.0 from by_reason group by span;

-- T4, each cell that is not 0, and then the sums of the rows
create temp table help as
    select o.key as office, o.level, coalesce(b.key, 'outside') as author, coalesce(b.level, '') as author_level, g.opinions
    from (select of_office, by_office, count(*) as opinions from given where span = 'current' group by of_office, by_office) g
    join office o on o.id = g.of_office left join office b on b.id = g.by_office;
select 'T4' as "table", 'current' as span, iif(f.each, h.office, 'total') as row, h.author as "column", sum(h.opinions) as figure
from help h join fold f group by row, h.author;
select 'T4' as "table", 'current' as span, iif(f.each, h.office, 'total') as row, sum(h.opinions) as total,
       (2000 * sum(h.opinions * (h.author <> h.office)) + sum(h.opinions)) / (2 * sum(h.opinions)) / 10.0 as others_share,
       sum(h.opinions * (h.level = 'county' and h.author_level in ('prefecture', 'province'))) as upward,
       sum(h.opinions * (h.level in ('prefecture', 'province') and h.author_level = 'county')) as downward
from help h join fold f group by row;

-- T5 1
select 'T5' as "table", h.span, iif(f.each, i.kind, 'total') as row, count(*) as count
from held h cross join agenda a join issue i on i.referral = a.referral join fold f where a.meeting = h.id and a.state = 'discussed' group by h.span, row;
-- T5 2–8
select 'T5' as "table", g.span, iif(f.each, g.kind, 'total') as row, count(*) as opinions, count(*) filter (where g.adoption = 'adopted') as adopted,
       count(*) filter (where g.adoption = 'partly_adopted') as partly_adopted, count(*) filter (where g.adoption = 'not_adopted') as not_adopted,
       count(*) filter (where g.adoption = 'not_applicable') as not_applicable, sum(g.adoption is null) as pending,
       (2000 * sum(g.adoption in ('adopted', 'partly_adopted')) + sum(g.adoption <> 'not_applicable')) / (2 * sum(g.adoption <> 'not_applicable')) / 10.0 as adoption_rate
from given g join fold f where g.span = 'current' group by g.span, row;

-- T6 1–5, 13
with decided as (
    select p.span, p.each, p.last, f.referral, f.decided_on, iif(f.submitted_on < p.until, f.submitted_on, null) as submitted_on
    from part p cross join feedback f where f.submitted_on >= p.since and f.decided_on < p.until
    union all select p.span, p.each, p.last, f.referral, f.decided_on, null from part p cross join feedback f
        where f.submitted_on is null and f.decided_on < p.until),
answer as materialized (
    select d.span, iif(d.each, o.key, 'total') as row, julianday(d.submitted_on) - julianday(d.decided_on) as days,
           coalesce(julianday(coalesce(d.submitted_on, d.last)) - julianday(d.decided_on) <= m.feedback_days, true) as in_time
    from decided d join referral r on r.id = d.referral join cases k on k.id = r.case_id join office o on o.id = k.office
    left join agenda a on a.referral = r.id and a.state = 'discussed' left join ruled m on m.id = a.meeting)
select 'T6' as "table", span, row, count(*) as expected, sum(days is not null and in_time) as on_time, sum(days is not null and not in_time) as late,
       sum(days is null and not in_time) as overdue, sum(days is null and in_time) as not_due,
       cast(20 * sum(days) + count(days) as integer) / (2 * count(days)) / 10.0 as average_days
from answer group by span, row;
-- T6 6–9
with answered as (
    select p.span, p.each, f.referral, sum(d.adoption = 'adopted') as yes, sum(d.adoption = 'partly_adopted') as partly, sum(d.adoption = 'not_adopted') as no,
           sum(d.adoption in ('partly_adopted', 'not_adopted') and (d.reason_code is null or d.reason is null)) as unexplained
    from part p cross join feedback f left join adoption d on d.feedback = f.id and not exists (select 1 from opinion q where q.supersedes = d.opinion)
    where f.submitted_on >= p.since and f.submitted_on < p.until group by p.span, p.each, f.referral)
select 'T6' as "table", a.span, iif(a.each, o.key, 'total') as row, count(*) filter (where yes and not partly and not no) as all_adopted,
       count(*) filter (where partly or (yes and no)) as partly_adopted, count(*) filter (where no and not yes and not partly) as none_adopted,
       count(*) filter (where not coalesce(yes or partly or no, false)) as nothing_to_adopt, count(*) filter (where (partly or no) and not unexplained) as reasoned
from answered a join referral r on r.id = a.referral join cases k on k.id = r.case_id join office o on o.id = k.office group by a.span, row;
-- T6 10–12
select 'T6' as "table", p.span, iif(p.each, o.key, 'total') as row, count(distinct e.referral) filter (where e.to_body = 'chief') as to_chief,
       count(distinct e.referral) filter (where e.to_body = 'committee') as to_committee,
       count(distinct e.referral) filter (where e.to_body = 'superior') as to_superior
from part p cross join escalation e join referral r on r.id = e.referral join cases k on k.id = r.case_id join office o on o.id = k.office
where e.escalated_on >= p.since and e.escalated_on < p.until group by p.span, row;

-- T7 1–11
with tried as (
    select p.span, iif(p.each, o.key, 'total') as row, d.case_id, d.response, d.response_used, coalesce(d.predicted_on <= d.trial_on, false) as predicted,
           d.raised = 'yes' as raised, iif(d.predicted_on <= d.trial_on and d.raised = 'yes', d.court_view, null) as view_of_hit,
           exists (select 1 from referral r join agenda a on a.referral = r.id and a.state = 'discussed' join meeting m on m.id = a.meeting
                   where r.case_id = d.case_id and m.ended_at < p.until
                     and not exists (select 1 from change c where c.meeting = m.id and c.kind = 'cancelled')) as discussed
    from part p cross join defence d join cases k on k.id = d.case_id join office o on o.id = k.office where d.trial_on >= p.since and d.trial_on < p.until)
select 'T7' as "table", span, row, count(distinct case_id) filter (where discussed) as cases, sum(predicted) as predicted, sum(raised) as raised,
       sum(predicted and raised) as hits, (2000 * sum(predicted and raised) + sum(raised)) / (2 * sum(raised)) / 10.0 as hit_rate,
       count(response) as prepared, count(*) filter (where response_used) as used,
       count(*) filter (where view_of_hit = 'for_prosecution') as for_prosecution, count(*) filter (where view_of_hit = 'for_defence') as for_defence,
       count(*) filter (where view_of_hit = 'partly') as partly, count(*) filter (where view_of_hit = 'not_addressed') as not_addressed
from tried group by span, row;
-- T7 12–14
select 'T7' as "table", p.span, iif(p.each, o.key, 'total') as row, sum(k.outcome = 'as_charged') as as_charged, sum(k.outcome = 'other_charge') as other_charge,
       sum(k.outcome in ('partly', 'acquitted')) as acquitted
from part p cross join cases k join office o on o.id = k.office
where k.judged_on >= p.since and k.judged_on < p.until and k.voided_on is null group by p.span, row;

-- Who was in the pool on some day of the spans.
create temp table member as
    select s.name as span, v.talent, v.tier, v.admitted_on, v.exited_on, v.exit_reason, t.key, t.office, t.gender, t.birth_date
    from span s join membership v on v.admitted_on < s.until and (v.exited_on is null or v.exited_on >= s.since)
    join talent t on t.id = v.talent and t.voided_on is null;

-- T8 1–3, 4–20, of what happened to members on which day; where they are then is their last posting
with member_of_part as (select * from part join member using (span)),
event as (
    select *, 'opening' as what, date(since, '-1 day') as on_day from member_of_part where admitted_on < since
    union all select *, 'admitted', admitted_on from member_of_part where admitted_on >= since
    union all select *, 'exited', exited_on from member_of_part where exited_on < until
    union all select *, 'closing', last from member_of_part where exited_on is null or exited_on >= until),
placed as (
    select e.span, iif(e.each, o.key, 'total') as row, e.what, e.what = 'closing' as here, e.talent, e.tier, e.gender, e.exit_reason,
           coalesce(g.category, '') as category, g.in_quota and (g.quota_on is null or g.quota_on <= e.last) as in_quota,
           substr(e.last, 1, 4) - substr(e.birth_date, 1, 4) - (substr(e.last, 6) < substr(e.birth_date, 6)) as age
    from event e
    left join posting g on g.talent = e.talent and g.from_on = (select max(q.from_on) from posting q where q.talent = e.talent and q.from_on <= e.on_day)
    join office o on o.id = coalesce(g.office, e.office))
select 'T8' as "table", span, row, sum(what = 'opening') as opening, sum(what = 'admitted') as admitted, sum(what = 'exited') as exited,
       sum(here) as members, sum(here and category = 'prosecutor') as prosecutors, count(*) filter (where here and in_quota) as in_quota,
       sum(here and category = 'assistant') as assistants, sum(here and category = 'clerk') as clerks,
       sum(here and category not in ('prosecutor', 'assistant', 'clerk')) as others,
       count(*) filter (where here and age <= $young) as young, count(*) filter (where here and age > $young and age <= $middle) as middle,
       count(*) filter (where here and age > $middle) as senior,
       sum(here and age is null) as age_unknown, count(*) filter (where here and gender = 'female') as women,
       sum(here and exists (select 1 from talent_language l where l.talent = placed.talent and l.language not in ('汉语', '普通话'))) as bilingual,
       count(*) filter (where here and tier = 'core') as core, count(*) filter (where here and tier = 'mainstay') as mainstay,
       count(*) filter (where here and tier = 'reserve') as reserve,
       (20 * sum(age) filter (where here) + count(age) filter (where here)) / (2 * count(age) filter (where here)) / 10.0 as average_age,
       sum(what = 'exited' and exit_reason in ('transfer', 'leave')) as left_office, sum(what = 'exited' and exit_reason = 'retire') as retired,
       sum(what = 'exited' and exit_reason = 'assessment_fail') as failed, sum(what = 'exited' and exit_reason = 'term_end') as term_ended,
       sum(what = 'exited' and exit_reason in ('discipline', 'voluntary')) as otherwise
from placed group by span, row;
-- T8 3a, 3b
with moved as (
    select p.span, p.each, coalesce(g.office, m.office) as new, coalesce(b.office, m.office) as old
    from part p join member m on m.span = p.span join posting g on g.talent = m.talent and g.from_on >= p.since and g.from_on < p.until
    left join posting b on b.talent = m.talent and b.from_on = (select max(q.from_on) from posting q where q.talent = m.talent and q.from_on < g.from_on)
    where g.from_on > m.admitted_on and (m.exited_on is null or g.from_on <= m.exited_on))
select 'T8' as "table", w.span, iif(w.each, o.key, 'total') as row, sum(o.id = w.new) as moved_in, sum(o.id = w.old) as moved_out
from moved w join office o on o.id in (w.new, w.old) where w.new <> w.old group by w.span, row;

-- T9, of whoever was in the pool: 1–3, 7, 16
create temp table pool (span text, talent integer, key text, primary key (span, talent)) without rowid;
insert into pool select distinct span, talent, key from member;
select 'T9' as "table", i.span, iif(i.each, c.key, 'total') as row, count(*) as invited, sum(i.there) as present,
       (2000 * sum(i.there) + count(*)) / (2 * count(*)) / 10.0 as attendance_rate, sum(i.role = 'chair' and (i.there or i.mode = 'written')) as chaired,
       sum(i.there and i.role in ('chair', 'member') and i.opinions = 0) as silent
from invited i cross join pool c on c.span = i.span and c.talent = i.talent
where i.mode <> 'written' or i.role not in ('presenter', 'recorder') group by i.span, row;
-- T9 4–6
select 'T9' as "table", g.span, iif(p.each, c.key, 'total') as row, count(*) as opinions,
       count(*) filter (where g.adoption in ('adopted', 'partly_adopted')) as adopted, sum(g.by_office is not g.of_office) as for_others
from given g join part p on p.span = g.span join pool c on c.span = g.span and c.talent = g.talent group by g.span, row;
-- T9 8, of the cases open on some day of a span, each looked at once
with open as (select id, received_on, closed_on from cases where (closed_on is null or closed_on >= (select min(since) from span)) and voided_on is null),
handled as (
    select o.*, x.talent, x.from_on, x.to_on from open o cross join callup x on x.case_id = o.id
    union all select o.*, x.talent, x.from_on, x.to_on from open o cross join case_role x on x.case_id = o.id and x.role <> 'former_investigator')
select 'T9' as "table", p.span, iif(p.each, c.key, 'total') as row, count(distinct h.id) as cases
from handled h join part p on (h.closed_on is null or h.closed_on >= p.since) and coalesce(h.from_on, h.received_on, '') < p.until
    and (h.to_on is null or h.to_on >= p.since)
join pool c on c.span = p.span and c.talent = h.talent group by p.span, row;
-- T9 9–12a
with due as (
    select p.span, iif(p.each, c.key, 'total') as row,
           case when k.done_on < p.until then 'done' when k.cancelled_on < p.until then 'cancelled' when k.due_on < p.last then 'overdue' else 'in_time' end as state
    from part p cross join task k join pool c on c.span = p.span and c.talent = k.talent
    where k.assigned_on < p.until and coalesce(k.done_on, k.cancelled_on, p.last) >= p.since)
select 'T9' as "table", span, row, count(*) as tasks, sum(state = 'done') as done, sum(state = 'overdue') as overdue, sum(state = 'in_time') as in_time,
       sum(state = 'cancelled') as cancelled
from due group by span, row;
-- T9 13–15, 17
with care as (
    select p.span, p.each, g.talent, g.kind from part p cross join growth g where g.happened_on >= p.since and g.happened_on < p.until
    union all select p.span, p.each, e.talent, 'visit' from part p cross join visit v join exemplar e on e.id = v.exemplar
        where v.visited_on >= p.since and v.visited_on < p.until
    union all select p.span, p.each, e.talent, 'publicity' from part p cross join publicity x join exemplar e on e.id = x.exemplar
        where x.published_on >= p.since and x.published_on < p.until)
select 'T9' as "table", a.span, iif(a.each, c.key, 'total') as row, sum(a.kind = 'training') as trainings, sum(a.kind = 'lecture') as lectures,
       sum(a.kind = 'visit') as visits, sum(a.kind = 'publicity') as published
from care a join pool c on c.span = a.span and c.talent = a.talent group by a.span, row;

-- T10 1, a case of two campaigns in both
select 'T10' as "table", s.name as span, iif(f.each, coalesce(g.key, 'none'), 'total') as row, count(*) as count
from span s cross join referral r join fold f left join case_campaign w on f.each and w.case_id = r.case_id left join campaign g on g.id = w.campaign
where r.requested_on >= s.since and r.requested_on < s.until group by s.name, row;
-- T10 2–5
select 'T10' as "table", h.span, iif(f.each, coalesce(g.key, 'none'), 'total') as row, count(distinct k.id) as cases,
       count(distinct k.id) filter (where k.gang = 'black') as black, count(distinct k.id) filter (where k.gang = 'evil') as evil, count(distinct i.id) as issues
from held h cross join agenda a join referral r on r.id = a.referral join cases k on k.id = r.case_id left join issue i on i.referral = r.id
join fold f left join case_campaign w on f.each and w.case_id = k.id left join campaign g on g.id = w.campaign
where h.span = 'current' and a.meeting = h.id and a.state = 'discussed' group by h.span, row;
-- T10 6
select 'T10' as "table", o.span, iif(f.each, coalesce(g.key, 'none'), 'total') as row, count(*) as opinions
from given o join fold f left join case_campaign w on f.each and w.case_id = o.case_id left join campaign g on g.id = w.campaign
where o.span = 'current' group by o.span, row;
-- T10 8–12
select 'T10' as "table", s.name as span, iif(f.each, coalesce(g.key, 'none'), 'total') as row, count(*) as decided,
       sum(b.decision = 'prosecute') as prosecuted, sum(b.decision = 'not_prosecute') as not_prosecuted, sum(b.decision = 'return_for_investigation') as returned,
       sum(b.decision not in ('prosecute', 'not_prosecute', 'return_for_investigation')) as otherwise
from span s cross join feedback b cross join referral r on r.id = b.referral cross join fold f
left join case_campaign w on f.each and w.case_id = r.case_id left join campaign g on g.id = w.campaign
where s.name = 'current' and b.decided_on >= s.since and b.decided_on < s.until group by s.name, row;
-- T10 7
select 'T10' as "table", s.name as span, iif(f.each, coalesce(g.key, 'none'), 'total') as row,
       (2000 * sum(d.adoption in ('adopted', 'partly_adopted')) + sum(d.adoption <> 'not_applicable')) / (2 * sum(d.adoption <> 'not_applicable')) / 10.0 as adoption_rate
from span s cross join feedback b cross join adoption d on d.feedback = b.id cross join referral r on r.id = b.referral cross join fold f
left join case_campaign w on f.each and w.case_id = r.case_id left join campaign g on g.id = w.campaign
where s.name = 'current' and b.decided_on >= s.since and b.decided_on < s.until and b.submitted_on < s.until
  and not exists (select 1 from opinion q where q.supersedes = d.opinion) group by s.name, row;

-- T11 1, 9, 10, 12, of the items discussed, their materials sent in time to all members but those recused from them
create temp view recused as
    select s.name as span, x.id, x.case_id, x.talent, x.raised_on,
           coalesce(iif(x.again_on < s.until, x.again_result, iif(x.decided_on < s.until, x.result, null)) = 'granted', false) as granted
    from span s cross join recusal x where x.raised_on < s.until;
with item as materialized (
    select h.span, iif(h.each, h.office, 'total') as row,
           not exists (select 1 from opinion p where p.meeting = h.id and p.agenda = a.id and p.stance is not 'reserve'
                       and not exists (select 1 from opinion q where q.supersedes = p.id)) as silent,
           not exists (select 1 from attendance t where t.meeting = h.id and t.role in ('chair', 'member')
                       and (t.materials_sent_at is null or julianday(substr(h.planned_at, 1, 10)) - julianday(substr(t.materials_sent_at, 1, 10)) < h.lead_days)
                       and not exists (select 1 from recused x where x.span = h.span and x.case_id = r.case_id and x.talent = t.talent and x.granted)) as in_time
    from hosted h cross join agenda a join referral r on r.id = a.referral where a.meeting = h.id and a.state = 'discussed')
select 'T11' as "table", span, row, count(*) as items, sum(in_time) as materials_in_time,
       (2000 * sum(in_time) + count(*)) / (2 * count(*)) / 10.0 as materials_rate, sum(silent) as silent
from item group by span, row;
-- T11 2–5, of who took part as the rule sign_required has it, but for those recused from all that was discussed
with signer as (
    select i.span, iif(i.each, i.office, 'total') as row, coalesce(g.signed_on < i.until, false) as signed,
           coalesce(g.note is not null and n.circulated_on < i.until, false) as noted
    from invited i left join minutes n on n.meeting = i.id and n.version = (select max(v.version) from minutes v where v.meeting = i.id and v.drafted_on < i.until)
    left join signature g on g.minutes = n.id and g.talent = i.talent
    where (i.role in ('chair', 'member') and (i.spoke or (i.came and (i.mode <> 'written' or i.entered_later))) or i.all_sign and i.came)
      and (exists (select 1 from agenda a join referral r on r.id = a.referral where a.meeting = i.id and a.state = 'discussed'
                   and not exists (select 1 from recused x where x.span = i.span and x.case_id = r.case_id and x.talent = i.talent and x.granted))
           or not exists (select 1 from agenda a where a.meeting = i.id and a.state = 'discussed')))
select 'T11' as "table", span, row, count(*) as signers, sum(signed) as signatures, sum(noted) as noted, sum(not signed and not noted) as unsigned,
       (2000 * sum(signed) + count(*)) / (2 * count(*)) / 10.0 as signing_rate
from signer group by span, row;
-- T11 6–8a, 13
with record as (
    select h.span, iif(h.each, h.office, 'total') as row, coalesce(n.filed_on < h.until, false) as filed,
           iif(n.signed_on < h.until, julianday(n.signed_on) - julianday(substr(h.ended_at, 1, 10)), null) as days,
           coalesce(julianday(h.until) - 1 - julianday(substr(h.ended_at, 1, 10)) > h.file_days, false) as late
    from hosted h left join minutes n on n.meeting = h.id and n.version = (select max(v.version) from minutes v where v.meeting = h.id and v.drafted_on < h.until))
select 'T11' as "table", span, row, count(*) as to_file, sum(filed) as filed, sum(not filed and late) as overdue, sum(not filed and not late) as not_due,
       cast(20 * sum(days) + count(days) as integer) / (2 * count(days)) / 10.0 as average_days
from record group by span, row;
-- T11 11, 11a
select 'T11' as "table", h.span, iif(h.each, h.office, 'total') as row, count(distinct x.id) as recusals, count(distinct x.id) filter (where x.granted) as granted
from hosted h cross join agenda a join referral r on r.id = a.referral join recused x on x.span = h.span and x.case_id = r.case_id
where a.meeting = h.id and a.state = 'discussed' group by h.span, row;

-- T12 1, 2
with event as (
    select p.span, p.each, e.talent, p.last as on_day, 'listed' as what from part p cross join exemplar e where e.designated_on < p.until
    union all select p.span, p.each, e.talent, e.designated_on, 'designated' from part p cross join exemplar e
        where e.designated_on >= p.since and e.designated_on < p.until)
select 'T12' as "table", e.span, iif(e.each, o.key, 'total') as row, sum(e.what = 'listed') as exemplars, sum(e.what = 'designated') as designated
from event e join talent t on t.id = e.talent
left join posting g on g.talent = e.talent and g.from_on = (select max(q.from_on) from posting q where q.talent = e.talent and q.from_on <= e.on_day)
join office o on o.id = coalesce(g.office, t.office) group by e.span, row;
-- T12 3–9
select 'T12' as "table", p.span, iif(p.each, o.key, 'total') as row, count(distinct v.id) as visits, count(distinct e.talent) as visited,
       count(*) filter (where m.kind = 'hardship') as hardships, count(*) filter (where m.kind = 'question') as questions,
       count(*) filter (where m.kind = 'shortcoming') as shortcomings, count(*) filter (where m.resolved_on < p.until) as resolved,
       (2000 * count(*) filter (where m.resolved_on < p.until) + count(m.id)) / (2 * count(m.id)) / 10.0 as resolved_rate
from part p cross join visit v join exemplar e on e.id = v.exemplar join talent t on t.id = e.talent left join matter m on m.visit = v.id
left join posting g on g.talent = t.id and g.from_on = (select max(q.from_on) from posting q where q.talent = t.id and q.from_on <= v.visited_on)
join office o on o.id = coalesce(g.office, t.office)
where v.visited_on >= p.since and v.visited_on < p.until group by p.span, row;
-- T12 10–16
select 'T12' as "table", p.span, iif(p.each, o.key, 'total') as row, sum(x.channel = 'mainstream_media') as mainstream_media,
       sum(x.channel = 'intranet') as intranet, sum(x.channel = 'extranet') as extranet, sum(x.channel = 'weibo') as weibo,
       sum(x.channel = 'wechat') as wechat, sum(x.channel = 'app') as app, count(*) as published
from part p cross join publicity x join exemplar e on e.id = x.exemplar join talent t on t.id = e.talent
left join posting g on g.talent = t.id and g.from_on = (select max(q.from_on) from posting q where q.talent = t.id and q.from_on <= x.published_on)
join office o on o.id = coalesce(g.office, t.office)
where x.published_on >= p.since and x.published_on < p.until group by p.span, row;
