-- Opinions (意见): each one person's, on one issue, for the handling prosecutor's reference only. Never changed, only superseded.
-- There are millions of them: a check by "in" would make a table of its values for every row, "or" does not.
create table opinion (
    id          integer primary key,
    key         text not null unique, -- meeting-12
    meeting     integer not null references meeting,
    seq         integer not null,
    agenda      integer not null references agenda,
    issue       integer not null references issue,
    talent      integer not null references talent,
    round       integer not null default 1,
    stance      text,                 -- none only in meetings entered later
    text        text not null,
    legal_basis text,
    kind        text not null default 'oral',
    recorded_at text not null,
    recorded_by integer references talent,
    supersedes  integer unique references opinion,
    source_no   text,

    unique (meeting, seq),
    constraint "the stance is one of the list" check (stance = 'concur' or stance = 'concur_in_part' or stance = 'dissent' or stance = 'supplement' or stance = 'reserve'),
    constraint "an opinion has a text, unless it is reserved" check (text <> '' or stance is 'reserve'),
    constraint "an opinion is oral, written or late" check (kind = 'oral' or kind = 'written' or kind = 'late'),
    constraint "rounds count from 1" check (round >= 1),
    constraint "an opinion is recorded at a real time" check (length(recorded_at) = 25 and substr(recorded_at, 1, 10) is date(substr(recorded_at, 1, 10)) and substr(recorded_at, 11) glob 'T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00'),
    constraint "an opinion does not supersede itself" check (supersedes <> id)
) strict;
create index opinion_by_issue on opinion (issue);
create index opinion_by_talent on opinion (talent);
create index opinion_by_source on opinion (source_no);
