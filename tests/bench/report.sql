-- What `jointcase report 2020-02 --table T1,T2,T3,T5` counts, written by hand for the sqlite3 shell: the whole of the four
-- spans (本期 上期 本年累计 上年同期), and by office for the first. The rates and averages too; no identities, no titles.
--   sqlite3 -readonly linxia.db < report.sql
create temp table span (name text, since text, until text);
insert into span values
    ('current', '2020-02-01', '2020-03-01'), ('previous', '2020-01-01', '2020-02-01'),
    ('year_to_date', '2020-01-01', '2020-03-01'), ('last_year', '2019-02-01', '2019-03-01');

-- every span as a whole, and the first one by office: what is counted is grouped by (name, place)
create temp view held as
    select s.name, '' as place, m.* from span s join meeting m
        on m.ended_at >= s.since || 'T00:00:00+08:00' and m.ended_at < s.until || 'T00:00:00+08:00'
        where not exists (select 1 from change c where c.meeting = m.id and c.kind = 'cancelled')
    union all
    select s.name, o.key, m.* from span s join meeting m
        on m.ended_at >= s.since || 'T00:00:00+08:00' and m.ended_at < s.until || 'T00:00:00+08:00' join office o on o.id = m.office
        where s.name = 'current' and not exists (select 1 from change c where c.meeting = m.id and c.kind = 'cancelled');

-- T1 1–7, 18
select 'T1', name, place, count(*), sum(kind = 'cross_office'), sum(kind = 'cross_department'), sum(kind = 'department'),
       sum(mode = 'onsite'), sum(mode = 'video'), sum(mode = 'written'),
       round(avg((strftime('%s', ended_at) - strftime('%s', started_at)) / 60.0) filter (where mode <> 'written'), 1)
from held group by name, place;
-- T1 8–10
select 'T1', name, place, count(distinct r.case_id), count(distinct a.id), count(distinct i.id)
from held h join agenda a on a.meeting = h.id and a.state = 'discussed' join referral r on r.id = a.referral
left join issue i on i.referral = r.id group by name, place;
-- T1 11–17, 21
select 'T1', name, place, sum(there), sum(there and role in ('chair', 'member')), sum(there and role in ('observer', 'presenter', 'recorder')),
       sum(there and role = 'guest'), sum(role in ('chair', 'member')), sum(there and role in ('chair', 'member')),
       round(100.0 * sum(there and role in ('chair', 'member')) / sum(role in ('chair', 'member')), 1), count(distinct case when there then office end)
from (select h.name, h.place, a.role, a.office,
             case when h.mode = 'written' then exists (select 1 from opinion p where p.meeting = a.meeting and p.talent = a.talent)
                  else a.status in ('present', 'late', 'left_early') end as there
      from held h join attendance a on a.meeting = h.id)
group by name, place;
-- T1 19, 20
select 'T1', s.name, '', sum(c.kind = 'cancelled'), sum(c.kind = 'postponed')
from span s join change c on c.changed_on >= s.since and c.changed_on < s.until group by s.name
union all
select 'T1', s.name, o.key, sum(c.kind = 'cancelled'), sum(c.kind = 'postponed')
from span s join change c on c.changed_on >= s.since and c.changed_on < s.until join meeting m on m.id = c.meeting join office o on o.id = m.office
where s.name = 'current' group by s.name, o.key;
-- T0: conferences of several offices so far
select 'T0', count(*) from meeting m where kind = 'cross_office' and ended_at < '2020-03-01'
    and not exists (select 1 from change c where c.meeting = m.id and c.kind = 'cancelled');

