-- Exemplars (先进典型): designated, visited (联系走访), and made known (宣传).
create table exemplar (
    id            integer primary key,
    key           text not null unique, -- 622921-017/2020-02-18
    talent        integer not null references talent,
    designated_on text not null,
    title         text not null,
    level         text,
    source_no     text unique,

    unique (talent, designated_on),
    constraint "an exemplar has a title" check (title <> ''),
    constraint "an exemplar is designated on a real day" check (designated_on is date(designated_on))
) strict;

create table visit (
    id         integer primary key,
    key        text not null unique, -- exemplar/1
    exemplar   integer not null references exemplar,
    seq        integer not null,
    visitor    integer not null references talent,
    planned_on text,
    visited_on text,                 -- none: it is planned

    unique (exemplar, seq),
    constraint "a visit is planned on a real day" check (planned_on is date(planned_on)),
    constraint "a visit is made on a real day" check (visited_on is date(visited_on)),
    constraint "a visit is planned or made" check (planned_on is not null or visited_on is not null)
) strict;
create index visit_by_day on visit (visited_on);

-- what an exemplar brings up at a visit
create table matter (
    id          integer primary key,
    key         text not null unique, -- visit/1
    visit       integer not null references visit,
    seq         integer not null,
    kind        text not null,
    text        text not null,
    resolved_on text,

    unique (visit, seq),
    constraint "a matter is a hardship, a question or a shortcoming" check (kind in ('hardship', 'question', 'shortcoming')),
    constraint "a matter has a text" check (text <> ''),
    constraint "a matter is resolved on a real day" check (resolved_on is date(resolved_on))
) strict;

create table publicity (
    id           integer primary key,
    key          text not null unique, -- exemplar/1
    exemplar     integer not null references exemplar,
    seq          integer not null,
    channel      text not null,
    title        text not null,
    published_on text not null,
    reviewed_by  integer references talent,

    unique (exemplar, seq),
    constraint "the channel is one of the list" check (channel in ('mainstream_media', 'intranet', 'extranet', 'weibo', 'wechat', 'app')),
    constraint "publicity has a title" check (title <> ''),
    constraint "publicity is published on a real day" check (published_on is date(published_on)),
    constraint "publicity needs a review" check (reviewed_by is not null)
) strict;
create index publicity_by_day on publicity (published_on);
