-- The trace: one operation per write, one entry per record it changed (design of the chain: README, "Audit").
-- Written only by the program, in the transaction of the change itself.
create table operation (
    seq       integer primary key,
    office    text not null,
    at        text not null,
    actor     text not null,
    action    text not null,
    algorithm text not null,
    entries   integer not null,
    hash      blob not null,

    constraint "the algorithm is sha256 or sm3" check (algorithm in ('sha256', 'sm3')),
    constraint "a hash has 32 bytes" check (length(hash) = 32)
) strict;

create table entry (
    operation integer not null references operation deferrable initially deferred,
    n         integer not null,
    entity    text not null,
    key       text not null,
    digest    blob not null,
    before    text,
    primary key (operation, n)
) strict, without rowid;
create index entry_of_record on entry (entity, key, operation);

-- Tokens of scripts that may run twice (--once).
create table once (
    id      integer primary key,
    key     text not null unique,
    action  text not null,
    request blob not null,
    answer  text not null
) strict;

-- Files that were imported: the same bytes again change nothing.
create table batch (
    id        integer primary key,
    key       text not null unique,
    noun      text not null,
    file      text not null,
    digest    blob not null,
    added     integer not null,
    updated   integer not null,
    unchanged integer not null
) strict;
create index batch_by_digest on batch (noun, digest);
