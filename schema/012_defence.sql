-- The defence's arguments (辩护观点): foreseen and prepared for before the trial, and what came of them at it.
create table defence (
    id            integer primary key,
    key           text not null unique, -- case/1
    case_id       integer not null references cases,
    seq           integer not null,
    argument      text not null,
    kind          text not null,
    predicted_on  text,                 -- none: it came unforeseen
    response      text,
    prepared_by   integer references talent,
    trial_on      text,
    raised        text,
    response_used integer,
    court_view    text,

    unique (case_id, seq),
    constraint "the defence argues something" check (argument <> ''),
    constraint "the kind of an argument is one of the list" check (kind in ('evidence', 'facts', 'characterization', 'law', 'sentencing', 'procedure', 'trial_response', 'other')),
    constraint "an argument is foreseen on a real day" check (predicted_on is date(predicted_on)),
    constraint "a trial is on a real day" check (trial_on is date(trial_on)),
    constraint "an argument was foreseen, or it was raised at trial" check (predicted_on is not null or raised is 'yes'),
    constraint "an argument was raised, was not, or it is unknown" check (raised in ('yes', 'no', 'unknown')),
    constraint "what came at trial has the day of the trial" check ((trial_on is null) = (raised is null)),
    constraint "a response is used or not" check (response_used in (0, 1)),
    constraint "a response that was used was prepared" check (response_used is not 1 or response is not null),
    constraint "a prepared response has someone who prepared it" check ((response is null) = (prepared_by is null)),
    constraint "the view of the court is one of the list" check (court_view in ('for_prosecution', 'for_defence', 'partly', 'not_addressed')),
    constraint "the court has a view of what was raised" check (court_view is null or raised is 'yes')
) strict;
create index defence_by_trial on defence (trial_on);
