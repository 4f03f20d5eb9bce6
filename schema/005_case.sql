-- Cases (案件) and matters put before the conference.
create table cases (
    id            integer primary key,
    key           text not null unique, -- the acceptance number, or C622900-2020-12 where there was none at first
    accept_no     text unique,
    year          integer,              -- of the number: 2020-12 finds the case
    serial        integer,
    unified_no    text,
    kind          text not null,
    name          text not null,
    lead_cause    text not null,        -- one of case_cause, the first
    office        integer not null references office,
    department    text,
    handler       integer references talent,
    stage         text,
    received_on   text,
    deadline_on   text,
    in_custody    integer not null default 0,
    suspect_count integer,
    major         integer not null default 0,
    difficult     integer not null default 0,
    complex       integer not null default 0,
    influential   integer not null default 0,
    disputed      integer not null default 0,
    gang          text not null default 'none',
    label         text not null default 'internal',
    closed_on     text,
    result        text,
    reopened_on   text,
    reopened_why  text,
    judged_on     text,
    outcome       text,
    source_no     text,
    voided_on     text,
    void_why      text,

    unique (office, source_no),
    constraint "the kind is case or matter" check (kind in ('case', 'matter')),
    constraint "a case has a name" check (name <> ''),
    constraint "a case has a cause" check (lead_cause <> ''),
    constraint "the stage is one of the list" check (stage in ('early_intervention', 'arrest_review', 'prosecution_review', 'first_instance', 'second_instance', 'retrial')),
    constraint "a case is received on a real day" check (received_on is date(received_on)),
    constraint "a deadline is a real day" check (deadline_on is date(deadline_on)),
    constraint "the deadline comes after the receipt" check (deadline_on >= received_on),
    constraint "the number of suspects is not negative" check (suspect_count >= 0),
    constraint "flags are yes or no" check (in_custody in (0, 1) and major in (0, 1) and difficult in (0, 1) and complex in (0, 1) and influential in (0, 1) and disputed in (0, 1)),
    constraint "gang is none, black or evil" check (gang in ('none', 'black', 'evil')),
    constraint "only public, internal and work_secret may enter" check (label in ('public', 'internal', 'work_secret')),
    constraint "a case closes on a real day" check (closed_on is date(closed_on)),
    constraint "a case cannot close before it was received" check (closed_on >= received_on),
    constraint "a case is reopened on a real day" check (reopened_on is date(reopened_on)),
    constraint "reopening needs a reason" check ((reopened_on is null) = (reopened_why is null)),
    constraint "a verdict is given on a real day" check (judged_on is date(judged_on)),
    constraint "a verdict has a day and an outcome" check ((judged_on is null) = (outcome is null)),
    constraint "the outcome of a trial is one of the list" check (outcome in ('as_charged', 'other_charge', 'partly', 'acquitted')),
    constraint "closing needs a result" check ((closed_on is null) = (result is null)),
    constraint "a case is voided on a real day" check (voided_on is date(voided_on)),
    constraint "voiding needs a reason" check ((voided_on is null) = (void_why is null))
) strict;
create index case_by_number on cases (office, year, serial);
create index case_by_handler on cases (handler);
create index case_by_source on cases (source_no);
create index case_by_unified on cases (unified_no);
create index case_by_closing on cases (closed_on);
create index case_by_verdict on cases (judged_on) where judged_on is not null;

create table case_cause (
    case_id integer not null references cases,
    cause   text not null,
    primary key (case_id, cause)
) strict, without rowid;
create index case_by_cause on case_cause (cause);

create table case_campaign (
    case_id  integer not null references cases,
    campaign integer not null references campaign,
    primary key (case_id, campaign)
) strict, without rowid;

-- languages the case needs besides Chinese
create table case_language (
    case_id  integer not null references cases,
    language text not null,
    primary key (case_id, language)
) strict, without rowid;

create table case_role (
    id      integer primary key,
    key     text not null unique,
    case_id integer not null references cases,
    seq     integer not null,
    talent  integer not null references talent,
    role    text not null,
    from_on text,
    to_on   text,

    unique (case_id, seq),
    constraint "the role is co_handler, assistant, clerk or former_investigator" check (role in ('co_handler', 'assistant', 'clerk', 'former_investigator')),
    constraint "a role begins on a real day" check (from_on is date(from_on)),
    constraint "a role ends on a real day" check (to_on is date(to_on)),
    constraint "a role cannot end before it begins" check (to_on >= from_on)
) strict;

create table party (
    id      integer primary key,
    key     text not null unique,
    case_id integer not null references cases,
    seq     integer not null,
    name    text not null,
    role    text not null,

    unique (case_id, seq),
    constraint "a party has a name" check (name <> ''),
    constraint "the role of a party is one of the list" check (role in ('suspect', 'victim', 'defender', 'agent', 'witness', 'expert_witness'))
) strict;

-- A superior's written order (调用决定) by which a person of another office handles the case (组织法 24, 刑诉规则 9).
create table callup (
    id         integer primary key,
    key        text not null unique, -- the number of the document
    case_id    integer not null references cases,
    talent     integer not null references talent,
    ordered_by integer not null references office,
    from_on    text not null,
    to_on      text,

    constraint "a call-up begins on a real day" check (from_on is date(from_on)),
    constraint "a call-up ends on a real day" check (to_on is date(to_on)),
    constraint "a call-up cannot end before it begins" check (to_on >= from_on)
) strict;
create index callup_by_case on callup (case_id);
create index callup_by_talent on callup (talent);
