-- Referrals (提请): a case put to the conference with its issues.
create table referral (
    id            integer primary key,
    key           text not null unique, -- case#1
    case_id       integer not null references cases,
    seq           integer not null,
    requested_by  integer references talent,
    requested_on  text,                 -- none: held before it was entered, in no count of requests
    handler_view  text,
    follows       integer references referral,
    new_facts     text,
    urgent        integer not null default 0,
    decision      text,                 -- none: not decided yet
    decided_by    integer references talent,
    decided_on    text,
    why           text,
    withdrawn_on  text,
    withdrawn_why text,
    source_no     text,

    unique (case_id, seq),
    constraint "urgent is yes or no" check (urgent in (0, 1)),
    constraint "a referral is decided accepted, refused, returned or ordered" check (decision in ('accepted', 'refused', 'returned', 'ordered')),
    constraint "a referral is requested on a real day" check (requested_on is date(requested_on)),
    constraint "a referral is decided on a real day" check (decided_on is date(decided_on)),
    constraint "a referral is decided after it was requested" check (decided_on >= requested_on),
    constraint "refusing and returning need a reason" check (decision not in ('refused', 'returned') or why is not null),
    constraint "a referral is withdrawn on a real day" check (withdrawn_on is date(withdrawn_on)),
    constraint "a referral is withdrawn after it was requested" check (withdrawn_on >= requested_on),
    constraint "withdrawing needs a reason" check ((withdrawn_on is null) = (withdrawn_why is null)),
    constraint "a referral does not follow itself" check (follows <> id)
) strict;
create index referral_by_request on referral (requested_on);
create index referral_by_decision on referral (decided_on, requested_on); -- null: those that are open
create index referral_by_withdrawal on referral (withdrawn_on) where withdrawn_on is not null;
create index referral_by_source on referral (source_no);

create table referral_reason (
    referral integer not null references referral,
    reason   text not null,
    primary key (referral, reason),
    constraint "the reasons are M1 to M7 and O1 to O3" check (reason in ('M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'O1', 'O2', 'O3'))
) strict, without rowid;

create table issue (
    id           integer primary key,
    key          text not null unique, -- case#1/1
    referral     integer not null references referral,
    seq          integer not null,
    kind         text not null,
    question     text not null,
    handler_view text,

    unique (referral, seq),
    constraint "the kind of an issue is one of the list" check (kind in ('evidence', 'facts', 'characterization', 'law', 'sentencing', 'procedure', 'trial_response', 'other')),
    constraint "an issue asks a question" check (question <> '')
) strict;

-- Materials (材料) of a referral: where the file is and what it was when it was added.
create table material (
    id       integer primary key,
    key      text not null unique, -- case#1/1
    referral integer not null references referral,
    seq      integer not null,
    kind     text not null,
    title    text not null,
    path     text not null,
    sha256   text not null,
    label    text not null default 'internal',
    added_on text not null,

    unique (referral, seq),
    constraint "the kind of a material is one of the list" check (kind in ('request', 'report', 'dossier', 'evidence', 'similar_cases', 'law', 'other')),
    constraint "a material has a title" check (title <> ''),
    constraint "a digest has 64 hexadecimal digits" check (length(sha256) = 64 and sha256 not glob '*[^0-9a-f]*'),
    constraint "only public, internal and work_secret may enter" check (label in ('public', 'internal', 'work_secret')),
    constraint "a material is added on a real day" check (added_on is date(added_on))
) strict;
