-- Special campaigns (专项斗争): saohei and others.
create table campaign (
    id      integer primary key,
    key     text not null unique,
    name    text not null unique,
    from_on text not null,
    to_on   text,
    source_no text unique,

    constraint "the code of a campaign is lower-case letters, digits and _" check (key <> '' and key not glob '*[^a-z0-9_]*'),
    constraint "a campaign has a name" check (name <> ''),
    constraint "a campaign begins on a real day" check (from_on is date(from_on)),
    constraint "a campaign ends on a real day" check (to_on is date(to_on)),
    constraint "a campaign cannot end before it begins" check (to_on >= from_on)
) strict;
