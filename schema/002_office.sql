-- Procuratorates (检察院). The key is the six-digit code.
create table office (
    id         integer primary key,
    key        text not null unique,
    name       text not null unique,
    short_name text unique,
    level      text not null,
    parent     integer references office,
    opened_on  text,
    closed_on  text,
    source_no  text unique,

    constraint "the code of an office has six digits" check (key glob '[0-9][0-9][0-9][0-9][0-9][0-9]'),
    constraint "an office has a name" check (name <> ''),
    constraint "the level is supreme, province, prefecture or county" check (level in ('supreme', 'province', 'prefecture', 'county')),
    constraint "an office is not its own parent" check (parent <> id),
    constraint "an office opens on a real day" check (opened_on is date(opened_on)),
    constraint "an office closes on a real day" check (closed_on is date(closed_on)),
    constraint "an office cannot close before it opened" check (closed_on >= opened_on)
) strict;

create table office_alias (
    office integer not null references office,
    alias  text not null unique,
    primary key (office, alias)
) strict, without rowid;
