-- Recusals (回避): who keeps out of a case, and so out of its item in a meeting (刑诉法 29-32, 刑诉规则 24-37).
create table recusal (
    id           integer primary key,
    key          text not null unique, -- case/talent
    case_id      integer not null references cases,
    talent       integer not null references talent,
    ground       text not null,
    source       text not null,
    raised_on    text not null,
    why          text,
    decided_by   integer references talent,
    decided_on   text,
    result       text,
    again_by     integer references talent,
    again_on     text,
    again_result text,

    unique (case_id, talent),
    constraint "the ground of a recusal is one of the list" check (ground in ('party', 'interest', 'took_part', 'relation', 'gifts', 'investigator')),
    constraint "a recusal is raised by self, application or order" check (source in ('self', 'application', 'ordered')),
    constraint "a recusal is raised on a real day" check (raised_on is date(raised_on)),
    constraint "a recusal is decided on a real day" check (decided_on is date(decided_on)),
    constraint "a recusal is decided after it was raised" check (decided_on >= raised_on),
    constraint "a recusal is granted or rejected" check (result in ('granted', 'rejected')),
    constraint "a decision on a recusal has a day, a person and a result" check ((decided_on is null) = (result is null) and (decided_by is null) = (result is null)),
    constraint "a recusal is reconsidered on a real day" check (again_on is date(again_on)),
    constraint "a recusal is reconsidered after it was decided" check (again_on is null or again_on >= decided_on),
    constraint "a recusal reconsidered is granted or rejected" check (again_result in ('granted', 'rejected')),
    constraint "a reconsideration has a day, a person and a result" check ((again_on is null) = (again_result is null) and (again_by is null) = (again_result is null))
) strict;
create index recusal_by_talent on recusal (talent);