create temp view asked as
    select s.name, '' as place, s.since, r.requested_on, r.decision,
           case when r.decided_on < s.until then r.decided_on end as decided_on, case when r.withdrawn_on < s.until then r.withdrawn_on end as withdrawn_on,
           exists (select 1 from referral_reason x where x.referral = r.id and x.reason glob 'M[1-6]') as must
    from span s join referral r on r.requested_on < s.until
    where r.requested_on >= s.since or r.decided_on is null or r.decided_on >= s.since or r.withdrawn_on >= s.since
    union all
    select s.name, o.key, s.since, r.requested_on, r.decision,
           case when r.decided_on < s.until then r.decided_on end, case when r.withdrawn_on < s.until then r.withdrawn_on end,
           exists (select 1 from referral_reason x where x.referral = r.id and x.reason glob 'M[1-6]')
    from span s join referral r on r.requested_on < s.until join cases k on k.id = r.case_id join office o on o.id = k.office
    where s.name = 'current' and (r.requested_on >= s.since or r.decided_on is null or r.decided_on >= s.since or r.withdrawn_on >= s.since);

-- T2 1–13
select 'T2', name, place,
       sum(requested_on < since and (decided_on is null or decided_on >= since) and (withdrawn_on is null or withdrawn_on >= since)),
       sum(requested_on >= since),
       coalesce(sum(requested_on >= since and decision is not 'ordered' and must), 0),
       coalesce(sum(requested_on >= since and decision is not 'ordered' and not must), 0),
       coalesce(sum(requested_on >= since and decision is 'ordered'), 0),
       coalesce(sum(decided_on >= since and decision in ('accepted', 'ordered')), 0),
       coalesce(sum(decided_on >= since and decision = 'refused'), 0),
       coalesce(sum(decided_on >= since and decision = 'returned'), 0),
       coalesce(sum(withdrawn_on >= since and (decided_on is null or decided_on > withdrawn_on)), 0),
       sum(decided_on is null and withdrawn_on is null),
       coalesce(sum(decided_on >= since and julianday(decided_on) - julianday(requested_on) > 3), 0),
       round(avg(julianday(decided_on) - julianday(requested_on)) filter (where decided_on >= since), 1),
       coalesce(sum(withdrawn_on >= since and decided_on <= withdrawn_on and decision in ('accepted', 'ordered')), 0)
from asked group by name, place;

-- T3 by reason with its share, all reasons, each referral once
with given as (select s.name, x.reason from span s join referral r on r.requested_on >= s.since and r.requested_on < s.until
               join referral_reason x on x.referral = r.id)
select 'T3', name, reason, count(*), round(100.0 * count(*) / sum(count(*)) over (partition by name), 1) from given group by name, reason
union all
select 'T3', name, 'total', count(*), 100.0 from given group by name
union all
select 'T3', s.name, 'distinct', count(*), null from span s join referral r on r.requested_on >= s.since and r.requested_on < s.until group by s.name;

-- T5 1
with discussed as (select h.name, i.kind from held h join agenda a on a.meeting = h.id and a.state = 'discussed' join issue i on i.referral = a.referral
                   where h.place = '')
select 'T5', name, kind, count(*) from discussed group by name, kind union all select 'T5', name, 'total', count(*) from discussed group by name;
-- T5 2–8
with said as (select h.name, i.kind, case when f.submitted_on < s.until then d.adoption end as adoption
              from held h join span s on s.name = h.name join opinion p on p.meeting = h.id join issue i on i.id = p.issue
              left join adoption d on d.opinion = p.id left join feedback f on f.id = d.feedback
              where h.place = '' and p.stance is not 'reserve' and not exists (select 1 from opinion q where q.supersedes = p.id)),
     each as (select name, kind, adoption from said union all select name, 'total', adoption from said)
select 'T5', name, kind, count(*), coalesce(sum(adoption = 'adopted'), 0), coalesce(sum(adoption = 'partly_adopted'), 0),
       coalesce(sum(adoption = 'not_adopted'), 0), coalesce(sum(adoption = 'not_applicable'), 0), sum(adoption is null),
       round(100.0 * sum(adoption in ('adopted', 'partly_adopted')) / sum(adoption in ('adopted', 'partly_adopted', 'not_adopted')), 1)
from each group by name, kind;
