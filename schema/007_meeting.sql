-- Meetings (联席会议): advisory. Nothing here, or anywhere, holds a vote or a conclusion of the conference.
create table meeting (
    id            integer primary key,
    key           text not null unique, -- 临州检联席〔2020〕7号
    office        integer not null references office, -- the host
    department    text,
    kind          text not null,
    mode          text not null,
    year          integer not null,
    year_seq      integer not null,
    total_seq     integer not null,
    chair         integer references talent,
    recorder      integer references talent,
    convened_by   integer references talent,
    place         text,
    planned_at    text,
    notice_at     text,
    started_at    text,
    ended_at      text,
    label         text not null default 'internal',
    profile       text not null,
    rules         text not null,        -- digest of the rules it ran under
    rules_text    text not null,        -- and the rules
    entered_later integer not null default 0,
    source_no     text,

    unique (office, year, year_seq),
    unique (office, total_seq),
    unique (office, source_no),
    constraint "the kind of a meeting is cross_office, cross_department or department" check (kind in ('cross_office', 'cross_department', 'department')),
    constraint "the mode is onsite, video or written" check (mode in ('onsite', 'video', 'written')),
    constraint "only public, internal and work_secret may enter" check (label in ('public', 'internal', 'work_secret')),
    constraint "entered later is yes or no" check (entered_later in (0, 1)),
    constraint "a meeting is planned for a real time" check (planned_at is null or (length(planned_at) = 25 and substr(planned_at, 1, 10) is date(substr(planned_at, 1, 10)) and substr(planned_at, 11) glob 'T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00')),
    constraint "a notice goes out at a real time" check (notice_at is null or (length(notice_at) = 25 and substr(notice_at, 1, 10) is date(substr(notice_at, 1, 10)) and substr(notice_at, 11) glob 'T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00')),
    constraint "a meeting starts at a real time" check (started_at is null or (length(started_at) = 25 and substr(started_at, 1, 10) is date(substr(started_at, 1, 10)) and substr(started_at, 11) glob 'T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00')),
    constraint "a meeting ends at a real time" check (ended_at is null or (length(ended_at) = 25 and substr(ended_at, 1, 10) is date(substr(ended_at, 1, 10)) and substr(ended_at, 11) glob 'T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00')),
    constraint "the notice goes out before the planned time" check (notice_at <= planned_at),
    constraint "a meeting ends after it started" check (ended_at > started_at)
) strict;
create index meeting_by_end on meeting (ended_at);
create index meeting_by_kind on meeting (kind, ended_at, office);
create index meeting_by_source on meeting (source_no);

create table change (
    id         integer primary key,
    key        text not null unique, -- meeting/1
    meeting    integer not null references meeting,
    seq        integer not null,
    kind       text not null,
    changed_on text not null,
    from_value text,
    to_value   text,
    why        text,

    unique (meeting, seq),
    constraint "the kind of a change is postponed, cancelled or retyped" check (kind in ('postponed', 'cancelled', 'retyped')),
    constraint "a change is made on a real day" check (changed_on is date(changed_on))
) strict;
create index change_by_day on change (changed_on);

create table agenda (
    id       integer primary key,
    key      text not null unique, -- meeting/1
    meeting  integer not null references meeting,
    seq      integer not null,
    referral integer not null references referral,
    state    text not null,
    why      text,
    source_no text,

    unique (meeting, seq),
    unique (meeting, referral),
    constraint "an item is scheduled, discussed or deferred" check (state in ('scheduled', 'discussed', 'deferred'))
) strict;
-- a referral is on one live agenda at a time
create unique index one_live_agenda on agenda (referral) where state in ('scheduled', 'discussed');
create index agenda_by_referral on agenda (referral);

create table attendance (
    id       integer primary key,
    key      text not null unique, -- meeting/talent
    meeting  integer not null references meeting,
    talent   integer not null references talent,
    role     text not null,
    status   text not null,
    note     text,
    office   integer references office, -- this and the next two as on the day of the meeting
    category text,
    grade    integer,
    materials_sent_at text,
    read_at  text,
    came_at  text,
    left_at  text,
    source_no text,

    unique (meeting, talent),
    constraint "the role in a meeting is one of the list" check (role in ('chair', 'member', 'presenter', 'observer', 'guest', 'recorder')),
    constraint "the status of an attendance is one of the list" check (status in ('invited', 'present', 'late', 'left_early', 'excused', 'absent')),
    constraint "materials are sent at a real time" check (materials_sent_at is null or (length(materials_sent_at) = 25 and substr(materials_sent_at, 1, 10) is date(substr(materials_sent_at, 1, 10)) and substr(materials_sent_at, 11) glob 'T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00')),
    constraint "materials are read at a real time" check (read_at is null or (length(read_at) = 25 and substr(read_at, 1, 10) is date(substr(read_at, 1, 10)) and substr(read_at, 11) glob 'T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00')),
    constraint "materials are read after they were sent" check (read_at >= materials_sent_at),
    constraint "one comes at a real time" check (came_at is null or (length(came_at) = 25 and substr(came_at, 1, 10) is date(substr(came_at, 1, 10)) and substr(came_at, 11) glob 'T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00')),
    constraint "one leaves at a real time" check (left_at is null or (length(left_at) = 25 and substr(left_at, 1, 10) is date(substr(left_at, 1, 10)) and substr(left_at, 11) glob 'T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00')),
    constraint "one leaves after one came" check (left_at >= came_at)
) strict;
create index attendance_by_talent on attendance (talent);
