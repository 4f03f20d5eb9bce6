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
    operation integer not null,       -- written behind its entries: no reference, `audit verify` looks
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

-- Imports: the same bytes again change nothing, unless rows were rejected then.
create table batch (
    id        integer primary key,
    key       text not null unique,
    noun      text not null,
    digest    blob not null,
    bytes     integer not null,
    added     integer not null,
    updated   integer not null,
    unchanged integer not null,
    rejected  integer not null
) strict;
create index batch_by_digest on batch (noun, digest);

-- The sheets a batch was read from, and the rows of them it rejected. Headings and cells are JSON arrays.
create table batch_sheet (
    id       integer primary key,
    key      text not null unique, -- batch/1
    batch    integer not null references batch,
    seq      integer not null,
    file     text not null,
    part     text not null,        -- agenda, attendance; empty: the noun's own
    headings text not null
) strict;
create index batch_sheet_of_batch on batch_sheet (batch);

create table batch_reject (
    id      integer primary key,
    key     text not null unique,  -- batch/1/57
    sheet   integer not null references batch_sheet,
    line    integer not null,
    columns text not null,
    codes   text not null,
    message text not null,
    cells   text not null
) strict;
create index batch_reject_of_sheet on batch_reject (sheet);
