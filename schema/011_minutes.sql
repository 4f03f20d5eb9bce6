-- Minutes (会议记录): the truthful record of a meeting, opinion by opinion; a change after circulation is a new version.
create table minutes (
    id            integer primary key,
    key           text not null unique, -- meeting/1
    meeting       integer not null references meeting,
    version       integer not null,
    text          text not null,
    sha256        text not null,
    drafted_on    text not null,
    circulated_on text,
    signed_on     text,
    filed_on      text,
    filed_by      integer references talent,
    volume        text,

    unique (meeting, version),
    constraint "minutes have a text" check (text <> ''),
    constraint "a digest has 64 hexadecimal digits" check (length(sha256) = 64 and sha256 not glob '*[^0-9a-f]*'),
    constraint "minutes are drafted on a real day" check (drafted_on is date(drafted_on)),
    constraint "minutes are circulated on a real day" check (circulated_on is date(circulated_on)),
    constraint "minutes are signed on a real day" check (signed_on is date(signed_on)),
    constraint "minutes are filed on a real day" check (filed_on is date(filed_on)),
    constraint "minutes are circulated after they were drafted" check (circulated_on is null or circulated_on >= drafted_on),
    constraint "minutes are signed after they were circulated" check (signed_on is null or (circulated_on is not null and signed_on >= circulated_on)),
    constraint "minutes are filed after they were signed" check (filed_on is null or (signed_on is not null and filed_on >= signed_on)),
    constraint "minutes are filed by someone, in the internal volume" check ((filed_on is null) = (filed_by is null) and (filed_on is null) = (volume is null) and volume is (case when filed_on is null then null else 'internal' end))
) strict;

create table signature (
    id        integer primary key,
    key       text not null unique, -- minutes/talent
    minutes   integer not null references minutes,
    talent    integer not null references talent,
    signed_on text,
    note      text,

    unique (minutes, talent),
    constraint "a signature is given on a real day" check (signed_on is date(signed_on)),
    constraint "one signs, or a note says why not" check ((signed_on is null) <> (note is null))
) strict;
